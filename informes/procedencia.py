"""Where a regional figure of a cut comes from: down to what each country answered, for those who
review reports. It shows exact values.

The adding-up is not done again here: the approved answers that the cut was made from are read
(``planes.arbol``), go the same way (``planes.calculo``, ``informes.cifras``), and what comes out is
held against the cell that the cut has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from informes import cifras, contenido, formato
from informes.cambios import como_cifra
from informes.cifras import CifraPublica, Serie
from informes.figuras import EN_EL_TIEMPO, EN_LA_REGION, en_idioma, idioma_actual
from informes.models import Corte, CorteCelda
from planes import calculo
from planes.arbol import Arbol, Ficha, cargar_dato
from planes.models import Reporte, Valor

COMPARADOS = ("valor", "minimo", "maximo", "texto", "marca", "reportaron", "esperados")


@dataclass(frozen=True)
class Respondido:
    """What one approved report answered. ``ahora`` is what its correction says, where one was
    approved after the cut and says something else."""

    semestre: str
    reporte: Reporte | None
    dice: str
    nota: str = ""
    ahora: str = ""


@dataclass(frozen=True)
class Informante:
    """One country, or the regional report: its answers, the year's exact figure (``anual``) and
    what the cut says of it (``publicado``, empty for the regional report)."""

    nombre: str
    respuestas: tuple[Respondido, ...]
    anual: str
    publicado: str
    miembro: bool = True


@dataclass(frozen=True)
class Procedencia:
    """A regional figure and how it came about. ``pasos`` is the sum in words; ``rehecha`` what
    comes out now from the same answers; ``diferencias`` where that is not what the cut has."""

    ficha: Ficha
    celda: CorteCelda
    publicada: str
    regla_region: str
    regla_tiempo: str
    informantes: tuple[Informante, ...]
    pasos: str
    rehecha: str
    diferencias: tuple[str, ...]

    @property
    def corregidas(self) -> int:
        return sum(1 for i in self.informantes for r in i.respuestas if r.ahora)


def de_una_cifra(corte: Corte, celda: CorteCelda) -> Procedencia:
    """``celda`` is a regional one of the cut. Raises KeyError when the plan no longer asks its
    Dato, or no longer splits it so."""
    periodos = list(corte.periodos.all())
    usados = leer_reportes(periodos, al=corte.creado_en)
    arbol = cargar_dato(corte.plan, periodos, celda.dato, usados)
    ficha = arbol.fichas[celda.dato]
    if celda.categoria and celda.categoria not in ficha.categorias:
        raise KeyError(celda.categoria)
    ahora = corregidas(corte, periodos, celda.dato, usados)
    propias = recortar(cifras.series_por_informante(arbol, ficha), celda.categoria)
    serie = la_serie(arbol, ficha, celda.categoria)
    indice = arbol.anios.index(celda.anio)
    region = serie.region[indice] if serie else None
    publicadas = {
        c.pais: c
        for c in corte.celdas.filter(dato=celda.dato, anio=celda.anio, categoria=celda.categoria)
    }
    lector = Lector(arbol, ficha, celda, usados, ahora, leer_notas(usados, celda.dato))
    informantes = tuple(
        Informante(
            nombre,
            lector.respuestas(codigo, propias[codigo][celda.anio]),
            lector.anual(propias[codigo][celda.anio]),
            lector.publicada(publicadas[codigo]) if codigo in publicadas and codigo else "",
            not codigo or codigo in arbol.miembros(celda.anio),
        )
        for codigo, nombre in quienes(arbol, ficha)
    )
    return Procedencia(
        ficha,
        celda,
        lector.publicada(celda),
        str(EN_LA_REGION[ficha.dato.regla_region]),
        str(EN_EL_TIEMPO[ficha.dato.regla_tiempo]),
        informantes,
        lector.pasos(propias, serie, indice),
        lector.en_la_region(region) if region else "",
        tuple(diferencias(celda.dato, celda.categoria, serie, indice, publicadas, arbol)),
    )


def leer_reportes(periodos: Sequence[Any], **al: Any) -> list[Reporte]:
    return list(
        Reporte.objects.vigentes(**al)
        .filter(periodo__in=periodos)
        .select_related("periodo", "pais", "enviado_por", "revisado_por")
    )


def leer_notas(reportes: list[Reporte], dato: str) -> dict[int, str]:
    """What was noted beside the answers, by report."""
    valores = Valor.objects.filter(reporte__in=[r.pk for r in reportes], dato__codigo=dato)
    return dict(valores.exclude(nota="").values_list("reporte_id", "nota"))


def corregidas(
    corte: Corte, periodos: Sequence[Any], dato: str, usados: list[Reporte]
) -> dict[tuple[str, calculo.Semestre], calculo.Respuesta]:
    """What reports approved after the cut answer now, by informant and semester."""
    de_antes = {reporte.pk for reporte in usados}
    nuevos = [r for r in leer_reportes(periodos) if r.pk not in de_antes]
    if not nuevos:
        return {}
    arbol = cargar_dato(corte.plan, periodos, dato, nuevos)
    return {(r.informante, r.cuando): r for r in arbol.respuestas.get(dato, ())}


def recortar(
    propias: dict[str, dict[int, calculo.Cifra]], categoria: str
) -> dict[str, dict[int, calculo.Cifra]]:
    """Each informant's yearly figures; of one category when one is asked for."""
    if not categoria:
        return propias
    return {
        quien: {anio: cifras.solo_parte(cifra, categoria) for anio, cifra in suyas.items()}
        for quien, suyas in propias.items()
    }


