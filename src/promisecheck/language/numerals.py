"""Numbers in words, as far as days and hours need them: «четыре», «двадцать второго»."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.language.words import Word

_CARDINAL = {
    name: number
    for number, name in enumerate(
        """ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать
        пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать""".split()
    )
} | {"тридцать": 30, "сорок": 40, "пятьдесят": 50, "пара": 2, "полтора": 1, "час": 1}
_ORDINAL = {
    name: number
    for number, name in enumerate(
        """первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый
        тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый двадцатый""".split(),
        1,
    )
} | {"первое": 1, "второе": 2, "третье": 3, "тридцатый": 30}
_TENS = {"двадцать": 20, "тридцать": 30}


def number_at(texts: Sequence[str], words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """A cardinal number that begins at token `i`, and its end."""
    if i >= len(words):
        return None
    if texts[i].isdecimal() and len(texts[i]) <= 3:
        return int(texts[i]), i + 1
    tens = next((_CARDINAL[lemma] for lemma in words[i].lemmas if lemma in _CARDINAL and lemma != "час"), None)
    if tens is None:
        return None
    if tens in (20, 30, 40, 50) and i + 1 < len(words):
        unit = next((_CARDINAL[lemma] for lemma in words[i + 1].lemmas if 0 < _CARDINAL.get(lemma, 0) < 10), None)
        if unit and "час" not in words[i + 1].lemmas:
            return tens + unit, i + 2
    return tens, i + 1


def ordinal_at(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """An ordinal number that begins at token `i`, and its end: «пятого», «двадцать второе»."""
    tens = next((_TENS[lemma] for lemma in words[i].lemmas if lemma in _TENS), 0)
    if tens and i + 1 < len(words):
        unit = _ordinal(words[i + 1])
        return (tens + unit, i + 2) if unit and unit < 10 else None
    number = _ordinal(words[i])
    return (number, i + 1) if number else None


def _ordinal(word: Word) -> int:
    return next((_ORDINAL[lemma] for lemma in sorted(word.lemmas) if lemma in _ORDINAL), 0)
