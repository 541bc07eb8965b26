"""Adding, classifying and deleting files: who may, what is kept, that nothing is half done."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from actores.models import Usuario
from actores.roles import COLABORADOR, SECRETARIA_TECNICA
from planes import operaciones
from planes.limpieza import ArchivoRechazado
from planes.models import Accion, Actividad, Apertura, Evidencia, Periodo, Reporte
from planes.models.evidencia import privado
from tests.crear import crear_actividad, crear_evidencia, crear_reporte, crear_usuario
from tests.planes import archivos
from tests.planes.gente import CERRADO, focal, presidencia, secretaria

pytestmark = pytest.mark.django_db

AGOSTO = dt.date(2025, 8, 1)


def subir(
    por: Usuario, contenido: bytes = b"Acta", nombre: str = "acta.txt", **mas: Any
) -> Evidencia:
    campos = {"tipo": "acta", "titulo": "Acta de marzo", **mas}
    return operaciones.subir_evidencia(archivo=ContentFile(contenido, nombre), por=por, **campos)


@pytest.fixture
def aqui(reporte: Reporte, taller: Actividad) -> dict[str, Any]:
    return {"reporte": reporte, "actividad": taller}


def guardados() -> list[bytes]:
    return [ruta.read_bytes() for ruta in Path(privado().path("")).rglob("*") if ruta.is_file()]


def test_el_original_queda_como_vino_y_la_copia_no_dice_donde(
    duena: Usuario, aqui: dict[str, Any]
) -> None:
    foto = archivos.foto_con_gps()
    fila = subir(duena, foto, "C:/fotos/Ana Pérez.JPG", tipo="fotografia", muestra="adultos",
                 consentimiento="si", **aqui)  # fmt: skip
    with fila.original.open("rb") as original, fila.limpia.open("rb") as limpia:
        assert hashlib.sha256(original.read()).hexdigest() == fila.huella
        assert archivos.AUTOR.encode() not in limpia.read()
    assert (fila.nombre, fila.formato, fila.tamano) == ("Ana Pérez.JPG", "image/jpeg", len(foto))
    assert "Ana" not in fila.original.name + fila.limpia.name
    assert fila.publicable
    assert fila.history.get().history_user == duena
    assert Path(fila.original.path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("muestra", "consentimiento", "publicable"),
    [("nadie", "", True), ("adultos", "si", True), ("adultos", "no_aplica", True),
     ("adultos", "no", False), ("adultos", "no_se", False), ("ninez", "si", False),
     ("victima", "si", False), ("no_se", "si", False)],
)  # fmt: skip
def test_que_se_puede_publicar(
    duena: Usuario, aqui: dict[str, Any], muestra: str, consentimiento: str, publicable: bool
) -> None:
    fila = subir(duena, archivos.foto_con_gps(), "a.jpg", tipo="fotografia", muestra=muestra,
                 consentimiento=consentimiento, **aqui)  # fmt: skip
    assert fila.publicable is publicable


def test_nada_se_publica_sin_decir_a_quien_muestra_o_nombra(
    duena: Usuario, aqui: dict[str, Any]
) -> None:
    escaneo = subir(duena, archivos.imagen(), "acta.png", **aqui)
    assert not escaneo.publicable
    lista = subir(duena, archivos.pdf(), "lista.pdf", **aqui)
    assert "Nadie ha dicho" in lista.por_que_no_se_publica
    for muestra, permiso, puede in [
        ("victima", "si", False), ("no_se", "", False), ("adultos", "no_se", False),
        ("adultos", "si", True), ("nadie", "", True),
    ]:  # fmt: skip
        dicha = operaciones.reclasificar_evidencia(
            evidencia=lista, tipo="acta", titulo="Lista", muestra=muestra,
            consentimiento=permiso, por=duena,
        )  # fmt: skip
        assert dicha.publicable is puede, muestra
    otra = operaciones.reclasificar_evidencia(
        evidencia=escaneo, tipo="acta", titulo="Acta", muestra="nadie", por=duena
    )
    assert otra.publicable


def test_solo_quien_puede_llenar_el_reporte(reporte: Reporte, aqui: dict[str, Any]) -> None:
    subir(focal("hn"), b"una", **aqui)
    subir(secretaria(), b"dos", **aqui)  # types what the country e-mails
    for ajena in (focal("gt"), presidencia(), crear_usuario()):
        with pytest.raises(PermissionDenied):
            subir(ajena, b"tres", **aqui)
    assert Evidencia.objects.count() == 2


def test_quien_colabora_solo_en_las_actividades_que_le_dieron(
    duena: Usuario, reporte: Reporte, taller: Actividad
) -> None:
    ayuda = crear_usuario("", COLABORADOR)
    otra = crear_actividad("2.2")
    colaboracion = ayuda.colaboraciones.create(pais=reporte.pais, invitado_por=duena)
    colaboracion.actividades.add(taller)
    assert subir(ayuda, reporte=reporte, actividad=taller).subida_por == ayuda
    with pytest.raises(PermissionDenied):
        subir(ayuda, b"otra", reporte=reporte, actividad=otra)


def test_un_texto_no_es_una_fotografia(duena: Usuario, aqui: dict[str, Any]) -> None:
    with pytest.raises(ArchivoRechazado, match="no es una fotografía"):
        subir(duena, tipo="fotografia", muestra="nadie", **aqui)


@pytest.mark.parametrize("estado", ["enviado", "aprobado"])
def test_un_reporte_que_no_se_puede_llenar_no_cambia_de_archivos(
    duena: Usuario, taller: Actividad, estado: str
) -> None:
    reporte = crear_reporte(estado=estado)
    fila = crear_evidencia(reporte, taller)
    with pytest.raises(PermissionDenied):
        subir(duena, reporte=reporte, actividad=taller)
    with pytest.raises(PermissionDenied):
        operaciones.borrar_evidencia(evidencia=fila, por=duena)
    with pytest.raises(PermissionDenied):
        operaciones.reclasificar_evidencia(evidencia=fila, tipo="acta", titulo="Otra", por=duena)
    assert Evidencia.objects.get().titulo == "Acta ficticia"


def test_ni_uno_cuyo_periodo_cerro(duena: Usuario, aqui: dict[str, Any]) -> None:
    Periodo.objects.update(**CERRADO)
    with pytest.raises(PermissionDenied, match="cerró"):
        subir(duena, **aqui)


def test_una_fila_del_registro_tiene_los_suyos(duena: Usuario, reporte: Reporte) -> None:
    fila = Accion.objects.create(pais=reporte.pais, titulo="Taller", fecha=AGOSTO, tipo="taller")
    evidencia = subir(duena, accion=fila)
    assert evidencia.accion == fila
    with pytest.raises(PermissionDenied):
        subir(focal("gt"), b"otra", accion=fila)
    operaciones.borrar_fila(fila=fila, por=duena)
    assert not Evidencia.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_con_la_fila_del_registro_se_van_sus_archivos(duena: Usuario, reporte: Reporte) -> None:
    fila = Accion.objects.create(pais=reporte.pais, titulo="Taller", fecha=AGOSTO, tipo="taller")
    subir(duena, accion=fila)
    operaciones.borrar_fila(fila=fila, por=duena)
    assert guardados() == []


def test_un_archivo_es_de_una_sola_cosa(duena: Usuario, aqui: dict[str, Any]) -> None:
    for mal in ({}, {"reporte": aqui["reporte"]}, {"actividad": aqui["actividad"]}):
        with pytest.raises(TypeError):
            subir(duena, **mal)


@pytest.mark.django_db(transaction=True)
def test_borrar_quita_los_archivos_y_deja_la_historia(duena: Usuario, aqui: dict[str, Any]) -> None:
    fila = subir(duena, **aqui)
    assert len(guardados()) == 2
    operaciones.borrar_evidencia(evidencia=fila, por=duena)
    assert guardados() == []
    ultima = Evidencia.history.first()
    assert (ultima.history_type, ultima.history_user, ultima.titulo) == (
        "-",
        duena,
        "Acta de marzo",
    )


@pytest.mark.django_db(transaction=True)
def test_la_correccion_conserva_los_archivos(duena: Usuario, taller: Actividad) -> None:
    viejo = crear_reporte(estado="aprobado")
    suya = crear_evidencia(viejo, taller)
    nuevo = operaciones.corregir(reporte=viejo, por=duena, motivo="Faltó un taller")
    copia = nuevo.evidencias.get()
    assert copia.referencia != suya.referencia
    operaciones.borrar_evidencia(evidencia=copia, por=duena)
    with suya.original.open("rb") as original:
        assert hashlib.sha256(original.read()).hexdigest() == suya.huella


# --- Limits, and a disk that is full -------------------------------------------------------------


def test_el_mismo_archivo_dos_veces_es_uno(duena: Usuario, aqui: dict[str, Any]) -> None:
    subir(duena, **aqui)
    with pytest.raises(ArchivoRechazado, match="ya está aquí, como «Acta de marzo»"):
        subir(duena, titulo="Otra vez", **aqui)
    assert len(guardados()) == 2


def test_demasiados(duena: Usuario, aqui: dict[str, Any], settings: Any) -> None:
    settings.EVIDENCIA_ARCHIVOS = 1
    subir(duena, b"una", **aqui)
    with pytest.raises(ArchivoRechazado, match="Ya hay 1 archivos"):
        subir(duena, b"dos", **aqui)


def test_la_cuota_es_de_todo_el_reporte(
    duena: Usuario, aqui: dict[str, Any], settings: Any
) -> None:
    settings.EVIDENCIA_CUOTA = 10
    subir(duena, b"123456", **aqui)
    with pytest.raises(ArchivoRechazado, match="Quedan 4"):
        subir(duena, b"abcdef", **aqui)


@pytest.mark.parametrize("lleno_al", [1, 2])
def test_con_el_disco_lleno_no_queda_nada_a_medias(
    duena: Usuario, aqui: dict[str, Any], monkeypatch: pytest.MonkeyPatch, lleno_al: int
) -> None:
    guardar, veces = FileSystemStorage._save, []

    def sin_sitio(self: FileSystemStorage, name: str, content: Any) -> str:
        veces.append(name)
        nombre = guardar(self, name, content)  # the beginning of the file is there
        if len(veces) == lleno_al:
            raise OSError(errno.ENOSPC, "No space left on device")
        return nombre

    monkeypatch.setattr(FileSystemStorage, "_save", sin_sitio)
    with pytest.raises(ArchivoRechazado, match="no tiene espacio"):
        subir(duena, **aqui)
    assert len(veces) == lleno_al
    assert not Evidencia.objects.exists()
    assert guardados() == []


# --- The sealed original -------------------------------------------------------------------------


def test_el_original_lo_abre_la_st_y_queda_escrito(aqui: dict[str, Any]) -> None:
    fila = crear_evidencia(**aqui)
    quien = crear_usuario("", SECRETARIA_TECNICA)
    operaciones.abrir_original(evidencia=fila, por=quien)
    assert [(a.usuario, a.huella) for a in Apertura.objects.all()] == [(quien, fila.huella)]
    for ajena in (presidencia(), focal("hn")):
        with pytest.raises(PermissionDenied):
            operaciones.abrir_original(evidencia=fila, por=ajena)
    assert Apertura.objects.count() == 1
