"""Fictitious texts for every document of a year, with living figures, and whom they thank."""

from __future__ import annotations

from collections.abc import Mapping

from actores.models import Organizacion, Usuario
from informes import familia, redaccion
from informes.models import Corte, Redaccion, Seccion, TipoInforme
from informes.operaciones import guardar_creditos, guardar_seccion, version_de_creditos

DONANTES = ("union-europea", "oim")

AVISO = (
    "<p><em>Texto de demostración: nada de lo que dice ocurrió.</em></p>",
    "<p><em>Demonstration text: nothing of what it says took place.</em></p>",
)

BREVES = (TipoInforme.INFOGRAFIA, TipoInforme.PRESENTACION, TipoInforme.HOJA)

CREDITOS = (
    "Texto de demostración. Con el apoyo de:",
    "Demonstration text. With the support of:",
)

MENSAJES = (
    "<p>Al terminar {anio}, <strong>[[actividades estado=completada]] de [[actividades]]</strong>"
    " actividades del plan estaban completadas y [[actividades estado=en_curso]] en curso. Se"
    " apoyan en [[cobertura]] aprobados de los países.</p>"
    "<blockquote><p>Ningún país puede solo contra un delito que cruza fronteras.</p></blockquote>"
    "<p>La Presidencia ficticia agradece a los equipos de los nueve países y se compromete a"
    " tres cosas:</p><ul><li>cerrar las actividades que siguen en curso;</li><li>publicar los"
    " datos cada semestre;</li><li>atender primero a las víctimas.</li></ul>",
    "<p>At the end of {anio}, <strong>[[actividades estado=completada]] of"
    " [[actividades]]</strong> activities of the plan were completed and"
    " [[actividades estado=en_curso]] were under way. They stand on [[cobertura]] approved.</p>"
    "<blockquote><p>No country can act alone against a crime that crosses borders.</p>"
    "</blockquote><p>The fictitious Presidency thanks the teams of the nine countries and commits"
    " itself to three things:</p><ul><li>completing the activities that are under way;</li>"
    "<li>publishing the data every half-year;</li><li>putting victims first.</li></ul>",
)

PALABRAS_DE_EJE = {
    "1": (
        "La formación llegó a [[personas-capacitadas-servidores]] servidores públicos y actores"
        " clave ficticios.",
        "Training reached [[personas-capacitadas-servidores]] fictitious public servants and key"
        " actors.",
    ),
    "2": (
        "Los países contaron [[denuncias-recibidas categoria=delito:trata]] denuncias ficticias"
        " de trata; donde son pocas, la cifra es un intervalo.",
        "Countries counted [[denuncias-recibidas categoria=delito:trata]] fictitious complaints of"
        " trafficking; where they are few, the figure is an interval.",
    ),
    "3": (
        "Los contenidos alcanzaron a [[alcance-medios-comunicacion]] personas ficticias por los"
        " medios de comunicación.",
        "Content reached [[alcance-medios-comunicacion]] fictitious persons through the media.",
    ),
    "4": (
        "Se informó a [[donantes-informados]] donantes ficticios del avance del plan.",
        "[[donantes-informados]] fictitious donors were told of the plan's progress.",
    ),
}

