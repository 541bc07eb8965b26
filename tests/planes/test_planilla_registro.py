"""The workbook of the register of actions: new rows, changed ones, the same file twice."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planes import operaciones
from planes.models import Accion, Categoria, Desagregacion, Reporte
from planes.planilla.acciones import NUEVAS
from planes.planilla.libro import ENCABEZADO, ID, PRIMERA
from tests.crear import crear_actividad, crear_pais, crear_periodo, crear_reporte

from .gente import entrar, focal, observador, presidencia, secretaria, texto
from .libros import estados

pytestmark = pytest.mark.django_db

BAJAR = "/reportes/registro/planilla.xlsx"
SUBIR = "/reportes/registro/planilla/"
CUAL = "?periodo=2025-2"
FECHA = dt.date(2025, 9, 15)


class Registro:
    """Honduras's register of 2025-II with one action, and Ana before her browser."""

    def __init__(self) -> None:
        for codigo, nombres in (("sector", ("ejecutivo", "academia")), ("canal", ("redes",))):
            desagregacion = Desagregacion.objects.create(codigo=codigo, nombre=codigo)
            for orden, nombre in enumerate(nombres):
                Categoria.objects.create(
                    desagregacion=desagregacion, codigo=nombre, nombre=nombre, orden=orden
                )
        self.uno = crear_actividad("1.1")
        self.dos = crear_actividad("10.1")
        self.periodo = crear_periodo(self.uno.plan)
        self.hn = crear_pais("hn")
        self.ana = focal("hn", nombre="Ana")
        self.cliente = entrar(self.ana)
        self.taller = self.anotar("Taller en La Ceiba", self.uno)

    def anotar(self, titulo: str, *actividades: Any, pais: Any = None, **mas: Any) -> Accion:
        accion = Accion(titulo=titulo, tipo="taller", fecha=FECHA, pais=pais or self.hn, **mas)
        ejecutivo = Categoria.objects.get(codigo="ejecutivo")
        return operaciones.guardar_fila(
            fila=accion, version=0, relaciones={"actividades": actividades},
            por=focal((pais or self.hn).codigo),
            participantes={ejecutivo.pk: {"mujeres": 12, "hombres": 8}},
        )  # fmt: skip

    def bajar(self, cual: str = CUAL) -> Any:
        respuesta = self.cliente.get(BAJAR + cual)
        assert respuesta.status_code == 200
        return LibroDeAcciones(respuesta.content)

    def subir(self, libro: Any, cual: str = CUAL) -> Any:
        archivo = SimpleUploadedFile("registro.xlsx", libro.bytes)
        return self.cliente.post(SUBIR + cual, {"archivo": archivo})

    def confirmar(self, vista: Any, **mas: Any) -> Any:
        return self.cliente.post(SUBIR + CUAL, {"planilla": vista.context["firmado"], **mas})


class LibroDeAcciones:
    def __init__(self, contenido: bytes) -> None:
        self.libro = openpyxl.load_workbook(io.BytesIO(contenido))
        _portada, self.hoja, self.oculta = self.libro.worksheets
        titulos = [c.value for c in self.hoja[ENCABEZADO]]
        self.columnas = {str(t): n for n, t in enumerate(titulos, start=1) if t}

    def filas(self) -> list[int]:
        ultima = self.hoja.max_row
        return [n for n in range(ENCABEZADO + 1, ultima + 1) if self.hoja.cell(n, ID).value]

    def fila_de(self, accion: Accion) -> int:
        id_ = f"r{accion.referencia}"
        return next(n for n in self.filas() if self.hoja.cell(n, ID).value == id_)

    @property
    def nueva(self) -> int:
        return next(n for n in self.filas() if self.hoja.cell(n, PRIMERA).value == "nueva")

    def celda(self, fila: int, titulo: str) -> Any:
        return self.hoja.cell(fila, self.columnas[titulo])

    def poner(self, fila: int, **celdas: Any) -> None:
        for titulo, valor in celdas.items():
            self.celda(fila, titulo.replace("__", " ").replace("_de_", ": ")).value = valor

    @property
    def bytes(self) -> bytes:
        salida = io.BytesIO()
        self.libro.save(salida)
        return salida.getvalue()


@pytest.fixture
def registro() -> Registro:
    return Registro()


def llenar(libro: LibroDeAcciones, **mas: Any) -> None:
    libro.poner(
        libro.nueva,
        **{
            "Título": "Foro en Tegucigalpa",
            "Tipo": "Foro",
            "Fecha": "20/10/2025",
            "Actividades__del__plan": "10.1; 1.1",
            "academia_de_mujeres": 30,
            "Alcance__por__canal_de_redes": "1 250",
            **mas,
        },
    )


