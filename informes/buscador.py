"""Finding texts by their words, in Spanish and English: an index in memory, without a database.

So both databases answer alike. A word is found with or without its accents and in its other forms
("capacitaciones" finds "capacitar"), and by its beginning. Results come by BM25 (Robertson and
Zaragoza 2009, "The Probabilistic Relevance Framework", section 3), where the title's words weigh
more. No ORM here, no HTML.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import snowballstemmer

K1, B = 1.4, 0.6
"""BM25's: how soon repeating a word stops to count, how much a long text is discounted."""
PESO_TITULO = 4
PESO_COMIENZO = 0.4
"""Of a word that only begins like the one asked for."""
PALABRAS = 12
"""More than that nobody types; a hostile text ends here."""
FRAGMENTO = 220
POCOS = 3
"""Fewer results than these are few: something else is offered besides."""

PALABRA = re.compile(r"\w+(?:[.\-]\w+)*")
IDIOMAS = {"es": "spanish", "en": "english"}
DICHAS = {
    "es": "a al ante con contra cual cuando como de del desde donde e el ella ellas ellos en entre"
    " era es esa ese eso esta este esto fue ha han hasta hay la las le les lo los mas me mi muy"
    " necesito no nos o os para pero por puedo que quien quiero se ser si sin sobre son su sus te"
    " tu u un una uno y ya yo",
    "en": "a an and are as at be but by can do does for from had has have how i if in into is it"
    " its me my no not of on or our she he so than that the their them there these they this to us"
    " want was we were what when where which who will with you your",
}
VACIAS = {idioma: frozenset(dichas.split()) for idioma, dichas in DICHAS.items()}
"""Words that say nothing of what is sought, without accents."""


@dataclass(frozen=True)
class Ficha:
    """Something that can be found: its kind, title, text and address. ``idioma`` is what it is
    written in, which may not be the reader's."""

    clase: str
    titulo: str
    texto: str
    url: str
    idioma: str
    nota: str = ""
    """Shown beside the title, and searched: a code, a country, a date."""
    claves: str = ""
    """Searched and not shown, in either language: acronyms, other names."""
    ultima: bool = False
    """It stands after all the others, however well it answers."""


@dataclass(frozen=True)
class Hallazgo:
    """What was found, how well it answers, and the stems that it answers to."""

    ficha: Ficha
    puntos: float
    buscadas: frozenset[str]

    @property
    def fragmento(self) -> tuple[tuple[str, bool], ...]:
        """The text around it in pieces: (text, whether it is what was asked for)."""
        return fragmento(self.ficha, self.buscadas)


@dataclass(frozen=True)
class Respuesta:
    """``completa``: every word asked for is in each result; else some are, and at the end may be
    one of those that come last with them all. ``sugerencia``: what
    might have been meant, when nothing or little was found: it finds more."""

    hallazgos: tuple[Hallazgo, ...]
    completa: bool = True
    sugerencia: str = ""

    @property
    def llenos(self) -> int:
        """How many have every word asked for."""
        return len(self.hallazgos) if self.completa else 0


def sin_tildes(texto: str) -> str:
    """Lower case without accents; ñ is n, as many keyboards write it."""
    partes = unicodedata.normalize("NFD", texto.casefold())
    return "".join(letra for letra in partes if not unicodedata.combining(letra))


def palabras(texto: str) -> Iterator[str]:
    """The words of a text in lower case; a code such as 1.1.1.a is one."""
    return (hallada[0] for hallada in PALABRA.finditer(texto.casefold()))


@lru_cache(maxsize=50_000)
def raices(palabra: str, idioma: str) -> frozenset[str]:
    """What a word is found by: its stem, with its accents and as typed without them, since the
    stemmer cuts "capacitación" but not "capacitacion"; nothing for a word that says nothing."""
    llana = sin_tildes(palabra)
    if llana in VACIAS[idioma]:
        return frozenset()
    if any(letra.isdigit() for letra in llana):
        return frozenset([llana])
    cortador = snowballstemmer.stemmer(IDIOMAS[idioma])
    return frozenset(sin_tildes(cortador.stemWord(forma)) for forma in (palabra, llana))


def en_los_dos(palabra: str) -> frozenset[str]:
    """Its stems in either language."""
    return frozenset().union(*(raices(palabra, idioma) for idioma in IDIOMAS))


