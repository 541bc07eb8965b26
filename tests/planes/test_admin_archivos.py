"""Tables as files: there and back, and everything that can be wrong with a file."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actores.archivos import TAMANO_MAXIMO, inofensivo, original
from actores.roles import PRESIDENCIA, PUNTO_FOCAL
from actores.roles import SECRETARIA_TECNICA as ST
from planes.models import Actividad, Dato, Eje, Meta, Reporte, Valor
from tests.corett.test_admin_sitio import direcciones, escena
from tests.crear import (
    crear_actividad,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_objetivo,
    crear_pais,
    crear_periodo,
    crear_plan,
    crear_reporte,
    crear_usuario,
    crear_valor,
)
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def cliente() -> Client:
    return entrar(crear_usuario("st@demo.example", ST, is_staff=True))


def url(modelo: str, pagina: str) -> str:
    return reverse(f"admin:planes_{modelo}_{pagina}")


def subir(cliente: Client, direccion: str, contenido: Any, nombre: str = "a.csv") -> Any:
    """Step one. A list of rows becomes a CSV."""
    if isinstance(contenido, list):
        contenido = "\n".join(",".join(map(str, fila)) for fila in contenido)
    if isinstance(contenido, str):
        contenido = contenido.encode()
    return cliente.post(direccion, {"archivo": SimpleUploadedFile(nombre, contenido)})


def confirmar(cliente: Client, direccion: str, previa: Any) -> Any:
    return cliente.post(direccion, {"confirmado": previa.context["confirmado"]})


def frases(pagina: Any) -> list[tuple[int | None, str, str]]:
    """(row, column, sentence) of everything wrong."""
    assert pagina.status_code == 422
    return [(f.fila, campo, frase) for f in pagina.context["faltas"] for campo, frase in f.frases]


CABEZA = ["plan", "objetivo", "codigo", "texto"]


# --- There and back ---------------------------------------------------------------------------


@pytest.mark.parametrize("formato", ["xlsx", "csv", "json"])
def test_lo_descargado_se_importa_y_no_cambia_nada(cliente: Client, formato: str) -> None:
    escena()
    probadas = set()
    for modelo, pagina, direccion in direcciones():
        entrada = direccion.replace("export", "import")
        # Some go out only: proposals, which the country writes on its page.
        if pagina != "export" or cliente.get(entrada).status_code != 200:
            continue
        if not modelo._default_manager.exists():  # a file without rows is refused
            continue
        archivo = cliente.get(direccion, {"formato": formato})
        assert archivo.status_code == 200, direccion
        previa = subir(cliente, entrada, archivo.content, f"a.{formato}")
        assert previa.status_code == 200, (direccion, previa.status_code)
        assert previa.context["sin_cambios"], (direccion, previa.context["filas"])
        probadas.add(modelo.__name__)
    assert {"Plan", "Eje", "Actividad", "Meta", "Indicador", "Dato", "Valor", "Pais",
            "Organizacion", "Categoria", "Programacion"} <= probadas  # fmt: skip


def test_primero_se_ve_lo_que_hara_y_luego_se_hace(cliente: Client) -> None:
    objetivo = crear_objetivo(numero=1)
    crear_actividad("1.1", objetivo, texto="Vieja")
    filas = [
        CABEZA,
        [objetivo.plan.codigo, 1, "1.1", "Nueva"],
        [objetivo.plan.codigo, 1, "1.2", "Otra"],
    ]
    previa = subir(cliente, url("actividad", "import"), filas)
    assert previa.context["resumen"] == "1 fila nueva, 1 cambia, 0 iguales"
    assert "<del>Vieja</del> <ins>Nueva</ins>" in previa.content.decode()
    assert Actividad.objects.get().texto == "Vieja"
    assert confirmar(cliente, url("actividad", "import"), previa).status_code == 302
    assert dict(Actividad.objects.values_list("codigo", "texto")) == {"1.1": "Nueva", "1.2": "Otra"}
    version = Actividad.objects.get(codigo="1.1").history.first()
    assert version.history_user.correo == "st@demo.example"
    assert version.history_change_reason == "Importado de «a.csv»"


def test_lo_exportado_dice_que_es_de_demostracion_y_se_puede_importar(cliente: Client) -> None:
    respuesta = cliente.get(url("actividad", "export"), {"formato": "xlsx"})
    assert 'filename="demostracion-corett-actividad-' in respuesta["Content-Disposition"]
    libro = openpyxl.load_workbook(io.BytesIO(respuesta.content))
    assert libro.worksheets[1]["A1"].value == "Datos de demostración: cifras ficticias."
    assert "codigo" in [celda.value for celda in libro.worksheets[0][1]]


def test_se_exporta_lo_que_la_lista_muestra(cliente: Client) -> None:
    crear_actividad("1.1", texto="Una acción")
    crear_actividad("1.2", texto="Otra cosa")
    filas = json.loads(
        cliente.get(url("actividad", "export"), {"formato": "json", "q": "accion"}).content
    )
    assert [fila["codigo"] for fila in filas] == ["1.1"]
    assert cliente.get(url("actividad", "export"), {"formato": "exe"}).status_code == 404


def test_muchas_filas_se_exportan_con_las_mismas_consultas(
    cliente: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(1, 5):
        crear_indicador(crear_meta(f"{n}.1.1"))
    with django_assert_max_num_queries(25) as pocas:
        cliente.get(url("meta", "export"), {"formato": "csv"})
    for n in range(5, 20):
        crear_indicador(crear_meta(f"{n}.1.1"))
    with django_assert_max_num_queries(len(pocas)):
        cliente.get(url("meta", "export"), {"formato": "csv"})


# --- What can be wrong ------------------------------------------------------------------------


def test_una_fila_mala_entre_quinientas_y_no_se_escribe_ninguna(cliente: Client) -> None:
    plan = crear_objetivo(numero=1).plan.codigo
    filas = [CABEZA, *([plan, 1, f"1.{n}", f"Actividad {n}"] for n in range(1, 501))]
    filas[300] = [plan, 99, "1.300", "Sin objetivo"]
    pagina = subir(cliente, url("actividad", "import"), filas)
    assert frases(pagina) == [(301, "objetivo", "No hay objetivo operativo con el código «99».")]
    assert not Actividad.objects.exists()
    assert "confirmado" not in pagina.context


@pytest.mark.parametrize(
    ("filas", "esperado"),
    [
        ([["plan", "numero", "nombre"], ["no-existe", 1, "E"]],
         (2, "plan", "No hay plan con el código «no-existe».")),
        ([["plan", "numero", "nombre"], ["plan-prueba", "dos", "E"]],
         (2, "numero", "«dos» no es un número. Escríbalo solo con cifras, por ejemplo 1250.")),
        ([["plan", "numero", "nombre"], ["plan-prueba", "1.5", "E"]],
         (2, "numero", "«1.5» no es un número entero.")),
        ([["plan", "numero", "nombre"], ["plan-prueba", "", "E"]],
         (2, "numero", "Este dato hace falta.")),
        ([["plan", "numero", "nombre"], ["plan-prueba", 1, "E"], ["plan-prueba", " 1 ", "F"]],
         (3, "", "Esta fila repite la fila 2: las dos tienen plan «plan-prueba», numero «1».")),
        ([["plan", "numero", "nombre", "es_nuestro"], ["plan-prueba", 1, "E", "quizá"]],
         (2, "es_nuestro", "«quizá» no se entiende: escriba «si» o «no».")),
        ([["plan", "numero", "color"], ["plan-prueba", 1, "E"]], (None, "", "No se conoce la")),
        ([["plan", "numero", "plan"], ["plan-prueba", 1, "E"]], (None, "", "La columna «plan»")),
        ([["plan", "nombre"], ["plan-prueba", "E"]], (None, "", "Falta la columna «numero»")),
        ([["plan", "numero", "nombre"], ["plan-prueba", "1e999999", "E"]], (2, "numero", "«1e99")),
        ([["plan", "numero", "nombre"], ["plan-prueba", -1, "E"]], (2, "numero", "")),
    ],
)  # fmt: skip
def test_cada_cosa_mala_se_dice_con_su_fila(
    cliente: Client, filas: list[Any], esperado: tuple[int | None, str, str]
) -> None:
    crear_plan()
    halladas = frases(subir(cliente, url("eje", "import"), filas))
    fila, campo, frase = halladas[0]
    assert (fila, campo) == esperado[:2]
    assert frase.startswith(esperado[2])
    assert not Eje.objects.exists()


@pytest.mark.parametrize(
    ("nombre", "contenido", "frase"),
    [
        ("a.exe", b"MZ", "Suba un archivo XLSX, CSV o JSON"),
        ("a.xlsx", b"no es un zip", "no se puede leer como Excel"),
        ("a.csv", b"", "está vacío"),
        ("a.csv", b"plan,numero", "no tiene filas"),
        ("a.csv", b'plan,numero\n"abierta', "no se puede leer como CSV"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\nx\n", "no es un texto CSV"),
        ("a.csv", b"plan,numero\nx,1,sobra", "una columna sin nombre"),
        ("a.json", b"{", "no se puede leer como JSON"),
        ("a.json", b'{"plan": 1}', "debe ser una lista"),
        ("a.json", b'[{"plan": [1]}]', "una celda que no es un texto"),
        ("a.json", b"[" * 100_000, "no se puede leer como JSON"),
        ("a.csv", b"x" * (TAMANO_MAXIMO + 1), "pesa m"),
    ],
)
def test_un_archivo_que_no_sirve(
    cliente: Client, nombre: str, contenido: bytes, frase: str
) -> None:
    pagina = subir(cliente, url("eje", "import"), contenido, nombre)
    assert pagina.status_code == 422
    assert frase in str(pagina.context["formulario"].errors["archivo"])


def test_las_columnas_que_faltan_se_dicen_una_sola_vez(cliente: Client) -> None:
    filas = [["texto"], *([f"Actividad {n}"] for n in range(5))]
    pagina = subir(cliente, url("actividad", "import"), filas)
    assert frases(pagina) == [
        (None, "", "Faltan las columnas «plan», «codigo», que dicen de qué fila se trata.")
    ]


def test_un_csv_de_excel_en_espanol(cliente: Client) -> None:
    crear_plan()
    texto = "plan;numero;nombre\nplan-prueba;1;Prevención\n"
    previa = subir(cliente, url("eje", "import"), texto.encode("cp1252"))
    confirmar(cliente, url("eje", "import"), previa)
    assert Eje.objects.get().nombre == "Prevención"


def test_la_vista_previa_no_se_puede_alterar_ni_prestar(cliente: Client) -> None:
    crear_plan()
    previa = subir(
        cliente, url("eje", "import"), [["plan", "numero", "nombre"], ["plan-prueba", 1, "E"]]
    )
    alterada = cliente.post(
        url("eje", "import"), {"confirmado": previa.context["confirmado"][:-3] + "abc"}, follow=True
    )
    assert "La vista previa venció" in alterada.content.decode()
    otra = entrar(crear_usuario("st2@demo.example", ST, is_staff=True))
    assert confirmar(otra, url("eje", "import"), previa).status_code == 403
    assert confirmar(cliente, url("meta", "import"), previa).status_code == 403
    assert not Eje.objects.exists()


def test_quien_no_edita_no_importa() -> None:
    presidencia = entrar(crear_usuario("p@demo.example", PRESIDENCIA, is_staff=True))
    assert presidencia.get(url("meta", "import")).status_code == 403
    assert presidencia.post(url("meta", "import"), {"confirmado": "x"}).status_code == 403
    focal = entrar(crear_usuario("f@demo.example", PUNTO_FOCAL, pais=crear_pais(), is_staff=True))
    assert focal.get(url("meta", "export")).status_code == 403


@pytest.mark.parametrize("texto", ["=1+1", "+502 2222", "-2", "@a", "\tx", "\rx", "'=x"])
def test_ningun_texto_se_vuelve_formula(cliente: Client, texto: str) -> None:
    crear_meta("1.1.1", texto=texto.strip() or "x", responsable=texto)
    excel = cliente.get(url("meta", "export"), {"formato": "xlsx"}).content
    hoja = openpyxl.load_workbook(io.BytesIO(excel)).active
    celdas = [c for fila in hoja.iter_rows() for c in fila]
    assert not [c for c in celdas if c.data_type == "f"]
    assert not [
        c for c in celdas if isinstance(c.value, str) and c.value[:1] in "=+-@\t\r" and c.value
    ]
    assert original(inofensivo(texto)) == texto


def test_un_dato_en_uso_no_cambia_por_archivo(cliente: Client) -> None:
    dato = crear_indicador(crear_meta("1.1.1")).dato
    crear_valor(crear_reporte(estado=Reporte.Estado.APROBADO), dato, 3)
    pagina = subir(cliente, url("dato", "import"),
                   [["codigo", "regla_region"], [dato.codigo, "no_agregable"]])  # fmt: skip
    assert frases(pagina)[0][:2] == (2, "regla_region")
    dato.refresh_from_db()
    assert dato.regla_region == Dato.ReglaRegion.SUMA


def test_los_enlaces_de_una_meta_van_por_codigo(cliente: Client) -> None:
    objetivo = crear_objetivo(numero=1)
    for codigo in ("1.1", "1.2"):
        crear_actividad(codigo, objetivo)
    filas = (
        '[{"plan": "plan-prueba", "objetivo": 1, "codigo": "1.1.1", "texto": "M",'
        ' "actividades": "%s"}]'
    )
    mala = subir(cliente, url("meta", "import"), filas % "1.1, 1.9", "a.json")
    assert frases(mala) == [(2, "actividades", "No hay actividad con el código «1.9».")]
    previa = subir(cliente, url("meta", "import"), filas % "1.1, 1.2", "a.json")
    confirmar(cliente, url("meta", "import"), previa)
    assert [a.codigo for a in Meta.objects.get().actividades.all()] == ["1.1", "1.2"]


# --- Values -----------------------------------------------------------------------------------


VALORES = ["plan", "anio", "semestre", "pais", "dato", "numero", "ausencia", "partes", "nota"]


@pytest.fixture
def talleres() -> Dato:
    dato = crear_dato("talleres", partes={"sexo": ["mujeres", "hombres"]})
    crear_indicador(crear_meta("2.1.1"), dato)
    crear_periodo()
    crear_pais("hn")
    return dato


def fila(**celdas: Any) -> list[Any]:
    base = {"plan": "plan-prueba", "anio": 2025, "semestre": 2, "pais": "hn", "dato": "talleres"}
    return [(base | celdas).get(columna, "") for columna in VALORES]


def test_un_valor_importado_se_guarda_como_en_la_pagina_del_reporte(
    cliente: Client, talleres: Dato
) -> None:
    crear_valor(crear_reporte(crear_pais("hn")), talleres, 5, nota="antes")
    previa = subir(cliente, url("valor", "import"),
                   [VALORES, fila(numero=12, partes="sexo/mujeres=8; sexo/hombres=4")])  # fmt: skip
    assert "<del>5" in previa.content.decode()
    assert Valor.objects.get().numero == 5
    assert confirmar(cliente, url("valor", "import"), previa).status_code == 302
    valor = Valor.objects.get()
    assert (valor.numero, valor.nota) == (Decimal(12), "antes")
    assert sorted(valor.partes.values_list("numero", flat=True)) == [4, 8]
    assert valor.reporte.avances.get().version == 1
    assert valor.history.first().history_user.correo == "st@demo.example"


@pytest.mark.parametrize("idioma", ["es", "en"])
@pytest.mark.parametrize("formato", ["xlsx", "csv", "json"])
def test_los_valores_descargados_se_importan_y_no_cambia_nada(
    cliente: Client, talleres: Dato, formato: str, idioma: str
) -> None:
    monto = crear_dato("monto", tipo=Dato.Tipo.MONTO)
    crear_indicador(crear_meta("3.1.1"), monto)
    reporte = crear_reporte(crear_pais("hn"))
    crear_valor(reporte, talleres, 183, partes={"sexo:mujeres": 100, "sexo:hombres": 83})
    crear_valor(reporte, monto, Decimal("12.5"), nota="12.50")
    archivo = cliente.get(url("valor", "export"), {"formato": formato}).content
    if formato != "xlsx":
        assert b"183.0" not in archivo
        assert b"sexo/mujeres=100; sexo/hombres=83" in archivo
    cliente.cookies["django_language"] = idioma
    previa = subir(cliente, url("valor", "import"), archivo, f"a.{formato}")
    assert previa.status_code == 200, previa.context["faltas"]
    assert previa.context["total"] == 2
    assert previa.context["sin_cambios"], previa.context["filas"]


def test_de_un_reporte_corregido_se_descarga_la_version_nueva(
    cliente: Client, talleres: Dato
) -> None:
    aprobado = crear_reporte(crear_pais("hn"), estado=Reporte.Estado.APROBADO)
    crear_valor(aprobado, talleres, 5)
    nuevo = crear_reporte(crear_pais("hn"), version=2, sustituye=aprobado)
    crear_valor(nuevo, talleres, 7)
    archivo = cliente.get(url("valor", "export"), {"formato": "csv"}).content
    previa = subir(cliente, url("valor", "import"), archivo)
    assert previa.status_code == 200, previa.context["faltas"]
    assert previa.context["total"] == 1
    assert previa.context["sin_cambios"], previa.context["filas"]


@pytest.mark.parametrize(
    ("celda", "frase"),
    [
        ("1,250", "¿es 1250 o 1,25?"),
        ("1.000", "¿es 1000 o 1,0?"),
        ("0,125", "Asegúrese"),
    ],
)
def test_un_numero_de_dos_lecturas_se_pregunta_en_cualquier_tabla(
    cliente: Client, celda: str, frase: str
) -> None:
    crear_indicador(crear_meta("1.1.1"), crear_dato("talleres"))
    cabeza = "indicador,anio,alcance,objetivo"
    texto = f'{cabeza}\nplan-prueba/1.1.1.a,2025,regional,"{celda}"\n'
    previa = subir(cliente, url("programacion", "import"), texto)
    ((_fila, columna, dicha),) = frases(previa)
    assert columna == "objetivo"
    assert frase in dicha
    bueno = subir(cliente, url("programacion", "import"), texto.replace(celda, "12,5"))
    assert bueno.status_code == 200, bueno.context["faltas"]


def test_un_numero_de_excel_se_guarda_como_numero(cliente: Client, talleres: Dato) -> None:
    monto = crear_dato("monto", tipo=Dato.Tipo.MONTO)
    crear_indicador(crear_meta("3.1.1"), monto)
    libro = openpyxl.Workbook()
    for celdas in (VALORES, fila(dato="monto", numero=0.1 + 0.2), fila(numero=183.0)):
        libro.active.append(celdas)
    salida = io.BytesIO()
    libro.save(salida)
    previa = subir(cliente, url("valor", "import"), salida.getvalue(), "a.xlsx")
    assert confirmar(cliente, url("valor", "import"), previa).status_code == 302
    numeros = dict(Valor.objects.values_list("dato__codigo", "numero"))
    assert numeros == {"monto": Decimal("0.3"), "talleres": 183}


@pytest.mark.parametrize(
    ("celdas", "campo", "frase"),
    [
        ({"numero": -3}, "numero", "El número no puede ser negativo."),
        ({"numero": "muchos"}, "numero", "«muchos» no es un número."),
        (
            {"numero": 9, "partes": "sexo/mujeres=1; sexo/hombres=2"},
            "numero",
            "Las partes de «sexo»",
        ),
        ({"partes": "edad/menores=1"}, "partes", "Este dato no se desglosa por «edad/menores»."),
        ({"partes": "mujeres"}, "", "«mujeres» no se entiende."),
        ({"numero": 3, "ausencia": "no_aplica"}, "ausencia", "Escribió un dato y también"),
        ({"ausencia": "no sé"}, "ausencia", "Elija una de las opciones."),
        ({"numero": 3, "dato": "nada"}, "", "No hay dato con el código «nada»."),
        ({"numero": 3, "pais": "xx"}, "", "No hay país con el código «xx»."),
        ({"numero": 3, "anio": 1999}, "", "No hay período"),
        ({"numero": 3, "pais": "regional"}, "", "no se pide en ese reporte"),
        ({"numero": 3, "dato": ""}, "dato", "Este dato hace falta."),
    ],
)
def test_un_valor_malo_se_dice_y_nada_se_guarda(
    cliente: Client, talleres: Dato, celdas: dict[str, Any], campo: str, frase: str
) -> None:
    otro = crear_dato("otro")
    crear_indicador(crear_meta("3.1.1"), otro)
    pagina = subir(cliente, url("valor", "import"),
                   [VALORES, fila(dato="otro", numero=1), fila(**celdas)])  # fmt: skip
    numero, columna, dicho = frases(pagina)[0]
    assert (numero, columna) == (3, campo)
    assert frase in dicho
    assert not Valor.objects.exists()
    assert not Reporte.objects.exists()


def test_en_un_reporte_enviado_o_cerrado_no_se_importa(cliente: Client, talleres: Dato) -> None:
    crear_reporte(crear_pais("hn"), estado=Reporte.Estado.ENVIADO)
    pagina = subir(cliente, url("valor", "import"), [VALORES, fila(numero=3)])
    assert "ya se envió" in frases(pagina)[0][2]


def test_un_punto_focal_ve_exporta_e_importa_solo_lo_de_su_pais(talleres: Dato) -> None:
    propio, ajeno = crear_pais("hn"), crear_pais("gt")
    crear_valor(crear_reporte(propio), talleres, 5)
    secreto = crear_valor(crear_reporte(ajeno), talleres, 7)
    focal = entrar(crear_usuario("f@demo.example", PUNTO_FOCAL, pais=propio, is_staff=True))
    filas = json.loads(focal.get(url("valor", "export"), {"formato": "json"}).content)
    assert [f["pais"] for f in filas] == ["hn"]
    assert focal.get(reverse("admin:planes_valor_change", args=[secreto.pk])).status_code == 404
    assert focal.get(reverse("admin:planes_valor_history", args=[secreto.pk])).status_code == 404
    pagina = subir(focal, url("valor", "import"), [VALORES, fila(pais="gt", numero=1)])
    assert "Usted no puede reportar por ese país." in frases(pagina)[0][2]
    previa = subir(focal, url("valor", "import"), [VALORES, fila(numero=6)])
    confirmar(focal, url("valor", "import"), previa)
    assert Valor.objects.get(reporte__pais=propio).numero == 6
    assert Valor.objects.get(reporte__pais=ajeno).numero == 7
