"""The documents desk: asked for once, followed, read, published by somebody else, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from actores.models import Usuario
from actores.roles import COMITE_COMUNICACION, PRESIDENCIA
from informes import documentos, operaciones, produccion
from informes.documentos.archivo import Archivo, DocumentoImposible
from informes.models import Corte, Informe, Redaccion, Seccion
from informes.models.informe import SIN_PULSO
from tests.crear import crear_usuario
from tests.informes.escena import Escena
from tests.informes.panel import con_panel, detalle
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db

AlConfirmar = Callable[..., Any]


@pytest.fixture
def escena() -> Escena:
    return con_panel()


@pytest.fixture
def st(escena: Escena) -> Client:
    return entrar(Usuario.objects.get(pk=escena.secretaria.pk))


@pytest.fixture
def presidencia(escena: Escena) -> Client:
    return entrar(crear_usuario("pres@demo.example", PRESIDENCIA, is_staff=True))


@pytest.fixture
def hechos(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Documents of a few bytes; which were made, in order. What they say is proven elsewhere."""
    lista: list[str] = []

    def escribir(informe: Informe, avisar: Callable[[int], None]) -> list[Archivo]:
        lista.append(f"{informe.tipo}:{informe.sujeto}:{informe.idioma}")
        avisar(50)
        if informe.sujeto == "bz":
            raise DocumentoImposible("El texto nombra una cifra que no está.")
        cuerpo = f"%PDF {lista[-1]}".encode()
        forma = [Archivo(b"<svg/>", "svg", "cuadrado")] if informe.tipo == "infografia" else []
        return [Archivo(cuerpo, informe.extension, paginas=2), *forma]

    monkeypatch.setattr(documentos, "escritor", lambda _i: SimpleNamespace(escribir=escribir))
    monkeypatch.setattr(documentos, "exigir_bien_hecho", lambda _a: None)
    return lista


def mesa(corte: Corte) -> str:
    return reverse("admin:informes_corte_documentos", args=[corte.pk])


def pulsar(cliente: Client, corte: Corte, al_confirmar: AlConfirmar, **datos: object) -> str:
    """A button of the desk, and the work it asks for; the page that comes."""
    with al_confirmar(execute=True):
        respuesta = cliente.post(mesa(corte), datos)
    if respuesta.status_code != 302:
        return f"{respuesta.status_code}"
    return cliente.get(respuesta["Location"]).content.decode()


