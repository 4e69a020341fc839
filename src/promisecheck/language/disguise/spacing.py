"""Words spelled letter by letter: «г а р а н т и я», «д.о.х.о.д»."""

import re
from collections.abc import Iterator

from .letters import ENCLOSED, is_russian
from .lexicon import Lexicon
from .plain import Edit
from .reading import read

_ONE = rf"(?:[^\W_]|[{ENCLOSED}])"
_SEP = rf"(?P<sep>(?:[^\n\w{ENCLOSED}]|_){{1,3}})"
_SPELLED = re.compile(rf"(?<![^\W_]){_ONE}{_SEP}(?:{_ONE}(?P=sep)){{2,}}{_ONE}(?![^\W_])")
_SHORTEST = 4
_LONG = 5
_LONGEST = 200


def spelled(text: str, lexicon: Lexicon) -> Iterator[Edit]:
    """Give the edits that join words spelled letter by letter with one kind of separator."""
    for match in _SPELLED.finditer(text):
        sep = len(match["sep"])
        word = match[0][:: sep + 1]
        if len(word) <= _LONGEST and 2 * sum(map(is_russian, word)) >= len(word):
            yield from _joined(match.start(), word, sep, lexicon)


def _joined(start: int, word: str, sep: int, lexicon: Lexicon) -> Iterator[Edit]:
    """Separators go, save that a blank stays where one word ends and another begins."""
    letters = read(word, lexicon)
    if any(edit.end - edit.start > 1 for edit in letters):
        return
    plain = list(word)
    for edit in letters:
        plain[edit.start] = edit.char
    breaks = _breaks("".join(plain).lower(), sep, lexicon)
    if breaks is None:
        return
    step = sep + 1
    for edit in letters:
        yield Edit(start + edit.start * step, start + edit.start * step + 1, edit.char)
    for at in range(1, len(word)):
        end = start + at * step
        yield Edit(end - sep, end, " " if at in breaks else "")


def _breaks(word: str, sep: int, lexicon: Lexicon) -> set[int] | None:
    """Where to part the letters into known words; None: they are no words (initials, «т. е.», «и в с е»)."""
    if lexicon.known(word):
        return set() if len(word) >= (_SHORTEST if sep == 1 else _LONG) else None
    words = _parted(word, lexicon)
    if not words or max(map(len, words)) < _LONG or 2 * len(word) < 7 * len(words):
        return None
    return {sum(map(len, words[:count])) for count in range(1, len(words))}


def _parted(word: str, lexicon: Lexicon) -> list[str]:
    """Part into known words, the longer ones preferred (a short word costs more)."""
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 20), end):
            before, piece = best[start], word[start:end]
            if before is None or not lexicon.is_word(piece):
                continue
            cost = before[0] + 1 + 2 / len(piece)
            held = best[end]
            if held is None or cost < held[0]:
                best[end] = (cost, [*before[1], piece])
    last = best[-1]
    return last[1] if last else []
