"""The annual report's sections beyond the figures: what people wrote, evidence, money, delays."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from informes import documentos, familia, operaciones
from informes.models import Corte, EvidenciaPublicada, Informe, Redaccion, Seccion, TipoInforme
from planes.models import Actividad, Avance, Dato
from tests import crear
from tests.informes.escena import Escena
from tests.informes.leer import paginas, producido

pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


def anual_de(corte: Corte, escena: Escena) -> Informe:
    pedidos = operaciones.pedir_informes(corte=corte, anio=2024, por=escena.secretaria)
    return next(i for i in pedidos if i.tipo == TipoInforme.ANUAL and i.idioma == "es")


def hojas_de(escena: Escena) -> list[str]:
    """The text of each page of the report of a scene's cut, on one line."""
    return paginas(producido(escena.preparar(), TipoInforme.ANUAL))


def redactar(escena: Escena, tipo: TipoInforme) -> None:
    """Something of its own in every section of a type of document, for 2024."""
    redaccion = Redaccion.objects.create(tipo=tipo, anio=2024, creditos_texto="Gracias a todos.")
    for seccion in familia.escritas(tipo):
        Seccion.objects.create(
            redaccion=redaccion,
            clave=seccion.clave,
            texto=f"<p>Lo escrito en {seccion.clave}.</p>",
            editada_por=escena.secretaria,
            editada_en=timezone.now(),
        )


def publicar_imagen(escena: Escena) -> EvidenciaPublicada:
    jpg = io.BytesIO()
    Image.new("RGB", (64, 48), "#1B4F8F").save(jpg, "JPEG")
    publicada = EvidenciaPublicada(
        referencia="E-1",
        huella_original="0" * 64,
        formato="image/jpeg",
        extension="jpg",
        tamano=len(jpg.getvalue()),
        huella="1" * 64,
        titulo="Taller en la capital",
        alternativo="Un aula llena",
        alternativo_en="A full room",
        plan=escena.plan,
        actividad="1.1",
        pais=escena.paises["gt"],
        anio=2024,
        publicada_por=escena.secretaria,
    )
    publicada.archivo.save(".jpg", ContentFile(jpg.getvalue()), save=False)
    publicada.miniatura.save("-mini.jpg", ContentFile(jpg.getvalue()), save=False)
    publicada.save()
    return publicada


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


def test_what_people_wrote_stands_in_its_section_and_the_contents_lead_there(
    escena: Escena,
) -> None:
    redactar(escena, TipoInforme.ANUAL)
    hojas = hojas_de(escena)

    donde = {
        seccion.clave: next(
            (n for n, hoja in enumerate(hojas, 1) if f"Lo escrito en {seccion.clave}." in hoja), 0
        )
        for seccion in familia.escritas(TipoInforme.ANUAL)
    }
    # The scene has one eje.
    assert [clave for clave, hoja in donde.items() if not hoja] == ["eje-2", "eje-3", "eje-4"]
    contenido = next(hoja for hoja in hojas if "Contenido" in hoja and "Glosario" in hoja)
    # The column of page numbers is read before the titles.
    numeros = [int(n) for n in re.findall(r"\b\d+\b", contenido.split(" Contenido ")[0])]
    assert numeros[0] == donde["mensaje"]
    # Before the end: método, annex, its eje, glossary, this document.
    assert numeros[-8:-5] == [donde[c] for c in ("practicas", "recursos", "lecciones")]
    assert numeros[-1] == donde["contactos"] == len(hojas)
    assert "Gracias a todos." in hojas[-1]
    assert "Por confirmar" not in hojas[-1]


def test_a_section_without_content_is_not_there(escena: Escena) -> None:
    dicho = " ".join(hojas_de(escena))

    for titulo in (
        "Mensaje de la Presidencia",
        "Evidencia y buenas prácticas",
        "Los recursos",
        "Lecciones y retrasos",
    ):
        assert titulo not in dicho


def test_published_evidence_is_printed_and_frozen(escena: Escena) -> None:
    publicada = publicar_imagen(escena)
    informe = anual_de(escena.preparar(), escena)
    documentos.producir(informe)
    dicho, primera = " ".join(paginas(informe)), informe.huella

    assert "Imágenes de 2024" in dicho
    assert "Taller en la capital" in dicho
    assert [e["clave"] for e in informe.narrativa["evidencia"]] == [publicada.clave]

    # Withdrawn later: the report that was made still knows what it printed, and that it is gone.
    publicada.miniatura.storage.delete(str(publicada.miniatura))
    with pytest.raises(documentos.DocumentoImposible, match="Taller en la capital"):
        documentos.escribir(informe)
    EvidenciaPublicada.objects.update(
        archivo="", retirada_en=timezone.now(), retirada_por=escena.secretaria, motivo_retiro="x"
    )
    documentos.producir(informe)
    assert informe.error == ""
    assert informe.huella != primera
    assert "Taller en la capital" not in " ".join(paginas(informe))


def test_money_is_told_by_year_with_what_it_leaves_out(escena: Escena) -> None:
    monto = crear.crear_dato(
        "fondos",
        nombre="Fondos",
        tipo=Dato.Tipo.MONTO,
        unidad="USD",
        informante="regional",
        regla_region=Dato.ReglaRegion.MANDA_REGIONAL,
    )
    crear.crear_indicador(crear.crear_meta("1.1.2", escena.actividad), monto)
    regional = crear.crear_reporte(None, escena.periodos[0], "aprobado", regional=True)
    crear.crear_valor(regional, monto, Decimal(76709))
    hojas = hojas_de(escena)
    recursos = next(h for h in hojas if "Recursos por año" in h)

    assert "Fondos" in recursos
    assert "76 709" in recursos
    assert "solo lo que informa la región" in recursos
    assert "Los recursos" in next(h for h in hojas if "Las cifras de dinero de este eje" in h)


def test_what_is_behind_is_told_with_the_countries_beside_it(escena: Escena) -> None:
    Actividad.objects.update(informante="ambos")
    regional = crear.crear_reporte(None, escena.periodos[1], "aprobado", regional=True)
    crear.crear_avance(regional, escena.actividad, "suspendida")
    crear.crear_avance(regional, escena.sensible, "en_curso")
    de_honduras = Avance.objects.filter(reporte__pais__codigo="hn", actividad=escena.sensible)
    de_honduras.update(estado="no_iniciada")
    lecciones = next(h for h in hojas_de(escena) if "1 de 2 actividades necesita atención" in h)

    assert "Por su estado regional: 1 suspendida." in lecciones
    assert "1 completada, 2 en curso" in lecciones
    retrasada, resto = lecciones.split("Lo que falta en los países")
    assert "1.1" in retrasada
    assert "1.2" not in retrasada
    # The region advances with it; not every country does.
    assert "1.2" in resto
    assert "1.1" not in resto


def test_nothing_is_called_behind_where_only_countries_are(escena: Escena) -> None:
    Actividad.objects.update(informante="ambos")
    regional = crear.crear_reporte(None, escena.periodos[1], "aprobado", regional=True)
    for actividad in (escena.actividad, escena.sensible):
        crear.crear_avance(regional, actividad, "completada")
    Avance.objects.filter(reporte__pais__codigo="hn").update(estado="suspendida")
    lecciones = next(h for h in hojas_de(escena) if "Lo que falta en los países" in h)

    assert "Ninguna actividad de la región está suspendida" in lecciones
    assert "necesita atención" not in lecciones
