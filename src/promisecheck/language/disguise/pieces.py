"""Words broken into pieces: «гаран тия», «ра б о та», «га-ран-тия»."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .letters import is_russian, is_same_look
from .lexicon import Lexicon
from .plain import Edit
from .reading import read

_PIECE = re.compile(r"[^\W_]+")
_SEPARATORS = frozenset(" .-_*·•|~'`")
_MOST = 6
_SHORTEST, _LONGEST = 5, 24
_MEAN = 5  # letters in a piece, on average, when there are three pieces or more
# These end a broken word only by chance: «Месси на» is not «мессина».
_FUNCTION_WORDS = "и а но на не ни по за от до из с у о в к я ты он мы вы то же бы ли да нет так как что это"
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
# A letter after these is a label: «пункт е».
_LABELLED = re.compile(
    r"(?:пункт|подпункт|вариант|класс|групп|точк|букв|литер|корпус|дом|строени|част|блок)[а-яё]{0,3}"
)


class _Pieces:
    """The words of a text, by place, with what the joining asks about them."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.found = list(_PIECE.finditer(text))
        self.gaps = [text[left.end() : right.start()] for left, right in pairwise(self.found)]
        self.odd = [self._is_odd(match[0]) for match in self.found]

    def _is_odd(self, piece: str) -> bool:
        """Whether the piece is no word, and at least in part Russian."""
        return any(map(is_russian, piece)) and not self.lexicon.is_word(piece.lower())

    def runs(self, at: int) -> Iterator[tuple[int, int]]:
        """The windows of pieces around `at` under one separator, the widest first."""
        for size in range(_MOST, 1, -1):
            for first in range(max(0, at - size + 1), min(at, len(self.found) - size) + 1):
                gaps = self.gaps[first : first + size - 1]
                if gaps[0] in _SEPARATORS and gaps.count(gaps[0]) == size - 1:
                    yield first, first + size


def broken(text: str, lexicon: Lexicon) -> Iterator[Edit]:
    """Give the edits that join the pieces of broken words."""
    pieces = _Pieces(text, lexicon)
    done = 0
    for at, odd in enumerate(pieces.odd):
        if not odd or at < done:
            continue
        for first, last in pieces.runs(at):
            edits = _joined(pieces, first, last) if first >= done else []
            if edits:
                yield from edits
                done = last
                break


def _joined(pieces: _Pieces, first: int, last: int) -> list[Edit]:
    window = pieces.found[first:last]
    words = [match[0] for match in window]
    whole = "".join(words)
    if not _SHORTEST <= len(whole) <= _LONGEST or not _one_case(words) or not all(map(_is_piece, words)):
        return []
    letters = read(whole, pieces.lexicon, strict=True)
    if any(end - start > 1 for start, end, _ in letters):
        return []  # a letter drawn with two signs, one in either piece
    if not letters and not pieces.lexicon.known(whole.lower()):
        return []
    if not _is_safe(pieces, first, last):
        return []
    gaps = [Edit(left.end(), right.start(), "") for left, right in pairwise(window)]
    places = [at for match in window for at in range(*match.span())]
    return gaps + [Edit(places[start], places[end - 1] + 1, char) for start, end, char in letters]


def _is_piece(word: str) -> bool:
    """Russian at least in part, or a lone Latin letter that looks so; a digit may be a figure."""
    if any(map(str.isdigit, word)):
        return False
    return any(map(is_russian, word)) or (len(word) == 1 and is_same_look(word))


def _one_case(words: Sequence[str]) -> bool:
    """All small, all capitals, or one capital in front: other pieces are words or names of their own."""
    whole = "".join(words)
    return whole[1:] == whole[1:].lower() or whole == whole.upper()


def _is_safe(pieces: _Pieces, first: int, last: int) -> bool:
    words = [match[0].lower() for match in pieces.found[first:last]]
    if len(words) == 2 and any(map(str.isascii, words)):
        return False
    separator = pieces.text[pieces.found[first].end()]
    if pieces.text[pieces.found[last - 1].end() :][:1] == "." and len(words[-1]) == 1:
        return False  # an abbreviation: «и т. п.»
    if separator != " " and not _safe_sign(separator, words, pieces.lexicon):
        return False
    if len(words) > 2 and sum(pieces.odd[first:last]) > 1:
        return True
    if words[-1] in _FUNCTION:
        return False
    return len("".join(words)) <= _MEAN * len(words) if len(words) > 2 else _safe_letter(pieces, first, words)


def _safe_sign(sign: str, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Hyphens make compounds, full stops make abbreviations: neither has a lone letter in a broken word."""
    if sign in ".-" and len(words) < 4 and any(len(word) == 1 for word in words):
        return False
    return sign not in ".-" or (len(words) > 2 and len(words[-1]) < 4) or not lexicon.known(words[-1])


def _safe_letter(pieces: _Pieces, first: int, words: Sequence[str]) -> bool:
    """A lone letter beside a word of the dictionary may be a unit, a label, a slip."""
    lone = [at for at, word in enumerate(words) if len(word) == 1 and pieces.odd[first + at]]
    if not lone or sum(pieces.odd[first : first + 2]) > 1:
        return True
    before = pieces.text[: pieces.found[first].start()][-3:].rstrip()[-1:]
    return len("".join(words)) > _SHORTEST and not before.isdigit() and not _LABELLED.fullmatch(words[0])