def test_trae_lo_anotado_y_filas_vacias(registro: Registro) -> None:
    libro = registro.bajar()
    fila = libro.fila_de(registro.taller)
    assert libro.celda(fila, "Título").value == "Taller en La Ceiba"
    assert libro.celda(fila, "Tipo").value == "Taller o jornada"
    assert libro.celda(fila, "Actividades del plan").value == "1.1"
    assert libro.celda(fila, "ejecutivo: mujeres").value == 12
    assert len(libro.filas()) == 1 + NUEVAS
    assert estados(registro.subir(libro)) == {}


def test_una_accion_nueva_con_su_gente(registro: Registro) -> None:
    libro = registro.bajar()
    llenar(libro)
    vista = registro.subir(libro)
    assert list(estados(vista).values()) == ["nuevo"]
    assert "Foro en Tegucigalpa" in texto(vista)
    assert Accion.objects.count() == 1
    assert registro.confirmar(vista).status_code == 302
    foro = Accion.objects.get(titulo="Foro en Tegucigalpa")
    assert (foro.tipo, foro.fecha, foro.pais) == ("foro", dt.date(2025, 10, 20), registro.hn)
    assert [a.codigo for a in foro.actividades.order_by("orden")] == ["1.1", "10.1"]
    assert foro.participantes.get().mujeres == 30
    assert foro.alcances.get().personas == 1250
    assert foro.creado_por == registro.ana
    assert {h.history_user for h in foro.history.all()} == {registro.ana}


def test_la_misma_planilla_no_repite_la_accion(registro: Registro) -> None:
    """The provisional id of a new row is the reference it is saved with."""
    libro = registro.bajar()
    llenar(libro)
    vista = registro.subir(libro)
    for _vez in range(2):
        assert registro.confirmar(vista).status_code == 302
    assert Accion.objects.count() == 2
    otra = registro.subir(libro)
    assert list(estados(otra).values()) == ["igual"]
    assert Accion.objects.count() == 2


def test_lo_que_ya_esta_anotado_no_se_guarda_sin_preguntar(registro: Registro) -> None:
    libro = registro.bajar()
    # Not by its letters alone: the form's own comparison.
    llenar(libro, **{"Título": "taller en  la ceiba", "Fecha": "15/09/2025"})
    vista = registro.subir(libro)
    assert list(estados(vista).values()) == ["repetido"]
    assert "Ya está anotada: «Taller en La Ceiba». ¿Es otra?" in texto(vista)
    assert "Es otra distinta: guardarla también" in texto(vista)
    respuesta = registro.confirmar(vista)
    assert respuesta.status_code == 302
    assert Accion.objects.count() == 1
    (id_,) = estados(vista)
    assert registro.confirmar(vista, usar=[id_]).status_code == 302
    assert Accion.objects.filter(fecha=FECHA).count() == 2


def test_lo_de_otro_pais_o_de_otro_dia_no_se_repite(registro: Registro) -> None:
    registro.anotar("Foro en Tegucigalpa", pais=crear_pais("gt"))
    registro.anotar("Foro en Tegucigalpa")
    libro = registro.bajar()
    llenar(libro)
    assert list(estados(registro.subir(libro)).values()) == ["nuevo"]


def test_dos_filas_iguales_en_una_planilla(registro: Registro) -> None:
    libro = registro.bajar()
    llenar(libro)
    otra = libro.nueva + 1
    libro.poner(otra, **{"Título": "FORO en Tegucigalpa", "Tipo": "Foro", "Fecha": "20/10/2025"})
    vista = registro.subir(libro)
    assert list(estados(vista).values()) == ["nuevo", "repetido"]
    assert "Ya está anotada: «Foro en Tegucigalpa»" in texto(vista)
    for _vez in range(2):
        assert registro.confirmar(vista).status_code == 302
    assert Accion.objects.filter(tipo="foro").count() == 1
    _una, repetida = estados(vista)
    registro.confirmar(vista, usar=[repetida])
    assert Accion.objects.filter(tipo="foro").count() == 2


def test_lo_anotado_mientras_se_miraba_se_pregunta(registro: Registro) -> None:
    libro = registro.bajar()
    llenar(libro)
    vista = registro.subir(libro)
    operaciones.guardar_fila(
        fila=Accion(titulo="Foro en Tegucigalpa", tipo="foro", pais=registro.hn,
                    fecha=dt.date(2025, 10, 20)),
        version=0, relaciones={}, por=registro.ana,
    )  # fmt: skip
    otra_vez = registro.confirmar(vista)
    assert otra_vez.status_code == 409
    assert list(estados(otra_vez).values()) == ["repetido"]
    assert Accion.objects.filter(tipo="foro").count() == 1


