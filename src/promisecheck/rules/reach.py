"""Whether the words of a pattern stand near enough to each other: the cheap question before spaCy's matchers.

What is asked here is less than what a matcher asks, so that a no is final and a yes is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.rules.patterns import Gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from promisecheck.rules.patterns import Element, Pattern

    Reach = Callable[["Places", Sequence[int]], bool]


class Places:
    """Where each key of a text stands."""

    def __init__(self, keys: Sequence[Iterable[str]]):
        self._of_key: dict[str, set[int]] = {}
        for i, found in enumerate(keys):
            for key in found:
                self._of_key.setdefault(key, set()).add(i)
        self._of_keys: dict[frozenset[str], set[int]] = {}
        self.every = set(range(len(keys)))

    def of(self, keys: frozenset[str]) -> set[int]:
        """The tokens that have one of the keys."""
        if keys not in self._of_keys:
            there = self._of_key.keys() & keys
            self._of_keys[keys] = set().union(*(self._of_key[key] for key in there))
        return self._of_keys[keys]


def reach_of(pattern: Pattern, keys: Mapping[Element, frozenset[str]], long: Callable[[Element], bool]) -> Reach:
    """The question for a pattern: asked of the places of a text and of each token's head.

    `keys` are what each element may match, none for one that matches anything; `long` – those that may run over
    several tokens.
    """
    if pattern.alternatives:
        either = [reach_of(one, keys, long) for one in pattern.alternatives]
        return lambda places, heads: any(one(places, heads) for one in either)
    return _by_links(pattern, keys) if pattern.links else _in_order(pattern, keys, long)


def _in_order(pattern: Pattern, keys: Mapping[Element, frozenset[str]], long: Callable[[Element], bool]) -> Reach:
    """Each word must follow the one before within what may stand between them."""
    steps: list[tuple[frozenset[str], int | None]] = []  # a word, and how far behind the one before it may stand
    far: int | None = 1
    for part in pattern.parts:
        if isinstance(part, Gap):
            far = None if far is None else far + part.most
        elif part.optional or part.anything:
            far = None if far is None or long(part) else far + 1
        else:
            steps.append((keys[part], far))
            far = None if long(part) else 1

    def reaches(places: Places, _: Sequence[int]) -> bool:
        before: set[int] | None = None
        for asked, most in steps:
            here = places.of(asked)
            if before is not None and before:
                first = min(before)
                here = {
                    i for i in here
                    if i > first and (most is None or any(i - back in before for back in range(1, most + 1)))
                }  # fmt: skip
            if not here:
                return False
            before = here
        return True

    return reaches


def _by_links(pattern: Pattern, keys: Mapping[Element, frozenset[str]]) -> Reach:
    """Each word must hang on one that its governor may be."""
    elements = pattern.elements
    linked = [(n, *link) for n, link in enumerate(pattern.links) if link is not None]

    def reaches(places: Places, heads: Sequence[int]) -> bool:
        found = [places.of(keys[e]) if keys[e] else places.every for e in elements]
        for n, governor, deep in linked:
            above = found[governor]
            if not any(_hangs(i, above, heads, deep=deep) for i in found[n]):
                return False
        return True

    return reaches


def _hangs(i: int, above: set[int], heads: Sequence[int], *, deep: bool) -> bool:
    if not deep:
        return heads[i] in above
    while heads[i] != i:
        i = heads[i]
        if i in above:
            return True
    return False
