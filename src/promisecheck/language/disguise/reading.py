"""Read one word whose letters are not all Russian: choose the reading which the dictionary knows."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, pairwise, product
from typing import NamedTuple

from .figures import is_figure
from .letters import DIGRAPHS, TWO_FACED, base, is_russian, is_same_look, readings
from .lexicon import Lexicon
from .plain import Edit
from .stretch import known_when_shortened

_LIMIT = 64
_SHORT, _LONG = 3, 25
_BLOCK = re.compile("[а-яё]{4,}")
_DIGRAPH = re.compile("|".join(DIGRAPHS))
_SPLIT_CASE = re.compile(r"[A-Z]{2,}[а-яё]+|[А-ЯЁ]{2,}[a-z]+|[a-z]+[А-ЯЁ][а-яёА-ЯЁ]*|[а-яё]+[A-Z][a-zA-Z]*")
_ORDERED_SCRIPTS = re.compile(r"[A-Za-z]{2,}[а-яёА-ЯЁ]+|[а-яёА-ЯЁ]+[A-Za-z]{2,}")
_SHORT_WORDS = "из по их ни ли им до он от но на не за мы вы то да бы же со во ко об уж её ей"
_TWO_LETTERS = frozenset(_SHORT_WORDS.split())


class Cell(NamedTuple):
    """A character of the word, or two which draw one letter, and the letters it may stand for."""

    start: int
    end: int
    letters: str


def read(word: str, lexicon: Lexicon, *, strict: bool = False) -> list[Edit]:
    """Give the edits that turn the look-alikes of a word into Russian letters; none: it is as it should be.

    With `strict` only a reading known to the dictionary counts.
    """
    if word.isascii() or all(map(is_russian, word)) or _SPLIT_CASE.fullmatch(word):
        return []
    known = _known(word, lexicon)
    if known or strict:
        return known
    return _known_core(word, lexicon) or _usual(word, lexicon)


def _known(word: str, lexicon: Lexicon) -> list[Edit]:
    for cells in _segmentations(word):
        for letters in _candidates(cells):
            if _is_sure(word, letters, lexicon):
                return _edits(word, cells, letters)
    return []


def _known_core(word: str, lexicon: Lexicon) -> list[Edit]:
    """Figures may be glued to a disguised word: «oт34»."""
    core = word.strip("0123456789")
    if core == word or len(core) < 2:
        return []
    shift = word.index(core)
    return [Edit(start + shift, end + shift, char) for start, end, char in read(core, lexicon)]


def _segmentations(word: str) -> Iterator[list[Cell]]:
    """With pairs taken for one letter first, then letter by letter; nothing if a character is no letter at all."""
    pairs = {match.start(): match[0] for match in _DIGRAPH.finditer(word)}
    for chosen in ({}, pairs) if not pairs else (pairs, {}):
        cells = _cells(word, chosen)
        if all(cell.letters for cell in cells):
            yield cells
        if not pairs:
            return


def _cells(word: str, pairs: dict[int, str]) -> list[Cell]:
    cells: list[Cell] = []
    at = 0
    while at < len(word):
        pair = pairs.get(at)
        cells.append(Cell(at, at + 2, DIGRAPHS[pair]) if pair else Cell(at, at + 1, _letters(word[at])))
        at = cells[-1].end
    return cells


def _letters(char: str) -> str:
    return char.lower() if is_russian(char) else readings(char)


def _candidates(cells: Sequence[Cell]) -> Iterator[str]:
    """The usual reading, then those which depart from it in one place, in two, in three."""
    usual = [cell.letters[0] for cell in cells]
    open_places = [at for at, cell in enumerate(cells) if len(cell.letters) > 1]
    return islice(_departures(cells, usual, open_places), _LIMIT)


def _departures(cells: Sequence[Cell], usual: list[str], open_places: list[int]) -> Iterator[str]:
    # The same sign mostly stands for the same letter all over a word.
    for size in range(min(len(open_places), 3) + 1):
        for places in combinations(open_places, size):
            for letters in product(*(cells[at].letters[1:] for at in places)):
                word = usual.copy()
                for at, letter in zip(places, letters, strict=True):
                    word[at] = letter
                yield "".join(word)


def _is_sure(word: str, letters: str, lexicon: Lexicon) -> bool:
    """Whether the reading is a known word and not one by chance, as short words easily are."""
    if not known_when_shortened(letters, lexicon) or is_figure(word, letters, lexicon):
        return False
    own = sum(map(is_russian, word))
    if not own:
        return len(word) > _SHORT and all(map(_is_exotic, word))
    if _is_cyrillic(word):
        return len(word) > _SHORT
    if all(is_russian(char) or is_same_look(char) or char.isdigit() for char in word):
        return True
    if len(word) <= _SHORT:
        return letters in _TWO_LETTERS or (own == 2 and _is_usual(word, letters))
    return _evident(word) > 0  # else it may be English with a slip: «Аndroid»


def _is_exotic(char: str) -> bool:
    """Whether nobody types the sign by itself; English in a fancy type («𝐩𝐫𝐨𝐟𝐢𝐭») is no disguise of Russian."""
    return not char.isascii() and (is_same_look(char) or not base(char).isascii())


def _is_cyrillic(word: str) -> bool:
    """Whether the word may be Ukrainian, Kazakh or the like."""
    return all("\u0400" <= char <= "\u052f" for char in word)


def _is_usual(word: str, letters: str) -> bool:
    return all(_letters(char)[0] == letter for char, letter in zip(word, letters, strict=False))


def _evident(word: str) -> int:
    """How many letters show that the word is Russian."""
    return sum(is_russian(char) and char not in TWO_FACED for char in word)


def _usual(word: str, lexicon: Lexicon) -> list[Edit]:
    """The dictionary knows no reading: fold what leaves no doubt about being Russian."""
    foreign = [char for char in word if not is_russian(char)]
    evident = _evident(word)
    if (
        len(word) > _LONG
        or not evident
        or _is_cyrillic(word)
        or not all(map(readings, foreign))
        or any(char.isdigit() or char == "@" for char in foreign)
    ):
        return []
    doubtful = sum(not is_same_look(char) for char in foreign)
    if _ORDERED_SCRIPTS.fullmatch(word) or (doubtful and (doubtful > evident or _is_glued(word, lexicon))):
        return []
    cells = _cells(word, {})
    return _edits(word, cells, "".join(cell.letters[0] for cell in cells))


def _is_glued(word: str, lexicon: Lexicon) -> bool:
    """Whether words of two scripts were written together («crmка», «себеnоно») rather than mixed («кpuптa»)."""
    changes = sum(left != right for left, right in pairwise(map(is_russian, word)))
    return changes < 2 or any(lexicon.known(block) for block in _BLOCK.findall(word.lower()))


def _edits(word: str, cells: Sequence[Cell], letters: str) -> list[Edit]:
    shout = sum(map(is_russian, word)) > 1 and word.upper() == word
    return [
        Edit(cell.start, cell.end, _cased(letter, word[cell.start], shout))
        for cell, letter in zip(cells, letters, strict=True)
        if word[cell.start : cell.end].lower() != letter
    ]


def _cased(letter: str, sign: str, shout: bool) -> str:
    large = base(sign).isupper() or (shout and base(sign).isdigit())
    return letter.upper() if large else letter
