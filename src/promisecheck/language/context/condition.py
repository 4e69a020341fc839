"""Conditional and irreal: true only if something outside the client's hands happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import cue

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Cue, Marks

CONDITION = "условие"  # при условии, в случае, при росте …
MARKET = "рыночное-условие"  # рынок, курс, цена, ставка, повезёт, сценарий …
CLIENT_STEP = "шаг-клиента"  # вложить, открыть, подписать, оставить …
_IF = frozenset({"если", "коли", "коль", "ежели"})


def conditional(marks: Marks, i: int) -> list[Cue]:
    """The cue of a condition on the market; a step of the client's own («если вложите») is none."""
    reading = marks.reading
    start, end = reading.sentence_of(i)
    own = reading.clause_of(i)
    for k in range(start, end):
        if reading.forms[k] not in _IF and not marks.has(k, CONDITION):
            continue
        clause = reading.clause_of(k)
        stop = clause.end if clause.start != own.start else end
        if any(marks.has(n, MARKET) for n in range(k, stop)) and not _client_only(marks, k, stop):
            return [cue(k, "conditional")]
    return []


def irreal(marks: Marks, i: int) -> list[Cue]:
    """«бы» in the clause: what would have been."""
    reading = marks.reading
    clause = reading.clause_of(i)
    return [cue(k, "irreal") for k in range(clause.start, clause.end) if reading.forms[k] in ("бы", "б")][:1]


def _client_only(marks: Marks, start: int, end: int) -> bool:
    """Whether the condition names a step of the client and nothing of the market beside it."""
    steps = sum(marks.has(k, CLIENT_STEP) for k in range(start, end))
    market = sum(marks.has(k, MARKET) for k in range(start, end))
    return steps > 0 and market == 0
