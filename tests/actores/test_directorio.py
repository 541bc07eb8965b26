"""The yearly confirmation: asked once, answered once by who holds the link, settled by the ST."""

from __future__ import annotations

import datetime as dt
import re
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from actores import directorio, listas_directorio
from actores.forms_directorio import Respuesta
from actores.models import (
    Confirmacion,
    Contacto,
    CorreoEnviado,
    Organizacion,
    PublicoMeta,
    RolOrganizacion,
    Tema,
    Usuario,
)
from actores.operaciones_directorio import (
    PedidaHacePoco,
    pedir_confirmacion,
    resolver,
    responder,
)
from actores.roles import COMITE_COMUNICACION, PRESIDENCIA, SECRETARIA_TECNICA
from tests.crear import crear_pais, crear_usuario
from tests.planes.gente import entrar, texto

pytestmark = pytest.mark.django_db

HOY = timezone.localdate
POR_CONFIRMAR = "/admin/actores/contacto/por-confirmar/"


@pytest.fixture
def yo() -> Usuario:
    return crear_usuario("st@demo.example", SECRETARIA_TECNICA, is_staff=True, nombre="Ana")


def crear_organizacion(codigo: str = "ong", **extra: Any) -> Organizacion:
    datos = {
        "nombre": f"Organización {codigo}", "tipo": "sociedad_civil", "publicable": True,
        "correo": f"{codigo}@demo.example", **extra,
    }  # fmt: skip
    return Organizacion.objects.create(codigo=codigo, **datos)


@pytest.fixture
def ong() -> Organizacion:
    return crear_organizacion(descripcion="Lo de antes")


def pedir(ong: Organizacion, por: Usuario, captura: Any, **extra: Any) -> str:
    """The path of the link in the mail, without language; empty when none left."""
    with captura(execute=True):
        pedir_confirmacion(ong, por=por, **extra)
    hallado = (
        re.search(r"/directorio/confirmar/\S+/", str(mail.outbox[-1].body)) if mail.outbox else None
    )
    return hallado[0] if hallado else ""


def directorio_de(firma: str, idioma: str = "") -> str:
    return f"{idioma}/directorio/confirmar/{firma}/"


def formulario(ong: Organizacion, **cambios: Any) -> dict[str, Any]:
    """What a browser sends of the form as it stands, with these changes."""
    datos = directorio.de_la_organizacion(ong)
    contactos = list(ong.contactos.all())
    datos |= {"persona-TOTAL_FORMS": len(contactos) + 2, "persona-INITIAL_FORMS": len(contactos)}
    for n, contacto in enumerate(contactos):
        dicho = directorio.del_contacto(contacto) | {"pk": contacto.pk}
        datos |= {f"persona-{n}-{k}": v for k, v in dicho.items() if v is not False}
    return {k: v for k, v in (datos | cambios).items() if v is not None}


# --- The mail ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pais", "idioma", "asunto"), [("es", "", "Confirme"), ("en", "/en", "")])
def test_se_escribe_a_la_organizacion_en_su_idioma(
    yo: Usuario, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any,
    pais: str, idioma: str, asunto: str,
) -> None:  # fmt: skip
    ong = crear_organizacion(pais=crear_pais("bz" if pais == "en" else "hn", idioma=pais))
    ruta = pedir(ong, yo, django_capture_on_commit_callbacks)
    [mensaje] = mailoutbox
    assert mensaje.to == ["ong@demo.example"]
    assert mensaje.subject.startswith(asunto)
    assert f"{idioma}{ruta}" in mensaje.body
    assert f"{idioma}{ruta}" in str(mensaje.alternatives[0])
    fila = CorreoEnviado.objects.get()
    assert (fila.para, fila.organizacion, fila.estado, fila.idioma) == (None, ong, "enviado", pais)
    assert fila.ruta == ""
    assert ruta not in str(vars(fila)), "the link is a secret"
    assert not fila.se_puede_reenviar


