"""The Estrategia's five audiences: what the coalition tells each, and where on the site is what
serves them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import PublicoMeta
from informes.models import Medio, Mensaje, Producto


class Entrada(NamedTuple):
    """A page that serves an audience, and what for."""

    vista: str
    texto: Any
    para: Any


SI_USTED_ES: dict[int, Any] = {
    1: gettext_lazy("Si usted trabaja en una institución del Estado"),
    2: gettext_lazy("Si usted representa a su país o a un foro regional"),
    3: gettext_lazy("Si usted trabaja en un organismo internacional o en una agencia"),
    4: gettext_lazy("Si usted es de la sociedad civil, de una empresa o de un medio"),
}
"""By the audience's number in the Estrategia."""

PAISES = Entrada(
    "paises", gettext_lazy("Su país y los demás"),
    gettext_lazy("Qué se pide a cada país, qué informó y cuál es su organismo nacional."),
)  # fmt: skip
PLAN = Entrada(
    "plan", gettext_lazy("El Plan Operativo"),
    gettext_lazy("Ejes, objetivos y actividades, con lo que se ha avanzado en cada uno."),
)  # fmt: skip
INFORMES = Entrada(
    "informes", gettext_lazy("Informes"),
    gettext_lazy("El informe anual, su resumen ejecutivo, los informes nacionales y más."),
)  # fmt: skip
BOLETINES = Entrada(
    "boletines", gettext_lazy("Boletines trimestrales"),
    gettext_lazy("Lo ocurrido cada trimestre, para leer o reenviar."),
)  # fmt: skip
PROYECTOS = Entrada(
    "proyectos", gettext_lazy("Proyectos"),
    gettext_lazy("Fichas de lo que se hace y de lo que busca apoyo."),
)  # fmt: skip
TRANSPARENCIA = Entrada(
    "transparencia", gettext_lazy("Transparencia"),
    gettext_lazy("Recursos por donante, año y país; convenios."),
)  # fmt: skip
GLOSARIO = Entrada(
    "glosario", gettext_lazy("Glosario"),
    gettext_lazy("Trata y tráfico no son lo mismo: las palabras exactas, con su fuente."),
)  # fmt: skip
DATOS = Entrada(
    "datos", gettext_lazy("Datos abiertos"),
    gettext_lazy("Las cifras publicadas, para descargar y citar."),
)  # fmt: skip
PUBLICACIONES = Entrada(
    "publicaciones", gettext_lazy("Publicaciones"),
    gettext_lazy("Manuales, estudios, buenas prácticas y materiales de campaña."),
)  # fmt: skip
DIRECTORIO = Entrada(
    "directorio", gettext_lazy("Directorio"),
    gettext_lazy("Organismos nacionales, observadores y socios."),
)  # fmt: skip
NOTICIAS = Entrada(
    "noticias", gettext_lazy("Noticias y comunicados"),
    gettext_lazy("Lo que acuerda y hace la Coalición, con fecha y fuente."),
)  # fmt: skip
ESTRATEGIA = Entrada(
    "estrategia", gettext_lazy("Estrategia de comunicación"),
    gettext_lazy("Cómo se propone la Coalición darse a conocer, y cómo va."),
)  # fmt: skip
FECHAS = Entrada(
    "fechas", gettext_lazy("Fechas clave"),
    gettext_lazy("Días para recordar y reuniones, para llevar a su agenda."),
)  # fmt: skip
AYUDA = Entrada(
    "ayuda_victimas", gettext_lazy("Dónde pedir ayuda"),
    gettext_lazy("Líneas de denuncia verificadas, por país, y qué hacer."),
)  # fmt: skip
ENLACENOS = Entrada(
    "enlazanos", gettext_lazy("Enlace a la CORETT"),
    gettext_lazy("Logotipos, textos y gráficos para su propio sitio."),
)  # fmt: skip
ACERCA = Entrada(
    "acerca", gettext_lazy("Acerca de la Coalición"),
    gettext_lazy("Qué es, quiénes la integran, cómo se gobierna."),
)  # fmt: skip

ENTRADAS: dict[int, tuple[Entrada, ...]] = {
    1: (PAISES, PLAN, INFORMES, BOLETINES, FECHAS),
    2: (INFORMES, PLAN, ESTRATEGIA, PUBLICACIONES, FECHAS),
    3: (INFORMES, PROYECTOS, TRANSPARENCIA, DATOS, DIRECTORIO),
    4: (GLOSARIO, DATOS, NOTICIAS, DIRECTORIO, PUBLICACIONES, AYUDA, ENLACENOS),
}
PARA_TODOS = (ACERCA, PLAN, INFORMES, NOTICIAS, GLOSARIO)
"""For an audience that the Estrategia says nothing more of, or one added later."""


def publicos() -> QuerySet[PublicoMeta]:
    """All, with how many messages there are for each (``n_mensajes``)."""
    return PublicoMeta.objects.annotate(n_mensajes=Count("mensajes")).order_by("numero")


def publico(fila: PublicoMeta) -> dict[str, Any]:
    """What the page of one audience is drawn with."""
    hay: list[type[Any]] = [Mensaje, Producto, Medio]
    mensajes, productos, medios = (
        list(tabla.objects.filter(publico=fila).order_by("orden")) for tabla in hay
    )
    return {
        "publico": fila,
        "mensajes": mensajes,
        "productos": productos,
        "medios": medios,
        "si_usted_es": SI_USTED_ES.get(fila.numero, _("Para usted")),
        "entradas": [
            {"url": reverse(f"informes:{e.vista}"), "texto": e.texto, "para": e.para}
            for e in ENTRADAS.get(fila.numero, PARA_TODOS)
        ],
        "otros": publicos().exclude(pk=fila.pk),
        "migas": [{"texto": _("Para quién"), "url": reverse("informes:publicos")}],
    }
