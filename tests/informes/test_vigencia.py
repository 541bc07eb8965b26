"""What became of what was published: every type of document, each of its files."""

from __future__ import annotations

import pytest

from informes import operaciones, vigencia
from informes.models import Corte, Informe
from tests.informes.documentos_publicados import huella, producido, publicado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


@pytest.mark.parametrize("tipo", list(Informe.Tipo))
def test_de_cada_tipo_se_halla_el_archivo_y_sus_formas(
    escena: Escena, corte: Corte, tipo: str
) -> None:
    informe = publicado(corte, escena.secretaria, tipo, formas=[("", "png", b"dibujo")])
    suya = vigencia.hallar(informe.huella)
    assert suya is not None
    assert (suya.cosa, suya.estado, suya.forma) == (informe, vigencia.VIGENTE, None)
    de_forma = vigencia.hallar(huella(b"dibujo"))
    assert de_forma is not None
    assert de_forma.forma is not None
    assert (de_forma.cosa, de_forma.estado, de_forma.forma.extension) == (informe, "vigente", "png")


def test_lo_preparado_no_se_halla(escena: Escena, corte: Corte) -> None:
    borrador = producido(corte, "infografia", formas=[("", "svg", b"dibujo")])
    assert vigencia.hallar(borrador.huella) is None
    assert vigencia.hallar(huella(b"dibujo")) is None
    assert vigencia.hallar(escena.preparar().huella) == vigencia.hallar(corte.huella)


def test_lo_sustituye_el_del_mismo_lugar_y_nada_mas(escena: Escena, corte: Corte) -> None:
    st = escena.secretaria
    viejo = publicado(corte, st, "nacional", sujeto="gt", formas=[("", "txt", b"viejo")])
    otro_pais = publicado(corte, st, "nacional", sujeto="hn")
    otro_idioma = publicado(corte, st, "nacional", sujeto="gt", idioma="en")
    nuevo = publicado(escena.publicar(), st, "nacional", sujeto="gt", contenido=b"%PDF nuevo")
    hallada = vigencia.hallar(viejo.huella)
    assert hallada is not None
    assert (hallada.estado, hallada.sustituto) == (vigencia.SUSTITUIDO, nuevo)
    forma = vigencia.hallar(huella(b"viejo"))
    assert forma is not None
    assert forma.estado == vigencia.SUSTITUIDO
    for vivo in (otro_pais, otro_idioma, nuevo):
        seguro = vigencia.hallar(vivo.huella)
        assert seguro is not None
        assert seguro.estado == vigencia.VIGENTE


def test_de_la_misma_forma_en_dos_versiones_vale_la_que_esta_en_vigor(
    escena: Escena, corte: Corte
) -> None:
    st = escena.secretaria
    formas = [("", "txt", b"el mismo texto")]
    publicado(corte, st, "boletin", sujeto="t1", formas=formas)
    nuevo = publicado(
        escena.publicar(), st, "boletin", sujeto="t1", contenido=b"%PDF 2", formas=formas
    )
    hallada = vigencia.hallar(huella(b"el mismo texto"))
    assert hallada is not None
    assert (hallada.cosa, hallada.estado) == (nuevo, vigencia.VIGENTE)


def test_el_retiro_de_un_corte_retira_sus_documentos(escena: Escena, corte: Corte) -> None:
    informe = publicado(corte, escena.secretaria, "presentacion")
    operaciones.retirar_corte(corte=corte, motivo="Total equivocado.", por=escena.secretaria)
    hallada = vigencia.hallar(informe.huella)
    assert hallada is not None
    assert hallada.estado == vigencia.RETIRADO
    assert hallada.retiro is not None
    assert hallada.retiro.t.motivo_retiro == "Total equivocado."
    assert hallada.cuando is not None
    assert hallada.sustituto is None


def test_uno_retirado_por_si_solo(escena: Escena, corte: Corte) -> None:
    informe = publicado(corte, escena.secretaria, "hoja_informativa")
    informe.estado, informe.motivo_retiro = Informe.Estado.RETIRADO, "Foto sin permiso."
    informe.retirado_en = informe.publicado_en
    informe.save()
    hallada = vigencia.hallar(informe.huella)
    assert hallada is not None
    assert hallada.estado == vigencia.RETIRADO
    assert hallada.retiro is not None
    assert hallada.retiro.t.motivo_retiro == "Foto sin permiso."
    otro = publicado(
        escena.publicar(), escena.secretaria, "hoja_informativa", contenido=b"%PDF otra"
    )
    hallada = vigencia.hallar(informe.huella)
    assert hallada is not None
    assert (hallada.estado, hallada.sustituto) == (vigencia.RETIRADO, otro)


def test_si_se_retiro_lo_que_lo_sustituyo_no_hay_ninguno(escena: Escena, corte: Corte) -> None:
    viejo = publicado(corte, escena.secretaria)
    segundo = escena.publicar()
    publicado(segundo, escena.secretaria, contenido=b"%PDF 2")
    operaciones.retirar_corte(corte=segundo, motivo="Error.", por=escena.secretaria)
    hallada = vigencia.hallar(viejo.huella)
    assert hallada is not None
    assert (hallada.estado, hallada.sustituto) == (vigencia.SUSTITUIDO, None)


def test_los_documentos_de_un_corte(escena: Escena, corte: Corte) -> None:
    st = escena.secretaria
    nacional = publicado(corte, st, "nacional", sujeto="gt")
    ingles = publicado(corte, st, idioma="en")
    viejo = publicado(corte, st)
    producido(corte, "infografia")
    otro = escena.publicar()
    nuevo = publicado(otro, st, contenido=b"%PDF 2")
    dichos = [(v.cosa, v.estado) for v in vigencia.documentos_de(corte)]
    assert dichos == [(viejo, "sustituido"), (ingles, "vigente"), (nacional, "vigente")]
    assert [v.cosa for v in vigencia.documentos_de(otro)] == [nuevo]