def la_serie(arbol: Arbol, ficha: Ficha, categoria: str) -> Serie | None:
    """As ``informes.cifras`` publishes it."""
    hecho = cifras.bloque(arbol, ficha, settings.PRIVACIDAD_LIMITE)
    return next((s for s in hecho.series if s.categoria == categoria), None)


def quienes(arbol: Arbol, ficha: Ficha) -> list[tuple[str, str]]:
    """Who is asked: code and name; the regional report last, with an empty code."""
    paises = [(p.codigo, en_idioma(p.nombre)) for p in arbol.paises]
    regional = [(calculo.REGION, _("Reporte regional"))]
    return {"nacional": paises, "regional": regional}.get(ficha.informante, paises + regional)


def diferencias(
    dato: str,
    categoria: str,
    serie: Serie | None,
    indice: int,
    publicadas: Mapping[str, CorteCelda],
    arbol: Arbol,
) -> list[str]:
    """Whose figure comes out otherwise than the cut has it: names, the region's first."""
    nombres = {"": _("La región"), **{p.codigo: en_idioma(p.nombre) for p in arbol.paises}}
    hechas = {"": serie.region[indice]} if serie else {}
    hechas |= {codigo: suyas[indice] for codigo, suyas in serie.paises.items()} if serie else {}
    otras = []
    for codigo, celda in sorted(publicadas.items()):
        hecha = hechas.get(codigo)
        nueva = contenido.celda(dato, codigo, categoria, hecha) if hecha else None
        if any(getattr(nueva, campo, "") != getattr(celda, campo) for campo in COMPARADOS):
            otras.append(nombres.get(codigo, codigo))
    return otras


