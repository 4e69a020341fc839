"""What is said beside a bare forecast and takes the promise out of it: a risk, a disclaimer, «никто не знает»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisecheck.deadline import tick
from promisecheck.language.context import Cue
from promisecheck.language.context.cue import ADVERSATIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisecheck.checks.forbidden_meaning.claims import Claim, Pledge
    from promisecheck.rules.match import Marked

UNKNOWN = "незнание"  # никто не знает, решает рынок, как пойдёт …
LATER = 2  # sentences after the forecast in which a disclaimer still bears on it
UNSAID = frozenset({"asked", "reported", "quoted", "irreal"})


@dataclass(frozen=True, slots=True)
class Tempering:
    """A place that tempers forecasts up to `reach` sentences before it."""

    cue: Cue
    reach: int


def temper(marked: Marked, claims: Sequence[Claim], pledges: Sequence[Pledge]) -> None:
    """Excuses the bare forecasts beside which the speaker names a risk or promises nothing."""
    found = [*_risks(claims), *_disclaimers(pledges), *_unknowns(marked)]
    for made in claims:
        tick()
        if not made.category or made.pledge or (made.group.outcome == "bad" and made.level != "past"):
            continue
        for tempering in found:
            if _bears_on(marked, tempering, made):
                made.category = ""
                made.excuses = [tempering.cue]
                break


def _risks(claims: Sequence[Claim]) -> Iterator[Tempering]:
    """«Заработаем, а можем и потерять»."""
    for made in claims:
        if made.group.outcome == "bad" and not made.favourable and all(c.kind not in UNSAID for c in made.excuses):
            yield Tempering(Cue(made.match.start, made.match.end, "balanced"), 0)


def _disclaimers(pledges: Sequence[Pledge]) -> Iterator[Tempering]:
    """«Доходность 18%. Она не гарантирована»."""
    for pledge in pledges:
        if pledge.group.level == "promised" and any(c.kind == "negated" for c in pledge.undone):
            yield Tempering(Cue(pledge.match.start, pledge.match.end, "disclaimer"), LATER)


def _unknowns(marked: Marked) -> Iterator[Tempering]:
    for i in range(len(marked.reading)):
        if UNKNOWN in marked.lists.starts[i]:
            yield Tempering(Cue(i, i + 1, "unknown"), 0)


def _bears_on(marked: Marked, tempering: Tempering, made: Claim) -> bool:
    reading = marked.reading
    if made.match.start <= tempering.cue.start < made.match.end:
        return False  # «защищён от просадок»: the risk is part of what is claimed
    here, there = reading.clause_of(made.match.head), reading.clause_of(tempering.cue.start)
    if not 0 <= there.sentence - here.sentence <= tempering.reach:
        return False
    between = range(reading.clause_at[tempering.cue.start] + 1, reading.clause_at[made.match.head] + 1)
    return not any(reading.clauses[n].opener in ADVERSATIVE for n in between)  # «… но между нами: …»
