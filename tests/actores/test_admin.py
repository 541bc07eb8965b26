"""People, help lines and organisations in the panel."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from actores.models import LineaDenuncia, Organizacion, PuntoFocal, Usuario
from actores.roles import OBSERVADOR, PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA
from tests.crear import crear_pais, crear_usuario
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def yo() -> Usuario:
    return crear_usuario("st@demo.example", SECRETARIA_TECNICA, is_staff=True, nombre="Ana")


@pytest.fixture
def cliente(yo: Usuario) -> Client:
    return entrar(yo)


def url(modelo: str, pagina: str, *args: Any) -> str:
    return reverse(f"admin:actores_{modelo}_{pagina}", args=args)


def actuar(cliente: Client, modelo: str, accion: str, *filas: Any) -> str:
    """Does an action of the list to rows; the page with what was said."""
    datos = {"action": accion, "_selected_action": [fila.pk for fila in filas]}
    pagina = cliente.post(url(modelo, "changelist"), datos, follow=True)
    assert pagina.status_code == 200
    return " ".join(str(m) for m in pagina.context["messages"])


# --- People -----------------------------------------------------------------------------------


def invitacion(**cambios: Any) -> dict[str, Any]:
    return {
        "correo": "Nueva@demo.example", "nombre": "Nueva", "idioma": "es",
        "roles": [PUNTO_FOCAL], "pais": crear_pais("hn").pk, "tipo": "suplente", **cambios,
    }  # fmt: skip


def test_se_invita_sin_elegir_contrasena(cliente: Client, mailoutbox: list[Any]) -> None:
    pagina = cliente.get(url("usuario", "add"))
    assert "password" not in pagina.content.decode().lower()
    pagina = cliente.post(url("usuario", "add"), invitacion(), follow=True)
    dicho = [str(m) for m in pagina.context["messages"]]
    assert dicho == ["Se envió la invitación a nueva@demo.example."]
    persona = Usuario.objects.get(correo="nueva@demo.example")
    assert not persona.has_usable_password()
    assert not persona.is_staff
    assert persona.puntos_focales.get().tipo == PuntoFocal.Tipo.SUPLENTE
    # The mail goes after commit, which a test's transaction never reaches by itself.


def test_la_invitacion_sale_por_correo(
    cliente: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        cliente.post(url("usuario", "add"), invitacion())
    assert [m.to for m in mailoutbox] == [["nueva@demo.example"]]


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"correo": "st@demo.example"}, "Ya hay una cuenta con ese correo."),
        ({"correo": "sin arroba"}, "Escriba el correo completo"),
        ({"roles": []}, "Elija al menos un rol de la lista."),
        ({"roles": ["Rey"]}, ""),
        ({"pais": ""}, "Elija el país que representa el punto focal."),
        ({"roles": [OBSERVADOR]}, "Solo un punto focal representa a un país"),
        ({"nombre": ""}, "Este dato hace falta."),
    ],
)
def test_una_invitacion_mala_se_dice_y_no_crea_a_nadie(
    cliente: Client, cambios: dict[str, Any], frase: str
) -> None:
    pagina = cliente.post(url("usuario", "add"), invitacion(**cambios))
    assert pagina.status_code == 200
    assert frase in pagina.content.decode().partition("Hay un problema")[2]
    assert Usuario.objects.count() == 1


def test_cerrar_y_abrir_una_cuenta(cliente: Client, yo: Usuario) -> None:
    persona = crear_usuario("f@demo.example", PUNTO_FOCAL, pais=crear_pais("hn"))
    assert "la cuenta está cerrada" in actuar(cliente, "usuario", "dar_de_baja", persona)
    persona.refresh_from_db()
    assert not persona.is_active
    assert persona.puntos_focales.get().hasta is not None
    actuar(cliente, "usuario", "reabrir", persona)
    persona.refresh_from_db()
    assert persona.is_active
    assert "No puede cerrar su propia cuenta." in actuar(cliente, "usuario", "dar_de_baja", yo)
    yo.refresh_from_db()
    assert yo.is_active


def test_invitar_otra_vez_solo_a_quien_no_ha_entrado(cliente: Client) -> None:
    con_clave = crear_usuario("c@demo.example")
    assert "ya definió su contraseña" in actuar(cliente, "usuario", "reinvitar", con_clave)
    sin_clave = crear_usuario("s@demo.example")
    sin_clave.set_unusable_password()
    sin_clave.save()
    assert "se envió la invitación" in actuar(cliente, "usuario", "reinvitar", sin_clave)


def test_nadie_de_la_secretaria_edita_a_un_superusuario(cliente: Client) -> None:
    jefe = Usuario.objects.create_superuser("root@demo.example", "x", nombre="Root")
    pagina = cliente.get(url("usuario", "change", jefe.pk))
    assert pagina.status_code == 200
    assert "correo" not in pagina.context["adminform"].form.fields
    assert (
        cliente.post(url("usuario", "change", jefe.pk), {"correo": "yo@demo.example"}).status_code
        == 403
    )


def test_la_presidencia_no_invita() -> None:
    presidencia = entrar(crear_usuario("p@demo.example", PRESIDENCIA, is_staff=True))
    assert presidencia.get(url("usuario", "add")).status_code == 403
    assert presidencia.post(url("usuario", "add"), invitacion()).status_code == 403


# --- Help lines -------------------------------------------------------------------------------


def test_verificar_una_linea_anota_la_fecha_y_la_persona(cliente: Client, yo: Usuario) -> None:
    linea = LineaDenuncia.objects.create(pais=crear_pais("hn"), numero="145", nombre="Línea")
    assert "la fuente se muestra al público" in actuar(cliente, "lineadenuncia", "verificar", linea)
    linea.refresh_from_db()
    assert linea.verificada_en is None
    LineaDenuncia.objects.update(fuente="El organismo nacional")
    assert "Verificada hoy 1" in actuar(cliente, "lineadenuncia", "verificar", linea)
    linea.refresh_from_db()
    assert linea.verificada_por == yo
    assert linea.verificada_en is not None
    # A change in the number or its name must be verified again; a slip in the source need not.
    datos = {"pais": linea.pais_id, "numero": "145", "nombre": "Línea", "fuente": "Llamada"}
    cliente.post(url("lineadenuncia", "change", linea.pk), datos)
    linea.refresh_from_db()
    assert linea.verificada_en is not None
    cliente.post(url("lineadenuncia", "change", linea.pk), datos | {"numero": "146"})
    linea.refresh_from_db()
    assert (linea.numero, linea.verificada_en, linea.verificada_por) == ("146", None, None)


# --- Organisations ----------------------------------------------------------------------------


def importar(cliente: Client, texto: str) -> Any:
    archivo = SimpleUploadedFile("o.csv", texto.encode())
    return cliente.post(url("organizacion", "import"), {"archivo": archivo})


def test_los_roles_de_una_organizacion_van_en_una_columna(cliente: Client) -> None:
    mala = importar(cliente, 'codigo,nombre,tipo,roles\noim,OIM,medio,"socio, rey"\n')
    assert "«rey» no es un rol" in mala.content.decode()
    assert not Organizacion.objects.exists()
    previa = importar(cliente, 'codigo,nombre,tipo,roles\noim,OIM,medio,"socio, donante"\n')
    cliente.post(url("organizacion", "import"), {"confirmado": previa.context["confirmado"]})
    assert {r.rol for r in Organizacion.objects.get().roles.all()} == {"socio", "donante"}
    previa = importar(cliente, "codigo,roles\noim,socio\n")
    assert previa.context["resumen"] == "0 filas nuevas, 1 cambia, 0 iguales"
    cliente.post(url("organizacion", "import"), {"confirmado": previa.context["confirmado"]})
    assert [r.rol for r in Organizacion.objects.get().roles.all()] == ["socio"]


def test_un_tipo_desconocido_dice_cuales_hay(cliente: Client) -> None:
    pagina = importar(cliente, "codigo,nombre,tipo\noim,OIM,club\n")
    assert "«club» no está entre las opciones" in pagina.content.decode()


def test_la_busqueda_no_mira_tildes(cliente: Client) -> None:
    Organizacion.objects.create(codigo="a", nombre="Comisión de la Mujer", tipo="medio")
    Organizacion.objects.create(codigo="b", nombre="Otra", tipo="medio")
    pagina = cliente.get(url("organizacion", "changelist"), {"q": "comision mujer"})
    assert [o.codigo for o in pagina.context["cl"].result_list] == ["a"]


# --- What is said after saving -----------------------------------------------------------------


def test_lo_que_se_dice_no_tiene_genero(cliente: Client) -> None:
    def enviar(ruta: str, **datos: Any) -> str:
        pagina = cliente.post(ruta, datos, follow=True)
        (dicho,) = pagina.context["messages"]
        return strip_tags(str(dicho))

    datos = {
        "nombre": "Red Ñandú", "codigo": "nandu", "tipo": "sociedad_civil", "orden": "1",
        "roles-TOTAL_FORMS": "0", "roles-INITIAL_FORMS": "0",
        "contactos-TOTAL_FORMS": "0", "contactos-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert enviar(url("organizacion", "add"), **datos) == "Se añadió «Red Ñandú»."
    fila = Organizacion.objects.get(codigo="nandu")
    datos["nombre"] = "Red <Norte>"
    dicho = enviar(url("organizacion", "change", fila.pk), **datos)
    assert dicho == "Se guardaron los cambios de «Red &lt;Norte&gt;»."
    dicho = enviar(url("organizacion", "delete", fila.pk), post="yes")
    assert dicho == "Se borró «Red &lt;Norte&gt;»."


def test_cada_pagina_dice_de_donde_es_la_hora(cliente: Client) -> None:
    html = cliente.get(url("organizacion", "changelist")).content.decode()
    assert "hora de Guatemala (UTC-06:00)" in html


def test_los_titulos_nombran_la_tabla_y_la_fila(cliente: Client) -> None:
    pais = crear_pais("hn", "Honduras")
    assert "<title>Países · " in cliente.get(url("pais", "changelist")).content.decode()
    pagina = cliente.get(url("pais", "delete", pais.pk))
    assert "<title>Borrar «Honduras» · " in pagina.content.decode()
