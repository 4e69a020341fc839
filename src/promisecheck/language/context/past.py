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
        tensed = _tensed(marks, k)
        if tensed is not None:
            return [cue(tensed, "past")] if "past" in reading.grams(tensed) else []
    clause = reading.clause_of(i)
    piece = [k for k in range(clause.start, clause.end) if reading.piece_at[k] == reading.piece_at[i]]
    finite = [k for k in piece if "VERB" in reading.grams(k)]
    if finite:
        nearest = min(finite, key=lambda k: abs(k - i))
        return [cue(nearest, "past")] if "past" in reading.grams(nearest) else []
    return listed(marks, piece[0], piece[-1] + 1, "past", PAST_TIME)[:1]


def _tensed(marks: Marks, k: int) -> int | None:
    """The word that carries the tense: the verb itself, or the copula of a participle («был выплачен»)."""
    reading = marks.reading
    grams = reading.grams(k)
    if "VERB" in grams and not grams.isdisjoint({"past", "pres", "futr"}):
        return k
    copulas = (kid for kid in reading.children[k] if "быть" in reading.lemmas(kid) and "VERB" in reading.grams(kid))
    return next(copulas, None)
