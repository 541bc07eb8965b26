"""The pages of evidence: adding several files with and without script, who may, what is served."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from actores.models import Usuario
from planes.models import (
    Accion,
    Actividad,
    Autoevaluacion,
    Dato,
    Evidencia,
    Indicador,
    Periodo,
    Reporte,
)
from tests.crear import crear_evidencia, crear_indicador, crear_reporte
from tests.planes import archivos
from tests.planes.gente import (
    CERRADO,
    entrar,
    focal,
    observador,
    presidencia,
    ruta_actividad,
    secretaria,
    texto,
    titulo,
)

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


def ruta_subir(reporte: Reporte, codigo: str = "2.1") -> str:
    return ruta_actividad(reporte, codigo) + "evidencias/"


def ruta_de(fila: Evidencia, que: str = "") -> str:
    return f"/reportes/evidencias/{fila.referencia}/{que}"


def archivo(nombre: str, contenido: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(
        nombre, f"Texto de {nombre}".encode() if contenido is None else contenido
    )


def mandar(cliente: Client, ruta: str, *subidos: Any, headers: Any = None, **campos: Any) -> Any:
    datos = {"tipo": "acta", "titulo": "", "muestra": "nadie", "archivos": list(subidos), **campos}
    return cliente.post(ruta, datos, headers=headers)


# --- Adding --------------------------------------------------------------------------------------


def test_la_pagina_dice_que_se_acepta_y_que_pide_el_plan(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    crear_indicador(taller.metas.get(), letra="b", evidencia="acta", texto="Actas de los talleres")
    cliente = entrar(duena)
    pagina = texto(cliente.get(ruta_actividad(reporte, "2.1")))
    for palabras in ("El plan pide para esta actividad", "Actas de los talleres", "Todavía no hay"):
        assert palabras in pagina
    pagina = texto(cliente.get(ruta_subir(reporte)))
    for palabras in ("Word (DOCX)", "20 MB", "víctima", "No sé", "nunca se publica"):
        assert palabras in pagina
    assert cliente.get("/en" + ruta_subir(reporte)).status_code == 200
    assert cliente.get(ruta_subir(reporte, "9.9")).status_code == 404


def test_lo_que_el_plan_pide_dos_veces_se_dice_una(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    for letra in "bc":
        crear_indicador(taller.metas.get(), letra=letra, evidencia="acta", texto="Actas")
    pagina = entrar(duena).get(ruta_actividad(reporte, "2.1")).content.decode()
    pedido = pagina.partition("El plan pide para esta actividad")[2].partition("</ul>")[0]
    assert pedido.count("<li>") == 1


def test_sin_script_se_avisa_que_los_archivos_no_se_quedaron(
    duena: Usuario, reporte: Reporte
) -> None:
    cliente, vuelva = entrar(duena), "Vuelva a elegir los archivos."
    respuesta = mandar(cliente, ruta_subir(reporte), archivo("a.txt"), tipo="")
    resumen = texto(respuesta).partition("Hay un problema")[2].partition("Subir evidencias")[0]
    assert vuelva in resumen
    assert "Diga qué clase" in resumen
    assert vuelva not in texto(mandar(cliente, ruta_subir(reporte), tipo=""))
    con_script = mandar(cliente, ruta_subir(reporte), archivo("a.txt"), tipo="", headers=SCRIPT)
    assert vuelva not in texto(con_script)


def test_con_un_mismo_titulo_se_ve_cual_archivo_es(duena: Usuario, reporte: Reporte) -> None:
    cliente = entrar(duena)
    mandar(cliente, ruta_subir(reporte), archivo("uno.txt"), archivo("dos.txt"), titulo="Acta")
    mandar(cliente, ruta_subir(reporte), archivo("tres.txt"), titulo="Informe")
    pagina = texto(cliente.get(ruta_subir(reporte)))
    for nombre in ("Acta (uno.txt)", "Acta (dos.txt)"):
        assert pagina.count(nombre) == 3, nombre  # its link, and whoever hears "Cambiar", "Borrar"
    assert "tres.txt" not in pagina


def test_varios_a_la_vez(duena: Usuario, reporte: Reporte) -> None:
    cliente = entrar(duena)
    respuesta = mandar(cliente, ruta_subir(reporte), archivo("acta_de_marzo.txt"), archivo("b.txt"),
                       fecha="1/3/2025", dato=Dato.objects.get().pk)  # fmt: skip
    assert respuesta["Location"] == ruta_actividad(reporte, "2.1") + "#evidencias"
    pagina = texto(cliente.get(ruta_actividad(reporte, "2.1")))
    assert "Se guardaron 2 archivos." in pagina
    assert "acta de marzo" in pagina
    una = Evidencia.objects.first()
    assert una is not None
    assert (una.tipo, una.fecha, una.dato) == ("acta", dt.date(2025, 3, 1), Dato.objects.get())


def test_los_buenos_se_quedan_y_de_cada_malo_se_dice_por_que(
    duena: Usuario, reporte: Reporte
) -> None:
    respuesta = mandar(
        entrar(duena), ruta_subir(reporte), archivo("bueno.txt"), archivo("vacio.txt", b""),
        archivo("foto.jpg", b"<!DOCTYPE html><html><script>alert(1)</script>"),
        archivo("clave.pdf", archivos.pdf(clave="x")), archivo("acta.exe"), titulo="Acta",
    )  # fmt: skip
    assert titulo(respuesta).strip().startswith("Error:")
    pagina = texto(respuesta)
    for palabras in ("Se guardó 1 archivo.", "«vacio.txt»: El archivo está vacío",
                     "«foto.jpg»: Su nombre dice que es JPEG", "«clave.pdf»: El PDF está protegido",
                     "«acta.exe»: Este tipo de archivo no se puede subir"):  # fmt: skip
        assert palabras in pagina
    assert 'value="Acta"' in respuesta.content.decode()
    assert [e.nombre for e in Evidencia.objects.all()] == ["bueno.txt"]


@pytest.mark.parametrize(
    ("campos", "dice"),
    [
        ({"archivos": []}, "Elija al menos un archivo"),
        ({"tipo": ""}, "Diga qué clase de evidencia es"),
        ({"muestra": ""}, "Diga a quién muestra o nombra el archivo"),
        ({"tipo": "fotografia", "muestra": ""}, "Diga a quién muestra o nombra el archivo"),
        ({"muestra": "adultos"}, "Diga si hay consentimiento"),
        ({"tipo": "fotografia", "muestra": "no_se"}, "Diga si hay consentimiento"),
        ({"muestra": "otra"}, "Elija una respuesta de la lista"),
        ({"fecha": "31/2/2025"}, "Escriba una fecha que exista"),
        ({"fecha": "1/3/2099"}, "no puede estar en el futuro"),
        ({"titulo": "x" * 201}, "acórtelo"),
        ({"dato": "99999"}, "Elija una de las opciones."),
        ({"consentimiento": "otra"}, "Elija una de las opciones."),
    ],
)
def test_lo_que_falta_se_dice_donde_falta(
    duena: Usuario, reporte: Reporte, campos: dict[str, Any], dice: str
) -> None:
    respuesta = mandar(entrar(duena), ruta_subir(reporte), archivo("a.txt"), **campos)
    assert respuesta.status_code == 200
    assert titulo(respuesta).strip().startswith("Error:")
    assert dice in texto(respuesta)
    assert not Evidencia.objects.exists()


def test_lo_muy_grande_ni_se_guarda_ni_se_pierde_la_explicacion(
    duena: Usuario, reporte: Reporte, settings: Any
) -> None:
    """Thrown away while it arrives: what is told is how much it was."""
    grande = archivo("foto.jpg", archivos.foto_con_gps() + bytes(50 * 1024 * 1024))
    respuesta = mandar(entrar(duena), ruta_subir(reporte), grande, archivo("b.txt"))
    assert "«foto.jpg»: El archivo pesa 50" in texto(respuesta)
    assert "el máximo es 20" in texto(respuesta)
    assert [e.nombre for e in Evidencia.objects.all()] == ["b.txt"]


def test_demasiados_de_una_vez(duena: Usuario, reporte: Reporte, settings: Any) -> None:
    cliente = entrar(duena)
    muchos = [archivo(f"{n}.txt") for n in range(6)]
    settings.EVIDENCIA_ARCHIVOS = 5
    respuesta = mandar(cliente, ruta_subir(reporte), *muchos)
    assert "Eligió demasiados archivos: suba 5" in texto(respuesta)
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 5  # where Django itself stops reading
    respuesta = mandar(cliente, ruta_subir(reporte), *muchos)
    assert respuesta.status_code == 413
    assert "Eligió demasiados archivos" in texto(respuesta)
    assert not Evidencia.objects.exists()


def test_sin_sitio_ni_para_recibirlo(
    duena: Usuario, reporte: Reporte, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lleno(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(MemoryFileUploadHandler, "receive_data_chunk", lleno)
    respuesta = mandar(entrar(duena), ruta_subir(reporte), archivo("a.txt"))
    assert respuesta.status_code == 413
    assert "no tiene espacio" in texto(respuesta)


def test_sin_la_senal_contra_envios_ajenos_no_se_sube_nada(
    duena: Usuario, reporte: Reporte
) -> None:
    cliente = Client(enforce_csrf_checks=True)
    cliente.force_login(duena, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert mandar(cliente, ruta_subir(reporte), archivo("a.txt")).status_code == 403
    assert not Evidencia.objects.exists()
    pagina = cliente.get(ruta_subir(reporte)).content.decode()
    senal = pagina.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    respuesta = mandar(cliente, ruta_subir(reporte), archivo("a.txt"), csrfmiddlewaretoken=senal)
    assert respuesta.status_code == 302
    assert Evidencia.objects.count() == 1


def test_se_cierra_mientras_elegia(duena: Usuario, reporte: Reporte) -> None:
    Periodo.objects.update(**CERRADO)
    respuesta = mandar(entrar(duena), ruta_subir(reporte), archivo("a.txt"))
    assert respuesta.status_code == 403
    assert "El período cerró el" in texto(respuesta)
    assert '<form method="post" enctype' not in respuesta.content.decode()


# --- With the script -----------------------------------------------------------------------------


def test_el_script_pregunta_primero_por_los_campos(duena: Usuario, reporte: Reporte) -> None:
    cliente, ruta = entrar(duena), ruta_subir(reporte)
    mal = mandar(cliente, ruta, headers=SCRIPT, tipo="", comprobar="si")
    assert mal.status_code == 422
    assert "Diga qué clase de evidencia es" in texto(mal)
    assert mandar(cliente, ruta, headers=SCRIPT, comprobar="si").status_code == 204
    assert not Evidencia.objects.exists()


def test_y_despues_manda_cada_archivo(duena: Usuario, reporte: Reporte) -> None:
    cliente, ruta = entrar(duena), ruta_subir(reporte)
    bien = mandar(cliente, ruta, archivo("a.txt"), headers=SCRIPT)
    assert (bien.status_code, bien.json()["guardado"]) == (200, True)
    mal = mandar(cliente, ruta, archivo("a.txt"), headers=SCRIPT)
    assert (mal.status_code, mal.json()["guardado"]) == (422, False)
    assert "ya está aquí" in mal.json()["mensaje"]


# --- What is served ------------------------------------------------------------------------------


def test_una_foto_con_gps_no_lo_dice_por_ningun_lado(duena: Usuario, reporte: Reporte) -> None:
    """Acceptance: nothing served holds it; the original's hash is unchanged."""
    cliente = entrar(duena)
    foto = archivos.foto_con_gps()
    mandar(cliente, ruta_subir(reporte), archivo("IMG_1.jpg", foto), tipo="fotografia",
           muestra="adultos", consentimiento="no_se", titulo="Taller de marzo")  # fmt: skip
    fila = Evidencia.objects.get()
    servido = {
        ruta: cliente.get(ruta).getvalue()
        for ruta in (ruta_de(fila), ruta_de(fila, "clasificar/"), ruta_de(fila, "borrar/"),
                     ruta_subir(reporte), ruta_actividad(reporte, "2.1"))
    }  # fmt: skip
    for contenido in servido.values():
        for dato in (archivos.AUTOR, archivos.LUGAR, "Telefono Ficticio", "2025:03:01"):
            assert dato.encode() not in contenido
    copia = Image.open(io.BytesIO(servido[ruta_de(fila)]))
    assert not copia.getexif()
    with fila.original.open("rb") as original:
        assert original.read() == foto
    assert fila.huella == hashlib.sha256(foto).hexdigest()
    pagina = texto(cliente.get(ruta_actividad(reporte, "2.1")))
    assert "No se publica. No hay consentimiento escrito" in pagina


