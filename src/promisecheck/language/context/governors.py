"""The words above a word: what governs it, through the tree or, where the tree breaks off, the words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.segment import is_predicate

if TYPE_CHECKING:
    from promisecheck.language.reading import Reading

# Relations over which what is said of the governor is said of the word too.
_CARRIES = frozenset(
    """xcomp ccomp csubj csubj:pass obj iobj obl obl:agent nmod nsubj nsubj:pass amod appos aux aux:pass cop fixed flat
    compound dep nummod nummod:gov nummod:entity det acl advmod""".split()
)  # fmt: skip
_SUBORDINATES = frozenset({"что", "чтобы", "будто", "который", "якобы"})
DEPTH = 7


def governors(reading: Reading, i: int) -> list[int]:
    """The words above token `i`, nearest first; conjuncts stand for the first of their row."""
    above: list[int] = []
    here = i
    for _ in range(DEPTH):
        head, rel = reading.heads[here], reading.rels[here]
        if head == here:
            step = _beside(reading, here) if not above else None
        elif rel in _CARRIES:
            step = head if _same_statement(reading, here, head) else None
        elif rel == "conj" and joined(reading, head, here):
            step = head
        else:
            step = None
        if step is None or step in above or step == i:
            break
        above.append(step)
        here = step
    return above


def _same_statement(reading: Reading, below: int, head: int) -> bool:
    """A finite verb belongs under another clause's word only through a conjunction that says so («…, что»)."""
    if reading.clause_at[below] == reading.clause_at[head] or not _finite(reading, below):
        return True
    return reading.clause_of(below).opener in _SUBORDINATES


def joined(reading: Reading, first: int, second: int) -> bool:
    """Whether two conjuncts share what is said of the first: nouns and infinitives do, finite verbs do not."""
    if _finite(reading, second):
        return False
    return not any(reading.forms[k] in ("а", "но", "зато") for k in range(min(first, second), max(first, second)))


def _finite(reading: Reading, i: int) -> bool:
    return not reading.grams(i).isdisjoint({"indc", "impr", "PRTS"})


def _beside(reading: Reading, i: int) -> int | None:
    """The governor of a word the parser left without one: an infinitive or a noun leans on the nearest predicate."""
    grams = reading.grams(i)
    if "INFN" not in grams and "NOUN" not in grams:
        return None
    clause = reading.clause_of(i)
    spots = [k for k in range(clause.start, clause.end) if k != i and is_predicate(reading.words[k])]
    finite = [k for k in spots if "INFN" not in reading.grams(k)]
    return min(finite, key=lambda k: (abs(k - i), k > i), default=None)
