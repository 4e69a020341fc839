"""Undo what hides a word from a reader's program but not from a reader, with a map back to the given text."""

import re
from collections.abc import Callable, Iterator

from .letters import ENCLOSED
from .lexicon import Lexicon, default, lexicon_of
from .marks import SIGN, cleared
from .pieces import broken
from .plain import Edit, Plain, apply, same
from .reading import read
from .spacing import spelled
from .stretch import RUN, shortened

__all__ = ["Plain", "undisguise"]

# After a backslash stands an escape that somebody forgot to undo: «\nНаш».
_WORD = re.compile(rf"(?<!\\)(?<![^\W_])(?:[^\W_]|[{ENCLOSED}]|(?<=[^\W_])@(?=[^\W_]))+")
# Most texts that have an unknown word have no foreign letter in any.
_BLANKS = re.compile(r"[ \t]{2,}|\t")
_MIXED = re.compile(f"[а-яё][a-z0-9@]|[a-z0-9@][а-яё]|[^\\W_а-яёa-z0-9]|[{ENCLOSED}]", re.IGNORECASE)


def undisguise(text: str, known: Callable[[str], bool] | None = None) -> Plain:
    """Make the text readable: look-alike letters, hidden characters, spelled, broken and drawn-out words.

    `known` says whether a lower-case Russian word form is in a dictionary (by default pymorphy3's).
    """
    lexicon = lexicon_of(known) if known else default()
    plain = same(text)
    if SIGN.search(text):
        plain = cleared(plain)
    elif lexicon.knows_all(text):
        return apply(plain, _single_blanks(text))
    for step in (_folded, _unstretched, spelled, broken):
        plain = apply(plain, step(plain.text, lexicon))
    return apply(plain, _single_blanks(plain.text))


def _single_blanks(text: str) -> Iterator[Edit]:
    """Runs of blanks to one: a second blank would be a word of its own to the tokenizer."""
    return (Edit(match.start(), match.end(), " ") for match in _BLANKS.finditer(text))


def _folded(text: str, lexicon: Lexicon) -> Iterator[Edit]:
    """Look-alikes to Russian letters; an «@» that reads as no letter parts two words."""
    for match in _WORD.finditer(text) if _MIXED.search(text) else ():
        edits = _placed(match.start(), read(match[0], lexicon))
        if "@" in match[0] and not edits:
            for part in re.finditer("[^@]+", match[0]):
                edits += _placed(match.start() + part.start(), read(part[0], lexicon))
        yield from edits


def _unstretched(text: str, lexicon: Lexicon) -> Iterator[Edit]:
    for match in _WORD.finditer(text) if RUN.search(text) else ():
        yield from _placed(match.start(), shortened(match[0], lexicon))


def _placed(shift: int, edits: list[Edit]) -> list[Edit]:
    return [Edit(edit.start + shift, edit.end + shift, edit.char) for edit in edits]
