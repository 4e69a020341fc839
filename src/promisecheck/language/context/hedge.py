"""Hedged, aimed at or given as an example: said without commitment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import cue, listed, severed
from promisecheck.language.context.governors import governors
from promisecheck.language.context.negation import is_negated

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Cue, Marks

HEDGES = "осторожность"  # возможно, вероятно, ожидаем, рассчитываем, по прогнозу, целевой …
POSSIBLE = "может"  # мочь, можно, способен …
AIMS = "цель"  # хотеть, стремиться, цель, задача, помогать …
EXAMPLES = "пример"  # например, допустим, предположим, условно …
PARENTHETICAL = "может"  # «может, и заработаете»: the bare form beside a finite verb


def hedged(marks: Marks, i: int) -> list[Cue]:
    """Cues that the clause of token `i`, or what governs it, commits to nothing."""
    reading = marks.reading
    clause = reading.clause_of(i)
    found = listed(marks, clause.start, clause.end, "hedged", HEDGES)
    found += [cue(k, "hedged") for k in governors(reading, i) if marks.has(k, HEDGES)]
    if clause.opener in ("что", "будто") and reading.clause_at[i]:
        before = reading.clauses[reading.clause_at[i] - 1]
        found += listed(marks, before.start, before.end, "hedged", HEDGES)
    found = [c for c in found if not _no_hedge(marks, c.start)]
    return found or _parenthetical(marks, i)


def _parenthetical(marks: Marks, i: int) -> list[Cue]:
    """«может» that governs no infinitive is a hedge: «а может и через год в плюс выйдете»."""
    reading = marks.reading
    clause = reading.clause_of(i)
    if "INFN" in reading.grams(i):
        return []
    spots = [k for k in range(clause.start, clause.end) if reading.forms[k] == PARENTHETICAL]
    return [cue(k, "hedged") for k in spots if not any("INFN" in reading.grams(n) for n in reading.children[k])][:1]


def possible(marks: Marks, i: int) -> list[Cue]:
    """Cues that token `i` is only possible: «можете заработать», «способен принести»."""
    reading = marks.reading
    return [cue(k, "possible") for k in governors(reading, i) if marks.has(k, POSSIBLE)] or [
        cue(k, "possible")
        for k in range(max(reading.clause_of(i).start, i - 4), i)
        if marks.has(k, POSSIBLE) and "INFN" in reading.grams(i)
    ]


def aimed(marks: Marks, i: int) -> list[Cue]:
    """Cues that token `i` is wanted, not said: «чтобы заработать», «цель – сохранить»."""
    reading = marks.reading
    clause = reading.clause_of(i)
    if clause.opener in ("чтобы",):
        return [cue(clause.start, "aimed")]
    own = reading.clause_at[i]  # «хочу сказать, что …» aims at saying, not at what is said
    above = [k for k in governors(reading, i) if marks.has(k, AIMS) and reading.clause_at[k] == own]
    before = range(max(clause.start, i - 5), i)
    if not above and "INFN" in reading.grams(i):
        above = [k for k in before if marks.has(k, AIMS) or reading.forms[k] == "чтобы"]
    return [cue(k, "aimed") for k in above]


def exemplary(marks: Marks, i: int) -> list[Cue]:
    """Cues that the sentence is an example or a calculation marked as such."""
    found = listed(marks, *marks.reading.sentence_of(i), "example", EXAMPLES)
    return [c for c in found if not severed(marks, c.start, i)][:1]


def _no_hedge(marks: Marks, k: int) -> bool:
    """A hedge denied («шанса нет»), ordered («смело рассчитывайте») or made of all cases («любой сценарий»)."""
    reading = marks.reading
    if "impr" in reading.grams(k) or (k and reading.words[k - 1].lemmas & {"любой", "каждый", "всякий"}):
        return True
    return (k > 0 and reading.forms[k - 1] == "не") or is_negated(marks, k)
