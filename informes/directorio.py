"""The public directory: who is in it, found by filters and words, and counted for the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actores.models import Contacto, Organizacion, Pais, PublicoMeta, RolOrganizacion, Tema
from informes import mapa_socios
from informes.buscador import sin_tildes
from informes.filtros import Eleccion, Filtro, pregunta
from informes.mapa_socios import Casilla

ROLES = (RolOrganizacion.Rol.MIEMBRO, RolOrganizacion.Rol.OBSERVADOR, RolOrganizacion.Rol.SOCIO)
"""What the world is told (R38): who gives or might give money is told by the money itself."""
SIN_PAIS = "regional"
"""In the place of a country's code: bodies of the region or the world."""

EN_PLURAL: Mapping[str, Any] = {
    Organizacion.Tipo.ORGANISMO_NACIONAL: gettext_lazy("Organismos nacionales"),
    Organizacion.Tipo.ENTIDAD_ESTATAL: gettext_lazy("Entidades estatales"),
    Organizacion.Tipo.ORGANISMO_INTERNACIONAL: gettext_lazy("Organismos internacionales"),
    Organizacion.Tipo.AGENCIA_COOPERACION: gettext_lazy("Agencias de cooperación"),
    Organizacion.Tipo.FORO_REGIONAL: gettext_lazy("Foros e instancias regionales"),
    Organizacion.Tipo.SOCIEDAD_CIVIL: gettext_lazy("Sociedad civil"),
    Organizacion.Tipo.ACADEMIA: gettext_lazy("Academia"),
    Organizacion.Tipo.SECTOR_PRIVADO: gettext_lazy("Sector privado"),
    Organizacion.Tipo.MEDIO: gettext_lazy("Medios de comunicación"),
}


def publicas() -> list[Organizacion]:
    """Those that may be named, with what a page says of each, in a fixed number of queries."""
    filas = Organizacion.objects.filter(publicable=True).select_related("pais", "publico")
    contactos = Contacto.objects.publicos()
    return list(
        filas.prefetch_related(
            "roles", "temas", Prefetch("contactos", contactos, to_attr="a_la_vista")
        )
    )


def roles_publicos(organizacion: Organizacion) -> list[RolOrganizacion]:
    return [rol for rol in organizacion.roles.all() if rol.rol in ROLES]


def pais_de(organizacion: Organizacion) -> str:
    return organizacion.pais.codigo if organizacion.pais else SIN_PAIS


VALORES: Mapping[str, Callable[[Organizacion], list[str]]] = {
    "pais": lambda o: [pais_de(o)],
    "tipo": lambda o: [o.tipo],
    "rol": lambda o: [rol.rol for rol in roles_publicos(o)],
    "tema": lambda o: [tema.codigo for tema in o.temas.all()],
    "publico": lambda o: [str(o.publico.numero)] if o.publico else [],
}
"""By filter: what an organisation answers to."""


def textos(o: Organizacion) -> str:
    """Everything that is searched, in both languages."""
    personas = [f"{c.nombre} {c.cargo}" for c in o.a_la_vista]  # type: ignore[attr-defined]
    temas = [f"{tema.nombre} {tema.nombre_en}" for tema in o.temas.all()]
    pais = [o.pais.nombre, o.pais.nombre_en] if o.pais else []
    propios = [o.nombre, o.nombre_en, o.sigla, o.sigla_en, o.descripcion, o.descripcion_en]
    return sin_tildes(" ".join([*propios, *pais, str(o.get_tipo_display()), *temas, *personas]))


def elecciones() -> dict[str, Eleccion]:
    """What each filter offers, by its name."""
    paises = [(pais.codigo, str(pais)) for pais in Pais.objects.all()]
    publicos = [(str(p.numero), str(p.t.nombre)) for p in PublicoMeta.objects.all()]
    temas = [(tema.codigo, str(tema)) for tema in Tema.objects.all()]
    roles = [(rol.value, rol.label) for rol in ROLES]
    todas = [
        Eleccion("pais", _("País"), [*paises, (SIN_PAIS, _("Regional o internacional"))]),
        Eleccion("tipo", _("Tipo"), Organizacion.Tipo.choices),
        Eleccion("rol", _("Papel en la Coalición"), roles),
        Eleccion("tema", _("Tema"), temas),
        Eleccion("publico", _("Público"), publicos),
    ]
    return {eleccion.nombre: eleccion for eleccion in todas}


