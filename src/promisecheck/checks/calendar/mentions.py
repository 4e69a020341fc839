"""What is said of a day: the day a message names, and the nearest word that tells what is to happen on it.

Nearest, because a transcript has no commas: «в понедельник не будем тяжёлый день давайте в четверг».
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from promisecheck.language.days import Day, days
from promisecheck.language.hours import Hour, hours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from promisecheck.rules.match import Marked

REACH = 12  # tokens on either side
_LINKS = frozenset({",", "(", ")", "-", "–", "—", ".", "числа", "число", "это", "же", "в", "на", "ко", "к"})
_MARKS = frozenset({",", ";", ":", "–", "—"})
_NEGATING = frozenset({"не", "ни", "без"})
_BETWEEN = frozenset({"надо", "нужно", "стоит", "стоить", "смочь", "мочь", "быть", "хотеть", "получиться", "следовать"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A day named once, perhaps in two ways («в понедельник, 11-го»), by tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    named: tuple[Day, ...]

    def dates(self, today: date) -> frozenset[date]:
        """The days it may mean; a date is more exact than a day of the week."""
        exact = [day for day in self.named if day.kind in ("date", "offset")]
        found: frozenset[date] = frozenset().union(*(day.dates(today) for day in exact or self.named))
        return found

    @property
    def past(self) -> bool:
        """Whether it is said to be past."""
        return any(day.past or (day.kind == "offset" and day.value < 0) for day in self.named)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of a list near a day; `name` is the list's part in the rule."""

    name: str
    token: int
    negated: bool
    past: bool


class Said:
    """One message with its days and hours."""

    def __init__(self, marked: Marked):
        self.marked = marked
        self.texts: Sequence[str] = marked.reading.texts
        self.words = marked.reading.words

    @cached_property
    def mentions(self) -> list[Mention]:
        """The days it names, those side by side taken together."""
        found: list[Mention] = []
        for day in days(self.texts, self.words):
            last = found[-1] if found else None
            if last and self._beside(last, day):
                found[-1] = Mention(last.start, day.end, (*last.named, day))
            else:
                found.append(Mention(day.start, day.end, (day,)))
        return found

    def _beside(self, last: Mention, day: Day) -> bool:
        """«в понедельник, 11-го» is one day, «во вторник, в среду» are two."""
        between = self.texts[last.end : day.start]
        if len(between) > 2 or any(text.lower() not in _LINKS | {"во"} for text in between):
            return False
        kinds = {named.kind for named in last.named}
        return day.kind not in kinds and "every" not in kinds | {day.kind}

    @cached_property
    def hours(self) -> list[Hour]:
        """The times of day it names, but for those that belong to a date."""
        taken = {i for mention in self.mentions for i in range(mention.start, mention.end)}
        return [hour for hour in hours(self.texts, self.words) if hour.start not in taken]

    def around(self, mention: Mention) -> tuple[int, int]:
        """The tokens that may tell what happens on the day: its sentence, up to other days on either side."""
        start, end = self.marked.reading.sentence_of(mention.start)
        for other in self.mentions:
            if other.end <= mention.start:
                start = max(start, other.end)
            elif other.start >= mention.end:
                end = min(end, other.start)
        return max(start, mention.start - REACH), min(end, mention.end + REACH)

    def cues(self, mention: Mention, lists: dict[str, list[str]]) -> list[Cue]:
        """The words of the lists around a day, the nearest first."""
        start, end = self.around(mention)
        places = [i for i in range(start, end) if not mention.start <= i < mention.end]
        found = [cue for i in places if (cue := self._cue(i, lists)) and not self._of_another(cue, mention)]
        return sorted(found, key=lambda cue: self._distance(mention, cue.token))

    def _of_another(self, cue: Cue, mention: Mention) -> bool:
        """«Пятница исключена, поэтому понедельник»: what was refused before a comma is not this day."""
        return cue.name == "refusal" and any(text in _MARKS for text in self.texts[cue.token : mention.start])

    def _cue(self, i: int, lists: dict[str, list[str]]) -> Cue | None:
        for name, named in lists.items():
            if self.marked.has(i, *named):
                if name == "come":  # «приходите», «приеду» is about the meeting, «деньги придут» is not
                    name = "business" if "3per" in self._first(i) else "invite"
                return Cue(name, i, self.negated(i), self._past(i))
        return Cue("past", i, self.negated(i), past=True) if self._past(i) else None

    def _past(self, i: int) -> bool:
        return {"VERB", "past"} <= self._first(i)

    def _first(self, i: int) -> frozenset[str]:
        """The grammemes of a word's likeliest reading."""
        parses = self.words[i].parses
        return parses[0].grams if parses else frozenset()

    def negated(self, i: int) -> bool:
        """Whether «не» stands right before a token, or before a word such as «надо» between them."""
        k = i - 1
        while (
            k >= 0
            and i - k <= 3
            and (not self.words[k].lemmas.isdisjoint(_BETWEEN) or self.words[k].form in ("в", "во", "на"))
        ):
            k -= 1
        return k >= 0 and self.words[k].form in _NEGATING

    @staticmethod
    def _distance(mention: Mention, i: int) -> int:
        return mention.start - i if i < mention.start else i - mention.end + 1