def test_se_descarga_y_no_se_abre_en_el_portal(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    fila = crear_evidencia(reporte, taller, titulo='Acta "final"; año <2025>')
    respuesta = entrar(duena).get(ruta_de(fila))
    respuesta.getvalue()
    nombre = f"acta-final-ano-2025-{fila.referencia}.txt"
    assert respuesta["Content-Disposition"] == f'attachment; filename="{nombre}"'
    assert respuesta["Content-Type"] == "text/plain"
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in respuesta["Cache-Control"]


def test_un_archivo_que_falta_del_disco_no_esta(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    fila = crear_evidencia(reporte, taller)
    fila.limpia.storage.delete(fila.limpia.name)
    assert entrar(duena).get(ruta_de(fila)).status_code == 404


def test_ningun_servidor_de_archivos_llega_a_lo_privado(
    reporte: Reporte, taller: Actividad, settings: Any
) -> None:
    """Neither the portal's own static files nor an address that names them."""
    fila = crear_evidencia(reporte, taller)
    guardado = Path(str(settings.PRIVATE_ROOT)).resolve()
    servidas = [settings.MEDIA_ROOT, settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    for carpeta in servidas:
        assert not guardado.is_relative_to(Path(str(carpeta)).resolve())
    nombre = fila.original.name
    for ruta in ("/", "/media/", "/static/", "/privado/", "/static/../privado/", "/datos/privado/"):
        assert Client().get(ruta + nombre).status_code == 404


@pytest.mark.parametrize("que", ["", "clasificar/", "borrar/"])
def test_lo_de_otro_pais_no_existe(reporte: Reporte, taller: Actividad, que: str) -> None:
    fila = crear_evidencia(reporte, taller)
    for ajena in (focal("gt"), observador()):
        cliente = entrar(ajena)
        assert cliente.get(ruta_de(fila, que)).status_code == 404
        assert cliente.post(ruta_de(fila, que)).status_code in (404, 405)
        assert cliente.get(ruta_subir(reporte)).status_code == 404
    assert Evidencia.objects.exists()


def test_quien_revisa_lee_y_no_toca(reporte: Reporte, taller: Actividad) -> None:
    fila = crear_evidencia(reporte, taller)
    cliente = entrar(presidencia())
    assert cliente.get(ruta_de(fila)).getvalue()
    for que in ("clasificar/", "borrar/"):
        assert cliente.post(ruta_de(fila, que)).status_code == 302
    assert Evidencia.objects.get().titulo == "Acta ficticia"
    entrar(secretaria()).post(ruta_de(fila, "borrar/"))  # types for the country
    assert not Evidencia.objects.exists()


# --- Changing and deleting -----------------------------------------------------------------------


def test_se_clasifica_otra_vez(duena: Usuario, reporte: Reporte, taller: Actividad) -> None:
    fila = crear_evidencia(reporte, taller, nombre="a.png", formato="image/png")
    cliente = entrar(duena)
    datos = {"tipo": "fotografia", "titulo": "Taller", "muestra": "ninez", "consentimiento": "si"}
    assert cliente.post(ruta_de(fila, "clasificar/"), datos | {"titulo": ""}).status_code == 200
    assert cliente.post(ruta_de(fila, "clasificar/"), datos).status_code == 302
    pagina = texto(cliente.get(ruta_actividad(reporte, "2.1")))
    assert "nombra a una niña, un niño o adolescente: nunca se publica." in pagina
    fila.refresh_from_db()
    assert (fila.titulo, fila.history.count()) == ("Taller", 2)


def test_borrar_pregunta_primero(duena: Usuario, reporte: Reporte, taller: Actividad) -> None:
    fila = crear_evidencia(reporte, taller)
    cliente = entrar(duena)
    assert "¿Borrar «Acta ficticia»?" in texto(cliente.get(ruta_de(fila, "borrar/")))
    assert Evidencia.objects.exists()
    assert cliente.post(ruta_de(fila, "borrar/")).status_code == 302
    assert not Evidencia.objects.exists()
    assert cliente.post(ruta_de(fila, "borrar/")).status_code == 404


def test_un_reporte_enviado_los_muestra_sin_botones(duena: Usuario, taller: Actividad) -> None:
    reporte = crear_reporte(estado="enviado", enviado_por=duena)
    fila = crear_evidencia(reporte, taller)
    cliente = entrar(duena)
    pagina = cliente.get(ruta_actividad(reporte, "2.1")).content.decode()
    assert ruta_de(fila) in pagina
    assert ruta_de(fila, "borrar/") not in pagina
    assert ruta_subir(reporte) not in pagina
    assert "espera la revisión" in texto(cliente.get(ruta_subir(reporte)))
    assert cliente.post(ruta_de(fila, "borrar/")).status_code == 302
    assert Evidencia.objects.exists()


def test_los_demas_duenos(duena: Usuario, reporte: Reporte) -> None:
    accion = Accion.objects.create(
        pais=reporte.pais, titulo="Taller", fecha=dt.date(2025, 8, 1), tipo="taller"
    )
    propia = Autoevaluacion.objects.create(plan=reporte.periodo.plan, pais=reporte.pais, anio=2025)
    rutas = {
        f"/reportes/registro/accion/{accion.referencia}/evidencias/": accion,
        f"/reportes/autoevaluacion/{propia.pk}/evidencias/": propia,
    }
    for ruta, objeto in rutas.items():
        assert entrar(duena).get(ruta).status_code == 200
        assert mandar(entrar(duena), ruta, archivo("a.txt")).status_code == 302
        assert objeto.evidencias.count() == 1  # type: ignore[attr-defined]
        assert entrar(focal("gt")).get(ruta).status_code == 404
        assert entrar(duena).get(ruta).status_code == 200
    ajena = f"/reportes/registro/inventado/{accion.referencia}/evidencias/"
    assert entrar(duena).get(ajena).status_code == 404


def test_la_lista_no_cuesta_mas_con_mas_archivos(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    cliente = entrar(duena)

    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            cliente.get(ruta_actividad(reporte, "2.1"))
        return len(hechas)

    crear_evidencia(reporte, taller, dato=Dato.objects.get())
    con_una = consultas()
    for _n in range(5):
        crear_evidencia(reporte, taller, dato=Dato.objects.get())
    assert consultas() == con_una


def test_cada_clase_de_evidencia_tiene_su_opcion(duena: Usuario, reporte: Reporte) -> None:
    pagina = entrar(duena).get(ruta_subir(reporte)).content.decode()
    for clave, nombre in Indicador.Evidencia.choices:
        assert f'value="{clave}"' in pagina
        assert str(nombre) in pagina