@dataclass(frozen=True)
class Lector:
    """Says figures and answers of one Dato in the reader's language."""

    arbol: Arbol
    ficha: Ficha
    celda: CorteCelda
    reportes: list[Reporte]
    ahora: Mapping[tuple[str, calculo.Semestre], calculo.Respuesta]
    notas: Mapping[int, str]

    def publicada(self, celda: CorteCelda) -> str:
        idioma = idioma_actual()
        cuenta = self.ficha.dato.regla_region == "paises_que_cumplen" and not celda.pais
        tipo = "conteo" if cuenta else self.ficha.dato.tipo
        texto = formato.cifra(como_cifra(celda, tipo, idioma), idioma, pais=bool(celda.pais))
        return f"{texto} [{celda.marca}]" if celda.marca and f"[{celda.marca}]" != texto else texto

    def en_la_region(self, cifra: CifraPublica) -> str:
        return formato.cifra(cifra.json(), idioma_actual())

    def anual(self, cifra: calculo.Cifra) -> str:
        """The exact figure of a year, or why there is none."""
        if not cifra.hay:
            return AUSENCIAS.get(cifra.ausencia, lambda: cifra.ausencia)()
        publica = cifras.publicar(self.ficha, self.celda.anio, cifra)
        dicho = formato.cifra(publica.json(), idioma_actual())
        if cifra.numerador is not None and cifra.denominador is not None:
            dicho += f" ({self.numero(cifra.numerador)} / {self.numero(cifra.denominador)})"
        return dicho + (" " + _("(año incompleto)") if cifra.parcial else "")

    def numero(self, numero: Any) -> str:
        return formato.numero(numero, idioma_actual())

    def respuestas(self, codigo: str, cifra: calculo.Cifra) -> tuple[Respondido, ...]:
        """What stands behind a year's figure: the answers of its semesters, and the earlier one
        that a milestone was carried from."""
        semestres = [s for s in self.arbol.semestres if s.anio == self.celda.anio]
        if cifra.cuando and cifra.cuando not in semestres:
            semestres.insert(0, cifra.cuando)
        propias = {
            r.cuando: r
            for r in self.arbol.respuestas.get(self.ficha.dato.codigo, ())
            if r.informante == codigo
        }
        return tuple(
            Respondido(
                cifras.clave_semestre(semestre),
                reporte := self.reporte(codigo, semestre),
                dicho := self.respuesta(propias.get(semestre), reporte),
                self.notas.get(reporte.pk, "") if reporte else "",
                self.cambio(codigo, semestre, dicho),
            )
            for semestre in semestres
        )

    def cambio(self, codigo: str, semestre: calculo.Semestre, dicho: str) -> str:
        corregida = self.ahora.get((codigo, semestre))
        nuevo = self.respuesta(corregida, None) if corregida else ""
        return nuevo if nuevo != dicho else ""

    def reporte(self, codigo: str, semestre: calculo.Semestre) -> Reporte | None:
        return next(
            (
                r
                for r in self.reportes
                if (r.pais.codigo if r.pais else calculo.REGION) == codigo
                and (r.periodo.anio, r.periodo.semestre) == (semestre.anio, semestre.semestre)
            ),
            None,
        )

    def respuesta(self, respuesta: calculo.Respuesta | None, reporte: Reporte | None) -> str:
        """The exact answer, or why there is none."""
        if respuesta is None:
            return _("Sin responder") if reporte else _("Sin reporte aprobado")
        if respuesta.ausencia:
            return str(Valor.Ausencia(respuesta.ausencia).label)
        cifra = calculo.cifra_de(self.ficha.dato, respuesta)
        if self.celda.categoria:
            cifra = cifras.solo_parte(cifra, self.celda.categoria)
        return self.anual(cifra)

    def pasos(
        self,
        propias: Mapping[str, Mapping[int, calculo.Cifra]],
        serie: Serie | None,
        indice: int,
    ) -> str:
        """The sum over countries in words, from what enters it; empty where nothing is added."""
        regla = self.ficha.dato.regla_region
        if serie is None or regla in ("manda_regional", "no_agregable"):
            return ""
        region = serie.region[indice]
        miembros = self.arbol.miembros(self.celda.anio)
        nombres = dict(quienes(self.arbol, self.ficha))
        if self.ficha.dato.sensible:
            suyas = [(p, serie.paises[p][indice]) for p in nombres if p in serie.paises]
            dichas = [
                f"{nombres[p]} {formato.cifra(c.json(), idioma_actual(), pais=True)}"
                for p, c in suyas
                if p in miembros and (c.valor is not None or c.minimo is not None)
            ]
            return igual(" + ".join(dichas), self.en_la_region(region))
        anuales = {p: propias[p][self.celda.anio] for p in nombres}
        entran = {
            p: c
            for p, c in anuales.items()
            if c.hay and (p in miembros or (not p and regla == "suma_mas_regional"))
        }
        if regla == "paises_que_cumplen":
            cumplen = [
                nombres[p] for p, c in entran.items() if calculo.cumple_con(self.ficha.dato, c)
            ]
            return igual(", ".join(cumplen) or _("Ninguno"), self.en_la_region(region))
        if regla == "cociente":
            arriba = " + ".join(self.numero(c.numerador) for c in entran.values())
            abajo = " + ".join(self.numero(c.denominador) for c in entran.values())
            return igual(f"({arriba}) / ({abajo})", self.en_la_region(region)) if entran else ""
        sumandos = [f"{nombres[p]} {self.numero(c.valor)}" for p, c in entran.items()]
        return igual(" + ".join(sumandos), self.en_la_region(region))


def igual(suma: str, resultado: str) -> str:
    return f"{suma} = {resultado}" if suma else ""


AUSENCIAS = {
    calculo.NO_APLICA: lambda: _("No aplica"),
    calculo.NO_DISPONIBLE: lambda: _("No disponible"),
    calculo.PENDIENTE: lambda: _("Pendiente"),
    calculo.SIN_REPORTE: lambda: _("Sin dato"),
    calculo.NO_AGREGABLE: lambda: _("No se suma en el año"),
}