def test_cambiar_una_accion_deja_lo_demas(registro: Registro) -> None:
    libro = registro.bajar()
    fila = libro.fila_de(registro.taller)
    libro.poner(fila, Lugar="La Ceiba", ejecutivo_de_hombres=9)
    vista = registro.subir(libro)
    assert list(estados(vista).values()) == ["cambia"]
    registro.confirmar(vista)
    taller = Accion.objects.get()
    assert (taller.lugar, taller.titulo, taller.version) == ("La Ceiba", "Taller en La Ceiba", 2)
    assert [a.codigo for a in taller.actividades.all()] == ["1.1"]
    assert (taller.participantes.get().mujeres, taller.participantes.get().hombres) == (12, 9)


def test_conflicto_y_eleccion(registro: Registro) -> None:
    libro = registro.bajar()
    libro.poner(libro.fila_de(registro.taller), **{"Título": "Taller en Tela"})
    taller = Accion.objects.get()
    taller.titulo = "Taller en Yoro"
    operaciones.guardar_fila(
        fila=taller, version=1, relaciones={"actividades": [registro.uno]}, por=focal("hn")
    )
    vista = registro.subir(libro)
    assert list(estados(vista).values()) == ["conflicto"]
    registro.confirmar(vista)
    assert Accion.objects.get().titulo == "Taller en Yoro"
    registro.confirmar(vista, usar=[f"r{taller.referencia}"])
    assert Accion.objects.get().titulo == "Taller en Tela"


def test_errores_de_una_fila(registro: Registro) -> None:
    libro = registro.bajar()
    llenar(libro, Tipo=None, Fecha="31/06/2025", Actividades__del__plan="1.1, 99.9")
    pagina = texto(registro.subir(libro))
    assert "«31/06/2025» no es una fecha" in pagina
    assert "Elija una opción" in pagina
    assert "ninguna actividad con el código 99.9" in pagina


def test_una_accion_borrada(registro: Registro) -> None:
    libro = registro.bajar()
    libro.poner(libro.fila_de(registro.taller), Lugar="La Ceiba")
    operaciones.borrar_fila(fila=registro.taller, por=focal("hn"))
    vista = registro.subir(libro)
    assert list(estados(vista).values()) == ["error"]
    assert "alguien la borró" in texto(vista)


def enviar(registro: Registro) -> None:
    crear_reporte(registro.hn, registro.periodo, Reporte.Estado.ENVIADO)


def test_lo_que_cuenta_un_reporte_enviado_solo_se_lee(registro: Registro) -> None:
    antes = registro.bajar()
    antes.poner(antes.fila_de(registro.taller), Lugar="La Ceiba")
    enviar(registro)
    libro = registro.bajar()
    celda = libro.celda(libro.fila_de(registro.taller), "Título")
    assert (celda.value, celda.protection.locked) == ("Taller en La Ceiba", True)
    assert estados(registro.subir(libro)) == {}
    vista = registro.subir(antes)
    assert list(estados(vista).values()) == ["error"]
    assert "ya se envió" in texto(vista)


def test_quien_puede(registro: Registro) -> None:
    contenido = registro.bajar()
    for usuario, baja, sube in (
        (focal("gt"), 404, 404), (secretaria(), 200, None), (presidencia(), 200, 403),
        (observador(), 404, 404),
    ):  # fmt: skip
        registro.cliente = entrar(usuario)
        assert registro.cliente.get(f"{BAJAR}{CUAL}&pais=hn").status_code == baja
        if sube:
            assert registro.subir(contenido, f"{CUAL}&pais=hn").status_code == sube


def test_la_de_otro_pais_o_semestre(registro: Registro) -> None:
    libro = registro.bajar("?periodo=2025-1")
    assert "es del período 2025-I" in texto(registro.subir(libro))
    crear_pais("gt", "Guatemala")
    registro.cliente = entrar(focal("gt"))
    ajeno = registro.bajar()
    registro.cliente = entrar(registro.ana)
    assert "es de Guatemala" in texto(registro.subir(ajeno))


def test_la_de_un_reporte_va_en_el_reporte(registro: Registro) -> None:
    reporte = crear_reporte(registro.hn, registro.periodo)
    contenido = registro.cliente.get(f"/reportes/{reporte.referencia}/planilla.xlsx").content
    archivo = SimpleUploadedFile("x.xlsx", contenido)
    respuesta = registro.cliente.post(SUBIR + CUAL, {"archivo": archivo})
    assert "súbala en la página de ese reporte" in texto(respuesta)


def test_lo_que_no_existe(registro: Registro) -> None:
    for mala in ("?periodo=1999-1", "?pais=zz", "?periodo=x"):
        assert registro.cliente.get(BAJAR + mala).status_code == 404
        assert registro.cliente.get(SUBIR + mala).status_code == 404