SECCIONES: Mapping[TipoInforme, Mapping[str, tuple[str, str]]] = {
    TipoInforme.ANUAL: {
        "mensaje": MENSAJES,
        **{
            f"eje-{n}": (
                f"<p>{es}</p><p>De las [[actividades eje={n}]] actividades de este eje,"
                f" [[actividades estado=completada eje={n}]] están completadas. Las demás"
                " avanzaron menos de lo previsto porque, en esta historia inventada, las"
                " instituciones cambiaron de personal.</p>",
                f"<p>{en}</p><p>Of the [[actividades eje={n}]] activities of this axis,"
                f" [[actividades estado=completada eje={n}]] are completed. The others advanced"
                " less than planned because, in this invented story, institutions changed their"
                " staff.</p>",
            )
            for n, (es, en) in PALABRAS_DE_EJE.items()
        },
        "practicas": (
            "<p>Dos prácticas ficticias que otros países podrían repetir:</p><ol><li><strong>Una"
            " ficha única</strong> de referencia entre instituciones, que redujo los pasos de seis"
            " a dos.</li><li><strong>Jornadas cortas</strong> de medio día, a las que asistió más"
            " personal de frontera.</li></ol>",
            "<p>Two fictitious practices that other countries could repeat:</p><ol><li><strong>One"
            " single form</strong> of referral between institutions, which cut the steps from six"
            " to two.</li><li><strong>Short sessions</strong> of half a day, which more border"
            " staff attended.</li></ol>",
        ),
        "recursos": (
            "<p>Se presentaron [[fichas-tecnicas-presentadas]] fichas de proyecto ficticias a la"
            " cooperación. Falta financiar la formación de los puestos fronterizos.</p>",
            "<p>[[fichas-tecnicas-presentadas]] fictitious project sheets were presented to"
            " donors. Training at border posts is still without funds.</p>",
        ),
        "lecciones": (
            "<p>Lo que se retrasó, en esta historia inventada, fue lo que dependía de un solo"
            " equipo. El año próximo cada actividad tendrá dos responsables.</p><p>La rotación del"
            " personal formado obliga a repetir los cursos: se grabarán.</p>",
            "<p>What was late, in this invented story, was what depended on one single team. Next"
            " year each activity will have two persons in charge.</p><p>Trained staff move on, so"
            " courses have to be repeated: they will be recorded.</p>",
        ),
        "contactos": (
            "<p>Secretaría Técnica de la CORETT: datos por confirmar.</p>",
            "<p>Technical Secretariat of CORETT: to be confirmed.</p>",
        ),
    },
    TipoInforme.RESUMEN: {
        "mensaje": (
            "<p>En {anio} quedaron completadas [[actividades estado=completada]] de"
            " [[actividades]] actividades. La formación llegó a"
            " [[personas-capacitadas-servidores]] personas ficticias.</p>",
            "<p>In {anio}, [[actividades estado=completada]] of [[actividades]] activities stood"
            " completed. Training reached [[personas-capacitadas-servidores]] fictitious"
            " persons.</p>",
        ),
        "conclusiones": (
            "<ul><li>Cerrar lo que sigue en curso antes de abrir algo nuevo.</li><li>Financiar la"
            " formación de los puestos fronterizos.</li><li>Reportar a tiempo: cada cifra dice de"
            " cuántos países viene.</li></ul>",
            "<ul><li>Complete what is under way before starting anything new.</li><li>Fund"
            " training at border posts.</li><li>Report in time: every figure says from how many"
            " countries it comes.</li></ul>",
        ),
    },
    TipoInforme.INFOGRAFIA: {
        "mensaje": (
            "<p>[[actividades estado=completada]] de [[actividades]] actividades completadas"
            " entre nueve países.</p>",
            "<p>[[actividades estado=completada]] of [[actividades]] activities completed by nine"
            " countries.</p>",
        ),
    },
    TipoInforme.NACIONAL: {
        "presentacion": (
            "<p>El país llegó al final de {anio} con [[actividades estado=completada]] actividades"
            " completadas y [[actividades estado=en_curso]] en curso, según [[cobertura]]"
            " aprobados.</p>",
            "<p>The country ended {anio} with [[actividades estado=completada]] activities"
            " completed and [[actividades estado=en_curso]] under way, on [[cobertura]]"
            " approved.</p>",
        ),
        "logros": (
            "<p>Personas formadas, en cifras ficticias: [[personas-capacitadas-servidores]]; en"
            " toda la región, [[personas-capacitadas-servidores pais=region]].</p>",
            "<p>Persons trained, in fictitious figures: [[personas-capacitadas-servidores]]; in"
            " the whole region, [[personas-capacitadas-servidores pais=region]].</p>",
        ),
        "retos": (
            "<p>Falta personal estable en las instituciones ficticias que reciben a las"
            " víctimas.</p>",
            "<p>The fictitious institutions that receive victims lack permanent staff.</p>",
        ),
    },
    TipoInforme.BOLETIN: {
        "editorial": (
            "<p>Este número inventado cuenta qué hicieron los países en el trimestre y qué"
            " viene.</p>",
            "<p>This invented issue tells what countries did in the quarter and what comes"
            " next.</p>",
        ),
        "noticias": (
            "<p><strong>Jornada ficticia de frontera.</strong> Tres instituciones ensayaron la"
            " ruta de referencia.</p><p><strong>Curso ficticio en línea.</strong> En el año se han"
            " contado [[personas-capacitadas-servidores]] personas formadas.</p>",
            "<p><strong>Fictitious border session.</strong> Three institutions rehearsed the"
            " referral route.</p><p><strong>Fictitious online course.</strong> In the year,"
            " [[personas-capacitadas-servidores]] persons trained have been counted.</p>",
        ),
        "fechas": (
            "<ul><li>Día Mundial contra la Trata de Personas: 30 de julio.</li><li>Reunión"
            " ficticia de la Coalición: por confirmar.</li></ul>",
            "<ul><li>World Day against Trafficking in Persons: 30 July.</li><li>Fictitious meeting"
            " of the Coalition: to be confirmed.</li></ul>",
        ),
    },
    TipoInforme.HOJA: {
        "que-es": (
            "<p>La Coalición reúne a nueve países contra la trata de personas y el tráfico ilícito"
            " de migrantes. Su plan tiene [[actividades]] actividades.</p>",
            "<p>The Coalition brings together nine countries against trafficking in persons and"
            " smuggling of migrants. Its plan has [[actividades]] activities.</p>",
        ),
        "llamado": (
            "<p>Difunda las líneas de denuncia verificadas. Apoye un proyecto.</p>",
            "<p>Make the verified reporting lines known. Support a project.</p>",
        ),
    },
    TipoInforme.PRESENTACION: {
        "mensaje": (
            "<p>[[actividades estado=completada]] de [[actividades]] actividades completadas: lo"
            " que sigue necesita recursos.</p>",
            "<p>[[actividades estado=completada]] of [[actividades]] activities completed: what"
            " comes next needs resources.</p>",
        ),
        "pedido": (
            "<ul><li>Formación en puestos fronterizos.</li><li>Una ficha única de referencia."
            "</li><li>Difusión en lenguas indígenas.</li></ul>",
            "<ul><li>Training at border posts.</li><li>One single referral form.</li><li>Outreach"
            " in indigenous languages.</li></ul>",
        ),
    },
    TipoInforme.FICHA: {
        "justificacion": (
            "<p>En la región, en cifras ficticias, se formaron"
            " [[personas-capacitadas-servidores]] personas, y los puestos fronterizos siguen sin"
            " cubrirse.</p>",
            "<p>In the region, in fictitious figures, [[personas-capacitadas-servidores]] persons"
            " were trained, and border posts are still not covered.</p>",
        ),
        "resultados": (
            "<ul><li>Cada puesto tiene a dos personas formadas.</li><li>La ruta de referencia se"
            " conoce y se usa.</li></ul>",
            "<ul><li>Each post has two trained persons.</li><li>The referral route is known and"
            " used.</li></ul>",
        ),
        "contacto": (
            "<p>Secretaría Técnica de la CORETT: datos por confirmar.</p>",
            "<p>Technical Secretariat of CORETT: to be confirmed.</p>",
        ),
    },
}


