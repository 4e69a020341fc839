"""Negation with its scope: the negators that bear on a word, counted, so that two of them cancel out.

Idea of cues and scope: Chapman et al. 2001 (NegEx); here the scope is the tree's, with a window of words
of the same clause where a transcript leaves the parser without a foothold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import Cue, cue
from promisecheck.language.context.governors import governors
from promisecheck.language.segment import SUBORDINATORS

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Marks
    from promisecheck.language.reading import Reading

NEGATIVE = "отрицательное-слово"  # нет, нельзя, невозможно, исключён, отсутствовать …
NEGATIVE_QUALITY = "отрицательное-качество"  # никакой, нулевой, ноль
DOUBT = "сомнение"  # «нет сомнений, что …» denies the doubt, not what follows
PSEUDO = "псевдоотрицание"  # не «только», «просто», «менее» …
WITHOUT = "без"
_PARTICLES = frozenset({"не", "ни"})
# Words a «не» may reach across on its way to the word it negates, where there is no tree to say.
_TRANSPARENT = frozenset({"ADVB", "NPRO", "PRCL", "INFN", "ADJF", "PREP", "PRED"})
REACH = 5  # words


def negators(marks: Marks, i: int, *, through: tuple[str, ...] = ()) -> list[Cue]:
    """The negators that bear on token `i`; an odd number means it is denied.

    `through`: the only word lists a negation may reach through on its way down. A risk is denied by «риска не
    будет», not by «риск не устраняет».
    """
    reading = marks.reading
    found: set[int] = set()
    below, blocked = i, False
    for n, node in enumerate([i, *governors(reading, i)]):
        if n and _elsewhere(reading, i, node):
            break
        if n and (marks.has(node, DOUBT) or not _lets_through(marks, node, through)):
            same = reading.piece_at[node] == reading.piece_at[i]  # else the tree has strayed
            blocked = same and not reading.grams(node).isdisjoint({"VERB", "INFN", "GRND"})
            break
        joins = reading.rels[below] == "conj" and reading.heads[below] == node
        found.update(_of_node(marks, node, own=n == 0, conjunct=joins))
        below = node
    if not found and (not blocked or "INFN" in reading.grams(i)):
        found.update(_window(marks, i))
    return [cue(k, "negated") for k in sorted(_concord(marks, found))]


def outer_negators(marks: Marks, i: int, inner: list[Cue]) -> list[Cue]:
    """Negators of what governs the whole statement: «нельзя сказать, что риска нет», «таких, где не теряют, нет»."""
    reading = marks.reading
    known = {c.start for c in inner}
    found = {c.start for c in negators(marks, i)} - known
    number = reading.clause_at[i]
    clause = reading.clauses[number]
    if not found and clause.opener in ("что", "будто") and number:
        found = _of_clause(marks, number - 1) - known
    if not found and clause.opener in ("который", "где") and number + 1 < len(reading.clauses):
        following = reading.clauses[number + 1]
        if following.sentence == clause.sentence and not following.opener:
            found = _of_clause(marks, number + 1)
    return [cue(k, "negated") for k in sorted(found)] if len(found) % 2 else []


def _of_clause(marks: Marks, number: int) -> set[int]:
    """The negators of a neighbouring clause, unless it is a doubt that they deny."""
    clause = marks.reading.clauses[number]
    inside = range(clause.start, clause.end)
    if any(marks.has(k, DOUBT) for k in inside):
        return set()
    return {k for k in inside if _is_particle(marks, k) or marks.has(k, NEGATIVE)}


def _lets_through(marks: Marks, node: int, through: tuple[str, ...]) -> bool:
    return not through or marks.has(node, NEGATIVE, NEGATIVE_QUALITY, *through)


def is_negated(marks: Marks, i: int) -> bool:
    """Whether token `i` is denied once double negation is counted out."""
    return len(negators(marks, i)) % 2 == 1


def _of_node(marks: Marks, node: int, *, own: bool, conjunct: bool = False) -> set[int]:
    """The negators attached to one word; a «не» on the first of two conjuncts is its own («не рост и не доход»)."""
    reading = marks.reading
    found: set[int] = set()
    if not conjunct:
        found.update(k for k in reading.children[node] if _is_particle(marks, k) and abs(k - node) <= 4)
        found.update(k for k in (node - 1,) if k >= 0 and _is_particle(marks, k))
    for k in reading.children[node]:
        if reading.forms[k] == "нет" and reading.rels[k] in ("parataxis", "discourse"):
            continue  # «нет, договор дохода не обещает»: an answer
        if reading.forms[k] in (WITHOUT, "нет", "нету") or marks.has(k, NEGATIVE_QUALITY):
            found.add(k)
        elif reading.rels[k] in ("cop", "aux", "aux:pass"):
            found.update(_of_node(marks, k, own=False))
    found.update(_preposition(reading, node))
    if not own and marks.has(node, NEGATIVE, NEGATIVE_QUALITY):
        found.add(node)
    for k in list(found):
        if reading.forms[k] == WITHOUT and k and _is_particle(marks, k - 1):
            found.add(k - 1)  # «не без риска»
    return found


def _preposition(reading: Reading, node: int) -> set[int]:
    """«без» before the noun's adjectives: «без малейшего риска»."""
    for k in range(node - 1, max(-1, node - 4), -1):
        if reading.forms[k] == WITHOUT:
            return {k}
        if reading.grams(k).isdisjoint({"ADJF", "NPRO", "PRCL", "CONJ"}):
            break
    return set()


