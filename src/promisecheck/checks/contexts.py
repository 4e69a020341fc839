"""The contexts that a rule may name to take back what was said (docs/rules.md, «What the words around make of it»)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisecheck.language.context.condition import conditional, irreal
from promisecheck.language.context.hedge import aimed, exemplary, hedged, possible
from promisecheck.language.context.negation import negators, outer_negators
from promisecheck.language.context.past import past
from promisecheck.language.context.question import asked
from promisecheck.language.context.reported import quoted, reported
from promisecheck.language.context.warning import warned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from promisecheck.language.context import Cue
    from promisecheck.rules.match import Marked, Match

CONTEXTS: dict[str, Callable[[Any, int], list[Cue]]] = {
    "asked": asked, "reported": reported, "quoted": quoted, "conditional": conditional, "irreal": irreal,
    "hedged": hedged, "possible": possible, "aimed": aimed, "warned": warned, "past": past, "example": exemplary,
}  # fmt: skip


def context_excuses(marked: Marked, match: Match, names: Iterable[str]) -> list[Cue]:
    """The cues of the first context that holds of a match; a negation inside the match itself is part of it."""
    for name in names:
        if name == "negated":
            denied = negators(marked, match.head)
            cues = [c for c in denied if c.start not in match.tokens]
            cues = cues if len(cues) % 2 else outer_negators(marked, match.head, denied)
        else:
            cues = [c for c in CONTEXTS[name](marked, match.head) if c.start not in match.tokens]
        if cues:
            return cues
    return []
