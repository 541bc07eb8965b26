"""The family of documents: what each is about and which sections people write for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from informes.models import Corte, TipoInforme

TRIMESTRES = {
    "t1": {"es": "enero a marzo", "en": "January to March"},
    "t2": {"es": "abril a junio", "en": "April to June"},
    "t3": {"es": "julio a septiembre", "en": "July to September"},
    "t4": {"es": "octubre a diciembre", "en": "October to December"},
}

Nombres = Mapping[str, str]


@dataclass(frozen=True)
class Escrita:
    """A section that people write: its heading in print, what belongs there, how long at most.

    An empty section is not printed: no document shows an empty heading.
    """

    clave: str
    titulo: object
    ayuda: object
    palabras: int


def escritas(tipo: TipoInforme) -> tuple[Escrita, ...]:
    """The sections of a type, in the order in which they are printed."""
    return SECCIONES[tipo]


def sujetos(tipo: TipoInforme, corte: Corte) -> dict[str, Nombres]:
    """What a type is made about, from a cut: key to name in both languages; ``{"": …}`` when it
    is about the region."""
    if tipo == TipoInforme.NACIONAL:
        return {p["codigo"]: p["nombre"] for p in corte.parte("paises")["paises"]}
    if tipo == TipoInforme.BOLETIN:
        return dict(TRIMESTRES)
    if tipo == TipoInforme.FICHA:
        # A cut made before projects were part of it has none.
        parte = corte.partes.filter(clave="proyectos").first()
        return {p["codigo"]: p["titulo"] for p in parte.contenido["proyectos"]} if parte else {}
    return {"": {"es": "", "en": ""}}


MENSAJE = Escrita(
    "mensaje",
    _("Mensaje de la Presidencia Pro Témpore"),
    _("Una página: qué se logró en el año y a qué se compromete la región."),
    350,
)

SECCIONES: dict[TipoInforme, tuple[Escrita, ...]] = {
    TipoInforme.ANUAL: (
        MENSAJE,
        *(
            Escrita(
                f"eje-{numero}",
                _("Lo que pasó en el año"),
                _("Qué explica las cifras de este eje, qué cambió y por qué."),
                400,
            )
            for numero in range(1, 5)
        ),
        Escrita(
            "practicas",
            _("Evidencia y buenas prácticas"),
            _("Lo que funcionó y otros países pueden repetir, con su evidencia."),
            600,
        ),
        Escrita(
            "recursos",
            _("Los recursos"),
            _("De dónde vinieron, para qué, qué falta."),
            350,
        ),
        Escrita(
            "lecciones",
            _("Lecciones y retrasos"),
            _("Qué se retrasó y por qué; qué se hará de otra manera."),
            500,
        ),
        Escrita("contactos", _("Contactos"), _("A quién escribir. Solo lo confirmado."), 150),
    ),
    TipoInforme.RESUMEN: (
        Escrita("mensaje", _("En pocas palabras"), _("Lo que hay que recordar del año."), 150),
        Escrita("conclusiones", _("Conclusiones"), _("Qué sigue y qué se necesita."), 200),
    ),
    TipoInforme.INFOGRAFIA: (
        Escrita("mensaje", _("El mensaje"), _("Una frase, la que se recordará."), 30),
    ),
    TipoInforme.NACIONAL: (
        Escrita("presentacion", _("Presentación"), _("El año del país en un párrafo."), 200),
        Escrita("logros", _("Logros"), _("Lo que el país quiere que se sepa."), 350),
        Escrita("retos", _("Retos"), _("Lo que falta y por qué."), 300),
    ),
    TipoInforme.BOLETIN: (
        Escrita("editorial", _("Editorial"), _("De qué trata este número."), 200),
        Escrita("noticias", _("Lo que se hizo"), _("Las actividades del trimestre."), 500),
        Escrita("fechas", _("Próximas fechas"), _("Reuniones, plazos, conmemoraciones."), 150),
    ),
    TipoInforme.HOJA: (
        Escrita("que-es", _("Qué es la CORETT"), _("Para quien no la conoce."), 90),
        Escrita("llamado", _("Cómo colaborar"), _("Qué puede hacer quien la lee."), 70),
    ),
    TipoInforme.PRESENTACION: (
        Escrita("mensaje", _("El mensaje"), _("La frase con que se abre."), 40),
        Escrita("pedido", _("Lo que se necesita"), _("Una línea por punto."), 100),
    ),
    TipoInforme.FICHA: (
        Escrita("justificacion", _("Por qué"), _("El problema, con sus cifras."), 200),
        Escrita("resultados", _("Qué se espera lograr"), _("Resultados, no actividades."), 200),
        Escrita("contacto", _("Contacto"), _("A quién escribir. Solo lo confirmado."), 60),
    ),
    TipoInforme.ANEXO: (),
}