def sembrar(anio: int, quien: Usuario) -> int:
    """Writes every section of every document of a year in both languages, and their credits;
    returns how many sections there are. Repeating it changes nothing."""
    corte = redaccion.corte_del_anio(anio)
    if corte is None:
        raise ValueError(f"there is no data cut of {anio}")
    donantes = list(Organizacion.objects.filter(codigo__in=DONANTES))
    hechas = 0
    for tipo, secciones in SECCIONES.items():
        for sujeto in familia.sujetos(tipo, corte):
            for clave, textos in secciones.items():
                escribir(corte, anio, tipo, sujeto, clave, textos, quien)
                hechas += 1
            acreditar(anio, tipo, sujeto, donantes, quien)
    return hechas


def escribir(
    corte: Corte,
    anio: int,
    tipo: TipoInforme,
    sujeto: str,
    clave: str,
    textos: tuple[str, str],
    quien: Usuario,
) -> None:
    es, en = (texto.replace("{anio}", str(anio)) for texto in textos)
    if tipo in BREVES:
        # Room for one sentence: the notice is its end.
        es = es.replace("</p>", " (Texto de demostración.)</p>", 1)
        en = en.replace("</p>", " (Demonstration text.)</p>", 1)
    else:
        es, en = AVISO[0] + es, AVISO[1] + en
    escrita = Seccion.objects.filter(
        redaccion__tipo=tipo, redaccion__anio=anio, redaccion__sujeto=sujeto, clave=clave
    ).first()
    guardar_seccion(
        tipo=tipo, corte=corte, anio=anio, sujeto=sujeto, clave=clave,
        texto=es, texto_en=en, version=escrita.version if escrita else 0, por=quien,
    )  # fmt: skip


def acreditar(
    anio: int, tipo: TipoInforme, sujeto: str, donantes: list[Organizacion], quien: Usuario
) -> None:
    hecha = Redaccion.objects.filter(tipo=tipo, anio=anio, sujeto=sujeto).first()
    guardar_creditos(
        tipo=tipo, anio=anio, sujeto=sujeto, texto=CREDITOS[0], texto_en=CREDITOS[1],
        organizaciones=donantes, version=version_de_creditos(hecha), por=quien,
    )  # fmt: skip