def _is_particle(marks: Marks, k: int) -> bool:
    """«не» or «ни» that truly denies: not «не только», «не менее», «не просто», «ни разу» …"""
    reading = marks.reading
    if reading.forms[k] not in _PARTICLES:
        return False
    following = k + 1
    return reading.forms[k] == "не" and not (following < len(reading) and marks.has(following, PSEUDO))


def _window(marks: Marks, i: int) -> set[int]:
    """The nearest negator of the clause that nothing but light words part from token `i`."""
    reading = marks.reading
    clause = reading.clause_of(i)
    for k in range(i - 1, max(clause.start, i - REACH) - 1, -1):
        if _is_particle(marks, k) or reading.forms[k] == WITHOUT or marks.has(k, NEGATIVE):
            return {k}
        if reading.grams(k).isdisjoint(_TRANSPARENT) and not marks.has(k, "может"):
            break
    if not reading.grams(i).isdisjoint({"NOUN", "INFN"}):
        return _window_after(marks, i, clause.end)
    return set()


def _window_after(marks: Marks, i: int, end: int) -> set[int]:
    """«гарантий у нас нет», «риск тут исключён», «убытков точно не будет»."""
    reading = marks.reading
    complement = False  # inside «по этой стратегии» or «потери вложенного», which belong to the word
    for k in range(i + 1, min(end, i + REACH + 2)):
        grams = reading.grams(k)
        if marks.has(k, NEGATIVE):
            return {k}
        if _is_particle(marks, k) and marks.has(min(k + 1, len(reading) - 1), "бытие", "допустить", "может"):
            return {k}
        if "NOUN" in grams and (complement or "gent" in grams):
            complement = False
            continue
        complement = complement or "PREP" in grams
        if grams.isdisjoint(_TRANSPARENT | {"CONJ"}):
            break
    return set()


def _concord(marks: Marks, found: set[int]) -> set[int]:
    """Negative concord: «никаких гарантий нет», «ни копейки не потеряете» deny once."""
    strong = {k for k in found if not marks.has(k, "отрицательное-согласование")}
    return strong or found


def fronted(marks: Marks, i: int) -> list[Cue]:
    """What denies an infinitive that stands before its predicate: «обещать, что цена вырастет, мы не можем»."""
    reading = marks.reading
    number = reading.clause_at[i]
    clause = reading.clauses[number]
    inside = range(clause.start, clause.end)
    waits = any(k in inside and "INFN" in reading.grams(k) for k in (i, reading.heads[i]))
    if not waits or any(_finite(reading, k) for k in inside):
        return []
    for later in range(number + 1, len(reading.clauses)):
        following = reading.clauses[later]
        if following.sentence != clause.sentence:
            break
        if following.opener not in SUBORDINATORS:
            later_on = range(following.start, following.end)
            found = _of_clause(marks, later) | {k for k in later_on if reading.forms[k] in ("бы", "никто", "значит")}
            return [cue(k, "negated") for k in sorted(found)]
    return []


def _finite(reading: Reading, k: int) -> bool:
    return not reading.grams(k).isdisjoint({"VERB", "PRTS", "ADJS", "PRED"})


def _elsewhere(reading: Reading, i: int, node: int) -> bool:
    """Whether a governor stands in a clause of its own, which the clause of token `i` does not hang on."""
    clause = reading.clause_of(i)
    return not clause.start <= node < clause.end and not clause.opener and "INFN" not in reading.grams(i)
