"""Dependency trees that are trees: slovnet's may hold self-loops, cycles, several roots or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def heal(heads: Sequence[int]) -> list[int]:
    """Heads (index in the sentence, -1 or itself for a root) with every loop and cycle broken.

    A token that is its own head becomes a root; a cycle is cut at its first token.
    Roots point at themselves, as spaCy wants it.
    """
    healed = [i if not 0 <= head < len(heads) else head for i, head in enumerate(heads)]
    done: set[int] = set()
    for start in range(len(healed)):
        path: list[int] = []
        here = start
        while here not in done and here not in path:
            path.append(here)
            here = healed[here]
        if here in path and healed[here] != here:
            cut = min(path[path.index(here) :])
            healed[cut] = cut
        done.update(path)
    return healed
