"""The record of a sent report in PDF: all that was sent, as it was sent, for those who may."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import page
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from actores.models import Usuario
from planes import operaciones
from planes.documentos import recibo as documento
from planes.documentos.pdf import DocumentoMalHecho
from planes.models import Actividad, Avance, Dato, Evidencia, Explicacion, Reporte, Valor
from planes.validacion import ADVERTENCIA, REGLAS
from planes.validacion.nombres import NOMBRES
from tests.crear import crear_avance, crear_evidencia, crear_reporte, crear_valor
from tests.planes.gente import entrar, focal, observador, presidencia, secretaria, texto

pytestmark = pytest.mark.django_db


def ruta(reporte: Reporte) -> str:
    return reverse("planes:reporte_recibo_pdf", args=[reporte.referencia])


def dice(contenido: bytes) -> str:
    lector = PdfReader(io.BytesIO(contenido))
    return re.sub(r"\s+", " ", " ".join(hoja.extract_text() for hoja in lector.pages))


@pytest.fixture
def enviado(duena: Usuario, taller: Actividad) -> Reporte:
    """A report with one of each thing that can be answered, sent."""
    reporte = crear_reporte(estado="enviado", enviado_por=duena)
    crear_avance(reporte, taller, logros="Logramos <b>dos</b>\n\ncosas", barreras="Poco tiempo")
    crear_valor(reporte, Dato.objects.get(), 7, nota="Sin contar los virtuales")
    Explicacion.objects.create(
        reporte=reporte, actividad=taller, dato=Dato.objects.get(), regla="salto",
        texto="Hubo más presupuesto", autor=duena,
    )  # fmt: skip
    Explicacion.objects.create(
        reporte=reporte, actividad=taller, regla="completada_sin_evidencia",
        texto="Viene en camino", autor=duena,
    )  # fmt: skip
    crear_evidencia(reporte, taller, titulo="Acta de marzo")
    return reporte


def test_tiene_todo_lo_que_se_envio(enviado: Reporte, duena: Usuario) -> None:
    respuesta = entrar(duena).get(ruta(enviado))
    contenido = respuesta.getvalue()
    dicho = dice(contenido)
    acta = Evidencia.objects.get()
    huella = documento.leer(enviado).huella
    for cosa in (
        enviado.referencia, "País HN", "Segundo semestre de 2025", "Ana", "Versión 1", huella,
        "En curso", "7 talleres", "Nota: Sin contar los virtuales", "Logramos <b>dos</b>",
        "Poco tiempo", "Hubo más presupuesto", "Acta de marzo", acta.huella[:12],
        "Interno: no publicar", "1 archivo de evidencia", "Datos respondidos: 1 de 1",
    ):  # fmt: skip
        assert cosa in dicho, (cosa, dicho)
    paginas = len(PdfReader(io.BytesIO(contenido)).pages)
    assert f"1 de {paginas}" in dicho
    assert respuesta["Content-Type"] == "application/pdf"
    assert "no-store" in respuesta["Cache-Control"]
    assert f"{enviado.referencia}.pdf" in respuesta["Content-Disposition"]


@pytest.mark.parametrize(
    ("ausencia", "palabras"),
    [("no_aplica", "No aplica"), ("no_disponible", "No disponible"), ("pendiente", "Pendiente")],
)
def test_lo_que_falta_lleva_su_marca(enviado: Reporte, ausencia: str, palabras: str) -> None:
    Valor.objects.update(numero=None, ausencia=ausencia)
    assert palabras in dice(documento.componer_recibo(enviado).contenido)


@pytest.mark.parametrize("idioma", ["es", "en"])
def test_es_accesible_y_siempre_igual(enviado: Reporte, idioma: str, tmp_path: Path) -> None:
    enviado.pais.nombre = "Nombre-larguísimo-" * 16  # type: ignore[union-attr]
    with translation.override(idioma):
        hecho = documento.componer_recibo(enviado)
        otra_vez = documento.componer_recibo(enviado)
    assert hecho.contenido == otra_vez.contenido
    archivo = tmp_path / "recibo.pdf"
    archivo.write_bytes(hecho.contenido)
    assert page.validate_pdf(str(archivo), profile="ua1").is_compliant


def test_uno_vacio_se_hace_y_lo_dice(duena: Usuario, taller: Actividad) -> None:
    reporte = crear_reporte(estado="enviado", enviado_por=duena)
    dicho = dice(documento.componer_recibo(reporte).contenido)
    assert "Sin respuesta" in dicho
    assert "Actividades respondidas: 0 de 1" in dicho


def test_cada_explicacion_dice_de_que_advertencia_es(enviado: Reporte) -> None:
    dicho = dice(documento.componer_recibo(enviado).contenido)
    dato = Dato.objects.get().nombre
    assert f"Explicación: cambia mucho respecto a un período anterior ({dato})" in dicho
    assert "Explicación: completada, sin evidencia" in dicho
    assert {r.nombre for r in REGLAS if r.nivel == ADVERTENCIA} == set(NOMBRES)


def test_dos_archivos_con_un_mismo_titulo_se_distinguen(
    enviado: Reporte, taller: Actividad
) -> None:
    crear_evidencia(enviado, taller, titulo="Acta de marzo", nombre="otra.pdf")
    crear_evidencia(enviado, taller, titulo="Informe", nombre="sola.pdf")
    dicho = dice(documento.componer_recibo(enviado).contenido)
    assert "Acta de marzo (otra.pdf)" in dicho
    assert "sola.pdf" not in dicho


def test_la_marca_de_demostracion_es_solo_de_los_datos_de_demostracion(enviado: Reporte) -> None:
    assert "Datos de demostración" in dice(documento.componer_recibo(enviado).contenido)
    for persona in Usuario.objects.all():
        persona.correo = f"{persona.pk}@corett.example"
        persona.save()
    assert "demostración" not in dice(documento.componer_recibo(enviado).contenido)


def test_lo_que_se_cambia_despues_no_cambia_lo_que_se_envio(
    enviado: Reporte, duena: Usuario
) -> None:
    """Returned and written in again: the record is still that of the sending."""
    enviado.enviado_en = timezone.now()
    enviado.save()
    antes = documento.componer_recibo(enviado)
    enviado.estado = Reporte.Estado.OBSERVADO
    enviado.revisado_por, enviado.revisado_en = secretaria(), timezone.now()
    enviado.save()
    for fila, campo, nuevo in (
        (Avance.objects.get(), "logros", "Otra cosa"),
        (Valor.objects.get(), "numero", 99),
        (Explicacion.objects.get(regla="salto"), "texto", "Otra explicación"),
    ):
        setattr(fila, campo, nuevo)
        fila.save()
    operaciones.borrar_evidencia(evidencia=Evidencia.objects.get(), por=secretaria())
    despues = documento.componer_recibo(enviado)
    assert dice(despues.contenido) == dice(antes.contenido)
    assert despues.contenido == antes.contenido


def test_sin_historia_de_entonces_dice_lo_que_hay(enviado: Reporte) -> None:
    """Loaded with a date of its own, long before the portal knew it."""
    Reporte.objects.update(
        estado="observado", enviado_en=timezone.now() - dt.timedelta(days=400),
        revisado_en=timezone.now(), revisado_por=secretaria(),
    )  # fmt: skip
    enviado.refresh_from_db()
    assert "Poco tiempo" in dice(documento.componer_recibo(enviado).contenido)


def test_quien_lo_lee_y_quien_no(enviado: Reporte, duena: Usuario) -> None:
    for suya in (duena, focal("hn"), secretaria(), presidencia()):
        assert entrar(suya).get(ruta(enviado)).status_code == 200
    for ajena in (focal("gt"), observador()):
        assert entrar(ajena).get(ruta(enviado)).status_code == 404


def test_lo_que_no_se_ha_enviado_no_tiene_recibo(duena: Usuario, reporte: Reporte) -> None:
    assert entrar(duena).get(ruta(reporte)).status_code == 404


def test_se_halla_en_el_recibo_y_en_el_reporte(enviado: Reporte, duena: Usuario) -> None:
    cliente = entrar(duena)
    for nombre in ("reporte_recibo", "reporte_detalle"):
        pagina = cliente.get(reverse(f"planes:{nombre}", args=[enviado.referencia]))
        assert f'href="{ruta(enviado)}"' in pagina.content.decode()


def test_si_no_se_puede_hacer_se_dice(
    enviado: Reporte, duena: Usuario, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falla(*args: Any) -> None:
        raise DocumentoMalHecho("a font is missing")

    monkeypatch.setattr(documento, "componer", falla)
    respuesta = entrar(duena).get(ruta(enviado), follow=True)
    assert "No se pudo hacer el PDF" in texto(respuesta)
