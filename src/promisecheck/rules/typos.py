"""Words the dictionary does not know that are one slip away from a word of a list: «зароботок», «гарантрируем».

Deletion neighbourhoods (Garbe's symmetric delete) over the lemmas of the lists: pymorphy3 predicts a lemma for a
misspelt form too, so a few thousand lemmas stand for all their forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MIN_LENGTH, MAX_LENGTH = 6, 40  # letters; shorter words have too many neighbours, and no word is longer


class Typos:
    """An index of the lemmas that a misspelt one may stand for."""

    def __init__(self, lemmas: Iterable[str]):
        self._index: dict[str, set[str]] = {}
        for lemma in lemmas:
            if len(lemma) >= MIN_LENGTH:
                for variant in _deletions(lemma):
                    self._index.setdefault(variant, set()).add(lemma)

    def meant(self, lemma: str) -> frozenset[str]:
        """The lemmas one slip (a letter more, less, other or swapped) away, with the same first letter."""
        if not MIN_LENGTH <= len(lemma) <= MAX_LENGTH:
            return frozenset()
        near = set().union(*(self._index.get(variant, ()) for variant in _deletions(lemma)))
        return frozenset(other for other in near if other[0] == lemma[0] and one_slip(lemma, other))


def _deletions(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def one_slip(one: str, two: str) -> bool:
    """Whether the words differ by one letter added, dropped, replaced or swapped with its neighbour."""
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    a, b = one[start:], two[start:]
    if len(one) != len(two):
        return a[1:] == b or a == b[1:]
    return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
