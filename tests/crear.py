"""Plain builder functions: each makes one thing with sensible defaults and returns it."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from actores.models import CorreoEnviado, Pais, PuntoFocal, Usuario
from actores.roles import COLABORADOR, PUNTO_FOCAL
from planes.models import (
    Accion,
    Actividad,
    Alcance,
    Autoevaluacion,
    Avance,
    Categoria,
    Colaboracion,
    Conteo,
    Dato,
    Desagregacion,
    Eje,
    Etapa,
    Evidencia,
    Explicacion,
    Indicador,
    Meta,
    ObjetivoOperativo,
    Participantes,
    Periodo,
    Plan,
    Propuesta,
    Replica,
    Reporte,
    TextoPublico,
    Valor,
    ValorDesagregado,
)
from planes.validacion import ADVERTENCIA, revisar

siguiente = count(1)

CLAVE = "una clave larga de prueba"


def crear_pais(codigo: str = "hn", nombre: str = "", **extra: Any) -> Pais:
    """A member country; the same row when it is asked for twice."""
    nombre = nombre or f"País {codigo.upper()}"
    defaults = {"iso3": f"{codigo.upper()}X", "nombre": nombre, "orden": next(siguiente), **extra}
    return Pais.objects.get_or_create(codigo=codigo, defaults=defaults)[0]


def crear_usuario(correo: str = "", *roles: str, pais: Pais | None = None, **extra: Any) -> Usuario:
    """A person with the given roles; a focal point of ``pais``, role and all, when one is given."""
    correo = correo or f"persona{next(siguiente)}@demo.example"
    usuario = Usuario.objects.create_user(
        correo, CLAVE, nombre=extra.pop("nombre", correo.split("@")[0]), **extra
    )
    for rol in {*roles, PUNTO_FOCAL} if pais else roles:
        usuario.groups.add(Group.objects.get_or_create(name=rol)[0])
    if pais is not None:
        PuntoFocal.objects.create(usuario=usuario, pais=pais, desde=dt.date(2023, 1, 1))
    return usuario


def crear_plan(codigo: str = "plan-prueba", **extra: Any) -> Plan:
    defaults = {
        "tipo": Plan.Tipo.OPERATIVO,
        "nombre": "Plan de prueba",
        "nombre_en": "Test plan",
        "inicio": dt.date(2023, 1, 1),
        "fin": dt.date(2025, 12, 31),
        "estado": Plan.Estado.VIGENTE,
        **extra,
    }
    return Plan.objects.get_or_create(codigo=codigo, defaults=defaults)[0]


def crear_eje(plan: Plan | None = None, numero: int = 1, **extra: Any) -> Eje:
    plan = plan or crear_plan()
    defaults = {"nombre": f"Eje {numero}", "nombre_en": f"Axis {numero}", "orden": numero, **extra}
    return Eje.objects.get_or_create(plan=plan, numero=numero, defaults=defaults)[0]


def crear_objetivo(eje: Eje | None = None, numero: int = 1, **extra: Any) -> ObjetivoOperativo:
    eje = eje or crear_eje()
    defaults = {
        "eje": eje,
        "texto": f"Objetivo operativo {numero}",
        "texto_en": f"Operational objective {numero}",
        "orden": numero,
        **extra,
    }
    return ObjetivoOperativo.objects.get_or_create(plan=eje.plan, numero=numero, defaults=defaults)[
        0
    ]


def crear_actividad(
    codigo: str = "1.1", objetivo: ObjetivoOperativo | None = None, **extra: Any
) -> Actividad:
    objetivo = objetivo or crear_objetivo(numero=int(codigo.split(".")[0]))
    return Actividad.objects.create(
        plan=objetivo.plan,
        objetivo=objetivo,
        codigo=codigo,
        texto=extra.pop("texto", f"Actividad {codigo}"),
        orden=extra.pop("orden", next(siguiente)),
        **extra,
    )


def crear_meta(codigo: str = "1.1.1", actividad: Actividad | None = None, **extra: Any) -> Meta:
    actividad = actividad or crear_actividad(codigo.rsplit(".", 1)[0])
    meta = Meta.objects.create(
        plan=actividad.plan,
        objetivo=actividad.objetivo,
        codigo=codigo,
        texto=extra.pop("texto", f"Meta {codigo}"),
        orden=extra.pop("orden", next(siguiente)),
        **extra,
    )
    meta.actividades.add(actividad)
    return meta


def crear_dato(codigo: str = "", **extra: Any) -> Dato:
    """A national count that is summed over time and countries, unless told otherwise."""
    codigo = codigo or f"dato-{next(siguiente)}"
    partes = extra.pop("partes", {})
    etapas = extra.pop("etapas", [])
    dato = Dato.objects.create(
        codigo=codigo,
        **{
            "nombre": codigo.replace("-", " ").capitalize(),
            "nombre_en": codigo.replace("-", " ").capitalize(),
            "tipo": Dato.Tipo.CONTEO,
            "regla_tiempo": Dato.ReglaTiempo.SUMA,
            "regla_region": Dato.ReglaRegion.SUMA,
            "orden": next(siguiente),
            **extra,
        },
    )
    for clave, categorias in partes.items():
        desagregacion = Desagregacion.objects.get_or_create(
            codigo=clave, defaults={"nombre": clave}
        )[0]
        for orden, categoria in enumerate(categorias):
            Categoria.objects.get_or_create(
                desagregacion=desagregacion,
                codigo=categoria,
                defaults={"nombre": categoria.capitalize(), "orden": orden},
            )
        dato.desagregaciones.add(desagregacion)
    for orden, etapa in enumerate(etapas, start=1):
        Etapa.objects.create(
            dato=dato,
            codigo=etapa,
            nombre=etapa.capitalize(),
            orden=orden,
            cumple=orden == len(etapas),
        )
    return dato


def crear_indicador(
    meta: Meta | None = None, dato: Dato | None = None, letra: str = "a", **extra: Any
) -> Indicador:
    meta = meta or crear_meta()
    if dato is None and not extra.get("evidencia"):
        dato = crear_dato()
    return Indicador.objects.create(
        plan=meta.plan,
        meta=meta,
        actividad=extra.pop("actividad", None) or meta.actividades.get(),
        codigo=f"{meta.codigo}.{letra}",
        texto=extra.pop("texto", f"Indicador {meta.codigo}.{letra}"),
        dato=dato,
        orden=next(siguiente),
        **extra,
    )


def crear_periodo(
    plan: Plan | None = None, anio: int = 2025, semestre: int = 2, **extra: Any
) -> Periodo:
    """A period that is open today (whatever today is), unless dates are given."""
    plan = plan or crear_plan()
    hoy = dt.date.today()
    defaults = {
        "abre": hoy - dt.timedelta(days=30),
        "vence": hoy + dt.timedelta(days=30),
        "cierra": hoy + dt.timedelta(days=60),
        **extra,
    }
    return Periodo.objects.get_or_create(
        plan=plan, anio=anio, semestre=semestre, defaults=defaults
    )[0]


def crear_reporte(
    pais: Pais | None = None,
    periodo: Periodo | None = None,
    estado: str = Reporte.Estado.BORRADOR,
    **extra: Any,
) -> Reporte:
    """A report in the given state, with the people that the state needs.

    Pass ``regional=True`` for the ST's own.
    """
    regional = extra.pop("regional", False)
    periodo = periodo or crear_periodo()
    pais = None if regional else (pais or crear_pais())
    momento = dt.datetime.now(tz=dt.UTC)
    if estado != Reporte.Estado.BORRADOR:
        extra.setdefault("enviado_por", crear_usuario())
        extra.setdefault("enviado_en", momento)
    if estado in {Reporte.Estado.OBSERVADO, Reporte.Estado.APROBADO}:
        extra.setdefault("revisado_por", crear_usuario())
        extra.setdefault("revisado_en", momento)
    return Reporte.objects.create(periodo=periodo, pais=pais, estado=estado, **extra)


def crear_avance(
    reporte: Reporte, actividad: Actividad, estado: str = "en_curso", **extra: Any
) -> Avance:
    return Avance.objects.create(
        reporte=reporte,
        actividad=actividad,
        estado=estado,
        version=extra.pop("version", 1),
        **extra,
    )


def crear_valor(
    reporte: Reporte, dato: Dato, numero: int | Decimal | None = None, **extra: Any
) -> Valor:
    """A value; ``partes={"sexo:mujeres": 3}`` adds its disaggregation."""
    partes = extra.pop("partes", {})
    valor = Valor.objects.create(
        reporte=reporte,
        dato=dato,
        tipo=dato.tipo,
        numero=None if numero is None else Decimal(numero),
        **extra,
    )
    for clave, parte in partes.items():
        desagregacion, categoria = clave.split(":")
        ValorDesagregado.objects.create(
            valor=valor,
            categoria=Categoria.objects.get(desagregacion__codigo=desagregacion, codigo=categoria),
            numero=Decimal(parte),
        )
    return valor


def explicar(reporte: Reporte, texto: str = "Está comprobado.") -> None:
    """Explains every warning that the portal has of a report, so that it can be sent."""
    autor = reporte.enviado_por or crear_usuario()
    for h in revisar(reporte):
        if h.regla == "observacion_sin_atender":
            for observacion in reporte.observaciones.filter(actividad=h.actividad):
                Replica.objects.create(observacion=observacion, texto=texto, autor=autor)
        elif h.nivel == ADVERTENCIA and not h.explicacion:
            Explicacion.objects.create(
                reporte=reporte, actividad=h.actividad, dato=h.dato, regla=h.regla, texto=texto,
                autor=autor,
            )  # fmt: skip


def crear_texto_publico(
    reporte: Reporte, actividad: Actividad, estado: str = "propuesto", **extra: Any
) -> TextoPublico:
    """A text for publication, with who answered it where its state needs somebody."""
    if estado != TextoPublico.Estado.PROPUESTO:
        extra.setdefault("respondido_por", crear_usuario())
        extra.setdefault("respondido_en", dt.datetime.now(tz=dt.UTC))
    return TextoPublico.objects.create(
        reporte=reporte,
        actividad=actividad,
        estado=estado,
        escrito_por=extra.pop("escrito_por", None) or crear_usuario(),
        **{"texto": "Se formó a 35 personas.", "texto_en": "35 people were trained.", **extra},
    )


def crear_categoria(clave: str) -> Categoria:
    """``sector:ejecutivo``; the same row when it is asked for twice."""
    desagregacion, codigo = clave.split(":")
    padre = Desagregacion.objects.get_or_create(
        codigo=desagregacion, defaults={"nombre": desagregacion.capitalize()}
    )[0]
    defaults = {"nombre": codigo.capitalize(), "orden": next(siguiente)}
    return Categoria.objects.get_or_create(desagregacion=padre, codigo=codigo, defaults=defaults)[0]


def crear_conteo(dato: Dato, **extra: Any) -> Conteo:
    """The Dato adds up from actions, whatever their kind, unless told otherwise."""
    return Conteo.objects.create(dato=dato, registro=extra.pop("registro", "accion"), **extra)


def crear_accion(pais: Pais | None = None, **extra: Any) -> Accion:
    """A workshop of 2025-II; ``regional=True`` for the region's. ``actividades`` it serves;
    ``participantes={"sector:ejecutivo": {"mujeres": 3}}``; ``alcances={"canal:radio": 500}``."""
    actividades = extra.pop("actividades", [])
    participantes, alcances = extra.pop("participantes", {}), extra.pop("alcances", {})
    accion = Accion.objects.create(
        pais=None if extra.pop("regional", False) else (pais or crear_pais()),
        tipo=extra.pop("tipo", Accion.Tipo.TALLER),
        titulo=extra.pop("titulo", f"Acción {next(siguiente)}"),
        fecha=extra.pop("fecha", dt.date(2025, 9, 1)),
        **extra,
    )
    accion.actividades.set(actividades)
    for clave, numeros in participantes.items():
        Participantes.objects.create(accion=accion, sector=crear_categoria(clave), **numeros)
    for clave, personas in alcances.items():
        Alcance.objects.create(accion=accion, canal=crear_categoria(clave), personas=personas)
    return accion


def crear_evidencia(reporte: Reporte, actividad: Actividad, **extra: Any) -> Evidencia:
    """A text file that an activity of a report has, stored as an uploaded one is."""
    contenido = extra.pop("contenido", f"Acta ficticia {next(siguiente)}".encode())
    campos = {
        "tipo": "acta",
        "titulo": "Acta ficticia",
        "nombre": "acta.txt",
        "formato": "text/plain",
        "tamano": len(contenido),
        "huella": hashlib.sha256(contenido).hexdigest(),
        **extra,
    }
    if "subida_por" not in campos:
        campos["subida_por"] = crear_usuario()
    evidencia = Evidencia(reporte=reporte, actividad=actividad, **campos)
    evidencia.original.save("", ContentFile(contenido), save=False)
    evidencia.limpia.save("", ContentFile(contenido), save=False)
    evidencia.save()
    return evidencia


def crear_correo(para: Usuario | None = None, **extra: Any) -> CorreoEnviado:
    """The row of a mail that has left, unless told otherwise: how to restore a password."""
    para = para or crear_usuario()
    datos = {
        "plantilla": "actores/correo/restablecer",
        "asunto": "Cambie su contraseña",
        "ruta": "/cuenta/ingresar/",
        "contexto": {"dias": 7},
        "idioma": para.idioma,
        "estado": CorreoEnviado.Estado.ENVIADO,
        **extra,
    }
    return CorreoEnviado.objects.create(para=para, **datos)


def crear_autoevaluacion(
    pais: Pais | None = None, anio: int = 2024, terminada: bool = False, **extra: Any
) -> Autoevaluacion:
    """A draft with a text, or a finished one with all that this needs."""
    campos = {"barreras": "La rotación del personal", **extra}
    if terminada:
        campos |= {
            "estado": Autoevaluacion.Estado.TERMINADA,
            "fecha": dt.date(anio, 12, 1),
            "instituciones": "Instituto de Migración",
            "terminada_por": campos.get("terminada_por") or crear_usuario(),
            "terminada_en": dt.datetime(anio, 12, 2, tzinfo=dt.UTC),
        }
    plan = campos.pop("plan", None) or crear_plan()
    return Autoevaluacion.objects.create(plan=plan, pais=pais or crear_pais(), anio=anio, **campos)


def crear_propuesta(autoevaluacion: Autoevaluacion, **extra: Any) -> Propuesta:
    return Propuesta.objects.create(
        autoevaluacion=autoevaluacion,
        **{"obstaculo": "Rotación", "propuesta": "Formar cada semestre", **extra},
    )


def crear_colaborador(
    *actividades: Actividad, pais: Pais | None = None, correo: str = "", **extra: Any
) -> Usuario:
    """A person who helps a country to report, with those activities."""
    pais = pais or crear_pais()
    persona = crear_usuario(correo, COLABORADOR, **extra)
    colaboracion = Colaboracion.objects.create(
        usuario=persona, pais=pais, invitado_por=crear_usuario(), desde=dt.date(2023, 1, 1)
    )
    colaboracion.actividades.set(actividades)
    return persona


def crear_accion_de_estrategia(codigo: str = "1.A1", eje: int = 1, **extra: Any) -> Actividad:
    """An action of an Estrategia of 2023-2027, with one result (``<eje>.R1``) that it serves."""
    plan = crear_plan(
        "estrategia-prueba",
        tipo=Plan.Tipo.ESTRATEGIA,
        nombre="Estrategia de prueba",
        nombre_en="Test strategy",
        fin=dt.date(2027, 12, 31),
    )
    objetivo = crear_objetivo(crear_eje(plan, eje), eje)
    accion = crear_actividad(codigo, objetivo, **extra)
    resultado = Meta.objects.filter(plan=plan, codigo=f"{eje}.R1").first()
    if resultado is None:
        crear_meta(f"{eje}.R1", accion)
    else:
        resultado.actividades.add(accion)
    return accion
