"""Conditional and irreal: true only if something outside the client's hands happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import cue, severed

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Cue, Marks

CONDITION = "условие"  # при условии, в случае, при росте …
MARKET = "рыночное-условие"  # рынок, курс, цена, ставка, повезёт, сценарий …
CLIENT_STEP = "шаг-клиента"  # вложить, открыть, подписать, оставить …
_IF = frozenset({"если", "коли", "коль", "ежели"})


def conditional(marks: Marks, i: int) -> list[Cue]:
    """The cue of a condition outside the client's hands; a step of the client's own («если вложите») is none."""
    reading = marks.reading
    start, end = reading.sentence_of(i)
    own = reading.clause_at[i]
    for k in range(start, end):
        if severed(marks, k, i) and reading.forms[k] not in _IF:
            continue
        if reading.forms[k] in _IF:
            if not _concessive(marks, k) and reading.clause_at[k] != own and _of_the_world(marks, k):
                return [cue(k, "conditional")]
        elif marks.has(k, CONDITION) and any(marks.has(n, MARKET) for n in range(k, min(end, k + 7))):
            return [cue(k, "conditional")]
    return []


def _concessive(marks: Marks, k: int) -> bool:
    """«даже если», «хоть если»: what holds in spite of a condition depends on none."""
    return k > 0 and marks.reading.forms[k - 1] in ("даже", "хоть", "пусть")


def _of_the_world(marks: Marks, k: int) -> bool:
    """Whether an «если» clause tells of the market, not of what the client does with his money."""
    reading = marks.reading
    clause = reading.clause_of(k)
    inside = range(k + 1, clause.end)
    if any(marks.has(n, MARKET) for n in inside):
        return True
    if any(marks.has(n, CLIENT_STEP) for n in inside):
        return False
    verbs = [n for n in inside if "VERB" in reading.grams(n)]
    return bool(verbs) and all("3per" in reading.grams(n) for n in verbs)


def irreal(marks: Marks, i: int) -> list[Cue]:
    """«бы» in the clause: what would have been; not «как бы», a filler, nor «хотя бы»."""
    reading = marks.reading
    clause = reading.clause_of(i)
    would = (k for k in range(clause.start, clause.end) if reading.forms[k] in ("бы", "б"))
    return [cue(k, "irreal") for k in would if not k or reading.forms[k - 1] not in ("как", "хотя")][:1]
