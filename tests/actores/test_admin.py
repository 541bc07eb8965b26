"""People, help lines and organisations in the panel."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from actores.models import Contacto, LineaDenuncia, Organizacion, PuntoFocal, Tema, Usuario
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


def crear_linea(yo: Usuario, **otros: Any) -> LineaDenuncia:
    datos = {"numero": "145", "nombre": "Línea", "fuente": "Llamada", **otros}
    return LineaDenuncia.objects.create(
        pais=crear_pais("hn"), verificada_en=timezone.localdate(), verificada_por=yo, **datos
    )


def test_lo_que_el_publico_lee_se_verifica_de_nuevo(cliente: Client, yo: Usuario) -> None:
    """A change in the number or its name must be verified again; a slip in the source need not."""
    linea = crear_linea(yo)
    datos = {"pais": linea.pais_id, "numero": "145", "nombre": "Línea", "fuente": "Otra llamada"}
    cliente.post(url("lineadenuncia", "change", linea.pk), datos)
    linea.refresh_from_db()
    assert (linea.fuente, linea.verificada_en) == ("Otra llamada", timezone.localdate())
    cliente.post(url("lineadenuncia", "change", linea.pk), datos | {"numero": "146"})
    linea.refresh_from_db()
    assert (linea.numero, linea.verificada_en, linea.verificada_por) == ("146", None, None)


def test_un_archivo_tambien_quita_la_verificacion(cliente: Client, yo: Usuario) -> None:
    """As the form does: what the public reads is not public unverified, however it changed."""
    linea = crear_linea(yo)
    igual = LineaDenuncia.objects.create(
        pais=linea.pais, numero="147", nombre="Otra", verificada_en="2026-01-02", verificada_por=yo
    )
    texto = "pais,numero,nombre,fuente\nhn,145,Nueva,Llamada\nhn,147,Otra,Otra fuente\n"
    previa = importar(cliente, texto, "lineadenuncia")
    assert previa.content.decode().count("Sale del sitio: verifíquela de nuevo") == 1
    linea.refresh_from_db()
    assert linea.verificada_en  # only tried
    confirmado = {"confirmado": previa.context["confirmado"]}
    pagina = cliente.post(url("lineadenuncia", "import"), confirmado, follow=True)
    dicho = " ".join(map(str, pagina.context["messages"]))
    assert dicho.count("Sale del sitio") == 1
    linea.refresh_from_db()
    igual.refresh_from_db()
    assert (linea.nombre, linea.verificada_en, linea.verificada_por) == ("Nueva", None, None)
    assert (igual.fuente, igual.verificada_por) == ("Otra fuente", yo)


@pytest.mark.parametrize(
    ("numero", "vale"),
    [("9-1-1", True), ("800 5533 000", True), ("*145#", True), ("(+502) 1555", True),
     ("1", False), ("javascript", False), ("١٤٥", False), ("- -", False), ("1" * 21, False),
     ("145\n", True), ("ext. 12", False)],
)  # fmt: skip
def test_el_numero_de_una_linea(cliente: Client, yo: Usuario, numero: str, vale: bool) -> None:
    linea = crear_linea(yo)
    datos = {"pais": linea.pais_id, "numero": numero, "nombre": "Línea"}
    pagina = cliente.post(url("lineadenuncia", "change", linea.pk), datos)
    assert pagina.status_code == (302 if vale else 200)
    assert vale or "Escriba el número como se marca" in pagina.content.decode()
    pagina = importar(cliente, f'pais,numero,nombre\nhn,"{numero}",Línea\n', "lineadenuncia")
    assert pagina.status_code == (200 if vale else 422)


def test_dos_lineas_con_el_mismo_numero_se_dicen_sin_jerga(cliente: Client, yo: Usuario) -> None:
    linea = crear_linea(yo)
    datos = {"pais": linea.pais_id, "numero": "145", "nombre": "Otra"}
    pagina = cliente.post(url("lineadenuncia", "add"), datos).content.decode()
    assert "Ese país ya tiene una línea con ese número." in pagina


# --- Two people at once -------------------------------------------------------------------------


def escribir(pagina: Any, **cambios: Any) -> dict[str, Any]:
    """What the browser sends of a form's page, with changes."""
    datos: dict[str, Any] = {}
    formularios = [pagina.context["adminform"].form]
    for grupo in pagina.context["inline_admin_formsets"]:
        formularios += [grupo.formset.management_form, *grupo.formset.forms]
    for formulario in formularios:
        for campo in formulario:
            if campo.widget_type != "logotipo":
                datos[campo.html_name] = "" if campo.value() is None else campo.value()
    (sello,) = re.findall('name="sello" value="([^"]*)"', pagina.content.decode())
    return datos | {"sello": html.unescape(sello)} | cambios


