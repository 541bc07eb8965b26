"""The presentation for the mesa de cooperantes: PPTX with native, editable charts.

From the cut and what people wrote for it, nothing else; the same ones give the same bytes.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping

import segno
from django.conf import settings
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes import graficos
from informes.documentos import narrativa, ofimatica, sobre_si
from informes.documentos import presentacion_cifras as cifras
from informes.documentos import presentacion_tablas as tablas
from informes.documentos.archivo import Archivo, Avisar
from informes.documentos.lectura import leer_corte
from informes.documentos.mazo import Lamina, Mazo, acortar
from informes.documentos.mazo_figuras import Celda, Fila
from informes.documentos.presentacion_dicho import (
    Dicho,
    fuente_de_estados,
    mas,
    nombre,
    tiene_estado,
)
from informes.documentos.presentacion_leer import lectura
from informes.models import Informe

LISTA = 7
"""Lines of a list beside others."""
LOGOS, COLUMNAS = 12, 4
"""Organisations on the slide of credits, and beside each other."""


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The presentation as one PPTX; its pages are its slides."""
    with translation.override(informe.idioma):
        d = reunido(informe)
        aviso = _("Datos de demostración: cifras ficticias") if informe.corte.demo else ""
        dicho = {"plan": d.inicio["plan"], "anio": d.anio}
        titulo = _("Avance del %(plan)s: presentación para cooperantes, %(anio)s") % dicho
        mazo = Mazo(d.idioma, titulo, _("Datos al %s") % d.dia, aviso)
        for i, lamina in enumerate(LAMINAS, 1):
            lamina(mazo, d)
            avisar(90 * i // len(LAMINAS))
        contenido = ofimatica.fijar(mazo.bytes(), d.fecha)
    return [Archivo(contenido, "pptx", paginas=len(mazo.laminas))]


def reunido(informe: Informe) -> Dicho:
    corte, idioma = informe.corte, informe.idioma
    return Dicho(
        idioma=idioma,
        anio=informe.anio,
        fecha=corte.fecha,
        huella=corte.huella,
        partes=leer_corte(corte, idioma),
        secciones=narrativa.secciones(informe),
        creditos=informe.narrativa.get("creditos") or {},
        direccion=f"{settings.SITIO_URL}/verificar/{corte.huella}/",
        sitio=settings.SITIO_URL + ("" if idioma == "es" else "/en"),
    )


BLOQUE = re.compile(r"</?(?:p|li|ul|ol|blockquote|div)\b[^>]*>|<br\s*/?>")


def lineas(texto: str) -> list[str]:
    """The paragraphs and list items of clean HTML, as plain text."""
    trozos = BLOQUE.sub("\n", texto).split("\n")
    return [t for trozo in trozos if (t := html.unescape(strip_tags(trozo)).strip())]


# --- opening --------------------------------------------------------------------------


def portada(m: Mazo, d: Dicho) -> None:
    lam = m.lamina("portada", _("Avance del %s") % d.inicio["plan"])
    nosotros = _("Coalición Regional contra la Trata de Personas y el Tráfico Ilícito de Migrantes")
    lam.poner(1, nosotros)
    dicho = {"anio": d.anio, "dia": d.dia}
    lam.poner(10, _("Mesa de cooperantes, %(anio)s. Datos al %(dia)s") % dicho)
    lam.notas(
        _("Todas las cifras salen del corte de datos del %s.") % d.dia,
        _("Huella del corte: %s") % d.huella,
    )


def mensaje(m: Mazo, d: Dicho) -> None:
    """What to remember: the sentence people wrote, else what the cut says."""
    escrita = d.secciones.get("mensaje")
    dichas = lineas(str(escrita.html)) if escrita else []
    dicho = {"plan": d.inicio["plan"], "mensaje": d.inicio["mensaje"]}
    del_corte = _("%(plan)s: %(mensaje)s") % dicho
    if escrita and dichas:
        lam = m.lamina("mensaje", dichas[0], escrita.idioma)
        lam.poner(10, escrita.titulo)
        lam.poner(11, " ".join(dichas[1:]), escrita.idioma)
        if len(dichas) == 1:
            lam.poner(11, del_corte)
    else:
        lam = m.lamina("mensaje", del_corte)
        lam.poner(10, _("En pocas palabras"))
        lam.poner(11, _("Último período: %s.") % d.inicio["ultimo"])
    paises, cuenta = d.inicio["paises"], d.inicio["distribucion"]
    aprobados = sobre_si.aprobados(d.partes["metodo"])
    tres = (
        (cuenta["completada"], sum(cuenta.values()), _("actividades completadas")),
        (sum(map(tiene_estado, paises)), len(paises), _("países informan de sus actividades")),
        (aprobados["nacionales"], aprobados["nacionales_de"], _("reportes nacionales aprobados")),
    )
    for i, (n, de, que) in enumerate(tres):
        x, grande = 0.75 + i * 4.05, _("%(n)s de %(de)s") % {"n": n, "de": de}
        lam.texto((x, 4.85, 3.75, 0.75), grande, 40, color="blanco", serif=True, negrita=True)
        lam.texto((x, 5.62, 3.75, 0.55), que, 16, color="sobre-tinta")
    lam.notas(del_corte, fuente_de_estados())


# --- closing --------------------------------------------------------------------------


def atrasos(m: Mazo, d: Dicho) -> None:
    """What is behind, what has not been reported, what has no figure: said, not hidden."""
    todas = [a for eje in d.ejes() for o in eje["objetivos"] for a in o["actividades"]]
    tarde = [a for a in todas if a["semaforo"] in ("con_retraso", "suspendida")]
    de_retraso = [
        f"{a['codigo']} {acortar(a['corto'], 60)} ({nombre(a['semaforo'], d.idioma).lower()})"
        for a in tarde
    ]
    faltan = [
        (p["nombre"], [r["cuando"] for r in p["reportes"] if not r["aprobado"]])
        for p in d.inicio["paises"]
    ]
    reportes = [f"{acortar(quien, 40)}: {', '.join(que)}" for quien, que in faltan if que]
    ultimo = d.inicio["anios"][-1] if d.inicio["anios"] else d.anio
    vacias = [b["dato"]["nombre"] for _eje, b in d.bloques() if sin_dato(b["series"], ultimo)]
    titulo = _("Ninguna actividad está con retraso; esto es lo que todavía falta")
    if tarde:
        titulo = ngettext(
            "%(n)s actividad con retraso o suspendida, y lo demás que falta",
            "%(n)s actividades con retraso o suspendidas, y lo demás que falta",
            len(tarde),
        ) % {"n": len(tarde)}
    lam = m.lamina("libre", titulo)
    lam.poner(10, _("Lo que falta"))
    lam.poner(11, _("Lo que no se hizo o no se sabe se publica igual que lo hecho"))
    columna(lam, 0, _("Con retraso o suspendidas"), len(tarde), de_retraso)
    columna(lam, 1, _("Reportes sin aprobar"), sum(len(que) for _quien, que in faltan), reportes)
    columna(lam, 2, _("Cifras sin dato en %s") % ultimo, len(vacias), vacias)
    lam.poner(12, _("Fuente: corte de datos al %s.") % d.dia)
    lam.notas(*de_retraso, *reportes, *vacias, m.pie)


def sin_dato(series: list[dict[str, object]], anio: int) -> bool:
    """Whether a Dato that has been reported some year has no figure in this one."""
    region = [c for s in series for c in s["region"]]  # type: ignore[attr-defined]
    return bool(region) and not any(c.hay for c in region if c.anio == anio)


def columna(lam: Lamina, cual: int, encabezado: str, cuantas: int, cosas: list[str]) -> None:
    """One of three lists beside each other."""
    x, ancho = 0.75 + cual * 4.05, 3.73
    lam.texto((x, 2.4, ancho, 0.32), encabezado, 16, serif=True, negrita=True)
    lam.texto((x, 2.75, ancho, 0.62), str(cuantas), 36, serif=True, negrita=True, color="azul")
    dichas = [acortar(c, 85) for c in cosas[:LISTA]] or [_("Nada falta aquí.")]
    dichas += [t for t in [mas(len(cosas) - LISTA)] if t]
    lugar = (x, 3.5, ancho, 2.8)
    lam.texto(lugar, "\n".join(dichas), 14, color="secundaria", minimo=10, separa=4)


def pedido(m: Mazo, d: Dicho) -> None:
    """What is asked of donors, one point a line; no slide when nobody wrote it."""
    escrita = d.secciones.get("pedido")
    puntos = lineas(str(escrita.html)) if escrita else []
    if escrita and puntos:
        lam = m.lamina("texto", escrita.titulo)
        lam.poner(10, _("A las agencias de cooperación"))
        lam.parrafos(1, puntos, escrita.idioma)
        lam.notas(*puntos)


def metodo(m: Mazo, d: Dicho) -> None:
    parte = d.partes["metodo"]
    hechos = {**sobre_si.aprobados(parte), "dia": d.dia}
    titulo = _("Las cifras salen de %(nacionales)s de %(nacionales_de)s reportes nacionales")
    lam = m.lamina("tabla", titulo % hechos)
    lam.poner(10, _("Método y cobertura"))
    resto = _("Aprobados al %(dia)s, y %(regionales)s de %(regionales_de)s reportes regionales")
    lam.poner(11, resto % hechos)
    reglas = sobre_si.reglas(parte)
    cuantos = Celda(_("Datos"), derecha=True)
    filas: list[Fila] = [[_("La cifra de la región"), _("Qué quiere decir"), cuantos]]
    filas += [
        [Celda(r["nombre"], negrita=True), r["texto"], Celda(str(r["veces"]), derecha=True)]
        for r in reglas
    ]
    alt = _("Reglas con que se suman los países")
    lam.tabla(20, filas, (3.3, 7.4, 0.9), alt, letra=13, alto=0.52)
    sitio = f"{d.sitio}/metodo/"
    lam.poner(12, _("Definición, fuente y manera de contar de cada dato: %s") % sitio)
    lam.notas(*(f"{r['nombre']}: {r['texto']}" for r in reglas))


def verificacion(m: Mazo, d: Dicho) -> None:
    lam = m.lamina("libre", _("Compruebe estas cifras"))
    lam.poner(10, _("Verificación"))
    lam.poner(11, _("La dirección dice de qué corte salen, si sigue vigente y qué lo sustituyó"))
    grupos = [d.huella[i : i + 8] for i in range(0, 64, 8)]
    en_dos = " ".join(grupos[:4]) + "\n" + " ".join(grupos[4:])
    for y, rotulo, dicho, enlace in (
        (2.35, _("Dirección"), d.direccion, d.direccion),
        (3.7, _("Huella SHA-256 del corte"), en_dos, ""),
        (5.05, _("Sitio"), d.sitio, d.sitio),
    ):
        lam.texto((0.75, y, 7.6, 0.3), rotulo, 13, color="secundaria", negrita=True)
        tono = "azul" if enlace else "tinta"
        lam.texto((0.75, y + 0.32, 7.6, 0.7), dicho, 16, color=tono, enlace=enlace)
    imagen = io.BytesIO()
    segno.make(d.direccion, error="m", micro=False).save(
        imagen, kind="png", scale=12, border=2, dark=graficos.COLOR["tinta"], light="#FFFFFF"
    )
    alt = _("Código QR que lleva a %s") % d.direccion
    lam.imagen(imagen.getvalue(), (8.9, 2.3, 3.7, 3.7), alt)
    corte = {"dia": d.dia, "huella": d.huella}
    lam.notas(_("Corte de datos al %(dia)s. Huella: %(huella)s") % corte)


def creditos(m: Mazo, d: Dicho) -> None:
    """Donors and partners with their logos; no slide when the document names none."""
    texto = str(d.creditos.get("texto") or "")
    organizaciones = list(d.creditos.get("organizaciones") or [])[:LOGOS]
    if not texto and not organizaciones:
        return
    lam = m.lamina("libre", _("Con el apoyo de"))
    lam.poner(10, _("Créditos"))
    if texto:
        lam.texto((0.75, 1.75, 11.83, 1.0), texto, 16)
    alto = min(3.5 / max(-(-len(organizaciones) // COLUMNAS), 1), 1.75)
    for i, organizacion in enumerate(organizaciones):
        x, y = 0.75 + (i % COLUMNAS) * 3.03, 2.9 + (i // COLUMNAS) * alto
        acreditar(lam, organizacion, x, y, alto)
    lam.notas(texto, *(o["nombre"] for o in organizaciones))


def acreditar(
    lam: Lamina, organizacion: Mapping[str, str], x: float, y: float, alto: float
) -> None:
    """An organisation: its logo in its own proportions, its name below it; no logo, its name."""
    suyo, sigla = organizacion["nombre"], organizacion["sigla"]
    dicho = f"{suyo} ({sigla})" if sigla and sigla != suyo else suyo
    logo = narrativa.imagen_del_logo(organizacion)
    if logo is None:
        lam.texto((x, y, 2.75, alto - 0.15), dicho, 16, serif=True, negrita=True, minimo=10)
        return
    alto_de_logo = alto - 0.74
    lam.imagen(logo, (x, y, 2.7, alto_de_logo), _("Logotipo de %s") % suyo, a_la_izquierda=True)
    lugar = (x, y + alto_de_logo + 0.08, 2.75, 0.55)
    lam.texto(lugar, dicho, 10, color="secundaria", minimo=9)


LAMINAS: tuple[Callable[[Mazo, Dicho], None], ...] = (
    portada, mensaje, lectura, cifras.avance, cifras.ejes, cifras.claves, tablas.paises,
    tablas.sensibles, tablas.dinero, tablas.proyectos, atrasos, pedido, metodo, verificacion,
    creditos,
)  # fmt: skip
"""In the order of the presentation; each adds as many slides as it has something to say."""