def se_llama(ficha: Ficha, pedidas: list[str]) -> bool:
    """Whether these words are its whole title, or one is another name of it."""
    if len(pedidas) == 1:
        buscadas = en_los_dos(pedidas[0])
        if any(buscadas & en_los_dos(palabra) for palabra in palabras(ficha.claves)):
            return True
    suyas = [r for p in palabras(ficha.titulo) if (r := raices(p, ficha.idioma))]
    return len(suyas) == len(pedidas) and all(
        una & raices(otra, ficha.idioma) for una, otra in zip(suyas, pedidas, strict=True)
    )


class Indice:
    """Texts ready to be searched. Made once; it does not change."""

    def __init__(self, fichas: Iterable[Ficha]) -> None:
        self.fichas = tuple(fichas)
        self.donde: dict[str, dict[int, float]] = defaultdict(dict)
        self.formas: dict[str, set[str]] = defaultdict(set)
        self.escritas: dict[str, dict[str, str]] = {idioma: {} for idioma in IDIOMAS}
        self.largos = [self.anotar(n, ficha) for n, ficha in enumerate(self.fichas)]
        self.medio = sum(self.largos) / len(self.largos) if self.largos else 1.0
        self.vocabulario = sorted(self.formas)

    def anotar(self, n: int, ficha: Ficha) -> int:
        """Takes a text in; its length in words."""
        pesos: Counter[str] = Counter()
        largo = 0
        for campo, peso in ((f"{ficha.titulo} {ficha.nota}", PESO_TITULO), (ficha.texto, 1)):
            for palabra in palabras(campo):
                largo += 1
                suyas = raices(palabra, ficha.idioma)
                for raiz in suyas:
                    pesos[raiz] += peso
                if suyas:
                    self.formas[sin_tildes(palabra)] |= suyas
                    self.escritas[ficha.idioma].setdefault(sin_tildes(palabra), palabra)
        for palabra in palabras(ficha.claves):
            suyas = en_los_dos(palabra)
            self.formas[sin_tildes(palabra)] |= suyas
            for raiz in suyas:
                pesos[raiz] = max(pesos[raiz], PESO_TITULO)
        for raiz, peso in pesos.items():
            self.donde[raiz][n] = peso
        return largo

    def buscar(self, consulta: str, idioma: str) -> Respuesta:
        """What has all the words asked for, the best first; if nothing has, what has some. With
        few answers, what might have been meant."""
        hallada = self.responder(consulta, idioma)
        if hallada.llenos >= POCOS:
            return hallada
        sugerencia = self.sugerir(consulta, idioma)
        if not sugerencia or self.responder(sugerencia, idioma).llenos <= hallada.llenos:
            return hallada
        return replace(hallada, sugerencia=sugerencia)

    def responder(self, consulta: str, idioma: str) -> Respuesta:
        pedidas = self.pedidas(consulta, idioma)
        if not pedidas:
            return Respuesta(())
        por_palabra = [self.puntos(raices) for raices in pedidas.values()]
        suma: Counter[int] = Counter()
        for puntos in por_palabra:
            suma.update(puntos)
        todas = {n for n in suma if all(n in puntos for puntos in por_palabra)}
        completa = any(not self.fichas[n].ultima for n in todas)
        exactas = {n for n in todas if se_llama(self.fichas[n], list(pedidas))}
        orden = sorted(
            todas if completa else suma,
            key=lambda n: (self.fichas[n].ultima, n not in exactas, -suma[n], n),
        )
        buscadas = frozenset(raiz for pesos in pedidas.values() for raiz in pesos)
        hallazgos = tuple(Hallazgo(self.fichas[n], suma[n], buscadas) for n in orden)
        return Respuesta(hallazgos, completa)

    def pedidas(self, consulta: str, idioma: str) -> dict[str, Mapping[str, float]]:
        """Each word asked for with the stems that answer to it and what they weigh. A stem of
        either language counts: a text may stand in the other one."""
        pedidas: dict[str, Mapping[str, float]] = {}
        for palabra in list(palabras(consulta))[:PALABRAS]:
            suyas = raices(palabra, idioma)
            if not suyas:
                continue
            pesos = dict.fromkeys(suyas | en_los_dos(palabra), 1.0)
            for raiz in self.que_comienzan(sin_tildes(palabra)):
                pesos.setdefault(raiz, PESO_COMIENZO)
            pedidas[palabra] = pesos
        return pedidas

    def que_comienzan(self, comienzo: str) -> Iterator[str]:
        """The stems of the words that begin so; two letters begin too many. What begins with a
        code stands under it: 1.1.1 under 1.1, and not 1.10."""
        if len(comienzo) < 3:
            return
        if comienzo[0].isdigit() and "." in comienzo:
            comienzo += "."
        for forma in self.vocabulario[bisect_left(self.vocabulario, comienzo) :]:
            if not forma.startswith(comienzo):
                return
            yield from self.formas[forma]

    def puntos(self, raices_pedidas: Mapping[str, float]) -> dict[int, float]:
        """BM25 of one word asked for, by the number of the text: its best stem's."""
        puntos: dict[int, float] = {}
        total = len(self.fichas)
        for raiz, peso in raices_pedidas.items():
            en = self.donde.get(raiz, {})
            rareza = math.log(1 + (total - len(en) + 0.5) / (len(en) + 0.5))
            for n, veces in en.items():
                freno = K1 * (1 - B + B * self.largos[n] / self.medio)
                nuevo = peso * rareza * veces * (K1 + 1) / (veces + freno)
                puntos[n] = max(puntos.get(n, 0.0), nuevo)
        return puntos

    def sugerir(self, consulta: str, idioma: str) -> str:
        """What was typed with each unknown word changed for the one it is a slip of; empty when
        there is none of them, or when one is like no word here."""
        desconocidas = [
            llana
            for palabra in self.pedidas(consulta, idioma)
            if (llana := sin_tildes(palabra)) not in self.formas
            and not any(self.que_comienzan(llana))
        ]
        cambios = {palabra: self.parecida(palabra, idioma) for palabra in desconocidas}
        if not cambios or not all(cambios.values()):
            return ""
        return PALABRA.sub(lambda h: cambios.get(sin_tildes(h[0]), h[0]), consulta)

    def parecida(self, llana: str, idioma: str) -> str:
        """The word of that language that it is a slip of, or its plural, the nearest and then the
        most used; none for a number or a short word, which are one letter away from too many."""
        tope = deslices(llana)
        if not tope:
            return ""
        escritas = self.escritas[idioma]
        letras = set(llana)
        lejanias = {
            forma: min(distancia(llana, forma), distancia(llana, forma.removesuffix("s")))
            for forma in escritas
            if abs(len(forma) - len(llana)) <= tope + 1
            and len(letras.symmetric_difference(forma)) <= 2 * tope + 1
        }
        posibles = [forma for forma in lejanias if lejanias[forma] <= tope and deslices(forma)]
        posibles.sort(key=lambda f: (lejanias[f], f[0] != llana[0], -self.usos(f), len(f)))
        return escritas[posibles[0]] if posibles else ""

    def usos(self, forma: str) -> int:
        return max(len(self.donde.get(raiz, ())) for raiz in self.formas[forma])


