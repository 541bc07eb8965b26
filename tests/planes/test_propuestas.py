"""What the registers add up to, and from a row in a register to a cell of the cut."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actores.models import Organizacion
from informes import operaciones as cortes
from planes import operaciones
from planes.entrada import Entrada
from planes.forms.datos import DEL_REGISTRO, formulario_de
from planes.models import (
    Accion,
    Actividad,
    Autoevaluacion,
    Conteo,
    Convenio,
    Dato,
    Propuesta,
    Proyecto,
    Recurso,
    Reporte,
    Valor,
)
from planes.propuestas import MODELOS, bloqueada, bloqueadas, propuestas_de
from tests.crear import (
    crear_accion,
    crear_actividad,
    crear_categoria,
    crear_conteo,
    crear_dato,
    crear_indicador,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
)
from tests.planes.gente import entrar, focal, hoja, ruta_actividad, secretaria, texto
from tests.planes.test_fixtures_plan import filas

pytestmark = pytest.mark.django_db


@pytest.fixture
def dato(taller: Actividad) -> Dato:
    """``talleres``, printed under 2.1, adds up from workshops."""
    dato = Dato.objects.get(codigo="talleres")
    crear_conteo(dato, clases=["taller"])
    return dato


def propuesto(reporte: Reporte, dato: Dato) -> Decimal | None:
    """What is proposed for a Dato; None where the register says nothing."""
    propuesta = propuestas_de(reporte).get(dato.pk)
    return propuesta.numero if propuesta else None


# --- Which rows --------------------------------------------------------------------------------

FILAS = [
    ("one workshop of the semester", {}, 1),
    ("its first day", {"fecha": dt.date(2025, 7, 1)}, 1),
    ("its last day", {"fecha": dt.date(2025, 12, 31)}, 1),
    ("the day before", {"fecha": dt.date(2025, 6, 30)}, None),
    ("the year after", {"fecha": dt.date(2026, 9, 1)}, None),
    ("another kind", {"tipo": "foro"}, None),
    ("another country's", {"pais": "gt"}, None),
    ("the region's", {"regional": True}, None),
    ("another activity's", {"actividades": "2.2"}, None),
    ("no activity's", {"actividades": ""}, None),
    ("of two activities", {"actividades": "2.1 2.2"}, 1),
]


@pytest.mark.parametrize(("caso", "fila", "debe"), FILAS, ids=[f[0] for f in FILAS])
def test_que_filas_cuentan(
    caso: str,
    fila: dict[str, Any],
    debe: int | None,
    reporte: Reporte,
    taller: Actividad,
    dato: Dato,
) -> None:
    actividades = {"2.1": taller, "2.2": crear_actividad("2.2")}
    codigos = fila.get("actividades", "2.1")
    datos = {c: v for c, v in fila.items() if c not in ("actividades", "pais")}
    crear_accion(
        crear_pais(fila.get("pais", "hn")),
        actividades=[actividades[c] for c in codigos.split()],
        **datos,
    )
    assert propuesto(reporte, dato) == debe


def test_cada_reporte_suma_lo_suyo(reporte: Reporte, taller: Actividad, dato: Dato) -> None:
    Dato.objects.update(informante="ambos")
    for pais, cuantas in (("hn", 3), ("gt", 2)):
        for _ in range(cuantas):
            crear_accion(crear_pais(pais), actividades=[taller])
    crear_accion(regional=True, actividades=[taller])
    regional = crear_reporte(regional=True)
    assert propuesto(reporte, dato) == 3
    assert propuesto(crear_reporte(crear_pais("gt")), dato) == 2
    assert propuesto(regional, dato) == 1


def test_un_dato_anual_suma_el_anio_en_el_segundo_semestre(
    reporte: Reporte, taller: Actividad, dato: Dato
) -> None:
    Dato.objects.update(periodicidad="anual")
    for mes in (2, 6, 8):
        crear_accion(reporte.pais, fecha=dt.date(2025, mes, 3), actividades=[taller])
    crear_accion(reporte.pais, fecha=dt.date(2024, 12, 31), actividades=[taller])
    primero = crear_reporte(reporte.pais, crear_periodo(anio=2025, semestre=1))
    assert propuesto(reporte, dato) == 3
    assert propuesto(primero, dato) is None


def test_sin_pedir_sus_actividades_cuenta_cualquiera(reporte: Reporte, dato: Dato) -> None:
    Conteo.objects.update(solo_sus_actividades=False)
    crear_accion(reporte.pais)
    assert propuesto(reporte, dato) == 1


def test_un_dato_sensible_nunca_se_propone(reporte: Reporte, taller: Actividad, dato: Dato) -> None:
    crear_accion(reporte.pais, actividades=[taller])
    Dato.objects.update(sensible=True)
    assert propuestas_de(reporte) == {}


# --- What is counted ---------------------------------------------------------------------------


def de_personas(codigo: str, medida: str, *partes: str) -> Dato:
    """A Dato of people under 2.1 that adds up from actions, split in these ways."""
    dato = crear_dato(codigo, tipo="personas")
    for clave in partes:
        dato.desagregaciones.add(crear_categoria(clave).desagregacion)
    crear_indicador(Actividad.objects.get(codigo="2.1").metas.get(), dato, letra=codigo[0])
    crear_conteo(dato, medida=medida)
    return dato


def test_participantes_por_sexo_y_sector(reporte: Reporte, taller: Actividad) -> None:
    """::

    ejecutivo    5 women, 3 men         sector: 8 + 4
    academia     2 women, 2 without     sexo: 7, 3, 2 without
    """
    claves = ("sexo:mujeres", "sexo:hombres", "sexo:sin-dato", "sector:ejecutivo")
    dato = de_personas("capacitadas", "participantes", *claves)
    solo_sexo = de_personas("formadas", "participantes", "sexo:mujeres")
    crear_accion(
        reporte.pais,
        actividades=[taller],
        participantes={"sector:ejecutivo": {"mujeres": 5, "hombres": 3}},
    )
    crear_accion(
        reporte.pais,
        actividades=[taller],
        participantes={"sector:academia": {"mujeres": 2, "sin_dato": 2}},
    )
    crear_accion(reporte.pais, actividades=[taller])  # nobody counted: says nothing
    propuesta = propuestas_de(reporte)[dato.pk]
    assert (propuesta.numero, propuesta.filas) == (12, 2)
    assert propuesta.partes == {
        crear_categoria("sexo:mujeres").pk: 7,
        crear_categoria("sexo:hombres").pk: 3,
        crear_categoria("sexo:sin-dato").pk: 2,
        crear_categoria("sector:ejecutivo").pk: 8,
        crear_categoria("sector:academia").pk: 4,
    }
    assert set(propuestas_de(reporte)[solo_sexo.pk].partes) == {
        crear_categoria(c).pk for c in ("sexo:mujeres", "sexo:hombres", "sexo:sin-dato")
    }


def test_el_alcance_solo_por_los_canales_del_dato(reporte: Reporte, taller: Actividad) -> None:
    medios = de_personas("medios", "alcance", "medio:radio")
    redes = de_personas("redes", "alcance", "canal:sitio-web")
    alcances = {"medio:radio": 900, "canal:sitio-web": 40}
    crear_accion(reporte.pais, actividades=[taller], alcances=alcances)
    crear_accion(reporte.pais, actividades=[taller], alcances={"medio:radio": 100})
    propuestas = propuestas_de(reporte)
    assert (propuestas[medios.pk].numero, propuestas[medios.pk].filas) == (1000, 2)
    assert (propuestas[redes.pk].numero, propuestas[redes.pk].filas) == (40, 1)


def test_el_dinero_en_dolares(taller: Actividad) -> None:
    dato = crear_dato("fondos", tipo="monto", informante="regional")
    crear_indicador(taller.metas.get(), dato, letra="b")
    crear_conteo(dato, registro="recurso", medida="monto", estados=["firmado"])
    donante = Organizacion.objects.create(codigo="d", nombre="D", tipo="medio")
    for monto, moneda, tasa, estado in (
        ("100.10", "USD", "1", "firmado"),
        ("33.33", "EUR", "1.1", "firmado"),
        ("5000", "USD", "1", "ofrecido"),
    ):
        recurso = Recurso.objects.create(
            titulo=monto, donante=donante, monto=Decimal(monto), moneda=moneda,
            tasa=Decimal(tasa), fecha=dt.date(2025, 8, 1), estado=estado,
            fecha_tasa=dt.date(2025, 8, 1),
        )  # fmt: skip
        recurso.actividades.add(taller)
    regional = crear_reporte(regional=True)
    assert propuesto(regional, dato) == Decimal("136.76")  # 100.10 + 36.66


def test_convenios_y_proyectos_por_su_estado(reporte: Reporte, taller: Actividad) -> None:
    convenios, proyectos = crear_dato("convenios"), crear_dato("proyectos")
    for letra, dato in (("b", convenios), ("c", proyectos)):
        crear_indicador(taller.metas.get(), dato, letra=letra)
    crear_conteo(convenios, registro="convenio", clases=["cooperacion"], estados=["firmado"])
    crear_conteo(proyectos, registro="proyecto", estados=["presentado"])
    dia = dt.date(2025, 8, 1)
    for tipo, estado in (
        ("cooperacion", "firmado"), ("cooperacion", "terminado"), ("otra_alianza", "firmado"),
    ):  # fmt: skip
        fila = Convenio.objects.create(
            pais=reporte.pais, titulo="C", tipo=tipo, estado=estado, fecha=dia
        )
        fila.actividades.add(taller)
    for etapa in ("presentado", "idea", "presentado"):
        proyecto = Proyecto.objects.create(pais=reporte.pais, titulo="P", etapa=etapa, fecha=dia)
        proyecto.actividades.add(taller)
    assert propuesto(reporte, convenios) == 1
    assert propuesto(reporte, proyectos) == 2


def test_autoevaluaciones_y_propuestas_del_pais(reporte: Reporte, taller: Actividad) -> None:
    ejercicios = crear_dato("ejercicios", periodicidad="anual")
    ideas = crear_dato("ideas")
    for letra, dato in (("b", ejercicios), ("c", ideas)):
        crear_indicador(taller.metas.get(), dato, letra=letra)
    crear_conteo(
        ejercicios, registro="autoevaluacion", estados=["terminada"], solo_sus_actividades=False
    )
    crear_conteo(ideas, registro="propuesta", solo_sus_actividades=False)
    plan, hn, gt = reporte.periodo.plan, reporte.pais, crear_pais("gt")
    propia = Autoevaluacion.objects.create(plan=plan, pais=hn, anio=2025)
    ajena = Autoevaluacion.objects.create(plan=plan, pais=gt, anio=2025)
    for autoevaluacion, mes in ((propia, 9), (propia, 10), (propia, 3), (ajena, 9)):
        Propuesta.objects.create(
            autoevaluacion=autoevaluacion,
            obstaculo="O",
            propuesta="P",
            creada_en=timezone.make_aware(dt.datetime(2025, mes, 5)),
        )
    assert propuesto(reporte, ejercicios) is None
    assert propuesto(reporte, ideas) == 2
    Autoevaluacion.objects.filter(pk=propia.pk).update(
        estado="terminada", fecha=dt.date(2025, 11, 3), terminada_en=timezone.now(),
        terminada_por=crear_usuario(),
    )  # fmt: skip
    assert propuesto(reporte, ejercicios) == 1


def test_siempre_las_mismas_consultas(
    reporte: Reporte, taller: Actividad, dato: Dato, django_assert_num_queries: Any
) -> None:
    """However many rows and Datos; only those of the page when it is a page that asks."""
    de_personas("capacitadas", "participantes", "sexo:mujeres", "sector:ejecutivo")
    crear_conteo(crear_dato("b"), registro="convenio")
    for _ in range(2):
        for _ in range(4):
            grupo = {"sector:ejecutivo": {"mujeres": 1}}
            crear_accion(reporte.pais, actividades=[taller], participantes=grupo)
        with django_assert_num_queries(9):
            propuestas_de(reporte)
    with django_assert_num_queries(7):
        assert set(propuestas_de(reporte, [dato])) == {dato.pk}


# --- What is proposed, on the page -------------------------------------------------------------


def test_la_pagina_lo_propone_y_enlaza_sus_filas(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    for _ in range(4):
        crear_accion(reporte.pais, actividades=[taller])
    otra = crear_accion(reporte.pais, tipo="foro", actividades=[taller], titulo="Un foro")
    cliente = entrar(duena)
    pagina = cliente.get(ruta_actividad(reporte, taller))
    assert "El registro suma 4 talleres" in texto(pagina)
    lista = cliente.get(propuestas_de(reporte)[dato.pk].ruta)
    assert texto(lista).count("Taller o jornada") - texto(lista).count("option") >= 4
    assert otra.titulo not in texto(lista)


def test_usar_la_cifra_sin_javascript(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    for _ in range(4):
        crear_accion(reporte.pais, actividades=[taller])
    datos = hoja(**{"dato-talleres-situacion": DEL_REGISTRO})
    assert entrar(duena).post(ruta_actividad(reporte, taller), datos).status_code == 302
    assert Valor.objects.get(dato=dato).numero == 4


def test_la_cifra_y_otra_escrita_es_una_pregunta(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    crear_accion(reporte.pais, actividades=[taller])
    datos = hoja(**{"dato-talleres-situacion": DEL_REGISTRO, "dato-talleres-numero": "6"})
    pagina = entrar(duena).post(ruta_actividad(reporte, taller), datos)
    assert "¿cuál de las dos es?" in texto(pagina)
    assert not Valor.objects.exists()


def test_sin_filas_no_hay_cifra_que_usar(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    cliente = entrar(duena)
    assert "El registro suma" not in texto(cliente.get(ruta_actividad(reporte, taller)))
    datos = hoja(**{"dato-talleres-situacion": DEL_REGISTRO})
    assert "Elija una de las opciones" in texto(
        cliente.post(ruta_actividad(reporte, taller), datos)
    )


def test_usarla_trae_tambien_las_partes(reporte: Reporte, taller: Actividad) -> None:
    """Those of an archived category too, which the form would not ask for any more."""
    dato = de_personas("capacitadas", "participantes", "sexo:mujeres", "sector:ejecutivo")
    archivada = crear_categoria("sector:medios")
    type(archivada).objects.update(archivada=True)
    crear_accion(
        reporte.pais,
        actividades=[taller],
        participantes={"sector:medios": {"mujeres": 5}, "sector:ejecutivo": {"mujeres": 2}},
    )
    propuesta = propuestas_de(reporte)[dato.pk]
    formulario = formulario_de(
        dato, reporte.periodo, Entrada(), propuesta=propuesta,
        data={"dato-capacitadas-situacion": DEL_REGISTRO},
    )  # fmt: skip
    assert formulario.is_valid(), formulario.errors
    assert formulario.entrada.numero == 7
    assert formulario.entrada.partes == propuesta.partes
    assert ("dato-capacitadas-sector-medios", "5") in formulario.campos_propuestos


def test_pide_la_nota_cuando_se_declara_otra_cosa(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    """A warning, and not an error: it is saved all the same."""
    for _ in range(4):
        crear_accion(reporte.pais, actividades=[taller])
    cliente = entrar(duena)
    cliente.post(ruta_actividad(reporte, taller), hoja(**{"dato-talleres-numero": "6"}))
    pregunta = "Usted declara 6 y el registro suma 4: diga por qué en la nota."
    assert pregunta in texto(cliente.get(ruta_actividad(reporte, taller)))
    datos = {"dato-talleres-numero": "6", "dato-talleres-nota": "Dos sin anotar"}
    cliente.post(ruta_actividad(reporte, taller), hoja(version=1, **datos))
    assert pregunta not in texto(cliente.get(ruta_actividad(reporte, taller)))
    assert Valor.objects.get(dato=dato).numero == 6


# --- Sent, locked, and into the cut --------------------------------------------------------------


def llenar_y_enviar(reporte: Reporte, duena: Any, **respuesta: str) -> None:
    campos = {f"dato-talleres-{campo}": valor for campo, valor in respuesta.items()}
    version = reporte.avances.values_list("version", flat=True).first() or 0
    datos = hoja(version=version, logros="Cuatro jornadas", terminada="si", **campos)
    pagina = entrar(duena).post(f"/reportes/{reporte.referencia}/actividades/2.1/", datos)
    assert pagina.status_code == 302, texto(pagina)
    operaciones.enviar(reporte=reporte, por=duena)


def test_al_enviar_queda_lo_propuesto(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    accion = crear_accion(reporte.pais, actividades=[taller])
    llenar_y_enviar(reporte, duena, numero="6", nota="Cinco sin anotar")
    valor = Valor.objects.get(dato=dato)
    assert (valor.numero, valor.propuesto) == (6, 1)
    assert valor.history.first().history_user == duena
    operaciones.retirar(reporte=reporte, por=duena)
    accion.delete()
    operaciones.enviar(reporte=reporte, por=duena)
    valor.refresh_from_db()
    assert valor.propuesto is None


def test_una_fila_se_bloquea_al_enviar_y_se_abre_al_devolver(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    accion = crear_accion(reporte.pais, actividades=[taller])
    de_antes = crear_accion(reporte.pais, fecha=dt.date(2025, 3, 1))
    ajena = crear_accion(crear_pais("gt"))
    assert not bloqueada(accion)
    llenar_y_enviar(reporte, duena, numero="1")
    despues = crear_accion(reporte.pais, actividades=[taller])
    assert bloqueadas([accion, de_antes, ajena, despues]) == {accion.pk}
    with pytest.raises(operaciones.Bloqueada):
        operaciones.guardar_fila(fila=accion, version=1, relaciones={}, por=duena)
    with pytest.raises(operaciones.Bloqueada):
        operaciones.borrar_fila(fila=accion, por=duena)
    de_antes.fecha = dt.date(2025, 9, 9)
    with pytest.raises(operaciones.Bloqueada):
        operaciones.guardar_fila(fila=de_antes, version=1, relaciones={}, por=duena)
    operaciones.retirar(reporte=reporte, por=duena)
    assert not bloqueada(accion)


def test_bloqueadas_en_una_consulta(reporte: Reporte, django_assert_num_queries: Any) -> None:
    varias = [crear_accion(crear_pais(p), fecha=dt.date(2025, m, 1))
              for p in ("hn", "gt", "bz") for m in (2, 9)]  # fmt: skip
    with django_assert_num_queries(1):
        assert bloqueadas(varias) == set()
    with django_assert_num_queries(0):
        assert bloqueadas([]) == set()


def test_de_una_fila_del_registro_a_la_celda_del_corte(
    reporte: Reporte, duena: Any, taller: Actividad, dato: Dato
) -> None:
    """Acceptance 5: the focal point takes the figure and sends, the ST approves and cuts; a new
    row changes the next report's proposal and the next cut's cell."""
    st = secretaria()
    semestres = [crear_periodo(anio=2025, semestre=1), reporte.periodo]
    primero = crear_reporte(reporte.pais, semestres[0])

    def informar(el_reporte: Reporte, filas_del_semestre: int) -> Decimal:
        periodo = el_reporte.periodo
        for dia in range(filas_del_semestre):
            fecha = periodo.inicio + dt.timedelta(days=dia)
            fila = Accion(pais=reporte.pais, tipo="taller", titulo="Taller", fecha=fecha)
            relaciones = {"actividades": [taller]}
            operaciones.guardar_fila(fila=fila, version=0, relaciones=relaciones, por=duena)
        llenar_y_enviar(el_reporte, duena, situacion=DEL_REGISTRO)
        el_reporte.refresh_from_db()
        operaciones.aprobar(reporte=el_reporte, revision=el_reporte.revision, por=st)
        corte = cortes.preparar_corte(
            plan=periodo.plan, periodos=semestres, fecha=semestres[-1].fin, motivo="Prueba", por=st
        )
        celda = corte.celdas.get(dato="talleres", pais="hn", anio=2025, categoria="")
        numero: Decimal = celda.valor
        return numero

    assert informar(primero, 2) == 2
    assert propuesto(reporte, dato) is None
    assert informar(reporte, 3) == 5
    assert Valor.objects.get(reporte=reporte).propuesto == 3


# --- What the fixture says -----------------------------------------------------------------------


def test_cada_conteo_habla_el_idioma_de_su_registro() -> None:
    """Kinds and states exist in the register, and the Dato can be added up so."""
    cargados = [campos for _modelo, campos in filas("conteos")]
    datos = {
        campos["codigo"]: campos
        for eje in (1, 2, 3, 4)
        for modelo, campos in filas(f"plan_operativo_eje_{eje}")
        if modelo == "planes.dato"
    }
    assert len({c["dato"][0] for c in cargados}) == len(cargados) > 30
    for conteo in cargados:
        dato = datos[conteo["dato"][0]]
        assert not dato.get("sensible"), dato["codigo"]
        assert dato["regla_tiempo"] == "suma", dato["codigo"]
        modelo: Any = {**MODELOS, "autoevaluacion": Autoevaluacion, "propuesta": Propuesta}[
            conteo["registro"]
        ]
        tipos = modelo.Tipo.values if hasattr(modelo, "Tipo") else []
        estados: Any = getattr(modelo, "Estado", None) or getattr(modelo, "Etapa", None)
        assert set(conteo["clases"]) <= set(tipos), conteo
        assert set(conteo["estados"]) <= set(estados.values if estados else []), conteo


MALOS = [
    ({"tipo": "conteo"}, {"medida": "participantes"}),
    ({"tipo": "personas"}, {"medida": "filas"}),
    ({"tipo": "monto"}, {"medida": "filas", "registro": "recurso"}),
    ({"tipo": "personas"}, {"medida": "participantes", "registro": "convenio"}),
    ({"tipo": "conteo", "sensible": True}, {"medida": "filas"}),
]


@pytest.mark.parametrize(("dato", "conteo"), MALOS)
def test_un_conteo_que_no_cuadra_con_su_dato(dato: Any, conteo: Any) -> None:
    malo = Conteo(dato=crear_dato(**dato), **{"registro": "accion"} | conteo)
    with pytest.raises(ValidationError):
        malo.full_clean()


def test_conteos_de_otra_persona() -> None:
    """Nobody writes in another country's register."""
    fila = Accion(pais=crear_pais("gt"), tipo="taller", titulo="T", fecha=dt.date(2025, 9, 1))
    for quien in (focal("hn"), crear_usuario()):
        with pytest.raises(operaciones.comun.PermissionDenied):
            operaciones.guardar_fila(fila=fila, version=0, relaciones={}, por=quien)
