"""Past: what was, which promises nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import cue, listed
from promisecheck.language.context.governors import governors

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Cue, Marks

PAST_TIME = "прошлое-время"  # прошлый, вчера, за 2023 год, исторически …


def past(marks: Marks, i: int) -> list[Cue]:
    """The cue that token `i` tells of the past: the tense of its verb, or a time named in its clause."""
    reading = marks.reading
    for k in (i, *governors(reading, i)):
        grams = reading.grams(k)
        if "past" in grams:
            return [cue(k, "past")]
        if not grams.isdisjoint({"pres", "futr"}):
            return []
    clause = reading.clause_of(i)
    finite = [k for k in range(clause.start, clause.end) if not reading.grams(k).isdisjoint({"past", "pres", "futr"})]
    if finite:
        tensed = min(finite, key=lambda k: abs(k - i))
        return [cue(tensed, "past")] if "past" in reading.grams(tensed) else []
    return listed(marks, clause.start, clause.end, "past", PAST_TIME)[:1]
