"""How an outcome is said: asserted, past, only possible, aimed at, or not said at all (a bare infinitive)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import cue
from promisecheck.language.context.governors import governors
from promisecheck.language.context.hedge import aimed as aimed_at
from promisecheck.language.context.hedge import possible
from promisecheck.language.context.past import past

if TYPE_CHECKING:
    from promisecheck.language.context import Cue
    from promisecheck.language.context.cue import Marks

ABOUT = frozenset({"о", "об", "обо", "про", "насчет"})
GIVES = "даёт-сделать"  # получиться, удаться, позволить, дать, осталось …: makes an infinitive a forecast


def level(marks: Marks, i: int, polarity: list[Cue]) -> tuple[str, list[Cue]]:
    """The level of token `i` and the cues that make it so.

    A denied possibility is asserted, whatever else is denied: «не можете потерять», «не можете не заработать».
    """
    denied = bool(polarity)
    found = aimed_at(marks, i)
    if found:
        return "aimed", found
    found = past(marks, i)
    if found:
        return "past", found
    found = possible(marks, i)
    if found and not any(_negates(marks, negator.start, modal.start) for negator in polarity for modal in found):
        return "possible", found
    reading = marks.reading
    if "INFN" in reading.grams(i) and not denied and not _given(marks, i):
        return "infinitive", [cue(i, "infinitive")]
    return "asserted", []


def mentioned(marks: Marks, i: int) -> list[Cue]:
    """Talked about rather than said: «о доходности», «про риски», or a condition itself («если терять нельзя»)."""
    reading = marks.reading
    clause = reading.clause_of(i)
    if clause.opener in ("если", "раз", "коли"):
        return [cue(clause.start, "conditional")]
    topics = [k for k in reading.children[i] if reading.forms[k] in ABOUT]
    topics += [k for k in (i - 1, i - 2) if k >= 0 and reading.forms[k] in ABOUT and "NOUN" in reading.grams(i)]
    if "NOUN" in reading.grams(reading.heads[i]) and reading.rels[i] == "nmod":
        topics += [k for k in reading.children[i] if reading.forms[k] == "по"]  # «отчёт по прибыли»
    return [cue(k, "topic") for k in topics]


def _negates(marks: Marks, negator: int, modal: int) -> bool:
    """Whether the negation is the modal's own: «не можете», «нельзя»."""
    return negator == modal or negator < modal and marks.reading.clause_at[negator] == marks.reading.clause_at[modal]


def _given(marks: Marks, i: int) -> bool:
    reading = marks.reading
    if any(marks.has(k, GIVES) or "futr" in reading.grams(k) for k in governors(reading, i)):
        return True
    clause = reading.clause_of(i)
    return any(marks.has(k, GIVES) for k in range(max(clause.start, i - 4), min(clause.end, i + 4)))


def bygone(marks: Marks, i: int) -> list[Cue]:
    """A promise of the past: «мы обещали»."""
    return [cue(i, "past")] if {"past", "VERB"} <= marks.reading.grams(i) else []


def aimed(marks: Marks, i: int) -> list[Cue]:
    """A promise that is wanted or looked for: «хотите гарантий», «ищете гарантию»."""
    reading = marks.reading
    above = [k for k in governors(reading, i) if marks.has(k, "хотеть-получить")]
    return [cue(k, "aimed") for k in above]


def someone_elses(marks: Marks, i: int) -> list[Cue]:
    """A promise in the second person or in the third without one of us as its subject."""
    grams = marks.reading.grams(i)
    if "2per" in grams and "impr" not in grams:
        return [cue(i, "reported")]
    if "past" in grams:
        return [cue(i, "past")]
    if "3per" in grams and ("plur" in grams or _has_person(marks, i)):
        return [cue(i, "reported")]
    return []


def _has_person(marks: Marks, i: int) -> bool:
    """Whether a person, not a thing of ours, is the subject («Кирилл зуб даёт»)."""
    reading = marks.reading
    return any(reading.rels[k] == "nsubj" and "anim" in reading.grams(k) for k in reading.children[i])


def unsupported(marks: Marks, i: int, pledge: range) -> list[Cue]:
    """A noun of income beside a word of certainty that says nothing of it: «обязательно обсудим и доход»."""
    reading = marks.reading
    if "NOUN" not in reading.grams(i):
        return []
    near = {*governors(reading, i), *reading.children[i]}
    if near & set(pledge) or any(marks.has(k, *OUTCOME_VERBS) for k in near):
        return []
    return [cue(pledge.start, "service")]


OUTCOME_VERBS = ("принести", "получить", "вырасти", "бытие", "заработать", "вернуть", "задержать", "потерять", "итог")


def serves(marks: Marks, i: int, promise: int) -> list[Cue]:
    """The speaker's own act, a service, that what is promised belongs to: «обещаю, что пришлю отчёт по прибыли»."""
    reading = marks.reading
    if "NOUN" not in reading.grams(i):
        return []
    for k in governors(reading, i):
        if k == promise:
            return []
        if "1per" in reading.grams(k):
            return [] if marks.has(k, *OUTCOME_VERBS) else [cue(k, "service")]
    return []