def test_cada_documento_de_la_familia_tiene_su_fila(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    html = st.get(mesa(corte)).content.decode()
    claves = [d.clave for d in produccion.mesa(corte, escena.secretaria).documentos]
    assert {"anual:", "resumen_ejecutivo:", "infografia:", "hoja_informativa:", "presentacion:",
            "anexo_datos:", "nacional:gt", "nacional:hn", "nacional:bz", "boletin:t1",
            "boletin:t4"} <= set(claves)  # fmt: skip
    assert html.count('name="documentos"') == len(claves)
    assert html.count("Sin pedir") == 2 * len(claves)
    assert "Español: 0 de 9" in html
    assert "Hechos: 0 de" in html


def test_hacer_uno_los_marcados_y_repetir(
    escena: Escena, st: Client, hechos: list[str], django_capture_on_commit_callbacks: AlConfirmar
) -> None:
    corte, al = escena.preparar(), django_capture_on_commit_callbacks
    assert "Se encargaron 2 documentos." in pulsar(st, corte, al, hacer_uno="infografia:")
    assert hechos == ["infografia::es", "infografia::en"]
    html = pulsar(st, corte, al, hacer_elegidos="1", documentos=["nacional:gt", "nacional:bz"])
    assert hechos[2:] == [
        "nacional:gt:es", "nacional:gt:en", "nacional:bz:es", "nacional:bz:en"
    ]  # fmt: skip
    assert html.count("El texto nombra una cifra que no está.") == 2
    assert "2 documentos no se pudieron hacer" in html
    assert "2 páginas" in html
    assert "SVG cuadrado" in html
    # Only what failed is made again, and the files there were stay where they are.
    gt = Informe.objects.get(sujeto="gt", idioma="es")
    assert "Se encargaron 2 documentos." in pulsar(st, corte, al, repetir="1")
    assert hechos[6:] == ["nacional:bz:es", "nacional:bz:en"]
    assert Informe.objects.get(pk=gt.pk).archivo.name == gt.archivo.name


def test_todos_son_todos(
    escena: Escena, st: Client, hechos: list[str], django_capture_on_commit_callbacks: AlConfirmar
) -> None:
    corte = escena.preparar()
    pulsar(st, corte, django_capture_on_commit_callbacks, hacer_todos="1")
    assert len(hechos) == len(set(hechos)) == 2 * (6 + 3 + 4)


def test_dos_clics_son_una_produccion(
    escena: Escena, st: Client, hechos: list[str], django_capture_on_commit_callbacks: AlConfirmar
) -> None:
    """The second click comes while the first still waits for its turn."""
    corte = escena.preparar()
    with django_capture_on_commit_callbacks(execute=True) as encargos:
        st.post(mesa(corte), {"hacer_uno": "anual:"})
        html = st.post(mesa(corte), {"hacer_uno": "anual:"}, follow=True).content.decode()
        assert "Ya se están haciendo." in html
        assert html.count("En espera") == 2
        assert "data-siguen" in html
    assert len(encargos) == 2
    assert hechos == ["anual::es", "anual::en"]


def test_el_avance_se_sigue_sin_recargar(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    ruta = reverse("admin:informes_corte_produccion", args=[corte.pk])
    quieto = st.get(ruta).json()
    assert (quieto["siguen"], list(quieto["partes"])) == (False, ["acciones"])
    informe, _ = Informe.objects.get_or_create(
        corte=corte, anio=2024, idioma="es", produccion="en_marcha", avance=40,
        pulso=timezone.now(),
    )  # fmt: skip
    dicho = st.get(ruta).json()
    assert dicho["siguen"] is True
    assert dicho["frase"] == "Queda 1 documento por hacer."
    assert 'value="40"' in dicho["partes"]["anual::es"]
    assert "anual::en" not in dicho["partes"]
    # Its maker died: after a while it is told, and it can be asked for again.
    Informe.objects.filter(pk=informe.pk).update(pulso=timezone.now() - SIN_PULSO)
    dicho = st.get(ruta).json()
    assert dicho["siguen"] is False
    assert "Se interrumpió" in dicho["partes"]["anual::es"]
    assert 'name="repetir"' in dicho["partes"]["acciones"]


def test_el_texto_escrito_se_cuenta_y_quien_escribio_no_publica(
    escena: Escena,
    st: Client,
    presidencia: Client,
    hechos: list[str],
    django_capture_on_commit_callbacks: AlConfirmar,
) -> None:
    corte, al = escena.publicar(), django_capture_on_commit_callbacks
    redaccion = Redaccion.objects.create(tipo="hoja_informativa", anio=2024)
    Seccion.objects.create(
        redaccion=redaccion, clave="llamado", texto="<p>Únase</p>",
        editada_por=escena.secretaria, editada_en=timezone.now(),
    )  # fmt: skip
    html = pulsar(st, corte, al, hacer_elegidos="1", documentos=["hoja_informativa:", "anual:"])
    assert "Español: 1 de 2" in html
    assert "Inglés: 0 de 2" in html
    suyo = Informe.objects.get(tipo="hoja_informativa", idioma="es")
    # The English one prints what has no English yet.
    assert html.count("lo publica otra persona") == 2
    assert f'name="publicar_uno" value="{suyo.pk}"' not in html
    assert "Usted escribió" in pulsar(st, corte, al, publicar_uno=suyo.pk)
    html = pulsar(st, corte, al, publicar_listos="1")
    assert "Se publicaron 2 documentos." in html
    suyo.refresh_from_db()
    assert suyo.estado == "borrador"
    # A second person may.
    assert "Está publicado" in pulsar(presidencia, corte, al, publicar_uno=suyo.pk)
    suyo.refresh_from_db()
    assert suyo.estado == "publicado"
    # A text that changed after a draft was made is told.
    pulsar(st, corte, al, hacer_uno="boletin:t1")
    Seccion.objects.create(
        redaccion=Redaccion.objects.create(tipo="boletin", anio=2024, sujeto="t1"),
        clave="editorial", texto="<p>x</p>", editada_por=escena.secretaria,
        editada_en=timezone.now(),
    )  # fmt: skip
    assert st.get(mesa(corte)).content.decode().count("El texto cambió después") == 2


def test_uno_se_retira_con_motivo_y_se_hace_otro_del_mismo_corte(
    escena: Escena, st: Client, hechos: list[str], django_capture_on_commit_callbacks: AlConfirmar
) -> None:
    corte, al = escena.publicar(), django_capture_on_commit_callbacks
    pulsar(st, corte, al, hacer_uno="anual:")
    pulsar(st, corte, al, publicar_listos="1")
    malo = Informe.objects.get(tipo="anual", idioma="es")
    ruta = reverse("admin:informes_informe_retirar", args=[malo.pk])
    html = st.post(ruta, {"motivo": "  "}).content.decode()
    assert "<title>Error:" in html
    assert "Escriba por qué se retira." in html
    with al(execute=True):
        datos = {"motivo": "Una errata", "motivo_en": "A misprint"}
        html = st.post(ruta, datos, follow=True).content.decode()
    assert "Está retirado" in html
    assert "Una errata" in html
    malo.refresh_from_db()
    assert (malo.estado, malo.motivo_retiro) == ("retirado", "Una errata")
    assert malo.retirado_en is not None
    assert Client().get(malo.get_absolute_url()).status_code == 404
    assert "A misprint" in Client().get("/en/informes/2024/").content.decode()
    assert "Una errata" in Client().get("/informes/2024/").content.decode()
    assert "Ya se retiró: " in st.post(ruta, {"motivo": "x"}, follow=True).content.decode()
    vuelta = st.get(ruta, follow=True)
    assert vuelta.redirect_chain
    assert "Ya se retiró: " in vuelta.content.decode()
    # Made again it is the same file, which does not come back.
    pulsar(st, corte, al, hacer_uno="anual:")
    assert "Es el mismo archivo que se retiró" in st.get(mesa(corte)).content.decode()
    # Another one from the same cut; the one withdrawn keeps hash and reason.
    Informe.objects.filter(tipo="anual", idioma="es", estado="borrador").update(huella="c" * 64)
    assert "Se publicó 1 documento." in pulsar(st, corte, al, publicar_listos="1")
    nuevo = Informe.objects.get(tipo="anual", idioma="es", estado="publicado")
    assert nuevo.pk != malo.pk
    malo.refresh_from_db()
    assert (malo.estado, malo.motivo_retiro) == ("retirado", "Una errata")


def test_lo_que_paso_mientras_tanto_se_dice_como_fue(
    escena: Escena, st: Client, presidencia: Client, hechos: list[str],
    django_capture_on_commit_callbacks: AlConfirmar,
) -> None:  # fmt: skip
    """Published twice, withdrawn before it was public, replaced, withdrawn with its cut."""
    corte, al = escena.publicar(), django_capture_on_commit_callbacks
    pulsar(st, corte, al, hacer_uno="anual:")
    uno = Informe.objects.get(tipo="anual", idioma="es")
    retiro = reverse("admin:informes_informe_retirar", args=[uno.pk])
    assert "Es un borrador" in st.get(retiro, follow=True).content.decode()
    assert "Está publicado" in pulsar(presidencia, corte, al, publicar_uno=uno.pk)
    dicho = pulsar(st, corte, al, publicar_uno=uno.pk)
    uno.refresh_from_db()
    assert f"Ya está publicado: {uno.publicado_por}, " in dicho
    otro = escena.publicar()
    pulsar(st, otro, al, hacer_uno="anual:")
    Informe.objects.filter(corte=otro).update(huella="d" * 64)
    pulsar(st, otro, al, publicar_uno=Informe.objects.get(corte=otro, idioma="es").pk)
    assert "otro documento ocupó su lugar" in pulsar(st, corte, al, publicar_uno=uno.pk)
    operaciones.retirar_corte(corte=otro, motivo="x", por=escena.secretaria)
    del_otro = Informe.objects.get(corte=otro, idioma="es")
    assert "Se retiró con su corte" in pulsar(st, otro, al, publicar_uno=del_otro.pk)


def test_uno_que_no_se_puede_no_detiene_a_los_demas(
    escena: Escena, st: Client, hechos: list[str], monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: AlConfirmar,
) -> None:  # fmt: skip
    """Somebody publishes one of them between the list and its turn."""
    corte, al = escena.publicar(), django_capture_on_commit_callbacks
    pulsar(st, corte, al, hacer_elegidos="1", documentos=["anual:", "infografia:"])
    adelantado = Informe.objects.get(tipo="anual", idioma="es")
    de_verdad = produccion.mesa

    def mesa_vieja(*args: Any) -> Any:
        leida = de_verdad(*args)
        if adelantado.estado == "borrador":
            operaciones.publicar_informe(informe=adelantado, por=escena.secretaria)
            adelantado.refresh_from_db()
        return leida

    monkeypatch.setattr(produccion, "mesa", mesa_vieja)
    html = pulsar(st, corte, al, publicar_listos="1")
    assert "Se publicaron 3 documentos." in html
    assert "Informe anual regional 2024 (Español): Ya está publicado" in html
    assert not Informe.objects.filter(estado="borrador").exists()


def test_quien_no_puede_hacer_otra_vez_no_lee_que_lo_haga(
    escena: Escena, st: Client, presidencia: Client, hechos: list[str],
    django_capture_on_commit_callbacks: AlConfirmar,
) -> None:  # fmt: skip
    corte, al = escena.publicar(), django_capture_on_commit_callbacks
    pulsar(st, corte, al, hacer_uno="boletin:t1")
    Seccion.objects.create(
        redaccion=Redaccion.objects.create(tipo="boletin", anio=2024, sujeto="t1"),
        clave="editorial", texto="<p>x</p>", editada_por=escena.secretaria,
        editada_en=timezone.now(),
    )  # fmt: skip
    assert "hágalo otra vez" in st.get(mesa(corte)).content.decode()
    dicho = presidencia.get(mesa(corte)).content.decode()
    assert "este archivo dice el de antes" in dicho
    assert "hágalo otra vez" not in dicho


def test_los_borradores_y_sus_formas_se_abren_solo_desde_el_panel(
    escena: Escena, st: Client, hechos: list[str], django_capture_on_commit_callbacks: AlConfirmar
) -> None:
    corte = escena.preparar()
    pulsar(st, corte, django_capture_on_commit_callbacks, hacer_elegidos="1",
           documentos=["infografia:", "presentacion:"])  # fmt: skip
    dibujo = Informe.objects.get(tipo="infografia", idioma="es").formas.get()
    pase = Informe.objects.get(tipo="presentacion", idioma="es")
    rutas = {
        reverse("admin:informes_forma_archivo", args=[dibujo.pk]): "image/svg+xml",
        reverse("admin:informes_informe_archivo", args=[pase.pk]): (
            "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        ),
    }
    comunica = entrar(crear_usuario("com@demo.example", COMITE_COMUNICACION, is_staff=True))
    for ruta, tipo in rutas.items():
        respuesta = st.get(ruta)
        assert respuesta["Content-Type"] == tipo
        assert respuesta["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in respuesta["Cache-Control"]
        assert b"".join(respuesta)
        if tipo == "image/svg+xml":
            assert "sandbox" in respuesta["Content-Security-Policy"]
        assert comunica.get(ruta).status_code == 404
        assert Client().get(ruta).status_code == 302
    for publica in (dibujo.get_absolute_url(), pase.get_absolute_url()):
        assert Client().get(publica).status_code == 404


def test_la_presidencia_publica_y_no_encarga(
    escena: Escena, presidencia: Client, hechos: list[str],
    django_capture_on_commit_callbacks: AlConfirmar,
) -> None:  # fmt: skip
    corte, al = escena.publicar(), django_capture_on_commit_callbacks
    html = presidencia.get(mesa(corte)).content.decode()
    assert 'name="documentos"' not in html
    assert "hacer_uno" not in html
    for boton in ("hacer_uno", "hacer_todos", "repetir", "hacer_elegidos"):
        assert pulsar(presidencia, corte, al, **{boton: "anual:"}) == "403", boton
    assert hechos == []


@pytest.mark.parametrize(
    "datos",
    [{}, {"borrar": "1"}, {"hacer_uno": "otro:"}, {"hacer_uno": "nacional:xx"},
     {"publicar_uno": "²"}, {"publicar_uno": "9" * 40}],
)  # fmt: skip
def test_un_acto_desconocido_no_existe(escena: Escena, st: Client, datos: dict[str, str]) -> None:
    assert st.post(mesa(escena.preparar()), datos).status_code == 404


def test_sin_marcar_y_de_un_corte_retirado_se_dice(
    escena: Escena, st: Client, hechos: list[str], django_capture_on_commit_callbacks: AlConfirmar
) -> None:
    corte, al = escena.publicar(), django_capture_on_commit_callbacks
    assert "Marque al menos un documento." in pulsar(st, corte, al, hacer_elegidos="1")
    assert "No hay documentos listos" in pulsar(st, corte, al, publicar_listos="1")
    operaciones.retirar_corte(corte=corte, motivo="Error", por=escena.secretaria)
    assert "De un corte retirado" in pulsar(st, corte, al, hacer_uno="anual:")
    assert hechos == []


def test_no_cuesta_mas_por_tener_mas(
    escena: Escena,
    st: Client,
    hechos: list[str],
    django_assert_max_num_queries: Any,
    django_capture_on_commit_callbacks: AlConfirmar,
) -> None:
    corte = escena.publicar()
    ruta = reverse("admin:informes_corte_produccion", args=[corte.pk])
    pulsar(st, corte, django_capture_on_commit_callbacks, hacer_uno="anual:")
    with django_assert_max_num_queries(24) as pocas:
        st.get(mesa(corte))
    de_la_mesa = len(pocas)
    with django_assert_max_num_queries(18) as pocas_json:
        st.get(ruta)
    del_json = len(pocas_json)
    pulsar(st, corte, django_capture_on_commit_callbacks, hacer_todos="1")
    with django_assert_max_num_queries(de_la_mesa):
        st.get(mesa(corte))
    with django_assert_max_num_queries(del_json):
        st.get(ruta)


def test_el_resumen_esta_en_la_pagina_del_corte(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    html = st.get(detalle(corte)).content.decode()
    assert mesa(corte) in html
    assert "Hechos: 0 de 26." in html


@pytest.mark.django_db(transaction=True)
def test_en_el_navegador_se_ve_llegar(
    pagina_axe: Page, axe: Callable[[Page], None], live_server: Any
) -> None:
    """A document ends while somebody looks: no reload, and it is announced."""
    escena = con_panel()
    corte = escena.preparar()
    informe = Informe.objects.create(
        corte=corte, anio=2024, idioma="es", produccion="en_marcha", avance=10,
        pulso=timezone.now(),
    )  # fmt: skip
    cliente = entrar(Usuario.objects.get(pk=escena.secretaria.pk))
    galleta = cliente.cookies["sessionid"]
    pagina_axe.context.add_cookies(
        [{"name": "sessionid", "value": galleta.value, "url": live_server.url}]
    )
    pagina_axe.goto(live_server.url + mesa(corte))
    assert pagina_axe.inner_text("[role=status]") == "Queda 1 documento por hacer."
    axe(pagina_axe)
    pagina_axe.check("[name=documentos][value='nacional:gt']")
    Informe.objects.filter(pk=informe.pk).update(
        produccion="fallida", error="No alcanzó el papel.", pulso=timezone.now()
    )
    pagina_axe.wait_for_selector("text=No alcanzó el papel.")
    assert "1 documento no se pudo hacer" in pagina_axe.inner_text("[role=status]")
    assert pagina_axe.is_checked("[name=documentos][value='nacional:gt']")
    pagina_axe.set_viewport_size({"width": 320, "height": 800})
    assert pagina_axe.evaluate("document.documentElement.scrollWidth") == 320
    axe(pagina_axe)
