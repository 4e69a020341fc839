"""Times of day in a text: «15:30», «в три», «к одиннадцати», «в полдень», «полчетвёртого», «шестнадцать тридцать»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisecheck.language.numerals import number_at, ordinal_at
from promisecheck.language.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.language.words import Word

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)\.?$")
_SUFFIXED = re.compile(r"(\d{1,2})-?(?:ти|и|х|ух|ь)$")
_BEFORE = frozenset({"в", "во", "к", "ко", "на", "до", "с", "со", "около", "после"})
_PART_OF_DAY = frozenset({"утро", "вечер", "ночь", "пополудни"})
_NOON = frozenset({"полдень", "полночь"})
# What a number counts where it is no hour: «в 15 процентов», «на два года».
_HOUR = frozenset({"час", "часик", "часок", "ч", "утро", "день", "вечер", "ноль", "тридцать", "пятнадцать", "сорок"})


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day named by tokens `start` to `end` (exclusive): minutes since midnight.

    «в три» may be 3:00 or 15:00; `minutes` holds both.
    """

    start: int
    end: int
    minutes: frozenset[int]


def hours(texts: Sequence[str], words: Sequence[Word]) -> list[Hour]:
    """All times of day, left to right."""
    found: list[Hour] = []
    i = 0
    while i < len(texts):
        hour = _clock(texts, i) or _half(words, i) or _named(words, i) or _spoken(texts, words, i)
        if hour:
            found.append(hour)
        i = hour.end if hour else i + 1
    return found


def _clock(texts: Sequence[str], i: int) -> Hour | None:
    clock = _CLOCK.match(texts[i])
    if not clock:
        return None
    return Hour(i, i + 1, frozenset({int(clock[1]) % 24 * 60 + int(clock[2])}))


def _half(words: Sequence[Word], i: int) -> Hour | None:
    """«полчетвёртого», «пол четвёртого», «в половине четвёртого»: half an hour before."""
    form = words[i].form
    if form in ("пол", "половина", "половине", "половину", "половины"):
        ordinal, end = (ordinal_at(words, i + 1) if i + 1 < len(words) else None), i + 2
    elif form.startswith("пол") and len(form) > 5:
        ordinal, end = ordinal_at([word(form[3:].lstrip("-"))], 0), i + 1
    else:
        return None
    return Hour(i, end, _either((ordinal[0] - 1) * 60 + 30)) if ordinal and ordinal[0] <= 12 else None


def _named(words: Sequence[Word], i: int) -> Hour | None:
    if not _NOON.isdisjoint(words[i].lemmas) or words[i].form == "полудня":
        return Hour(i, i + 1, frozenset({0 if "полночь" in words[i].lemmas else 720}))
    if words[i].form == "час" and i and words[i - 1].form == "в":
        return Hour(i, i + 1, _either(60))
    return None


def _spoken(texts: Sequence[str], words: Sequence[Word], i: int) -> Hour | None:
    """A number behind «в», «к», «на» …, or before «часов», «утра», «вечера»."""
    suffixed = _SUFFIXED.match(texts[i])
    number, end = (int(suffixed[1]), i + 1) if suffixed else number_at(texts, words, i) or (99, i)
    if number > 24 or (number == 24 and not texts[i].isdecimal()):
        return None
    minutes, last = _minutes(texts, words, end)
    after = words[last].lemmas | {words[last].form} if last < len(words) else frozenset()
    marked = not after.isdisjoint(_PART_OF_DAY) or not after.isdisjoint({"час", "часик", "ч"})
    asked = i > 0 and words[i - 1].form in _BEFORE
    counted = last < len(words) and not marked and _counts(words[last])
    if not (marked or asked) or counted:
        return None
    whole = number % 24 * 60 + minutes
    return Hour(i, last, _either(whole) if number <= 12 else frozenset({whole}))


def _minutes(texts: Sequence[str], words: Sequence[Word], i: int) -> tuple[int, int]:
    """«шестнадцать тридцать», «14-30»."""
    if i + 1 < len(texts) and texts[i] in ("-", "–") and texts[i + 1].isdecimal() and len(texts[i + 1]) == 2:
        return int(texts[i + 1]), i + 2
    minutes = number_at(texts, words, i)
    return minutes if minutes and 5 <= minutes[0] < 60 and minutes[0] % 5 == 0 else (0, i)


def _counts(word: Word) -> bool:
    """Whether the word behind a number is what it counts: a noun in the genitive, or a unit."""
    if word.form in ("%", "₽", "руб", "тыс", "млн", "шт"):
        return True
    first = word.parses[0] if word.parses else None
    return bool(first and first.pos == "NOUN" and "gent" in first.grams and word.lemmas.isdisjoint(_HOUR))


def _either(minutes: int) -> frozenset[int]:
    return frozenset({minutes % 720, minutes % 720 + 720})