def pasa(o: Organizacion, filtro: Filtro) -> bool:
    """Whether an organisation answers to all that is asked for; none does to what does not
    exist."""
    if filtro.quejas or any(v not in VALORES[n](o) for n, v in filtro.elegidos.items()):
        return False
    palabras = sin_tildes(filtro.q).split()
    return not palabras or all(palabra in textos(o) for palabra in palabras)


def por_tipo(organizaciones: list[Organizacion]) -> list[tuple[str, str, list[Organizacion]]]:
    """Code and name of each type that has some, and them: national bodies in the printed order of
    the countries, the others by name."""
    grupos = []
    for clave, nombre in EN_PLURAL.items():
        suyas = [o for o in organizaciones if o.tipo == clave]
        if clave == Organizacion.Tipo.ORGANISMO_NACIONAL:
            suyas.sort(key=lambda o: (o.pais.orden if o.pais else 999, o.nombre))
        else:
            suyas.sort(key=lambda o: sin_tildes(o.t.nombre))
        if suyas:
            grupos.append((str(clave), str(nombre), suyas))
    return grupos


# --- The partner map (R39) -----------------------------------------------------------------------

NINGUNO = "-"
"""In the place of a theme: organisations that have said none."""


@dataclass(frozen=True)
class Celda:
    nombre: str
    """Of its column."""
    n: int
    consulta: str
    """Leads to the list of those that it counts."""


@dataclass(frozen=True)
class Renglon:
    nombre: str
    celdas: list[Celda]
    total: Celda
    lleva: bool = True
    """Whether its numbers lead to a list: no filter asks for those without a theme."""


@dataclass(frozen=True)
class Matriz:
    columnas: list[str]
    renglones: list[Renglon]
    pie: Renglon


def matriz(
    organizaciones: list[Organizacion],
    elecciones: Mapping[str, Eleccion],
    filas: str,
    fijo: Mapping[str, str],
) -> Matriz:
    """How many of each kind (``filas``: tipo or tema) work in each country. An organisation with
    several themes is in several rows, one with none in a row of its own, and each once in the
    foot. ``fijo``: the filter of the page."""
    paises = [(clave, str(nombre)) for clave, nombre in elecciones["pais"].opciones]
    cuenta: Counter[tuple[str, str]] = Counter()
    for o in organizaciones:
        for valor in VALORES[filas](o) or [NINGUNO]:
            cuenta.update({(valor, pais_de(o)): 1, (valor, ""): 1})
        cuenta.update({("", pais_de(o)): 1, ("", ""): 1})

    def renglon(clave: str, nombre: str) -> Renglon:
        def celda(pais: str, columna: str) -> Celda:
            pares = {**fijo, filas: clave, "pais": pais}
            return Celda(columna, cuenta[clave, pais], pregunta(pares))

        celdas = [celda(*par) for par in paises]
        return Renglon(nombre, celdas, celda("", _("Total")), clave != NINGUNO)

    con_algo = [(clave, str(n)) for clave, n in elecciones[filas].opciones if cuenta[clave, ""]]
    if con_algo and cuenta[NINGUNO, ""]:
        con_algo.append((NINGUNO, _("Todavía sin tema")))
    return Matriz(
        [nombre for _clave, nombre in paises],
        [renglon(*par) for par in con_algo],
        renglon("", _("Organizaciones")),
    )


@dataclass(frozen=True)
class Lamina:
    """The picture of the map, and the key of its shapes: kind, name, how many, its list."""

    titulo: str
    subtitulo: str
    svg: SafeString
    tipos: list[tuple[SafeString, str, int, str]]


