"""What pymorphy3 knows of a word form: every reading of it, with lemma and grammemes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS_KEPT = 60_000  # word forms; a month of one department's messages holds about half as many

# Universal Dependencies part of speech -> the parts of speech of pymorphy3 that may stand behind it.
_AGREES: dict[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "NOUN": "NOUN",
        "PROPN": "NOUN",
        "VERB": "VERB INFN PRTF PRTS GRND",
        "AUX": "VERB INFN GRND",
        "ADJ": "ADJF ADJS COMP PRTF PRTS NUMR",
        "DET": "ADJF NPRO",
        "PRON": "NPRO ADJF NOUN",
        "ADV": "ADVB PRED COMP PRCL CONJ",
        "NUM": "NUMR NUMB ADJF NOUN",
        "PART": "PRCL ADVB CONJ",
        "ADP": "PREP",
        "CCONJ": "CONJ PRCL",
        "SCONJ": "CONJ ADVB PRCL",
        "INTJ": "INTJ PRCL",
    }.items()
}
# A known word without any of these is no proper noun, whatever the tagger says of its capital letter: «Скину вам …».
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"})
# Universal Dependencies feature value -> grammeme.
_GRAMMEME: dict[str, str] = {
    "Case=Nom": "nomn", "Case=Gen": "gent", "Case=Dat": "datv", "Case=Acc": "accs", "Case=Ins": "ablt",
    "Case=Loc": "loct", "Number=Sing": "sing", "Number=Plur": "plur", "Gender=Masc": "masc", "Gender=Fem": "femn",
    "Gender=Neut": "neut", "Tense=Past": "past", "Tense=Pres": "pres", "Tense=Fut": "futr", "Mood=Imp": "impr",
    "Person=1": "1per", "Person=2": "2per", "Person=3": "3per", "VerbForm=Inf": "INFN", "VerbForm=Conv": "GRND",
    "Animacy=Anim": "anim", "Animacy=Inan": "inan", "Aspect=Perf": "perf", "Aspect=Imp": "impf",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parse:
    """One reading of a word form."""

    lemma: str
    pos: str
    grams: frozenset[str]


class Word:
    """A word form with all its readings, likeliest first.

    `lemmas` and `grams` are those of every reading together: the first one alone is often wrong (нашли → наслать).
    """

    __slots__ = ("_tagged", "form", "grams", "keys", "known", "lemmas", "parses")

    def __init__(self, form: str, parses: tuple[Parse, ...], known: bool):
        self.form = form
        self.parses = parses
        self.known = known
        self.lemmas: frozenset[str] = frozenset(parse.lemma for parse in parses)
        self.grams: frozenset[str] = frozenset().union(*(parse.grams for parse in parses))
        self.keys: frozenset[str] = self.lemmas | {"=" + form}  # what lists and patterns know it by
        self._tagged: dict[tuple[str, tuple[str, ...]], Word] = {}

    def tagged(self, pos: str, feats: tuple[str, ...]) -> Word:
        """The word with the readings of the tagger's part of speech, those that fit its features first.

        All readings stay where none agrees. Features only order them: «Риска нет» is tagged as a nominative.
        """
        wanted = _AGREES.get(pos)
        if wanted is None or len(self.parses) == 1 or (pos == "PROPN" and self.known and not self.grams & _PROPER):
            return self
        if (pos, feats) not in self._tagged:
            self._tagged[pos, feats] = self._narrowed(wanted, feats)
        return self._tagged[pos, feats]

    def _narrowed(self, wanted: frozenset[str], feats: Iterable[str]) -> Word:
        agreeing = [parse for parse in self.parses if parse.pos in wanted]
        grams = {_GRAMMEME[feat] for feat in feats if feat in _GRAMMEME}
        agreeing.sort(key=lambda parse: -len(grams & parse.grams))
        return Word(self.form, tuple(agreeing), self.known) if agreeing else self


_PARTICLES = frozenset({"то", "ка", "таки"})


def fold(text: str) -> str:
    """Lower case, ё as е: the form in which words are compared."""
    return text.lower().replace("ё", "е")


@cache
def analyzer() -> Any:
    """The one pymorphy3 analyser of this process (its dictionary takes 15 MB)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def _bare(lemma: str, form: str) -> str:
    """The lemma without a particle that says nothing: «потерять-то», «вернут-таки»; not «кто-то»."""
    stem, hyphen, particle = lemma.rpartition("-")
    return stem if hyphen and particle in _PARTICLES and form.endswith(particle) and not is_known(form) else lemma


@lru_cache(WORDS_KEPT)
def word(form: str) -> Word:
    """The readings of a word form, whatever its letter case."""
    lower = form.lower()
    seen: dict[tuple[str, str, frozenset[str]], Parse] = {}
    for found in _parses(lower):
        grams = frozenset(str(gram) for gram in found.tag.grammemes)
        parse = Parse(fold(_bare(found.normal_form, lower)), str(found.tag.POS or ""), grams)
        seen.setdefault((parse.lemma, parse.pos, parse.grams), parse)
    return Word(fold(lower), tuple(seen.values()), is_known(lower))


def _parses(form: str) -> list[Any]:
    try:
        return list(analyzer().parse(form))
    except ValueError:  # pymorphy3 asks for the Unicode names of letters, and some have none
        return []


def is_known(form: str) -> bool:
    """Whether a word form stands in pymorphy3's dictionary."""
    return bool(analyzer().word_is_known(form.lower()))
