"""Days in a text, in digits and in words: «завтра», «в пн», «9-го», «28.09», «второго мая», «через четыре дня».

A mention names a day only relative to the date on which it was said: `Day.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from promisecheck.language.numerals import number_at, ordinal_at
from promisecheck.language.words import fold, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.language.words import Word

Kind = Literal["offset", "weekday", "every", "date"]

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_SHORT = {
    name: number
    for number, names in enumerate(
        "пн пон понед пнд|вт втор|ср|чт чтв четв|пт птн пятн|сб субб|вс вск воскр".split("|"),
    )
    for name in names.split()
}
_OFFSETS = {
    "сегодня": 0, "сегодняшний": 0, "седня": 0, "щас": None, "завтра": 1, "завтрашний": 1, "послезавтра": 2,
    "послезавтрашний": 2, "вчера": -1, "вчерашний": -1, "позавчера": -2,
}  # fmt: skip
_MONTHS = {
    lemma: number
    for number, names in enumerate(
        "январь янв|февраль фев|март мар|апрель апр|май|июнь июн|июль июл|август авг|сентябрь сен сент|октябрь окт|"
        "ноябрь ноя|декабрь дек".split("|"),
        1,
    )
    for lemma in names.split()
}
_UNITS = {"день": 1, "денек": 1, "сутки": 1, "неделя": 7, "неделька": 7}
_EACH = frozenset({"каждый", "любой", "всякий"})
_LAST = frozenset({"прошлый", "прошедший", "минувший", "позапрошлый"})
_NEXT = frozenset({"следующий", "след", "будущий"})
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{2})(?:[./](\d{4}|\d{2}))?\.?$")
_SUFFIXED = re.compile(r"(\d{1,2})-?(?:го|ого|е|ое|ье|му|ому|м|ым|ти|й)$")
_LOOKING_BACK = timedelta(days=60)
_SOFTENED = str.maketrans("оеэяё", "аиииа")


@dataclass(frozen=True, slots=True)
class Day:
    """A day named by tokens `start` to `end` (exclusive).

    `value` is days from today (`offset`), a day of the week from 0, Monday (`weekday`, `every`), or a day of the month
    (`date`, with `month` and `year` where they were said).
    """

    start: int
    end: int
    kind: Kind
    value: int
    month: int = 0
    year: int = 0
    past: bool = False
    later: bool = False

    def dates(self, today: date) -> frozenset[date]:
        """The days it may mean, said on `today`; none where the calendar has no such day."""
        if self.kind == "offset":
            return frozenset({today + timedelta(days=self.value)})
        if self.kind == "date":
            return _dated(self, today)
        ahead = (self.value - today.weekday()) % 7
        if self.past:
            return frozenset({today - timedelta(days=7 - ahead)})
        near = today + timedelta(days=ahead)
        week = timedelta(days=7)
        if self.kind == "every":
            return frozenset(near + n * week for n in range(53))
        return frozenset({near, near + week} if self.later or ahead == 0 else {near})


def days(texts: Sequence[str], words: Sequence[Word]) -> list[Day]:
    """All days named in a text, left to right, the longest reading of each."""
    found: list[Day] = []
    i = 0
    while i < len(texts):
        day = _through(texts, words, i) or _weekday(words, i) or _offset(words, i) or _date(texts, words, i)
        if day:
            found.append(day)
        i = day.end if day else i + 1
    return found


def _through(texts: Sequence[str], words: Sequence[Word], i: int) -> Day | None:
    """«через четыре дня», «через неделю», «после выходных», «в начале недели»."""
    if words[i].form in ("через", "спустя"):
        count, end = number_at(texts, words, i + 1) or (1, i + 1)
        unit = next((_UNITS[lemma] for lemma in _lemmas(words, end) if lemma in _UNITS), None)
        return Day(i, end + 1, "offset", count * unit) if unit else None
    if words[i].form == "после" and "выходной" in _lemmas(words, i + 1):
        return Day(i, i + 2, "weekday", 0)
    if words[i].form in ("начале", "начала", "началу"):
        end = i + 1 + (not _NEXT.isdisjoint(_lemmas(words, i + 1)) or "этот" in _lemmas(words, i + 1))
        if "неделя" in _lemmas(words, end):
            return Day(i, end + 1, "weekday", 0)
    return None


def _weekday(words: Sequence[Word], i: int) -> Day | None:
    number = _number_of_weekday(words[i].form)
    if number is None:
        return None
    before = _lemmas(words, i - 1)
    plural = "plur" in words[i].grams and "sing" not in words[i].grams
    kind: Kind = "every" if plural or not _EACH.isdisjoint(before) else "weekday"
    return Day(i, i + 1, kind, number, past=not _LAST.isdisjoint(before), later=not _NEXT.isdisjoint(before))


def _offset(words: Sequence[Word], i: int) -> Day | None:
    for name in (words[i].form, *words[i].lemmas, *_misspelt(words[i].form)):
        if (value := _OFFSETS.get(name)) is not None:
            return Day(i, i + 1, "offset", value)
    return None


def _date(texts: Sequence[str], words: Sequence[Word], i: int) -> Day | None:
    if numeric := _NUMERIC.match(texts[i]):
        return _numeric(numeric, i, i + 1)
    if i + 2 < len(texts) and texts[i + 1] == "/":
        for end in (i + 5, i + 3):
            if numeric := _NUMERIC.match("".join(texts[i:end])):
                return _numeric(numeric, i, min(end, len(texts)))
    number, end, ordinal = _day_number(texts, words, i)
    if not 1 <= number <= 31:
        return None
    month = next((_MONTHS[lemma] for lemma in _lemmas(words, end) if lemma in _MONTHS), 0)
    if month:
        return Day(i, end + 1, "date", number, month)
    if "число" in _lemmas(words, end):
        return Day(i, end + 1, "date", number)
    return Day(i, end, "date", number) if ordinal and _stands_alone(words, i, end) else None


def _day_number(texts: Sequence[str], words: Sequence[Word], i: int) -> tuple[int, int, bool]:
    """The number, its end, and whether it is an ordinal («9-го», «пятого»), which needs no month beside it."""
    if suffixed := _SUFFIXED.match(texts[i]):
        return int(suffixed[1]), i + 1, not texts[i].endswith(("ти", "й"))
    if texts[i].isdecimal() and len(texts[i]) <= 2:
        return int(texts[i]), i + 1, False
    number, end = ordinal_at(words, i) or (0, i)
    return number, end, number > 0


def _stands_alone(words: Sequence[Word], i: int, end: int) -> bool:
    """«пятого» is a day; «пятого этажа», «половина пятого» and «на пятом» are not."""
    if not words[i].form.endswith(("го", "е", "му")) and not words[end - 1].form.endswith(("го", "ое", "ье", "му")):
        return False
    if not {"половина", "пол", "четверть", "минута", "пункт", "час"}.isdisjoint(_lemmas(words, i - 1)):
        return False
    if end >= len(words):
        return True
    after = words[end]
    if len(after.form) == 1 or not after.parses:  # the dictionary knows single letters as nouns, too
        return True
    first = after.parses[0]
    return first.pos not in ("NOUN", "ADJF") or not {"sing", "gent"} <= first.grams


def _numeric(match: re.Match[str], start: int, end: int) -> Day | None:
    day, month = int(match[1]), int(match[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = int(match[3] or 0)
    return Day(start, end, "date", day, month, year + 2000 if 0 < year < 100 else year)


def _dated(day: Day, today: date) -> frozenset[date]:
    """The day of the month: of the year nearest to today, or the next to come where no month was said."""
    if day.year:
        return _valid([(day.year, day.month)], day.value)
    if day.month:
        near = _valid([(today.year + n, day.month) for n in (-1, 0, 1)], day.value)
        # Talk is of days to come more often than of days long past.
        return frozenset(
            {min(near, key=lambda found: (found < today - _LOOKING_BACK, abs(found - today)))} if near else ()
        )
    months = [divmod(today.year * 12 + today.month - 1 + n, 12) for n in range(3)]
    ahead = {found for found in _valid([(year, month + 1) for year, month in months], day.value) if found >= today}
    return frozenset({min(ahead)}) if ahead else frozenset()


def _valid(months: Sequence[tuple[int, int]], number: int) -> frozenset[date]:
    found = set()
    for year, month in months:
        try:
            found.add(date(year, month, number))
        except ValueError:  # there is no 31 April
            continue
    return frozenset(found)


def _lemmas(words: Sequence[Word], i: int) -> frozenset[str]:
    return words[i].lemmas | {words[i].form.rstrip(".")} if 0 <= i < len(words) else frozenset()


def _number_of_weekday(form: str) -> int | None:
    short = _SHORT.get(form.rstrip("."))
    if short is not None:
        return short
    name = _weekday_forms().get(form)
    if name is None:
        name = next((_weekday_forms()[known] for known in _misspelt(form) if known in _weekday_forms()), None)
    return name


@cache
def _weekday_forms() -> dict[str, int]:
    """Every form of the days of the week, and of the adjectives made of them."""
    from promisecheck.language.words import analyzer

    forms: dict[str, int] = {}
    for number, name in enumerate(WEEKDAYS):
        parse = next(parse for parse in analyzer().parse(name) if parse.tag.POS == "NOUN" and parse.normal_form == name)
        forms |= {fold(form.word): number for form in parse.lexeme}
    return forms | {"воскресение": 6, "понедельничек": 0}


@cache
def _softened() -> dict[str, str]:
    """How the days sound: vowels that are confused in writing are one."""
    known = [*_weekday_forms(), *(name for name, value in _OFFSETS.items() if value is not None)]
    return {form.translate(_SOFTENED): form for form in known}


def _misspelt(form: str) -> list[str]:
    """The day that a word unknown to the dictionary is meant to be: «панидельник», «срэду», «четверк», «завтро»."""
    if len(form) < 5 or word(form).known:
        return []
    sound = form.translate(_SOFTENED)
    if sound in _softened():
        return [_softened()[sound]]
    near = [known for heard, known in _softened().items() if len(form) >= 7 and _one_slip(sound, heard)]
    return near[:1]


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter was changed, left out or added."""
    if abs(len(a) - len(b)) > 1:
        return False
    head = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[head + 1 :] == b[head + 1 :] or a[head + 1 :] == b[head:] or a[head:] == b[head + 1 :]
