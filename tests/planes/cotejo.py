"""Compares fixture texts with the words of the printed Estrategia (an optical reading).

Every text is laid on its own words of the source; what no text claims must be
listed as page furniture. Accents, capitals and punctuation do not count.
"""

from __future__ import annotations

import re
import unicodedata

# How the optical reading's words are read: wrong letters, words run together or cut in two.
LECTURAS = """
trdfico trefico tr_fico=trafico | llicito licito=ilicito | vy yy=y | prdcticas=practicas
pdgina=pagina | pdginas=paginas | temdtica temdatica=tematica | temdticas=tematicas
temdtico temdatico=tematico | temdticos=tematicos | ejetemdtico=eje_tematico | gje=eje
gque=que | permitird=permitira | utilizard=utilizara | estard=estara | estd=esta | serdn=seran
deberd=debera | apoyardn=apoyaran | andlisis=analisis | tdctica=tactica | tdcticas=tacticas
imdagenes=imagenes | problemdticas=problematicas | dmbitos=ambitos | grdficos=graficos
mdas mads=mas | panamad=panama | puublico=publico | redne=reune | readlizar=realizar
periddica=periodica | medidaticos=mediaticos | combatirios=combatirlos | trabagjo=trabajo
estrateegico=estrategico | estrateegicos=estrategicos | estrateegicas=estrategicas
tecnolegicas=tecnologicas | forrma=forma | ei=el | generail=general | humanqos=humanos
identidod=identidad | alionzos=alianzas | intggrocion=integracion
centrooriericonq=centroamericana | t_rth_qe_persohos=trata_de_personas | trimestra=trimestral
parala=para_la | ala=a_la | conlas=con_las | construirvinculos=construir_vinculos
sinergiasy=sinergias_y | decapacidades=de_capacidades | acomunicaciony=la_comunicacion_y
internay=interna_y | unicay=unica_y | obtenciony=obtencion_y | elaborary=elaborar_y
presidenciay=presidencia_y | personasy=personas_y | mediosy=medios_y
capacidadesinstaladas=capacidades_instaladas | estrategiade=estrategia_de | 3y=3_y | 10y=10_y
"""
# Printed so, and read otherwise: the row keeps the printed words in ``texto_impreso``.
CORRECCIONES = {
    "que afecta": "que afectan",
    "contenido en el plan estrategico": "contenidos en el plan estrategico",
    "los recursos que le permita": "los recursos que le permitan",
    "y plataforma": "y plataformas",
}
VENTANA = 160  # words around a text's first word: a table with its columns mixed up


def palabras(texto: str) -> list[str]:
    """The words of a text in lower case without accents; apostrophes join."""
    plano = unicodedata.normalize("NFD", texto.lower())
    plano = "".join(letra for letra in plano if not unicodedata.combining(letra))
    return re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plano))


def leer(fuente: str) -> list[str]:
    """The words of the source, read as ``LECTURAS`` and ``CORRECCIONES`` say."""
    leidas = " ".join(re.sub(r"(?<=[cs])ieo?n$", "ion", palabra) for palabra in palabras(fuente))
    for entrada in re.split(r"[|\n]", LECTURAS.strip()):
        impresas, lectura = entrada.strip().replace("=", " = ").split(" = ")
        for impresa in impresas.split():
            leidas = _cambiar(leidas, impresa.replace("_", " "), lectura.replace("_", " "))
    for impreso, lectura in CORRECCIONES.items():
        leidas = _cambiar(leidas, impreso, lectura)
    return leidas.split()


def _cambiar(texto: str, de: str, a: str) -> str:
    """Replace whole words; the words to be replaced must be there."""
    cambiado, veces = re.subn(rf"\b{de}\b", a, texto)
    assert veces, f"«{de}» no está en la fuente"
    return cambiado


class Cotejo:
    """The words of the source and which text has claimed each."""

    def __init__(self, fuente: str) -> None:
        self.fuente = leer(fuente)
        self.libre = [True] * len(self.fuente)

    def _tramo(self, texto: list[str], posicion: int) -> int:
        """How many words of the text follow each other, unclaimed, from that position on."""
        largo = 0
        while (
            largo < len(texto)
            and posicion + largo < len(self.fuente)
            and self.libre[posicion + largo]
            and self.fuente[posicion + largo] == texto[largo]
        ):
            largo += 1
        return largo

    def _desde(self, texto: list[str], inicio: int) -> list[range] | None:
        """The stretches of the source that spell the text, the first one at ``inicio``."""
        tramos = [range(inicio, inicio + self._tramo(texto, inicio))]
        hechas = len(tramos[0])
        while hechas < len(texto):
            tomadas = {p for tramo in tramos for p in tramo}
            ultima = tramos[-1].stop
            cerca = range(max(0, inicio - VENTANA), min(len(self.fuente), inicio + VENTANA))
            candidatos = [
                (largo - abs(p - ultima) / 10, p, largo)
                for p in cerca
                if p not in tomadas and (largo := self._tramo(texto[hechas:], p))
            ]
            if not candidatos:
                return None
            _, p, largo = max(candidatos)
            if tomadas & set(range(p, p + largo)):
                return None
            tramos.append(range(p, p + largo))
            hechas += largo
        return tramos

    def colocar(self, texto: str) -> list[range] | None:
        """Claim the words of a text where it has the fewest stretches; None if not printed.

        A text may be cut by a neighbouring column, not strewn word by word: at most
        one stretch for every three words, after the first two.
        """
        lista = palabras(texto)
        posibles = []
        for inicio, palabra in enumerate(self.fuente):
            if self.libre[inicio] and palabra == lista[0]:
                tramos = self._desde(lista, inicio)
                if tramos and len(tramos) <= 2 + len(lista) // 3:
                    extension = max(t.stop for t in tramos) - min(t.start for t in tramos)
                    posibles.append((extension + 10 * len(tramos), inicio, tramos))
        if not posibles:
            return None
        mejor: list[range] = min(posibles, key=lambda p: p[:2])[2]
        for tramo in mejor:
            for posicion in tramo:
                self.libre[posicion] = False
        return mejor

    def sobras(self) -> list[str]:
        """The stretches that no text has claimed, without lone letters (bullets, icons)."""
        marcadas = [p if libre else "|" for p, libre in zip(self.fuente, self.libre, strict=True)]
        trozos = " ".join(p for p in marcadas if p == "|" or len(p) > 1).split("|")
        return [trozo.strip() for trozo in trozos if trozo.strip()]