def test_quien_guarda_despues_sabe_que_cambio(cliente: Client, yo: Usuario) -> None:
    """Nothing of the first is lost in silence; the second may save all the same."""
    linea, otra = crear_linea(yo), crear_usuario("luz@demo.example", SECRETARIA_TECNICA,
                                                 is_staff=True, nombre="Luz")  # fmt: skip
    ruta = url("lineadenuncia", "change", linea.pk)
    mia = cliente.get(ruta)
    suya = entrar(otra)
    assert suya.post(ruta, escribir(suya.get(ruta), numero="146")).status_code == 302
    pagina = cliente.post(ruta, escribir(mia, detalle="De día"))
    assert pagina.status_code == 200
    dicho = strip_tags(html.unescape(pagina.content.decode()))
    assert "Mientras usted escribía, Luz guardó cambios" in dicho
    assert "ahora dice «146»; aquí, «145»" in dicho
    assert pagina.context["adminform"].form["detalle"].value() == "De día"
    linea.refresh_from_db()
    assert (linea.numero, linea.detalle) == ("146", "")
    assert cliente.post(ruta, escribir(pagina)).status_code == 302
    linea.refresh_from_db()
    assert (linea.numero, linea.detalle) == ("145", "De día")


def test_si_los_dos_escriben_lo_mismo_no_hay_nada_que_decir(cliente: Client, yo: Usuario) -> None:
    linea = crear_linea(yo)
    ruta = url("lineadenuncia", "change", linea.pk)
    primera, segunda = cliente.get(ruta), cliente.get(ruta)
    assert cliente.post(ruta, escribir(primera, nombre="Nueva")).status_code == 302
    assert cliente.post(ruta, escribir(segunda, nombre="Nueva")).status_code == 302


@pytest.mark.parametrize("sello", ["", "x", "[]", "{}", '{"": "9999-99-99T00:00"}', "null", "7"])
def test_un_sello_ajeno_no_rompe_nada(cliente: Client, yo: Usuario, sello: str) -> None:
    ruta = url("lineadenuncia", "change", crear_linea(yo).pk)
    datos = escribir(cliente.get(ruta), sello=sello)
    assert cliente.post(ruta, datos).status_code in (200, 302)


def test_tambien_sin_historia_y_con_otras_faltas(cliente: Client, yo: Usuario) -> None:
    tema = Tema.objects.create(codigo="t", nombre="Trata", orden=1)
    ruta = url("tema", "change", tema.pk)
    mia = cliente.get(ruta)
    Tema.objects.update(nombre="Otro")
    assert "alguien guardó cambios" in cliente.post(ruta, escribir(mia)).content.decode()
    linea = crear_linea(yo)
    ruta = url("lineadenuncia", "change", linea.pk)
    mia = cliente.get(ruta)
    LineaDenuncia.objects.update(pais=crear_pais("bz", "Belice"))
    pagina = cliente.post(ruta, escribir(mia, pais="nada"))
    assert "ahora dice «Belice»; aquí, «nada»" in pagina.content.decode()


