"""The cut desk in the panel: coverage, preparing, documents, publishing, withdrawing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from actores.models import Usuario
from actores.roles import COMITE_COMUNICACION, PRESIDENCIA, PUNTO_FOCAL
from informes import cobertura, operaciones
from informes.models import Corte, Informe
from planes.models import Explicacion, Reporte, Valor
from tests.crear import crear_pais, crear_periodo, crear_reporte, crear_usuario
from tests.informes.escena import Escena
from tests.informes.panel import con_panel, detalle, publicacion, publicar
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db

PREPARAR = "admin:informes_corte_preparar"


@pytest.fixture
def escena() -> Escena:
    return con_panel()


@pytest.fixture
def st(escena: Escena) -> Client:
    return entrar(Usuario.objects.get(pk=escena.secretaria.pk))


def pedido(escena: Escena, **cambios: object) -> dict[str, object]:
    datos = {
        "accion": "preparar",
        "periodos": [p.pk for p in escena.periodos],
        "fecha": "2024-12-31",
        "motivo": "Datos de 2024",
    }
    return {**datos, **cambios}


# --- Coverage ------------------------------------------------------------------------------------


def test_la_cobertura_dice_quien_falta_y_como_va(escena: Escena) -> None:
    crear_pais("mx", "México")
    nuevo = crear_periodo(escena.plan, 2025, 1)
    crear_reporte(escena.paises["gt"], nuevo, Reporte.Estado.ENVIADO)
    *_antes, ultima = cobertura.cobertura([*escena.periodos, nuevo])
    assert ultima.aprobados == []
    assert not ultima.regional
    assert ultima.vacio
    assert [(p.codigo, e) for p, e in ultima.faltan] == [
        ("gt", "Enviado"), ("hn", "Sin empezar"), ("bz", "Sin empezar"), ("mx", "Sin empezar")
    ]  # fmt: skip


def test_una_correccion_no_quita_lo_aprobado(escena: Escena) -> None:
    aprobado = Reporte.objects.get(pais__codigo="gt", periodo=escena.periodos[1])
    crear_reporte(escena.paises["gt"], escena.periodos[1], version=2, sustituye=aprobado)
    (fila,) = cobertura.cobertura([escena.periodos[1]])
    assert escena.paises["gt"] in fila.aprobados
    (cosa,) = [c for c in cobertura.por_mirar(escena.periodos) if "corrigiendo" in c.texto]
    assert [(r.pais.codigo, frase) for r, frase in cosa.casos] == [("gt", "Borrador")]


def test_lo_dudoso_son_los_saltos_y_lo_pendiente(escena: Escena) -> None:
    """From 4 to 60 is a jump; from 2 to 12 is too small to tell."""
    gt, hn = (
        Valor.objects.get(
            reporte__pais__codigo=pais, reporte__periodo=escena.periodos[1], dato=escena.talleres
        )
        for pais in ("gt", "hn")
    )
    Valor.objects.filter(pk=gt.pk).update(numero=60)
    Valor.objects.filter(pk=hn.pk).update(numero=12)
    Valor.objects.filter(
        reporte__pais__codigo="bz", dato=escena.talleres, reporte__periodo=escena.periodos[0]
    ).update(numero=None, ausencia="pendiente")
    saltos, pendientes = cobertura.por_mirar(escena.periodos)
    assert [frase for _r, frase in saltos.casos] == ["«Talleres» pasó de 4 a 60."]
    assert [(r.pais.codigo, frase) for r, frase in pendientes.casos] == [("bz", "1 dato")]
    assert pendientes.donde == "en 1 reporte"
    assert cobertura.por_mirar(escena.periodos[:1])[0].casos == pendientes.casos


def test_lo_explicado_y_lo_nuevo_desde_el_ultimo_corte(escena: Escena, st: Client) -> None:
    assert "Lo nuevo desde" not in st.get(reverse(PREPARAR)).content.decode()
    corte = escena.preparar()
    assert "Nada: con estos períodos" in st.get(reverse(PREPARAR)).content.decode()
    viejo = Reporte.objects.get(pais__codigo="gt", periodo=escena.periodos[1])
    nuevo = crear_reporte(
        escena.paises["gt"], escena.periodos[1], Reporte.Estado.APROBADO, version=2,
        sustituye=viejo,
    )  # fmt: skip
    Reporte.objects.filter(pk=nuevo.pk).update(
        revisado_en=corte.creado_en + dt.timedelta(seconds=1)
    )
    Explicacion.objects.create(
        reporte=nuevo, actividad=escena.actividad, dato=escena.talleres, regla="salto",
        texto="Hubo más fondos", autor=escena.secretaria,
    )  # fmt: skip
    crear_reporte(escena.paises["gt"], crear_periodo(escena.plan, 2025, 1), "aprobado")
    html = st.get(reverse(PREPARAR)).content.decode()
    assert "Períodos que aquel no tenía: 2025-I." in html
    assert "(corrección)" in html
    assert "«Talleres». Explicación: Hubo más fondos" in html


# --- Preparing -----------------------------------------------------------------------------------


def test_lo_que_un_corte_deja_fuera_se_dice_y_se_confirma(escena: Escena, st: Client) -> None:
    """Against the published cut, and half years; a yes to something else is no yes."""
    escena.publicar()
    segundo = escena.periodos[1]
    assert "Lo que este corte deja fuera" not in st.get(reverse(PREPARAR)).content.decode()
    datos = pedido(escena, periodos=[segundo.pk])
    for confirmo in ("", "2024-II", "2023-I 2024-II."):
        pagina = st.post(reverse(PREPARAR), {**datos, "confirmo": confirmo})
        html = pagina.content.decode()
        assert "<title>Error:" in html
        assert "tiene 2024-I, y este no" in html
        assert "Lleva un solo semestre de su año: 2024-II." in html
        assert 'value="2024-I 2024-II."' in html
        assert "Datos de 2024</textarea>" in html  # what was typed is kept
        assert Corte.objects.count() == 1
    mirada = st.post(reverse(PREPARAR), {**datos, "accion": "mirar"}).content.decode()
    assert "tiene 2024-I, y este no" in mirada
    st.post(reverse(PREPARAR), {**datos, "confirmo": "2024-I 2024-II."})
    assert [p.pk for p in Corte.objects.latest("pk").periodos.all()] == [segundo.pk]
    # Nothing is left out: nothing to confirm, even where an old page says yes.
    st.post(reverse(PREPARAR), pedido(escena, confirmo="2024-I 2024-II."))
    assert Corte.objects.count() == 3


def test_otro_clic_no_prepara_un_gemelo(escena: Escena, st: Client) -> None:
    primera = st.post(reverse(PREPARAR), pedido(escena))
    segunda = st.post(reverse(PREPARAR), pedido(escena), follow=True)
    corte = Corte.objects.get()
    assert segunda.redirect_chain[0][0] == primera["Location"] == detalle(corte)
    assert "ya estaba preparado" in segunda.content.decode()
    # With another reason it is another cut; so is the same one when the first is public.
    st.post(reverse(PREPARAR), pedido(escena, motivo="Otro motivo"))
    publicar(st, corte)
    st.post(reverse(PREPARAR), pedido(escena))
    assert Corte.objects.count() == 3


def test_la_auditoria_pasada_sigue_dicha_despues_de_publicar(escena: Escena, st: Client) -> None:
    primero, segundo = escena.preparar(), escena.preparar()
    publicar(st, primero)
    html = st.get(detalle(primero)).content.decode()
    assert "Auditoría pasada al publicarlo" in html
    assert "No había otro que hubiera sido público." in html
    publicar(st, segundo)
    assert (
        "juntándolo con el otro que había sido público" in st.get(detalle(segundo)).content.decode()
    )
    # What came later does not change what was audited then; nor does a withdrawal.
    operaciones.retirar_corte(corte=primero, motivo="x", por=escena.secretaria)
    assert "No había otro que hubiera sido público." in st.get(detalle(primero)).content.decode()
    tercero = escena.preparar()
    assert "Auditoría pasada" not in st.get(detalle(tercero)).content.decode()


def test_el_motivo_se_lee_en_cada_idioma(escena: Escena, st: Client) -> None:
    """Where there is no English the reader is told that it is Spanish."""
    st.post(reverse(PREPARAR), pedido(escena, motivo_en="Data of 2024"))
    corte = Corte.objects.get()
    assert corte.motivo_en == "Data of 2024"
    publicar(st, corte)
    publico = Client()
    assert "Data of 2024" in publico.get("/en/transparencia/").content.decode()
    assert "Data of 2024" not in publico.get("/transparencia/").content.decode()
    ruta = f"/en/verificar/{corte.huella}/"
    datos = {"accion": "retirar", "motivo": "Total equivocado", "motivo_en": "A wrong total"}
    st.post(detalle(corte), datos)
    assert "A wrong total" in publico.get(ruta).content.decode()
    assert "Total equivocado" in publico.get(ruta.removeprefix("/en")).content.decode()
    Corte.objects.filter(pk=corte.pk).update(motivo_retiro_en="")
    dicho = publico.get(ruta).content.decode()
    assert '<span lang="es">Total equivocado</span>' in dicho
    corte = Corte.objects.get()
    corte.motivo_en = "Another"
    with pytest.raises(ValidationError):
        corte.save()


def test_la_presidencia_va_a_la_vista_previa_y_no_publica_el_corte(escena: Escena) -> None:
    presidencia = entrar(crear_usuario("p@demo.example", PRESIDENCIA, is_staff=True))
    corte = escena.preparar()
    html = presidencia.get(detalle(corte)).content.decode()
    assert reverse("informes:vista_previa", args=[corte.pk]) in html
    assert "Publicar el corte" not in html
    assert presidencia.get(publicacion(corte)).status_code == 403
    escena_publica = escena.publicar()
    assert "vista-previa" not in presidencia.get(detalle(escena_publica)).content.decode()


def test_la_secretaria_prepara(escena: Escena, st: Client) -> None:
    html = st.get(reverse(PREPARAR)).content.decode()
    assert "3 de 3" in html
    assert html.count("checked") == 2
    respuesta = st.post(reverse(PREPARAR), pedido(escena))
    corte = Corte.objects.get()
    assert respuesta.url == detalle(corte)
    assert corte.creado_por == escena.secretaria
    assert corte.fecha == dt.date(2024, 12, 31)
    html = st.get(respuesta.url).content.decode()
    assert corte.huella in html
    assert "Publicar el corte" in html


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"motivo": ""}, "Escriba por qué se hace este corte."),
        ({"motivo": "   "}, "Escriba por qué se hace este corte."),
        ({"periodos": []}, "Elija al menos un período."),
        ({"periodos": ["999"]}, "Ese período ya no está en la lista."),
        ({"periodos": ["x"]}, "Ese período ya no está en la lista."),
        ({"fecha": "2024-02-31"}, "Escriba una fecha que exista"),
        ({"fecha": ""}, "Escriba la fecha de los datos."),
        ({"fecha": "2999-01-01"}, "no puede estar en el futuro"),
        ({"fecha": "2023-01-01"}, "anterior al último período"),
        ({"motivo": "z" * 501}, "caben 500"),
    ],
)
def test_lo_que_falta_se_dice_y_no_se_hace_nada(
    escena: Escena, st: Client, cambios: dict[str, object], frase: str
) -> None:
    html = st.post(reverse(PREPARAR), pedido(escena, **cambios)).content.decode()
    assert frase in html
    assert "<title>Error:" in html
    assert not Corte.objects.exists()


def test_sin_nada_aprobado_no_hay_corte(escena: Escena, st: Client) -> None:
    vacio = crear_periodo(escena.plan, 2023, 1)
    datos = pedido(escena, periodos=[vacio.pk])
    html = st.post(reverse(PREPARAR), datos).content.decode()
    assert "No hay ningún reporte aprobado" in html
    assert not Corte.objects.exists()


def test_mirar_no_prepara_ni_pide_el_motivo(escena: Escena, st: Client) -> None:
    datos = pedido(escena, accion="mirar", motivo="", periodos=[escena.periodos[0].pk])
    html = st.post(reverse(PREPARAR), datos).content.decode()
    assert "Hay un problema" not in html
    assert html.count("checked") == 1
    assert not Corte.objects.exists()


def test_el_plan_que_no_hay_es_el_primero(escena: Escena, st: Client) -> None:
    for plan in ("abc", "9999", ""):
        assert st.get(f"{reverse(PREPARAR)}?plan={plan}").status_code == 200


def test_sin_plan_se_dice(escena: Escena, st: Client) -> None:
    escena.plan.estado = "borrador"
    escena.plan.save()
    respuesta = st.get(reverse(PREPARAR), follow=True)
    assert "Todavía no hay un plan" in respuesta.content.decode()


# --- Documents, publishing, withdrawing ----------------------------------------------------------


def test_publicar_y_retirar(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    ruta = detalle(corte)
    for idioma in ("es", "en"):
        Informe.objects.create(
            corte=corte, anio=2024, idioma=idioma, huella="a" * 64, archivo="x.pdf", bytes=4
        )
    assert "Se publican también los documentos hechos" in st.get(ruta).content.decode()
    assert "es lo que el público ve ahora" in publicar(st, corte)
    assert set(corte.informes.values_list("estado", flat=True)) == {"publicado"}
    assert "ya no espera su publicación" in publicar(st, corte)  # a second click
    html = st.post(ruta, {"accion": "retirar", "motivo": " "}).content.decode()
    assert "<title>Error:" in html
    assert "Escriba por qué se retira." in html
    st.post(ruta, {"accion": "retirar", "motivo": "Una cifra estaba mal"})
    corte.refresh_from_db()
    assert (corte.estado, corte.motivo_retiro) == ("retirado", "Una cifra estaba mal")
    html = st.get(ruta).content.decode()
    assert "Una cifra estaba mal" in html
    assert 'value="retirar"' not in html


def test_el_archivo_es_de_quien_ve_el_panel(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    informe = Informe.objects.create(corte=corte, anio=2024, idioma="es", huella="a" * 64)
    ruta = reverse("admin:informes_informe_archivo", args=[informe.pk])
    assert st.get(ruta).status_code == 404
    informe.archivo.save("x.pdf", ContentFile(b"%PDF-1"), save=True)
    respuesta = st.get(ruta)
    assert b"".join(respuesta.streaming_content) == b"%PDF-1"
    comunica = crear_usuario("com@demo.example", COMITE_COMUNICACION, is_staff=True)
    assert entrar(comunica).get(ruta).status_code == 404
    assert Client().get(ruta).status_code == 302


def test_otro_corte_mas_nuevo_se_dice(escena: Escena, st: Client) -> None:
    viejo, nuevo = escena.publicar(), escena.publicar()
    html = st.get(detalle(viejo)).content.decode()
    assert "Otro corte está en su lugar" in html
    assert detalle(nuevo) in html
    assert "Otro corte está en su lugar" not in st.get(detalle(nuevo)).content.decode()


# --- Who may -------------------------------------------------------------------------------------


def test_la_presidencia_mira_y_no_toca(escena: Escena) -> None:
    corte = escena.preparar()
    cliente = entrar(crear_usuario("pres@demo.example", PRESIDENCIA, is_staff=True))
    html = cliente.get(detalle(corte)).content.decode()
    assert corte.huella in html
    assert "<form" not in html.split('id="content-main"')[1]
    assert cliente.get(reverse(PREPARAR)).status_code == 403
    assert cliente.post(reverse(PREPARAR), pedido(escena)).status_code == 403
    assert cliente.get(publicacion(corte)).status_code == 403
    assert cliente.post(publicacion(corte), {"reemplaza": ""}).status_code == 403
    datos = {"accion": "retirar", "motivo": "x"}
    assert cliente.post(detalle(corte), datos).status_code == 403
    corte.refresh_from_db()
    assert corte.estado == Corte.Estado.PREPARADO
    assert Corte.objects.count() == 1


def test_los_demas_no_entran(escena: Escena) -> None:
    corte = escena.preparar()
    for rol in (COMITE_COMUNICACION, PUNTO_FOCAL):
        cliente = entrar(crear_usuario("", rol, is_staff=True))
        assert cliente.get(detalle(corte)).status_code == 403
        assert cliente.get(reverse(PREPARAR)).status_code == 403
        assert cliente.get(reverse("admin:informes_corte_changelist")).status_code == 403


def test_las_tablas_llevan_a_sus_paginas(escena: Escena, st: Client) -> None:
    corte = escena.preparar()
    informe = Informe.objects.create(corte=corte, anio=2024, idioma="es")
    for nombre in ("corte", "informe"):
        assert st.get(reverse(f"admin:informes_{nombre}_changelist")).status_code == 200
    cambios = {
        reverse("admin:informes_corte_add"): reverse(PREPARAR),
        reverse("admin:informes_corte_change", args=[corte.pk]): detalle(corte),
        reverse("admin:informes_corte_history", args=[corte.pk]): detalle(corte),
        reverse("admin:informes_informe_change", args=[informe.pk]): reverse(
            "admin:informes_corte_documentos", args=[corte.pk]
        ),
    }
    for ruta, destino in cambios.items():
        assert st.get(ruta).url == destino
    for nombre, fila in (("corte", corte), ("informe", informe)):
        assert st.get(reverse(f"admin:informes_{nombre}_delete", args=[fila.pk])).status_code == 403
        assert st.get(reverse(f"admin:informes_{nombre}_change", args=[999])).status_code == 404
    assert st.get(reverse("admin:informes_corte_detalle", args=[999])).status_code == 404


@pytest.mark.parametrize(
    "datos",
    [
        {},
        {"accion": "borrar"},
        {"accion": "producir"},
    ],
)
def test_un_acto_desconocido_no_existe(escena: Escena, st: Client, datos: dict[str, str]) -> None:
    assert st.post(detalle(escena.preparar()), datos).status_code == 404


def test_el_detalle_no_cuesta_mas_por_tener_mas(
    escena: Escena, st: Client, django_assert_max_num_queries: object
) -> None:
    corte = escena.preparar()
    with django_assert_max_num_queries(36) as pocas:  # type: ignore[operator]
        st.get(detalle(corte))
    for idioma in ("es", "en"):
        Informe.objects.create(
            corte=corte, anio=2024, idioma=idioma, huella="a" * 64, archivo="x.pdf", bytes=4
        )
    operaciones.publicar_corte(corte=corte, por=escena.secretaria)
    with django_assert_max_num_queries(len(pocas) + 1):  # type: ignore[operator]
        st.get(detalle(corte))


def test_la_lista_se_filtra_como_dice_cada_fila(escena: Escena, st: Client) -> None:
    viejo, vigente, preparado = escena.publicar(), escena.publicar(), escena.preparar()
    lista = reverse("admin:informes_corte_changelist")
    for estado, esperado in [("sustituido", viejo), ("publicado", vigente),
                             ("preparado", preparado), ("otro", None)]:  # fmt: skip
        hallados = st.get(lista, {"estado": estado}).context["cl"].result_list
        assert [c.pk for c in hallados] == ([esperado.pk] if esperado else [])


def test_el_publicado_que_otro_reemplaza_dice_sustituido(escena: Escena, st: Client) -> None:
    escena.publicar()
    lista = reverse("admin:informes_corte_changelist")
    assert "<span>Sustituido</span>" not in st.get(lista).content.decode()
    nuevo = escena.publicar()
    html = st.get(lista).content.decode()
    assert html.count("<span>Sustituido</span>") == 1
    assert html.count("<span>Publicado</span>") == 1
    primero = Corte.objects.exclude(pk=nuevo.pk).get()
    assert "<span>Sustituido</span>" in st.get(detalle(primero)).content.decode()
    operaciones.retirar_corte(corte=nuevo, motivo="Error", por=escena.secretaria)
    assert "<span>Sustituido</span>" not in st.get(lista).content.decode()
