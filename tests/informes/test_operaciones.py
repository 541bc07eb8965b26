"""Preparing, publishing and withdrawing: who may, what is refused, and what never changes."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from actores import roles
from informes import operaciones
from informes.models import Corte, CorteCelda, CorteParte, Informe
from tests import crear
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


def preparar(escena: Escena, **cambios: Any) -> Corte:
    pedido = {
        "plan": escena.plan,
        "periodos": escena.periodos,
        "fecha": dt.date(2024, 12, 31),
        "motivo": "Cierre del año",
        "por": escena.secretaria,
        **cambios,
    }
    return operaciones.preparar_corte(**pedido)


@pytest.mark.parametrize(
    "rol", [roles.PRESIDENCIA, roles.COMITE_COMUNICACION, roles.PUNTO_FOCAL, roles.OBSERVADOR]
)
def test_only_the_secretaria_publishes(escena: Escena, rol: str) -> None:
    extrano = crear.crear_usuario("", rol)
    corte = preparar(escena)

    with pytest.raises(PermissionDenied):
        preparar(escena, por=extrano)
    with pytest.raises(PermissionDenied):
        operaciones.publicar_corte(corte=corte, por=extrano)
    with pytest.raises(PermissionDenied):
        operaciones.retirar_corte(corte=corte, motivo="x", por=extrano)


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"motivo": "  "}, "por qué"),
        ({"periodos": []}, "al menos un período"),
        ({"fecha": timezone.localdate() + dt.timedelta(days=1)}, "futuro"),
        ({"fecha": dt.date(2024, 6, 30)}, "anterior al último período"),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(
    escena: Escena, cambios: dict[str, Any], frase: str
) -> None:
    with pytest.raises(ValueError, match=frase):
        preparar(escena, **cambios)
    assert not Corte.objects.exists()


def test_periods_of_another_plan_are_refused(escena: Escena) -> None:
    ajeno = crear.crear_periodo(crear.crear_plan("otro"), 2024, 1)

    with pytest.raises(ValueError, match="no son de ese plan"):
        preparar(escena, periodos=[ajeno])


def test_without_an_approved_report_there_is_nothing_to_cut() -> None:
    with pytest.raises(ValueError, match="ningún reporte aprobado"):
        Escena().preparar()


def test_a_prepared_cut_is_not_public_until_it_is_published(escena: Escena) -> None:
    corte = preparar(escena)
    assert Corte.objects.vigente() is None

    operaciones.publicar_corte(corte=corte, por=escena.secretaria)

    assert Corte.objects.vigente() == corte


def test_a_cut_is_published_once(escena: Escena) -> None:
    corte = preparar(escena)
    operaciones.publicar_corte(corte=corte, por=escena.secretaria)

    with pytest.raises(ValueError, match="ya está publicado"):
        operaciones.publicar_corte(corte=corte, por=escena.secretaria)


def test_withdrawing_brings_the_one_before_back(escena: Escena) -> None:
    primero, segundo = escena.publicar(), escena.publicar()
    assert Corte.objects.vigente() == segundo

    with pytest.raises(ValueError, match="por qué se retira"):
        operaciones.retirar_corte(corte=segundo, motivo=" ", por=escena.secretaria)
    operaciones.retirar_corte(corte=segundo, motivo="Error de captura", por=escena.secretaria)

    assert Corte.objects.vigente() == primero
    segundo.refresh_from_db()
    assert segundo.motivo_retiro == "Error de captura"
    assert segundo.huella


def test_the_content_of_a_cut_never_changes(escena: Escena) -> None:
    corte = Corte.objects.get(pk=preparar(escena).pk)
    corte.huella = "0" * 64
    parte, celda = corte.partes.first(), corte.celdas.first()
    assert parte is not None
    assert celda is not None

    for cambio in (
        corte.save,
        corte.delete,
        parte.save,
        parte.delete,
        celda.save,
        celda.delete,
        Corte.objects.all().delete,
        CorteParte.objects.all().delete,
        CorteCelda.objects.all().delete,
        lambda: CorteParte.objects.update(contenido={}),
        lambda: CorteCelda.objects.update(valor=0),
    ):
        with pytest.raises(ValidationError):
            cambio()


def producido(corte: Corte, idioma: str = "es", huella: str = "a") -> Informe:
    informe = Informe(corte=corte, anio=2024, idioma=idioma, huella=huella * 64)
    informe.archivo.save("x.pdf", ContentFile(b"%PDF-"), save=False)
    informe.save()
    return informe


def test_publishing_a_cut_publishes_the_documents_made_from_it(escena: Escena) -> None:
    corte = preparar(escena)
    informe = producido(corte)
    pendiente = Informe.objects.create(corte=corte, anio=2024, idioma="en")

    operaciones.publicar_corte(corte=corte, por=escena.secretaria)

    assert list(Informe.objects.publicados()) == [informe]
    pendiente.refresh_from_db()
    assert pendiente.estado == Informe.Estado.BORRADOR


def test_a_document_takes_the_place_of_the_one_before(escena: Escena) -> None:
    viejo = producido(escena.publicar(), huella="a")
    operaciones.publicar_informe(informe=viejo, por=escena.secretaria)
    nuevo = producido(escena.publicar(), huella="b")

    operaciones.publicar_informe(informe=nuevo, por=escena.secretaria)

    assert list(Informe.objects.publicados()) == [nuevo]
    viejo.refresh_from_db()
    assert viejo.estado == Informe.Estado.RETIRADO


def test_a_withdrawn_cut_takes_its_documents_along(escena: Escena) -> None:
    corte = preparar(escena)
    producido(corte)
    operaciones.publicar_corte(corte=corte, por=escena.secretaria)

    operaciones.retirar_corte(corte=corte, motivo="Error", por=escena.secretaria)

    assert not Informe.objects.publicados().exists()


def test_a_document_that_is_not_made_or_not_of_a_published_cut_stays_hidden(
    escena: Escena,
) -> None:
    corte = preparar(escena)
    vacio = Informe.objects.create(corte=corte, anio=2024, idioma="en")

    with pytest.raises(ValueError, match="no se ha producido"):
        operaciones.publicar_informe(informe=vacio, por=escena.secretaria)
    with pytest.raises(ValueError, match="no está publicado"):
        operaciones.publicar_informe(informe=producido(corte), por=escena.secretaria)


def test_the_report_of_a_year_comes_from_the_cut_that_ends_with_it(escena: Escena) -> None:
    corte = preparar(escena)

    pedidos = operaciones.pedir_informes(corte=corte, anio=2024, por=escena.secretaria)

    assert [i.idioma for i in pedidos] == ["es", "en"]
    assert pedidos == operaciones.pedir_informes(corte=corte, anio=2024, por=escena.secretaria)
    with pytest.raises(ValueError, match="2024"):
        operaciones.pedir_informes(corte=corte, anio=2023, por=escena.secretaria)


def test_a_document_is_withdrawn_by_itself_with_a_reason(escena: Escena) -> None:
    corte = escena.publicar()
    informe = Informe.objects.create(
        corte=corte, anio=2024, idioma="es", huella="a" * 64, archivo="x.pdf"
    )
    with pytest.raises(ValueError, match="no se ha publicado"):
        operaciones.retirar_informe(informe=informe, motivo="x", por=escena.secretaria)
    operaciones.publicar_informe(informe=informe, por=escena.secretaria)
    with pytest.raises(ValueError, match="por qué se retira"):
        operaciones.retirar_informe(informe=informe, motivo=" ", por=escena.secretaria)
    with pytest.raises(PermissionDenied):
        operaciones.retirar_informe(
            informe=informe, motivo="x", por=crear.crear_usuario("", roles.COMITE_COMUNICACION)
        )
    retirado = operaciones.retirar_informe(
        informe=informe, motivo=" Una errata ", por=crear.crear_usuario("", roles.PRESIDENCIA)
    )
    assert (retirado.estado, retirado.motivo_retiro) == ("retirado", "Una errata")
    assert retirado.retirado_en is not None
    assert not Informe.objects.publicados().exists()
    # Another one from the same cut; the row withdrawn stays.
    nuevos = operaciones.pedir_informes(corte=corte, anio=2024, por=escena.secretaria)
    assert retirado.pk not in {i.pk for i in nuevos}
    assert corte.informes.filter(idioma="es").count() == 2
    # Two that stand at once there are not.
    with pytest.raises(IntegrityError), transaction.atomic():
        Informe.objects.create(corte=corte, anio=2024, idioma="es")


def test_a_late_document_of_an_older_cut_does_not_take_the_newer_ones_place(
    escena: Escena,
) -> None:
    viejo, nuevo = escena.publicar(), escena.publicar()
    comun = {"anio": 2024, "idioma": "es", "archivo": "x.pdf"}
    del_nuevo = Informe.objects.create(corte=nuevo, huella="a" * 64, **comun)
    operaciones.publicar_informe(informe=del_nuevo, por=escena.secretaria)
    del_viejo = Informe.objects.create(corte=viejo, huella="b" * 64, **comun)
    with pytest.raises(ValueError, match="corte más nuevo"):
        operaciones.publicar_informe(informe=del_viejo, por=escena.secretaria)
    del_nuevo.refresh_from_db()
    assert del_nuevo.estado == "publicado"