def lamina(
    organizaciones: list[Organizacion],
    elecciones: Mapping[str, Eleccion],
    fijo: Mapping[str, str],
) -> Lamina:
    """Every country with the kinds of its organisations; ``fijo``: the filter of the page."""
    todos = [(clave, str(nombre)) for clave, nombre in elecciones["pais"].opciones]
    lugares = [casilla(organizaciones, par, fijo) for par in todos]
    paises, region = lugares[:-1], lugares[-1]
    en_paises = sum(lugar.total for lugar in paises)
    titulo = ngettext("%(n)d organización", "%(n)d organizaciones", len(organizaciones))
    if en_paises and region.total:
        titulo = _("%(n)d organizaciones: %(paises)d en los países y %(region)d regionales o "
                   "internacionales")  # fmt: skip
    titulo %= {"n": len(organizaciones), "paises": en_paises, "region": region.total}
    dichos = "; ".join(lugar.dicho for lugar in lugares)
    subtitulo = _("Organizaciones del directorio en cada país, por tipo")
    tipos = [
        (
            mark_safe(mapa_socios.forma(clave)),
            nombre,
            len(suyas),
            lista_de({**fijo, "tipo": clave}),
        )
        for clave, nombre, suyas in por_tipo(organizaciones)
    ]
    dibujo = mapa_socios.dibujar(titulo, f"{subtitulo}. {dichos}.", paises, region)
    return Lamina(titulo, subtitulo, mark_safe(dibujo), tipos)


def casilla(
    organizaciones: list[Organizacion], lugar: tuple[str, str], fijo: Mapping[str, str]
) -> Casilla:
    """A country (code and name), or the region, as the drawing needs it."""
    codigo, nombre = lugar
    suyas = [o for o in organizaciones if pais_de(o) == codigo]
    nombres = dict(Organizacion.Tipo.choices)
    tipos = [
        (clave, str(nombres[clave]) if len(unas) == 1 else plural, len(unas))
        for clave, plural, unas in por_tipo(suyas)
    ]
    cuantas = ngettext("%(n)d organización", "%(n)d organizaciones", len(suyas))
    quien = nombre if codigo == SIN_PAIS else f"{nombre} ({codigo.upper()})"
    dicho = f"{quien}: {cuantas % {'n': len(suyas)}}"
    if tipos:
        dicho += f" ({', '.join(f'{n} {tipo}' for _clave, tipo, n in tipos)})"
    actores = [(clave, o.nombre_corto) for clave, _plural, unas in por_tipo(suyas) for o in unas]
    destino = lista_de({**fijo, "pais": codigo}) if suyas else ""
    return Casilla(codigo, nombre, tipos, actores, destino, dicho)


def lista_de(pares: Mapping[str, str]) -> str:
    """The address of the directory with that filter."""
    return reverse("informes:directorio") + pregunta(pares)


# --- As a file -----------------------------------------------------------------------------------

COLUMNAS = [
    "codigo", "nombre", "nombre_en", "sigla", "sigla_en", "tipo", "nombre_tipo", "pais",
    "nombre_pais", "roles", "publico", "temas", "descripcion", "descripcion_en", "sitio_web",
    "correo", "telefono", "contactos", "confirmada_el",
]  # fmt: skip


def fila(o: Organizacion) -> list[Any]:
    """A row of the CSV, as ``COLUMNAS``."""
    personas = [
        " · ".join(filter(None, (c.nombre, c.cargo, c.correo, c.telefono)))
        for c in o.a_la_vista  # type: ignore[attr-defined]
    ]
    return [
        o.codigo, o.nombre, o.nombre_en, o.sigla, o.sigla_en, o.tipo, str(o.get_tipo_display()),
        o.pais.codigo if o.pais else "", str(o.pais or ""),
        " ".join(VALORES["rol"](o)), o.publico.numero if o.publico else "",
        " ".join(VALORES["tema"](o)), o.descripcion, o.descripcion_en, o.sitio_web, o.correo,
        o.telefono, "; ".join(personas),
        o.verificada_en.isoformat() if o.verificada_en else "",
    ]  # fmt: skip
