"""What the placeholders of a text (``informes.marcadores``) say: figures of one cut, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from informes.documentos.archivo import DocumentoImposible
from informes.documentos.lectura import Cifra, leer, leer_cifra
from informes.marcadores import (
    ACTIVIDADES,
    COBERTURA,
    REGION,
    MalEscrito,
    Pedido,
    entender,
    marcadores,
    quiza,
    sin_cerrar,
    sustituir,
)
from informes.models import Corte


@dataclass(frozen=True)
class Ofrecida:
    """A figure that a text could name: its placeholder, what it is and what it says today."""

    marcador: str
    nombre: str
    dicha: str
    nota: str


class Cifras:
    """The figures of a cut that some texts name, read in two queries whatever they say.

    ``anio`` and ``sujeto`` are the document's: what a placeholder does not say is taken from
    them. With ``todas`` every figure is at hand (``ofrecidas``), else only those named.
    """

    def __init__(
        self, corte: Corte, anio: int, sujeto: str, textos: Iterable[str] = (), todas: bool = False
    ) -> None:
        self.corte, self.anio, self.sujeto, self.todas = corte, anio, sujeto, todas
        self.pedidos: list[Pedido] = []
        for texto in textos:
            for escrito in marcadores(texto):
                try:
                    self.pedidos.append(entender(escrito))
                except MalEscrito:
                    continue  # said where the text is said

    @cached_property
    def partes(self) -> dict[str, Any]:
        """The pages of the cut that are needed besides the indicators."""
        claves = {"metodo", "inicio"}
        for pedido in self.pedidos:
            if pedido.nombre == ACTIVIDADES and "eje" in pedido.opciones:
                claves.add(f"pais/{pedido.opciones.get('pais', self.sujeto)}")
        hallada = self.corte.partes.filter(clave__in=claves)
        return dict(hallada.values_list("clave", "contenido"))

    @cached_property
    def bloques(self) -> dict[str, Any]:
        """Every figure of a Dato, by its code, in the plan's order when all are asked for."""
        partes = self.corte.partes.filter(clave__startswith="indicador/")
        if not self.todas:
            nombrados = {pedido.dato for pedido in self.pedidos}
            partes = partes.filter(contenido__bloque__dato__codigo__in=nombrados)
        bloques = partes.values_list("contenido__bloque", flat=True)
        por_codigo = {bloque["dato"]["codigo"]: bloque for bloque in bloques if bloque}
        orden = [dato["codigo"] for dato in self.partes["metodo"]["datos"]]
        return {codigo: por_codigo[codigo] for codigo in orden if codigo in por_codigo}

    @cached_property
    def paises(self) -> dict[str, Any]:
        return {p["codigo"]: p for p in self.partes["inicio"]["paises"]}

    @property
    def codigos(self) -> list[str]:
        return [dato["codigo"] for dato in self.partes["metodo"]["datos"]]

    # --- Saying ----------------------------------------------------------------------------------

    def llenar(self, html: str, idioma: str) -> str:
        """Clean HTML with each placeholder replaced by what the cut says. Placeholders inside a
        tag are never read. Raises DocumentoImposible."""

        def dicho(escrito: str) -> str:
            try:
                return str(escape(self.decir(entender(escrito), idioma)))
            except MalEscrito as motivo:
                raise DocumentoImposible(str(motivo)) from motivo

        return sustituir(html, dicho)

    def decir(self, pedido: Pedido, idioma: str) -> str:
        """A figure in words: number, interval, band or mark. Raises MalEscrito."""
        if pedido.nombre == ACTIVIDADES:
            return str(self.actividades(pedido))
        with translation.override(idioma):
            if pedido.nombre == COBERTURA:
                return self.cobertura(pedido)
        return self.cifra(pedido, idioma).completa

    def nota(self, html: str, idioma: str) -> str:
        """On how many countries the region's figures in a text stand, in one sentence; empty
        when it names none."""
        dichas = {}
        for escrito in marcadores(html):
            pedido = entender(escrito)
            if not pedido.dato or pedido.nombre == COBERTURA or self.pais_de(pedido):
                continue
            cifra = self.cifra(pedido, idioma)
            with translation.override(idioma):
                if cobertura := en_cuantos(cifra):
                    nombre = leer(self.bloques[pedido.dato]["dato"]["nombre"], idioma)
                    dichas[f"{nombre} ({cifra.anio})"] = cobertura
        if not dichas:
            return ""
        with translation.override(idioma):
            juntas = "; ".join(f"{nombre}: {cobertura}" for nombre, cobertura in dichas.items())
            return _("Cobertura de las cifras de la región. %s.") % juntas

    def pais_de(self, pedido: Pedido) -> str:
        """Whose figure is asked for; empty is the region."""
        propio = self.sujeto if self.sujeto in self.paises else ""
        pais = pedido.opciones.get("pais", propio)
        if pais == REGION or not pais:
            return ""
        if pais not in self.paises:
            raise MalEscrito(
                _("En «[[%(marcador)s]]», «%(valor)s» no es un país de este corte.%(quiza)s")
                % {
                    "marcador": pedido.escrito,
                    "valor": pais,
                    "quiza": quiza(pais, [*self.paises, REGION]),
                }
            )
        return pais

    def cifra(self, pedido: Pedido, idioma: str) -> Cifra:
        """The published figure. Raises MalEscrito."""
        if (bloque := self.bloques.get(pedido.dato)) is None:
            raise MalEscrito(
                _("«[[%(marcador)s]]» no está en este corte.%(quiza)s")
                % {
                    "marcador": pedido.escrito,
                    "quiza": quiza(pedido.dato, [*self.codigos, ACTIVIDADES, COBERTURA]),
                }
            )
        pais, serie = self.pais_de(pedido), serie_de(bloque, pedido)
        anio = pedido.opciones.get("anio", str(self.anio))
        cifras = serie["paises"].get(pais, ()) if pais else serie["region"]
        for cifra in cifras:
            if str(cifra["anio"]) == anio:
                return leer_cifra(cifra, idioma, pais=bool(pais))
        if not cifras:
            motivo = _("«[[%(marcador)s]]»: este dato no tiene cifras de ese país.")
        else:
            motivo = _("«[[%(marcador)s]]»: el corte tiene cifras de %(anios)s.")
        anios = ", ".join(str(cifra["anio"]) for cifra in cifras)
        raise MalEscrito(motivo % {"marcador": pedido.escrito, "anios": anios})

    def actividades(self, pedido: Pedido) -> int:
        """How many activities are in a state, or all of them, at the cut's date."""
        pais, eje = self.pais_de(pedido), pedido.opciones.get("eje", "")
        inicio = self.partes["inicio"]
        ejes = [str(e["numero"]) for e in inicio["ejes"]]
        if eje and eje not in ejes:
            raise MalEscrito(
                _("En «[[%(marcador)s]]» no hay eje «%(valor)s»: van de %(primero)s a %(ultimo)s.")
                % {
                    "marcador": pedido.escrito,
                    "valor": eje,
                    "primero": ejes[0],
                    "ultimo": ejes[-1],
                }
            )
        cuenta: dict[str, int] = self.distribucion(pais, eje)
        estado = pedido.opciones.get("estado")
        if estado is None:
            return sum(cuenta.values())
        if estado not in cuenta:
            raise MalEscrito(
                _("En «[[%(marcador)s]]», «%(valor)s» no es un estado.%(quiza)s")
                % {
                    "marcador": pedido.escrito,
                    "valor": estado,
                    "quiza": quiza(estado, list(cuenta)),
                }
            )
        return cuenta[estado]

    def distribucion(self, pais: str, eje: str) -> dict[str, int]:
        inicio = self.partes["inicio"]
        if not pais:
            fila = next((e for e in inicio["ejes"] if str(e["numero"]) == eje), inicio)
            return dict(fila["distribucion"])
        total = dict(self.paises[pais]["distribucion"])
        if not eje:
            return total
        cuenta = dict.fromkeys(total, 0)
        for fila in self.partes[f"pais/{pais}"]["ejes"]:
            if str(fila["numero"]) == eje:
                for actividad in fila["actividades"]:
                    cuenta[actividad["estado"]] += 1
        return cuenta

    def cobertura(self, pedido: Pedido) -> str:
        """What a figure stands on, or how many of the countries' reports are approved."""
        if pedido.dato:
            dicho = en_cuantos(self.cifra(pedido, translation.get_language() or "es"))
            if not dicho:
                raise MalEscrito(
                    _("«[[%s]]»: esa cifra no se reúne de varios países.") % pedido.escrito
                )
            return dicho
        pais = self.pais_de(pedido)
        aprobados = [
            aprobado
            for fila in self.partes["metodo"]["reportes"]
            if fila["codigo"] and pais in ("", fila["codigo"])
            for aprobado in fila["aprobados"]
        ]
        return _("%(n)s de %(total)s reportes") % {"n": sum(aprobados), "total": len(aprobados)}

    # --- Offering --------------------------------------------------------------------------------

    def ofrecidas(self, idioma: str) -> list[Ofrecida]:
        """Every figure of the document's year and subject, in the plan's order."""
        pais = self.sujeto if self.sujeto in self.paises else ""
        estados = list(self.partes["inicio"]["distribucion"])
        nombres = {
            "completada": _("completadas"),
            "en_curso": _("en curso"),
            "no_iniciada": _("no iniciadas"),
            "suspendida": _("suspendidas"),
            "no_aplica": _("no aplica"),
            "sin_dato": _("sin dato"),
        }
        hechas = [
            self.ofrecer("actividades", _("Actividades: todas"), idioma),
            *(
                self.ofrecer(
                    f"actividades estado={e}",
                    _("Actividades: %s") % nombres.get(e, e),
                    idioma,
                )
                for e in estados
            ),
            self.ofrecer("cobertura", _("Reportes aprobados"), idioma),
        ]
        for codigo, bloque in self.bloques.items():
            nombre = leer(bloque["dato"]["nombre"], idioma)
            for serie in bloque["series"]:
                cifras = serie["paises"].get(pais, ()) if pais else serie["region"]
                if not any(cifra["anio"] == self.anio for cifra in cifras):
                    continue
                parte = f" categoria={serie['categoria']}" if serie["categoria"] else ""
                dicho = f"{nombre}: {leer(serie['nombre'], idioma)}" if parte else nombre
                hechas.append(self.ofrecer(codigo + parte, dicho, idioma))
        return hechas

    def ofrecer(self, escrito: str, nombre: str, idioma: str) -> Ofrecida:
        pedido = entender(escrito)
        nota = en_cuantos(self.cifra(pedido, idioma)) if pedido.dato else ""
        return Ofrecida(f"[[{escrito}]]", nombre, self.decir(pedido, idioma), nota)


