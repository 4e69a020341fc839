"""Asked, not said: a question mark, «ли», or a question word where a transcript has no marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import cue, listed

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Cue, Marks

RHETORICAL = "риторический-вопрос"  # разве, неужели, зачем … : a question that asserts
TAG = "вопрос-хвостик"  # правда?, понимаете?, да?, согласны? …: the question comes after the assertion
OPENERS = "вопросительное-слово"
_FILLED = frozenset({"бы", "раз", "правило", "говорится"})


def asked(marks: Marks, i: int) -> list[Cue]:
    """The cue that token `i` stands in a true question."""
    reading = marks.reading
    clause = reading.clause_of(i)
    for k in range(clause.start, clause.end):
        if reading.forms[k] == "ли" and not marks.has(max(k - 1, 0), "вряд"):
            return [cue(k, "asked")]
    for k in range(i + 1, min(len(reading) - 1, clause.end + 3)):
        if reading.forms[k] == "или" and reading.forms[k + 1] in ("нет", "не"):
            return [cue(k, "asked")]
    start, end = reading.sentence_of(i)
    mark = next((k for k in range(end - 1, i, -1) if "?" in reading.texts[k]), None)
    if mark is not None:
        return [] if _asserts(marks, i, start, mark) else [cue(mark, "asked")]
    if "?" in "".join(reading.texts[start:end]):
        return []
    return _opened(marks, clause.start, i)


def rhetorical(marks: Marks, i: int) -> list[Cue]:
    """The cue of a rhetorical question, which says the opposite of its words: «разве можно тут прогореть?»."""
    reading = marks.reading
    found = listed(marks, *reading.sentence_of(i), "rhetorical", RHETORICAL)
    return [c for c in found if reading.forms[c.start : c.start + 2] != ["разве", "что"]][:1]  # «разве что время»


def _asserts(marks: Marks, i: int, start: int, mark: int) -> bool:
    """Whether the question is rhetorical, or only a tag after the statement that holds token `i`."""
    reading = marks.reading
    if any(marks.has(k, RHETORICAL) for k in range(start, mark)):
        return True
    last = reading.clause_of(mark)
    return not last.start <= i < last.end and any(marks.has(k, TAG) for k in range(last.start, mark))


def _opened(marks: Marks, start: int, i: int) -> list[Cue]:
    """A question word at the head of the clause («какая доходность вас устроит»)."""
    reading = marks.reading
    for k in range(start, min(i + 1, start + 3)):
        likens = k + 1 < len(reading) and (reading.forms[k + 1] in _FILLED or "PREP" in reading.grams(k + 1))
        if reading.forms[k] == "как" and likens:
            break  # «как бы», «как правило», «как за каменной стеной» ask nothing
        if marks.has(k, OPENERS):
            return [cue(k, "asked")]
        if reading.grams(k).isdisjoint({"CONJ", "PRCL", "PREP", "PNCT"}):
            break
    return []