def test_tambien_cuentan_las_filas_de_adentro_y_las_listas(cliente: Client) -> None:
    ong = Organizacion.objects.create(codigo="ong", nombre="ONG", tipo="medio")
    tema = Tema.objects.create(codigo="t", nombre="Trata", orden=1)
    luz = Contacto.objects.create(organizacion=ong, nombre="Luz")
    ruta = url("organizacion", "change", ong.pk)
    mia = cliente.get(ruta)
    assert cliente.post(ruta, escribir(mia)).status_code == 302  # nobody else: saved
    mia = cliente.get(ruta)
    luz.cargo = "Directora"
    luz.save()
    ong.temas.add(tema)
    pagina = cliente.post(ruta, escribir(mia))
    dicho = strip_tags(html.unescape(pagina.content.decode()))
    assert "Personas de contacto: Luz: cambió" in dicho
    assert "ahora dice «Trata»; aquí, «nada»" in dicho
    luz.refresh_from_db()
    assert luz.cargo == "Directora"


def test_lo_que_cambio_tras_la_vista_previa_se_mira_otra_vez(cliente: Client) -> None:
    ong = Organizacion.objects.create(codigo="ong", nombre="ONG", tipo="medio")
    previa = importar(cliente, "codigo,nombre\nong,Red\n")
    Organizacion.objects.update(nombre="Otra cosa")
    ruta = url("organizacion", "import")
    pagina = cliente.post(ruta, {"confirmado": previa.context["confirmado"]})
    assert "Mientras usted leía cambió algo" in pagina.content.decode()
    ong.refresh_from_db()
    assert ong.nombre == "Otra cosa"
    cliente.post(ruta, {"confirmado": pagina.context["confirmado"]})
    ong.refresh_from_db()
    assert ong.nombre == "Red"


# --- Organisations ----------------------------------------------------------------------------


def importar(cliente: Client, texto: str, modelo: str = "organizacion") -> Any:
    archivo = SimpleUploadedFile("o.csv", texto.encode())
    return cliente.post(url(modelo, "import"), {"archivo": archivo})


def test_el_ingles_que_se_queda_atras_se_marca_tambien_desde_un_archivo(cliente: Client) -> None:
    ong = Organizacion.objects.create(
        codigo="ong", nombre="ONG", nombre_en="NGO", tipo="medio", descripcion="Hace"
    )
    previa = importar(cliente, "codigo,nombre\nong,Red\n")
    assert "por revisar" in previa.content.decode()
    cliente.post(url("organizacion", "import"), {"confirmado": previa.context["confirmado"]})
    ong.refresh_from_db()
    assert (ong.nombre, ong.ingles_por_revisar) == ("Red", True)


def test_nadie_confirma_manana(cliente: Client) -> None:
    ong = Organizacion.objects.create(codigo="ong", nombre="ONG", tipo="medio")
    manana = timezone.localdate() + dt.timedelta(days=1)
    ruta = url("organizacion", "change", ong.pk)
    pagina = cliente.post(ruta, escribir(cliente.get(ruta), verificada_en=manana.isoformat()))
    assert "Ese día todavía no llega." in pagina.content.decode()
    pagina = importar(cliente, f"codigo,verificada_en\nong,{manana}\n")
    assert "Ese día todavía no llega." in pagina.content.decode()


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
    pagina = cliente.get(url("organizacion", "changelist"))
    assert "hora de Guatemala (UTC-06:00)" in pagina.content.decode()


def test_los_titulos_nombran_la_tabla_y_la_fila(cliente: Client) -> None:
    pais = crear_pais("hn", "Honduras")
    assert "<title>Países · " in cliente.get(url("pais", "changelist")).content.decode()
    pagina = cliente.get(url("pais", "delete", pais.pk))
    assert "<title>Borrar «Honduras» · " in pagina.content.decode()
