"""The whole family of documents from one cut: the same figures, nothing hidden, the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone

from actores.roles import PRESIDENCIA, SECRETARIA_TECNICA
from informes import documentos, familia, operaciones
from informes.models import Corte, Informe, Redaccion, Seccion, TipoInforme
from tests import crear
from tests.informes.escena import Escena
from tests.informes.leer import archivos_de, texto_de

# Typeset from the cut's parts, which are the same text in any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

MOMENTO = dt.datetime(2025, 1, 15, 18, 0, tzinfo=dt.UTC)
DE_LA_REGION = (
    TipoInforme.ANUAL,
    TipoInforme.RESUMEN,
    TipoInforme.INFOGRAFIA,
    TipoInforme.HOJA,
    TipoInforme.PRESENTACION,
    TipoInforme.ANEXO,
)
"""Types that say what the whole region did."""


def redactar(escena: Escena) -> None:
    """Every section of every type, with a figure that is known and one that is protected."""
    for tipo in TipoInforme:
        for sujeto in familia.sujetos(tipo, escena_corte(escena)):
            redaccion = Redaccion.objects.create(tipo=tipo, anio=2024, sujeto=sujeto)
            for seccion in familia.escritas(tipo):
                Seccion.objects.create(
                    redaccion=redaccion,
                    clave=seccion.clave,
                    texto="<p>Hubo [[talleres]] talleres; en Belice,"
                    " [[denuncias pais=bz categoria=delito:trata]] denuncias.</p>",
                    texto_en="<p>There were [[talleres]] workshops.</p>",
                    editada_por=escena.secretaria,
                    editada_en=MOMENTO,
                )


def escena_corte(escena: Escena) -> Corte:
    return Corte.objects.filter(plan=escena.plan).latest("pk")


def hacer(escena: Escena) -> Corte:
    """A prepared cut with every document there is, in both languages."""
    corte = escena.preparar()
    # When it was made stands in the packages of data.
    Corte.objects.filter(pk=corte.pk).update(creado_en=MOMENTO)
    corte.refresh_from_db()
    redactar(escena)
    for tipo in TipoInforme:
        if not familia.sujetos(tipo, corte):
            continue
        for informe in operaciones.pedir_informes(
            corte=corte, anio=2024, por=escena.secretaria, tipos=(tipo,)
        ):
            documentos.producir(informe)
            informe.refresh_from_db()
            assert informe.error == "", (informe, informe.error)
    return corte


def huellas_con(secreto: int) -> dict[str, str]:
    """The hash of every file of every document, with that secret; nothing of it stays."""
    with transaction.atomic(), mock.patch.object(timezone, "now", return_value=MOMENTO):
        escena = Escena()
        escena.reportar_todo(secreto=secreto)
        hechas = {
            nombre: hashlib.sha256(contenido).hexdigest()
            for informe in hacer(escena).informes.all()
            for nombre, contenido in archivos_de(informe)
        }
        transaction.set_rollback(True)
    return hechas


def test_dos_secretos_de_la_misma_banda_dan_los_mismos_bytes_en_todos_los_documentos() -> None:
    con_tres, con_ocho = huellas_con(3), huellas_con(8)
    assert len(con_tres) > 40
    assert con_tres.keys() == con_ocho.keys()
    assert [nombre for nombre in con_tres if con_tres[nombre] != con_ocho[nombre]] == []


def test_todos_dicen_la_misma_cifra_y_se_rehacen_iguales() -> None:
    """Thirteen workshops (4 + 4 + 2 + 2 + 1), by three countries; Belice's three complaints are
    a band everywhere."""
    escena = Escena()
    escena.reportar_todo(secreto=3)
    corte = hacer(escena)

    for informe in corte.informes.all():
        textos = {nombre: texto_de(nombre, contenido) for nombre, contenido in archivos_de(informe)}
        if informe.tipo in DE_LA_REGION:
            principal = next(iter(textos.values()))
            assert re.search(r"(?<!\d)13(?!\d)", principal), informe
        assert documentos.comprobar(informe) == documentos.IGUAL, informe


def test_lo_que_no_se_puede_hacer_lo_dice_y_no_deja_archivo() -> None:
    """A text that names a figure which does not exist."""
    escena = Escena()
    escena.reportar_todo()
    corte = escena.preparar()
    redaccion = Redaccion.objects.create(tipo=TipoInforme.HOJA, anio=2024)
    Seccion.objects.create(
        redaccion=redaccion,
        clave="que-es",
        texto="<p>Hubo [[no-hay-tal]] talleres.</p>",
        editada_por=escena.secretaria,
        editada_en=MOMENTO,
    )
    informe, _en = operaciones.pedir_informes(
        corte=corte, anio=2024, por=escena.secretaria, tipos=(TipoInforme.HOJA,)
    )
    documentos.producir(informe)

    informe.refresh_from_db()
    assert "no-hay-tal" in informe.error
    assert informe.produccion == Informe.Produccion.FALLIDA
    assert not informe.archivo

    Seccion.objects.update(texto="<p>Hubo [[talleres]] talleres.</p>")
    documentos.producir(informe)
    informe.refresh_from_db()
    assert (informe.error, informe.produccion) == ("", Informe.Produccion.HECHA)


def test_quien_escribio_no_publica() -> None:
    escena = Escena()
    escena.reportar_todo()
    corte = hacer_solo(escena, TipoInforme.HOJA)
    operaciones.publicar_corte(corte=corte, por=escena.secretaria)
    hoja = corte.informes.filter(idioma="es").get()
    assert hoja.estado == Informe.Estado.BORRADOR
    with pytest.raises(ValueError, match="otra persona"):
        operaciones.publicar_informe(informe=hoja, por=escena.secretaria)


def test_lo_retirado_no_vuelve_como_el_mismo_archivo() -> None:
    """Withdrawn with a reason, made again without a change: it is the same file."""
    escena = Escena()
    escena.reportar_todo()
    corte = escena.publicar()
    presidencia = crear.crear_usuario("p@demo.example", PRESIDENCIA)

    def hacer_y_publicar() -> Informe:
        informe, _en = operaciones.pedir_informes(
            corte=corte, anio=2024, por=escena.secretaria, tipos=(TipoInforme.HOJA,)
        )
        documentos.producir(informe)
        return operaciones.publicar_informe(informe=informe, por=presidencia)

    operaciones.retirar_informe(informe=hacer_y_publicar(), motivo="Un error", por=presidencia)
    with pytest.raises(ValueError, match="mismo archivo"):
        hacer_y_publicar()
    redactar(escena)
    assert hacer_y_publicar().estado == Informe.Estado.PUBLICADO


def test_una_coma_de_otra_persona_no_hace_suyo_el_texto() -> None:
    escena = Escena()
    escena.reportar_todo()
    corte = escena.preparar()
    otra = crear.crear_usuario("otra@demo.example", SECRETARIA_TECNICA)
    for version, (quien, texto) in enumerate(
        ((escena.secretaria, "<p>Uno dos</p>"), (otra, "<p>Uno, dos</p>"))
    ):
        operaciones.guardar_seccion(
            tipo=TipoInforme.HOJA, corte=corte, anio=2024, sujeto="", clave="que-es",
            texto=texto, texto_en="", version=version, por=quien,
        )  # fmt: skip
    informe, _en = operaciones.pedir_informes(
        corte=corte, anio=2024, por=escena.secretaria, tipos=(TipoInforme.HOJA,)
    )
    documentos.producir(informe)
    operaciones.publicar_corte(corte=corte, por=escena.secretaria)
    for quien in (escena.secretaria, otra):
        with pytest.raises(ValueError, match="otra persona"):
            operaciones.publicar_informe(informe=informe, por=quien)


def hacer_solo(escena: Escena, tipo: TipoInforme) -> Corte:
    corte = escena.preparar()
    redactar(escena)
    for informe in operaciones.pedir_informes(
        corte=corte, anio=2024, por=escena.secretaria, tipos=(tipo,)
    ):
        documentos.producir(informe)
    return corte
