"""Reads the plan and its answers from the tables, in a fixed number of queries.

Only the newest approved version of each report enters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef

from actores import models as actores
from planes import models as m
from planes.calculo import REGION, Dato, Respuesta, Semestre

from .cooperacion import leer_convenios, leer_proyectos, leer_recursos
from .estrategia import leer_estrategia
from .valores import (
    Actividad,
    Arbol,
    Eje,
    Ficha,
    Indicador,
    Meta,
    Objetivo,
    Pais,
    Programado,
    Texto,
    TextoAceptado,
)

VACIO: Texto = {"es": "", "en": ""}


def cargar(plan: m.Plan, periodos: Iterable[m.Periodo]) -> Arbol:
    """The plan with the approved answers of those periods."""
    periodos = sorted(periodos, key=lambda p: (p.anio, p.semestre))
    reportes = list(
        m.Reporte.objects.vigentes()
        .filter(periodo__in=[p.pk for p in periodos])
        .select_related("periodo", "pais")
        .annotate(en_correccion=Exists(m.Reporte.objects.filter(sustituye=OuterRef("pk"))))
    )
    entregas = {(r.pais_id, r.periodo.anio, r.periodo.semestre): r for r in reportes}
    quien = {
        r.pk: (Semestre(r.periodo.anio, r.periodo.semestre), r.pais.codigo if r.pais else REGION)
        for r in reportes
    }
    fichas = leer_fichas(plan)
    proyectos = leer_proyectos(plan)
    return Arbol(
        codigo=plan.codigo,
        nombre=plan.ambos("nombre"),
        inicio=plan.inicio,
        fin=plan.fin,
        ejes=leer_ejes(plan),
        paises=leer_paises(),
        fichas=fichas,
        semestres=tuple(Semestre(p.anio, p.semestre) for p in periodos),
        aprobados=frozenset(quien.values()),
        respuestas=leer_respuestas(quien, fichas),
        estados=leer_estados(quien),
        textos=leer_textos(quien),
        proyectos=proyectos,
        recursos=leer_recursos(entregas, proyectos),
        convenios=leer_convenios(entregas),
        estrategia=leer_estrategia(),
    )


def leer_paises() -> tuple[Pais, ...]:
    return tuple(
        Pais(
            codigo=p.codigo,
            iso3=p.iso3,
            nombre=p.ambos("nombre"),
            organismo=p.organismo.ambos("nombre") if p.organismo else VACIO,
            sigla=p.organismo.sigla if p.organismo else "",
            adhesion=p.adhesion,
            retiro=p.retiro,
        )
        for p in actores.Pais.objects.select_related("organismo").order_by("orden")
    )


def leer_ejes(plan: m.Plan) -> tuple[Eje, ...]:
    indicadores: dict[int, list[Indicador]] = defaultdict(list)
    filas = (
        plan.indicadores.select_related("meta", "actividad", "dato")
        .prefetch_related("programaciones")
        .order_by("orden")
    )
    for i in filas:
        indicadores[i.meta_id].append(
            Indicador(
                codigo=i.codigo,
                texto=i.ambos("texto"),
                meta=i.meta.codigo,
                actividad=i.actividad.codigo,
                dato=i.dato.codigo if i.dato else None,
                evidencia=i.evidencia,
                es_nuestro=i.es_nuestro,
                programado=tuple(
                    Programado(p.anio, p.objetivo, p.linea_base, p.alcance)
                    for p in i.programaciones.all()
                ),
            )
        )
    metas: dict[int, list[Meta]] = defaultdict(list)
    for x in plan.metas.prefetch_related("actividades", "organizaciones").order_by("orden"):
        metas[x.objetivo_id].append(
            Meta(
                codigo=x.codigo,
                texto=x.ambos("texto"),
                responsable=x.ambos("responsable"),
                plazo=x.ambos("plazo"),
                planeamiento=x.ambos("planeamiento"),
                socios=x.ambos("socios"),
                vigencia=(x.vigencia_inicio or plan.inicio, x.vigencia_fin or plan.fin),
                actividades=tuple(a.codigo for a in x.actividades.all()),
                indicadores=tuple(indicadores[x.pk]),
                organizaciones=tuple(
                    (o.codigo, o.ambos("nombre")) for o in x.organizaciones.all() if o.publicable
                ),
            )
        )
    actividades: dict[int, list[Actividad]] = defaultdict(list)
    for a in plan.actividades.select_related("objetivo__eje").order_by("orden"):
        actividades[a.objetivo_id].append(
            Actividad(
                codigo=a.codigo,
                texto=a.ambos("texto"),
                corto=a.ambos("corto" if a.corto else "texto"),
                informante=a.informante,
                objetivo=a.objetivo.numero,
                eje=a.objetivo.eje.numero,
            )
        )
    objetivos: dict[int, list[Objetivo]] = defaultdict(list)
    for o in plan.objetivos.select_related("especifico", "eje").order_by("orden"):
        objetivos[o.eje_id].append(
            Objetivo(
                numero=o.numero,
                texto=o.ambos("texto"),
                corto=o.ambos("corto" if o.corto else "texto"),
                especifico=o.especifico.ambos("texto") if o.especifico else None,
                eje=o.eje.numero,
                actividades=tuple(actividades[o.pk]),
                metas=tuple(metas[o.pk]),
            )
        )
    return tuple(
        Eje(
            numero=e.numero,
            nombre=e.ambos("nombre"),
            descripcion=e.ambos("descripcion"),
            estrategicos=tuple(x.ambos("texto") for x in e.objetivos_estrategicos.all()),
            objetivos=tuple(objetivos[e.pk]),
        )
        for e in plan.ejes.prefetch_related("objetivos_estrategicos").order_by("orden")
    )


def leer_fichas(plan: m.Plan) -> dict[str, Ficha]:
    datos = (
        m.Dato.objects.filter(indicadores__plan=plan)
        .distinct()
        .prefetch_related("etapas", "desagregaciones__categorias")
        .order_by("orden", "codigo")
    )
    return {
        d.codigo: Ficha(
            dato=Dato(
                codigo=d.codigo,
                tipo=d.tipo,
                regla_tiempo=d.regla_tiempo,
                regla_region=d.regla_region,
                sentido=d.sentido,
                periodicidad=d.periodicidad,
                sensible=d.sensible,
            ),
            nombre=d.ambos("nombre"),
            unidad=d.ambos("unidad"),
            informante=d.informante,
            definicion=d.ambos("definicion"),
            fuente=d.ambos("fuente"),
            quien=d.ambos("quien"),
            como=d.ambos("como"),
            categorias={
                f"{x.codigo}:{c.codigo}": c.ambos("nombre")
                for x in d.desagregaciones.all()
                for c in x.categorias.all()
            },
            etapas={e.orden: e.ambos("nombre") for e in d.etapas.all()},
            destacado=d.destacado,
        )
        for d in datos
    }


def leer_respuestas(
    quien: Mapping[int, tuple[Semestre, str]], fichas: Mapping[str, Ficha]
) -> dict[str, tuple[Respuesta, ...]]:
    valores = (
        m.Valor.objects.filter(reporte__in=quien, dato__codigo__in=fichas)
        .select_related("dato", "etapa")
        .prefetch_related("partes__categoria__desagregacion")
        .order_by("dato__codigo", "reporte")
    )
    por_dato: dict[str, list[Respuesta]] = defaultdict(list)
    for v in valores:
        cuando, informante = quien[v.reporte_id]
        por_dato[v.dato.codigo].append(
            Respuesta(
                informante=informante,
                cuando=cuando,
                numero=v.numero,
                numerador=v.numerador,
                denominador=v.denominador,
                etapa=v.etapa.orden if v.etapa else None,
                cumple=bool(v.etapa and v.etapa.cumple),
                fecha=v.fecha,
                documento=v.documento,
                ausencia=v.ausencia,
                partes={
                    f"{x.categoria.desagregacion.codigo}:{x.categoria.codigo}": x.numero
                    for x in v.partes.all()
                },
            )
        )
    return {codigo: tuple(lista) for codigo, lista in por_dato.items()}


def leer_estados(
    quien: Mapping[int, tuple[Semestre, str]],
) -> dict[tuple[str, str], tuple[tuple[Semestre, str], ...]]:
    avances = (
        m.Avance.objects.filter(reporte__in=quien)
        .exclude(estado="")
        .values_list("actividad__codigo", "reporte_id", "estado")
    )
    historia: dict[tuple[str, str], list[tuple[Semestre, str]]] = defaultdict(list)
    for codigo, reporte_id, estado in avances:
        cuando, informante = quien[reporte_id]
        historia[codigo, informante].append((cuando, estado))
    return {clave: tuple(sorted(lista)) for clave, lista in historia.items()}


def leer_textos(quien: Mapping[int, tuple[Semestre, str]]) -> tuple[TextoAceptado, ...]:
    """Only what the country has accepted, of the approved versions that count."""
    aceptados = (
        m.TextoPublico.objects.filter(
            reporte__in=quien, estado=m.TextoPublico.Estado.ACEPTADO, reporte__pais__isnull=False
        )
        .select_related("actividad")
        .order_by(
            "-reporte__periodo__anio", "-reporte__periodo__semestre", "reporte__pais__orden",
            "actividad__orden",
        )
    )  # fmt: skip
    return tuple(
        TextoAceptado(
            actividad=t.actividad.codigo,
            pais=quien[t.reporte_id][1],
            cuando=quien[t.reporte_id][0],
            texto={"es": t.texto, "en": t.texto_en},
        )
        for t in aceptados
    )