def serie_de(bloque: Mapping[str, Any], pedido: Pedido) -> Mapping[str, Any]:
    """The figures of the whole or of a category. Raises MalEscrito."""
    categoria = pedido.opciones.get("categoria", "")
    series: Sequence[Mapping[str, Any]] = bloque["series"]
    for serie in series:
        if serie["categoria"] == categoria:
            return serie
    hay = [serie["categoria"] for serie in series if serie["categoria"]]
    if not hay:
        raise MalEscrito(
            _("«[[%s]]»: este dato no se publica por categoría.") % pedido.escrito
            if series
            else _("«[[%s]]»: este dato no tiene cifras en el corte.") % pedido.escrito
        )
    if not categoria:
        raise MalEscrito(
            _("«[[%(marcador)s]]» se publica solo por categoría: añada categoria=%(hay)s.")
            % {"marcador": pedido.escrito, "hay": _(" o categoria=").join(hay)}
        )
    raise MalEscrito(
        _("«[[%(marcador)s]]»: esa categoría no está en el corte.%(quiza)s")
        % {"marcador": pedido.escrito, "quiza": quiza(categoria, hay)}
    )


def en_cuantos(cifra: Cifra) -> str:
    """ "8 de 9 países"; empty for what is not gathered from several."""
    if not cifra.esperados:
        return ""
    return _("%(n)s de %(de)s países") % {"n": cifra.reportaron, "de": cifra.esperados}


def revisar(html: str, corte: Corte, anio: int, sujeto: str) -> list[str]:
    """What is wrong with the placeholders of a clean text, one sentence each; empty when all of
    them exist in the cut. Three queries at most, whatever the text."""
    cifras = Cifras(corte, anio, sujeto, [html])
    faltas = []
    for escrito in dict.fromkeys(marcadores(html)):
        try:
            cifras.decir(entender(escrito), "es")
        except MalEscrito as motivo:
            faltas.append(str(motivo))
    if falta := sin_cerrar(html):
        faltas.append(falta)
    return faltas
