"""A word's pieces are the likeliest way through it."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.classifier.pieces import MOST, SPACE, UNKNOWN, Pieces

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
TEXTS = (*SPECIAL, SPACE, "а", "б", "в", "аб", "бв", SPACE + "аб", SPACE + "а", "абв")
SCORES = (0, 0, 0, 0, -3.0, -4.0, -4.2, -4.4, -5.0, -5.5, -5.2, -4.9, -9.0)
PIECES = Pieces(TEXTS, SCORES)


def every_way(word):
    """All ways to cut a word into known pieces."""
    text = SPACE + word
    for count in range(len(text)):
        for cuts in combinations(range(1, len(text)), count):
            ends = [0, *cuts, len(text)]
            parts = [text[start:end] for start, end in pairwise(ends)]
            if all(part in TEXTS[UNKNOWN + 1 :] for part in parts):
                yield parts


@given(st.text("абв", max_size=8))
def test_pieces_are_the_likeliest_way(word):
    found = PIECES.of(word)
    best = max(sum(SCORES[TEXTS.index(part)] for part in parts) for parts in every_way(word))
    assert sum(SCORES[n] for n in found) == pytest.approx(best)
    assert "".join(TEXTS[n] for n in found) == SPACE + word


@given(st.text(max_size=40))
def test_pieces_of_any_word_are_few_and_known(word):
    found = PIECES.of(word)
    assert 1 <= len(found) <= MOST
    assert all(UNKNOWN <= n < len(PIECES) for n in found)


def test_pieces_case_means_nothing():
    assert PIECES.of("АБВ") == PIECES.of("абв")


def test_pieces_a_strange_letter_is_unknown_and_the_rest_is_read():
    found = [TEXTS[n] for n in PIECES.of("абжв")]
    assert found == [SPACE + "аб", "<unk>", "в"]
