"""The text as its figures are to be read: hidden characters gone, look-alike and spoken digits as digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisecheck.language.disguise.marks import SIGN, cleared
from promisecheck.language.disguise.plain import Edit, apply, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.language.disguise.plain import Plain

_LOOKALIKE = str.maketrans({"О": "0", "о": "0", "O": "0", "o": "0", "З": "3", "з": "3", "I": "1", "l": "1", "|": "1"})
_AMONG_DIGITS = re.compile(r"(?<=\d)[ОоOoЗзIl|]+(?=\d)")
_ONES = dict(zip("ноль один два три четыре пять шесть семь восемь девять".split(), range(10), strict=True))
_ONES |= {"нуль": 0, "ноля": 0, "нуля": 0, "одна": 1, "две": 2, "семёрка": 7}
_TEENS = {
    word: n
    for n, word in enumerate(
        """десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать
        девятнадцать""".split(),
        10,
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split(), 2)
}
_HUNDREDS = {
    word: 100 * n
    for n, word in enumerate("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split(), 1)
}
_VALUES = _ONES | _TEENS | _TENS | _HUNDREDS
_ZEROS = frozenset("ноль нуль ноля нуля нолей нулей нолика".split())
_WORD = re.compile(r"[а-яё]+|\d+", re.IGNORECASE)
_SPOKEN = re.compile(
    rf"\b(?:{'|'.join(_VALUES)})\b(?:\W{{1,3}}\b(?:{'|'.join(_VALUES)}|\d+|нолей|нулей)\b){{3,}}", re.I
)


def readable(text: str) -> Plain:
    """The text with its digits made plain, and the map back to it."""
    plain = same(text)
    if SIGN.search(text):
        plain = cleared(plain)
    plain = apply(plain, _digits(plain.text))
    return apply(plain, [edit for run in _SPOKEN.finditer(plain.text) for edit in _said(plain.text, *run.span())])


def _digits(text: str) -> Iterator[Edit]:
    for match in _AMONG_DIGITS.finditer(text):
        for n, char in enumerate(match[0].translate(_LOOKALIKE), match.start()):
            yield Edit(n, n + 1, char)


def _said(text: str, start: int, end: int) -> Iterator[Edit]:
    """Number words to the digits they are dictated as: «девятьсот шестнадцать сто два ноля пять» – 916 100 00 5."""
    words = [(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    n = 0
    while n < len(words):
        group = _group(words, n)
        digits = _spelt([word for word, _, _ in group])
        yield from _spread(digits, group, text)
        n += len(group)


def _group(words: list[tuple[str, int, int]], n: int) -> list[tuple[str, int, int]]:
    """The words of one dictated number: each smaller in kind than the one before it."""
    group = [words[n]]
    if words[n][0].isdigit():
        return group
    if words[n][0] in _ONES and n + 1 < len(words) and words[n + 1][0] in _ZEROS - {"ноль", "нуль"}:
        return words[n : n + 2]
    rank = _rank(words[n][0])
    while n + len(group) < len(words):
        following = words[n + len(group)][0]
        below = _rank(following)
        if below == 0 or below >= rank or rank < 2 or _VALUES.get(following) == 0:
            break
        group.append(words[n + len(group)])
        rank = below if following not in _TEENS else 0
        if rank == 0:
            break
    return group


def _rank(word: str) -> int:
    """3 for hundreds, 2 for tens, 1 for ones and teens, 0 for what is no number word."""
    if word in _HUNDREDS:
        return 3
    return 2 if word in _TENS else 1 if word in _ONES or word in _TEENS else 0


def _spelt(words: list[str]) -> str:
    if len(words) == 2 and words[1] in _ZEROS:
        return "0" * max(1, _VALUES.get(words[0], 1))
    if words[0].isdigit():
        return words[0]
    return str(sum(_VALUES.get(word, 0) for word in words))


def _spread(digits: str, group: list[tuple[str, int, int]], text: str) -> Iterator[Edit]:
    """Digits laid over the characters of the words, so that every digit has a place of its own."""
    start, end = group[0][1], group[-1][2]
    if text[start:end] == digits:
        return
    for n in range(start, end):
        at = n - start
        yield Edit(n, n + 1 if at < len(digits) - 1 else end, digits[at])
        if at == len(digits) - 1:
            return
