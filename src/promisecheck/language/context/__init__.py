"""What the words around a place make of it: negated, asked, reported, conditional, hedged, warned against, past.

Each qualifier is one module with one function of the same shape: `(marked, token) -> list[Cue]`;
an empty list means no. The cues keep the words that decided, for `explain`.
"""

from __future__ import annotations

from promisecheck.language.context.cue import Cue

__all__ = ["Cue"]