def test_lo_que_no_salio_se_ve_en_el_panel(
    yo: Usuario, ong: Organizacion, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.actores.test_correo_registro.Caido"
    pedir(ong, yo, django_capture_on_commit_callbacks)
    lista = entrar(yo).get("/admin/actores/correoenviado/")
    assert "Organización ong" in texto(lista)
    assert "No se pudo enviar" in texto(lista)


def test_solo_la_secretaria_pide_y_resuelve(ong: Organizacion) -> None:
    for rol in (PRESIDENCIA, COMITE_COMUNICACION):
        with pytest.raises(PermissionDenied):
            pedir_confirmacion(ong, por=crear_usuario("", rol))
    with pytest.raises(PermissionDenied):
        resolver(Confirmacion(organizacion=ong), por=crear_usuario("", PRESIDENCIA), aceptadas=[])


def test_no_se_escribe_dos_veces_en_la_semana_sin_querer(yo: Usuario, ong: Organizacion) -> None:
    primera = pedir_confirmacion(ong, por=yo)
    with pytest.raises(PedidaHacePoco):
        pedir_confirmacion(ong, por=yo)
    pedir_confirmacion(ong, por=yo, otra_vez=True)
    with pytest.raises(directorio.EnlaceNoSirve, match="reemplazado"):
        directorio.leer_firma(directorio.firma(primera))
    Confirmacion.objects.update(enviada_en=timezone.now() - dt.timedelta(days=8))
    pedir_confirmacion(ong, por=yo)


def test_sin_correo_o_con_respuesta_por_resolver_no_se_escribe(
    yo: Usuario, ong: Organizacion
) -> None:
    with pytest.raises(ValidationError, match="correo"):
        pedir_confirmacion(crear_organizacion("muda", correo=""), por=yo)
    fila = pedir_confirmacion(ong, por=yo)
    responder(fila, {"campos": {"sigla": {"antes": "", "ahora": "O"}}, "contactos": []})
    with pytest.raises(ValidationError, match="resuélvalos"):
        pedir_confirmacion(ong, por=yo, otra_vez=True)


# --- The link ------------------------------------------------------------------------------------


def test_abrir_el_enlace_no_cambia_nada_ni_deja_rastro(
    yo: Usuario, ong: Organizacion, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    ruta = pedir(ong, yo, django_capture_on_commit_callbacks)
    for pagina in (ruta, f"{ruta}cambios/", f"/en{ruta}"):
        for pregunta in (client.get, client.head):
            respuesta = pregunta(pagina)
            assert respuesta.status_code == 200
            assert "no-store" in respuesta["Cache-Control"]
            assert respuesta["Referrer-Policy"] == "no-referrer"
            assert "noindex" in respuesta["X-Robots-Tag"]
            assert not respuesta.cookies
    cabeza = client.get(ruta).content.decode().partition("</head>")[0]
    assert "noindex" in cabeza
    assert "og:url" not in cabeza
    assert "canonical" not in cabeza
    ong.refresh_from_db()
    assert ong.verificada_en is None
    assert Confirmacion.objects.get().confirmada_en is None


def test_todo_sigue_igual(
    yo: Usuario, ong: Organizacion, django_capture_on_commit_callbacks: Any
) -> None:
    ruta = pedir(ong, yo, django_capture_on_commit_callbacks)
    cliente = Client(enforce_csrf_checks=True)  # the link is the proof: no cookie, no token
    respuesta = cliente.post(ruta, follow=True)
    assert respuesta.redirect_chain == [("/directorio/gracias/igual/", 302)]
    assert "confirmados hoy" in texto(respuesta)
    ong.refresh_from_db()
    assert ong.verificada_en == HOY()
    ultima = ong.history.first()
    assert (ultima.history_user, ultima.history_change_reason) == (None, "confirmar directorio")
    otra = cliente.post(ruta)
    assert otra.status_code == 410
    assert "Ya recibimos su respuesta" in texto(otra)
    assert ong.history.count() == 2


@pytest.mark.parametrize("idioma", ["", "/en"])
def test_enlaces_que_no_sirven(
    yo: Usuario, ong: Organizacion, client: Client, idioma: str,
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    pedir(ong, yo, django_capture_on_commit_callbacks)
    fila = Confirmacion.objects.get()
    bueno = directorio.firma(fila)
    for malo in ("x", f"{bueno}x", bueno[1:], "1:1:1", "%00", "a" * 3000, f"{fila.pk}", "ñ:é:ü"):
        for cola in ("", "cambios/"):
            for metodo in (client.get, client.post):
                respuesta = metodo(directorio_de(malo, idioma) + cola)
                assert respuesta.status_code == 404, malo
    assert client.put(directorio_de(bueno, idioma)).status_code == 405
    tarde = dt.datetime.now().timestamp() + (directorio.DIAS + 1) * 86400
    with monkeypatch.context() as reloj:
        reloj.setattr("django.core.signing.time.time", lambda: tarde)
        assert client.post(directorio_de(bueno, idioma)).status_code == 410
    fila.delete()
    assert client.post(directorio_de(bueno, idioma)).status_code == 404
    ong.refresh_from_db()
    assert ong.verificada_en is None


def test_la_firma_es_de_esa_fila_y_no_de_otra_cosa(yo: Usuario, ong: Organizacion) -> None:
    fila = pedir_confirmacion(ong, por=yo)
    firma = directorio.firma(fila)
    Confirmacion.objects.update(enviada_en=fila.enviada_en + dt.timedelta(seconds=1))
    with pytest.raises(directorio.EnlaceNoSirve, match="roto"):
        directorio.leer_firma(firma)


# --- The form ------------------------------------------------------------------------------------


def test_el_formulario_sin_cambios_no_gasta_el_enlace(
    yo: Usuario, ong: Organizacion, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    ong.descripcion = "Dos\nlíneas"
    ong.save()
    Contacto.objects.create(organizacion=ong, nombre="Luz", cargo="Enlace")
    ruta = pedir(ong, yo, django_capture_on_commit_callbacks)
    datos = formulario(ong, descripcion="Dos\r\nlíneas ")
    respuesta = client.post(f"{ruta}cambios/", datos)
    assert respuesta.status_code == 200
    assert "No cambió nada en el formulario" in texto(respuesta)
    assert f'action="{ruta}"' in respuesta.content.decode()
    assert Confirmacion.objects.get().confirmada_en is None
    assert client.post(ruta)["Location"] == "/directorio/gracias/igual/"
    ong.refresh_from_db()
    assert ong.verificada_en == HOY()


def test_cada_casilla_dice_su_idioma(
    yo: Usuario, ong: Organizacion, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    ruta = pedir(ong, yo, django_capture_on_commit_callbacks)
    pagina = texto(client.get(f"{ruta}cambios/"))
    for etiqueta in ("Nombre", "Qué hace"):
        for idioma in ("español", "inglés"):
            assert f"{etiqueta}, en {idioma}" in pagina


@pytest.mark.parametrize(
    ("dicho", "por_revisar"),
    [
        ({"descripcion": "Otra cosa"}, True),
        ({"descripcion": "Otra cosa", "descripcion_en": "Something else"}, False),
        ({"descripcion_en": "Something else"}, False),
        ({"nombre": "Otro"}, False),  # it has no English
        ({"sigla": "X"}, False),
    ],
)
def test_el_ingles_que_se_queda_atras_se_marca(
    yo: Usuario, dicho: dict[str, str], por_revisar: bool
) -> None:
    ong = crear_organizacion(descripcion="Lo de antes", descripcion_en="What it was")
    fila = pedir_confirmacion(ong, por=yo)
    nuevo = directorio.de_la_organizacion(ong) | dicho
    responder(fila, directorio.comparar(ong, nuevo, []))
    cliente = entrar(yo)
    ficha = f"/admin/actores/confirmacion/{fila.pk}/change/"
    assert ("El inglés se queda como está" in texto(cliente.get(ficha))) is por_revisar
    pagina = cliente.post(ficha, {"aceptada": list(dicho)}, follow=True)
    assert ("cambió y el inglés no" in texto(pagina)) is por_revisar
    ong.refresh_from_db()
    assert ong.ingles_por_revisar is por_revisar


def test_en_la_ficha_tambien_se_marca_el_ingles(yo: Usuario) -> None:
    ong = crear_organizacion(descripcion="Lo de antes", descripcion_en="What it was")
    cliente, ficha = entrar(yo), f"/admin/actores/organizacion/{ong.pk}/change/"
    datos = cliente.get(ficha).context["adminform"].form.initial
    enviado = {k: v for k, v in datos.items() if v not in (None, False, "") and k != "logotipo"}
    for grupo in ("roles", "contactos"):
        enviado |= {f"{grupo}-TOTAL_FORMS": 0, f"{grupo}-INITIAL_FORMS": 0}
    enviado |= {"temas": [], "descripcion": "Lo de ahora"}
    pagina = cliente.post(ficha, enviado, follow=True)
    assert "dejó igual el inglés" in texto(pagina)
    ong.refresh_from_db()
    assert (ong.descripcion, ong.ingles_por_revisar) == ("Lo de ahora", True)
    cliente.post(ficha, enviado)  # without the tick: somebody looked at it
    ong.refresh_from_db()
    assert ong.ingles_por_revisar is False


def test_si_el_directorio_cambio_mientras_leia_se_pregunta_otra_vez(
    yo: Usuario, ong: Organizacion
) -> None:
    fila = pedir_confirmacion(ong, por=yo)
    responder(
        fila, directorio.comparar(ong, directorio.de_la_organizacion(ong) | {"sigla": "X"}, [])
    )
    cliente, ficha = entrar(yo), f"/admin/actores/confirmacion/{fila.pk}/change/"

    def aplicar() -> Any:
        [visto] = re.findall('name="visto-sigla" value="([^"]+)"', leida.content.decode())
        return cliente.post(ficha, {"aceptada": ["sigla"], "visto-sigla": visto})

    leida = cliente.get(ficha)
    Organizacion.objects.update(sigla="OTRA")
    pagina = aplicar()
    assert pagina.status_code == 422
    assert "alguien cambió en el directorio: Sigla" in texto(pagina)
    ong.refresh_from_db()
    assert ong.sigla == "OTRA"
    leida = pagina
    assert aplicar().status_code == 302
    ong.refresh_from_db()
    assert ong.sigla == "X"


@pytest.mark.parametrize(
    ("telefono", "vale"),
    [("", True), ("+506 2222-2222 ext. 10", True), ("(502) 2222 / 3333", True),
     ("llámenos", False), ("javascript:alert(1)", False), ("---", False)],
)  # fmt: skip
def test_el_telefono_que_dice_la_organizacion(ong: Organizacion, telefono: str, vale: bool) -> None:
    enviado = MultiValueDict(
        {
            k: v if isinstance(v, list) else [v]
            for k, v in formulario(ong, telefono=telefono).items()
        }
    )
    formularios = Respuesta(ong, enviado)
    formularios.es_valida()
    assert ("telefono" not in formularios.datos.errors) is vale


def test_el_dia_de_una_confirmacion_es_el_de_guatemala(ong: Organizacion) -> None:
    """At seven in the evening there, it is the next day in UTC."""
    noche = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
    assert str(Confirmacion(organizacion=ong, enviada_en=noche)).endswith("2026-03-01")


@pytest.mark.parametrize(("idioma", "frase"), [("es", "Gracias por revisar"), ("en", "a small")])
def test_lo_que_no_se_acepta_se_explica_por_correo(
    yo: Usuario, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any,
    idioma: str, frase: str,
) -> None:  # fmt: skip
    ong = crear_organizacion(pais=crear_pais("bz" if idioma == "en" else "hn", idioma=idioma))
    fila = pedir_confirmacion(ong, por=yo)
    dicho = directorio.de_la_organizacion(ong) | {"sigla": "ONG", "telefono": "911"}
    responder(fila, directorio.comparar(ong, dicho, []))
    motivo = "El 911 es de <b>emergencias</b>; a small & kind reason"
    with django_capture_on_commit_callbacks(execute=True):
        pagina = entrar(yo).post(
            f"/admin/actores/confirmacion/{fila.pk}/change/",
            {"aceptada": ["sigla"], "motivo": motivo},
            follow=True,
        )
    assert "Se le explicó por correo" in texto(pagina)
    [mensaje] = mailoutbox
    assert mensaje.to == ["ong@demo.example"]
    assert motivo in mensaje.body
    assert frase in mensaje.body
    assert "/directorio/" in mensaje.body
    assert ("/en/directorio/" in mensaje.body) is (idioma == "en")
    [(html, _tipo)] = mensaje.alternatives
    assert "&lt;b&gt;emergencias" in html


def test_si_todo_se_acepta_no_hay_nada_que_explicar(
    yo: Usuario, ong: Organizacion, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    fila = pedir_confirmacion(ong, por=yo)
    dicho = directorio.de_la_organizacion(ong) | {"sigla": "ONG"}
    responder(fila, directorio.comparar(ong, dicho, []))
    with django_capture_on_commit_callbacks(execute=True):
        assert resolver(fila, por=yo, aceptadas=["sigla"]) is True
    assert mailoutbox == []


# --- The ST is reminded --------------------------------------------------------------------------


def mandar_lista(captura: Any, *args: str) -> str:
    salida = StringIO()
    with captura(execute=True):
        call_command("recordar", *args, stdout=salida)
    return salida.getvalue()


def test_una_vez_al_mes_la_lista_de_quien_falta(
    yo: Usuario, ong: Organizacion, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    crear_organizacion("muda", correo="", pais=crear_pais("gt", "Guatemala"))
    crear_organizacion("al-dia", verificada_en=HOY())
    crear_organizacion("oculta", publicable=False)
    crear_usuario("pres@demo.example", PRESIDENCIA)
    captura = django_capture_on_commit_callbacks
    assert f"lista a la persona {yo.pk}" in mandar_lista(captura, "--simular")
    assert mailoutbox == []
    assert f"lista a la persona {yo.pk}" in mandar_lista(captura)
    [mensaje] = mailoutbox
    assert mensaje.to == ["st@demo.example"]
    assert "faltan 2 organizaciones" in mensaje.subject
    assert "Organización muda, Guatemala (sin correo)" in mensaje.body
    assert "Organización ong\n" in mensaje.body
    assert "al-dia" not in mensaje.body
    assert "oculta" not in mensaje.body
    assert "/admin/actores/contacto/por-confirmar/" in mensaje.body
    assert "Directorio" not in mandar_lista(captura)
    en = {dias: (HOY() + dt.timedelta(days=dias)).isoformat() for dias in (29, 31)}
    assert "Directorio" not in mandar_lista(captura, "--hoy", en[29])
    assert "Directorio" in mandar_lista(captura, "--hoy", en[31])


def test_si_no_falta_nadie_no_se_escribe(
    yo: Usuario, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    crear_organizacion("al-dia", verificada_en=HOY())
    assert "Directorio" not in mandar_lista(django_capture_on_commit_callbacks)
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_se_dice_que_correo_no_salio(
    yo: Usuario, ong: Organizacion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def caer(mensaje: Any) -> None:
        if mensaje.to == ["otra@demo.example"]:
            raise ConnectionError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", caer)
    marcadas = {"organizacion": [ong.pk, crear_organizacion("otra").pk]}
    respuesta = entrar(yo).post(POR_CONFIRMAR, marcadas, follow=True)
    dicho = " ".join(str(m) for m in respuesta.context["messages"])
    assert "Se escribió a 1 organización: Organización ong." in dicho
    assert "Organización otra: el correo no salió" in dicho


def test_los_cambios_esperan_a_la_secretaria(
    yo: Usuario, ong: Organizacion, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    Tema.objects.create(codigo="ninez", nombre="Niñez")
    ruta = pedir(ong, yo, django_capture_on_commit_callbacks)
    nueva = {"persona-0-nombre": "Luz", "persona-0-publicar": "on"}
    datos = formulario(ong, descripcion="Lo de ahora", temas=["ninez"], **nueva)
    respuesta = client.post(f"{ruta}cambios/", datos, follow=True)
    assert "revisará los cambios" in texto(respuesta)
    ong.refresh_from_db()
    assert (ong.descripcion, ong.verificada_en) == ("Lo de antes", None)
    assert not ong.contactos.exists()
    assert not ong.temas.exists()
    fila = Confirmacion.objects.get()
    assert directorio.claves(fila.correcciones) == ["descripcion", "temas", "contacto-0"]

    resolver(fila, por=yo, aceptadas=directorio.claves(fila.correcciones))
    ong.refresh_from_db()
    assert (ong.descripcion, ong.verificada_en) == ("Lo de ahora", HOY())
    assert [t.codigo for t in ong.temas.all()] == ["ninez"]
    luz = ong.contactos.get()
    assert luz.consentimiento_en == HOY()
    assert "ong@demo.example" in luz.consentimiento_constancia
    assert {h.history_user for h in ong.history.filter(history_change_reason__contains="corr")} == {
        yo
    }


@pytest.mark.parametrize(
    ("mal", "dicho"),
    [
        ({"nombre": ""}, "Este dato hace falta."),
        ({"correo": "no es"}, "Escriba el correo completo"),
        ({"sitio_web": "javascript:alert(1)"}, "Escriba la dirección completa"),
        ({"sigla": "x" * 31}, "31"),
        ({"temas": ["no-hay"]}, "ya no está en la lista"),
        ({"persona-0-cargo": "Enlace"}, "Escriba el nombre de la persona"),
        ({"persona-TOTAL_FORMS": "no"}, "Algo se perdió al enviar"),
        ({"persona-TOTAL_FORMS": "999999"}, "demasiadas personas"),
        ({"nombre": "a\x00b"}, ""),
    ],
)
def test_lo_que_esta_mal_se_dice_y_se_conserva(
    yo: Usuario, ong: Organizacion, client: Client, mal: dict[str, Any], dicho: str,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    ruta = pedir(ong, yo, django_capture_on_commit_callbacks)
    datos = formulario(ong, descripcion="Lo que escribí") | mal
    respuesta = client.post(f"{ruta}cambios/", datos)
    assert respuesta.status_code == 422
    assert dicho in texto(respuesta)
    assert "Lo que escribí" in texto(respuesta)
    assert b"<title>Error" in respuesta.content.replace(b"\n", b"")
    assert Confirmacion.objects.get().confirmada_en is None


def test_quitar_el_nombre_no_espera_a_nadie(
    yo: Usuario, ong: Organizacion, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    si = {"consentimiento_en": HOY(), "consentimiento_constancia": "Su correo"}
    luz = Contacto.objects.create(organizacion=ong, nombre="Luz", **si)
    sol = Contacto.objects.create(organizacion=ong, nombre="Sol", **si)
    ajena = Contacto.objects.create(organizacion=crear_organizacion("otra"), nombre="Mar", **si)
    ruta = pedir(ong, yo, django_capture_on_commit_callbacks)
    datos = formulario(ong) | {"persona-1-ya_no": "on", "persona-2-pk": ajena.pk}
    datos |= {"persona-2-nombre": "Mar", "persona-2-ya_no": "on"}
    del datos["persona-0-publicar"]
    assert client.post(f"{ruta}cambios/", datos).status_code == 302
    assert list(Contacto.objects.publicos()) == [ajena], "another's contact is not theirs to take"
    fila = Confirmacion.objects.get()
    resolver(fila, por=yo, aceptadas=["contacto-1"], motivo="Luz sigue igual")
    assert not Contacto.objects.filter(pk=sol.pk).exists()
    luz.refresh_from_db()
    assert luz.retirado_en == HOY()


def test_se_acepta_campo_por_campo_con_motivo_y_una_sola_vez(
    yo: Usuario, ong: Organizacion
) -> None:
    fila = pedir_confirmacion(ong, por=yo)
    dicho = directorio.de_la_organizacion(ong) | {"sigla": "ONG", "telefono": "911"}
    responder(fila, directorio.comparar(ong, dicho, []))
    with pytest.raises(ValidationError, match="por qué"):
        resolver(fila, por=yo, aceptadas=["sigla"])
    resolver(fila, por=yo, aceptadas=["sigla"], motivo="No es su número")
    ong.refresh_from_db()
    assert (ong.sigla, ong.telefono, ong.verificada_en) == ("ONG", "", HOY())
    fila.refresh_from_db()
    assert fila.correcciones["motivo"] == "No es su número"
    assert fila.correcciones["campos"]["telefono"]["aceptada"] is False
    with pytest.raises(ValidationError, match="ya se resolvió"):
        resolver(fila, por=yo, aceptadas=["sigla", "telefono"])
    ong.refresh_from_db()
    assert ong.telefono == ""


def test_rechazado_todo_nada_cambia(yo: Usuario, ong: Organizacion) -> None:
    fila = pedir_confirmacion(ong, por=yo)
    responder(fila, directorio.comparar(ong, {"sigla": "X"}, []))
    resolver(fila, por=yo, aceptadas=[], motivo="Es una broma")
    ong.refresh_from_db()
    assert (ong.sigla, ong.verificada_en) == ("", None)


# --- Who is due ----------------------------------------------------------------------------------


def test_a_quien_le_toca(yo: Usuario, django_assert_num_queries: Any) -> None:
    hoy = HOY()
    crear_organizacion("reciente", verificada_en=hoy - dt.timedelta(days=300))
    crear_organizacion("vieja", verificada_en=hoy - dt.timedelta(days=400))
    crear_organizacion("nunca")
    crear_organizacion("muda", correo="", publicable=False)
    pedida = crear_organizacion("pedida")
    fila = pedir_confirmacion(pedida, por=yo)
    Confirmacion.objects.filter(pk=fila.pk).update(
        enviada_en=timezone.now() - dt.timedelta(days=30)
    )
    with django_assert_num_queries(2):
        turnos = directorio.por_confirmar()
    por_codigo = {t.organizacion.codigo: t for t in turnos}
    assert list(por_codigo) == ["nunca", "pedida", "vieja", "muda"]
    assert por_codigo["vieja"].estados == {"vencidas"}
    assert por_codigo["muda"].estados == {"nunca", "sin_correo"}
    assert por_codigo["pedida"].pedida_hace == 30
    assert not por_codigo["pedida"].hace_poco
    assert directorio.resumen() == {"faltan": 3, "sin_correo": 0, "con_cambios": 0}
    escritorio = entrar(yo).get("/admin/")
    assert "3 organizaciones del sitio" in texto(escritorio)


def test_la_lista_escribe_a_las_marcadas_y_pregunta_antes_de_repetir(
    yo: Usuario, ong: Organizacion, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    cliente = entrar(yo)
    otra, muda = crear_organizacion("otra"), crear_organizacion("muda", correo="")
    marcadas = {"organizacion": [ong.pk, otra.pk, muda.pk, "x", "9" * 30]}
    with django_capture_on_commit_callbacks(execute=True):
        respuesta = cliente.post(POR_CONFIRMAR, marcadas, follow=True)
    dicho = " ".join(str(m) for m in respuesta.context["messages"])
    assert "Se escribió a 2 organizaciones: Organización ong, Organización otra." in dicho
    assert "no tiene correo" in dicho.lower()
    assert len(mailoutbox) == 2
    with django_capture_on_commit_callbacks(execute=True):
        respuesta = cliente.post(POR_CONFIRMAR, {"organizacion": [ong.pk]})
    assert "menos de siete días" in texto(respuesta)
    assert len(mailoutbox) == 2
    with django_capture_on_commit_callbacks(execute=True):
        cliente.post(POR_CONFIRMAR, {"organizacion": [ong.pk], "otra_vez": "1"})
    assert len(mailoutbox) == 3
    assert cliente.get(f"{POR_CONFIRMAR}?ver=no-hay").status_code == 200


def test_la_presidencia_lee_y_no_escribe(ong: Organizacion, yo: Usuario) -> None:
    cliente = entrar(crear_usuario("p@demo.example", PRESIDENCIA, is_staff=True))
    assert "Escribir a las marcadas" not in texto(cliente.get(POR_CONFIRMAR))
    assert cliente.post(POR_CONFIRMAR, {"organizacion": [ong.pk]}).status_code == 403
    fila = pedir_confirmacion(ong, por=yo)
    responder(fila, directorio.comparar(ong, {"sigla": "X"}, []))
    ruta = f"/admin/actores/confirmacion/{fila.pk}/change/"
    assert "Aplicar lo marcado" not in texto(cliente.get(ruta))
    assert cliente.post(ruta, {"aceptada": ["sigla"]}).status_code == 403


# --- Lists for the ST's own use ------------------------------------------------------------------


def test_donantes_por_papel_tipo_y_pais(yo: Usuario) -> None:
    da = crear_organizacion("da", tipo="agencia_cooperacion", pais=crear_pais("gt"))
    podria = crear_organizacion("podria", nombre="=cmd()", publicable=False)
    RolOrganizacion.objects.create(organizacion=da, rol="donante")
    RolOrganizacion.objects.create(organizacion=podria, rol="donante_potencial")
    crear_organizacion("ajena")
    cliente = entrar(yo)
    pagina = cliente.get("/admin/actores/contacto/donantes/")
    assert pagina.context["por_tipo"] == [
        ("Agencia de cooperación", 1, 0),
        ("Sociedad civil", 0, 1),
    ]
    csv = cliente.get("/admin/actores/contacto/donantes.csv").content.decode()
    assert "'=cmd()" in csv
    assert "Organización da" in csv
    assert "ajena" not in csv
    solo = cliente.get("/admin/actores/contacto/donantes.csv?rol=donante&pais=gt").content.decode()
    assert "=cmd()" not in solo
    assert "Organización da" in solo
    assert cliente.get("/admin/actores/contacto/donantes.xlsx").content[:2] == b"PK"
    assert cliente.get("/admin/actores/contacto/donantes.exe").status_code == 404
    assert "Ningún donante" in texto(cliente.get("/admin/actores/contacto/donantes/?tipo=no-hay"))


def test_quien_nos_enlaza_por_anio() -> None:
    for codigo, dia in (("a", "2024-05-01"), ("b", "2024-06-01"), ("c", "2026-01-01"), ("d", None)):
        crear_organizacion(codigo, pagina_que_enlaza="https://x.demo.example", enlaza_desde=dia)
    crear_organizacion("e")
    filas = list(listas_directorio.enlazan())
    assert listas_directorio.por_anio(filas) == [(2026, 1, 3), (2024, 2, 2), (None, 1, 1)]


def test_lista_de_distribucion_dice_quien_no_consintio(yo: Usuario) -> None:
    publico = PublicoMeta.objects.create(numero=4, nombre="Sociedad civil")
    ong = crear_organizacion(publico=publico, pais=crear_pais("bz", idioma="en"))
    Contacto.objects.create(organizacion=ong, nombre="Luz", correo="LUZ@demo.example")
    si = {"consentimiento_en": HOY(), "consentimiento_constancia": "Su correo"}
    Contacto.objects.create(organizacion=ong, nombre="Sol", correo="sol@demo.example", **si)
    fuera = {**si, "retirado_en": HOY(), "correo": "mar@demo.example"}
    Contacto.objects.create(organizacion=ong, nombre="Mar", **fuera)
    Contacto.objects.create(organizacion=ong, nombre="Dos veces", correo="luz@demo.example")
    columnas, filas = listas_directorio.tabla_de_destinos(publico)
    assert len(columnas) == 8
    dichas = {fila[5].lower(): (fila[6], fila[7]) for fila in filas}
    assert set(dichas) == {"ong@demo.example", "luz@demo.example", "sol@demo.example"}
    assert len(filas) == 3
    assert dichas["luz@demo.example"][1].startswith("Solo uso interno")
    assert dichas["sol@demo.example"] == ("Inglés", "Consintió en publicarse")
    respuesta = entrar(yo).get("/admin/actores/contacto/listas/4.csv")
    assert re.search(
        r"attachment; filename=\"corett-lista-publico-4-", respuesta["Content-Disposition"]
    )
    assert entrar(yo).get("/admin/actores/contacto/listas/99.csv").status_code == 404