def deslices(palabra: str) -> int:
    """How many slips of the keyboard are believed in a word: none in a number or a short one."""
    if len(palabra) < 4 or not palabra.isalpha():
        return 0
    return 1 if len(palabra) < 6 else 2


def distancia(una: str, otra: str) -> int:
    """Letters too many, missing, changed or changed over with the next (optimal string
    alignment)."""
    antes: list[int] = []
    fila = list(range(len(otra) + 1))
    for i, letra in enumerate(una, 1):
        trasantes, antes, fila = antes, fila, [i]
        for j, suya in enumerate(otra, 1):
            menor = min(antes[j] + 1, fila[j - 1] + 1, antes[j - 1] + (letra != suya))
            if i > 1 and j > 1 and letra == otra[j - 2] and una[i - 2] == suya:
                menor = min(menor, trasantes[j - 2] + 1)
            fila.append(menor)
    return fila[-1]


def fragmento(ficha: Ficha, buscadas: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """The text around the first word that answers, at most ``FRAGMENTO`` letters, whole words."""
    texto = " ".join(ficha.texto.split())
    halladas = [
        (h.start(), h.end())
        for h in PALABRA.finditer(texto)
        if raices(h[0].casefold(), ficha.idioma) & buscadas
    ]
    desde = max(0, halladas[0][0] - FRAGMENTO // 3) if halladas else 0
    if desde:
        desde = texto.find(" ", desde) + 1
    hasta = min(len(texto), desde + FRAGMENTO)
    if hasta < len(texto):
        hasta = max(texto.rfind(" ", desde, hasta), desde + 1)
    trozos: list[tuple[str, bool]] = [("… ", False)] if desde else []
    donde = desde
    for inicio, fin in halladas:
        if inicio < donde or fin > hasta:
            continue
        trozos += [(texto[donde:inicio], False), (texto[inicio:fin], True)]
        donde = fin
    trozos.append((texto[donde:hasta], False))
    if hasta < len(texto):
        trozos.append((" …", False))
    return tuple(trozo for trozo in trozos if trozo[0])
