"""The public directory: who is in it, found by filters and words, and counted for the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import Contacto, Organizacion, Pais, PublicoMeta, RolOrganizacion, Tema
from informes.buscador import sin_tildes

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
    propios = [o.nombre, o.nombre_en, o.sigla, o.descripcion, o.descripcion_en]
    return sin_tildes(" ".join([*propios, *pais, str(o.get_tipo_display()), *temas, *personas]))


@dataclass(frozen=True)
class Opciones:
    """What each filter offers: code and name."""

    pais: list[tuple[str, str]] = field(default_factory=list)
    tipo: list[tuple[str, str]] = field(default_factory=list)
    rol: list[tuple[str, str]] = field(default_factory=list)
    tema: list[tuple[str, str]] = field(default_factory=list)
    publico: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def todas(cls) -> Opciones:
        paises = [(pais.codigo, str(pais)) for pais in Pais.objects.all()]
        return cls(
            pais=[*paises, (SIN_PAIS, _("Regional o internacional"))],
            tipo=[(str(clave), str(nombre)) for clave, nombre in Organizacion.Tipo.choices],
            rol=[(rol.value, str(rol.label)) for rol in ROLES],
            tema=[(tema.codigo, str(tema)) for tema in Tema.objects.all()],
            publico=[(str(p.numero), str(p.t.nombre)) for p in PublicoMeta.objects.all()],
        )

    def de(self, nombre: str) -> list[tuple[str, str]]:
        opciones: list[tuple[str, str]] = getattr(self, nombre)
        return opciones


@dataclass(frozen=True)
class Filtro:
    """What the address asks for, as it was typed."""

    elegidos: Mapping[str, str]
    q: str = ""

    LARGO = 100

    @classmethod
    def de(cls, pedido: Mapping[str, str]) -> Filtro:
        pedidos = {nombre: str(pedido.get(nombre, "")).strip() for nombre in VALORES}
        elegidos = {nombre: valor[:60] for nombre, valor in pedidos.items() if valor}
        return cls(elegidos, str(pedido.get("q", "")).strip()[: cls.LARGO])

    def __bool__(self) -> bool:
        return bool(self.elegidos or self.q)

    @cached_property
    def consulta(self) -> str:
        """The same question in an address, always in the same order."""
        pares = {**self.elegidos, **({"q": self.q} if self.q else {})}
        return f"?{urlencode(pares)}" if pares else ""

    def pasa(self, o: Organizacion) -> bool:
        if any(valor not in VALORES[nombre](o) for nombre, valor in self.elegidos.items()):
            return False
        palabras = sin_tildes(self.q).split()
        return not palabras or all(palabra in textos(o) for palabra in palabras)

    def quejas(self, opciones: Opciones) -> list[str]:
        """A sentence for each thing asked for that does not exist."""
        return [
            _("No hay «%(valor)s» entre las opciones: elija una de la lista.") % {"valor": valor}
            for nombre, valor in self.elegidos.items()
            if valor not in dict(opciones.de(nombre))
        ]


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


@dataclass(frozen=True)
class Matriz:
    columnas: list[str]
    renglones: list[Renglon]
    pie: Renglon


def matriz(
    organizaciones: list[Organizacion], opciones: Opciones, filas: str, fijo: Mapping[str, str]
) -> Matriz:
    """How many of each kind (``filas``: tipo or tema) work in each country. An organisation with
    several themes is in several rows, and once in the foot. ``fijo``: the filter of the page."""
    cuenta: Counter[tuple[str, str]] = Counter()
    for o in organizaciones:
        for valor in VALORES[filas](o):
            cuenta.update({(valor, pais_de(o)): 1, (valor, ""): 1})
        cuenta.update({("", pais_de(o)): 1, ("", ""): 1})

    def renglon(clave: str, nombre: str) -> Renglon:
        def celda(pais: str, columna: str) -> Celda:
            pares = {**fijo, filas: clave, "pais": pais}
            return Celda(columna, cuenta[clave, pais], Filtro.de(pares).consulta)

        return Renglon(nombre, [celda(*par) for par in opciones.pais], celda("", _("Total")))

    con_algo = [par for par in opciones.de(filas) if cuenta[par[0], ""]]
    return Matriz(
        [nombre for _clave, nombre in opciones.pais],
        [renglon(*par) for par in con_algo],
        renglon("", _("Organizaciones")),
    )


# --- As a file -----------------------------------------------------------------------------------

COLUMNAS = [
    "codigo", "nombre", "nombre_en", "sigla", "tipo", "nombre_tipo", "pais", "nombre_pais",
    "roles", "publico", "temas", "descripcion", "descripcion_en", "sitio_web", "correo",
    "telefono", "contactos", "confirmada_el",
]  # fmt: skip


def fila(o: Organizacion) -> list[Any]:
    """A row of the CSV, as ``COLUMNAS``."""
    personas = [
        " · ".join(filter(None, (c.nombre, c.cargo, c.correo, c.telefono)))
        for c in o.a_la_vista  # type: ignore[attr-defined]
    ]
    return [
        o.codigo, o.nombre, o.nombre_en, o.sigla, o.tipo, str(o.get_tipo_display()),
        o.pais.codigo if o.pais else "", str(o.pais or ""),
        " ".join(VALORES["rol"](o)), o.publico.numero if o.publico else "",
        " ".join(VALORES["tema"](o)), o.descripcion, o.descripcion_en, o.sitio_web, o.correo,
        o.telefono, "; ".join(personas),
        o.verificada_en.isoformat() if o.verificada_en else "",
    ]  # fmt: skip
