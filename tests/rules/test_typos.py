"""One slip of the pen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from promisecheck.rules.typos import MIN_LENGTH, Typos, one_slip

LETTERS = "абвгдеиклмнопрст"
WORDS = st.text(st.sampled_from(LETTERS), max_size=9)
LEMMAS = ["гарантировать", "гарантия", "доходность", "заработок", "прибыль", "выплата", "обещать", "потерять", "риск"]


@st.composite
def slips(draw):
    """A word and what one edit makes of it."""
    word = draw(st.sampled_from(LEMMAS))
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(LETTERS))
    kind = draw(st.sampled_from(["more", "less", "other", "swapped"]))
    if kind == "more":
        return word, word[:at] + letter + word[at:]
    if kind == "less":
        return word, word[:at] + word[at + 1 :]
    if kind == "other":
        return word, word[:at] + letter + word[at + 1 :]
    return word, word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


@given(WORDS, WORDS)
def test_typos_slip_is_symmetric(one, two):
    assert one_slip(one, two) == one_slip(two, one)


@given(WORDS)
def test_typos_no_slip_is_none(word):
    assert not one_slip(word, word)


@given(slips())
def test_typos_every_edit_is_one_slip(pair):
    word, slipped = pair
    assume(word != slipped)
    assert one_slip(word, slipped)


@given(slips())
def test_typos_a_slip_of_a_long_word_is_understood(pair):
    word, slipped = pair
    assume(word != slipped and len(word) >= MIN_LENGTH and len(slipped) >= MIN_LENGTH and word[0] == slipped[0])
    assert word in Typos(LEMMAS).meant(slipped)


@given(slips())
def test_typos_what_is_understood_is_one_slip_away(pair):
    for other in Typos(LEMMAS).meant(pair[1]):
        assert one_slip(other, pair[1])
        assert other in LEMMAS


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("доход", "прибыль"), ("доход", "доходов"), ("доход", "оходд"), ("гарантия", "гартанияю"), ("аб", "бав"),
        ("доход", "додох"), ("", "аб"),
    ],
)  # fmt: skip
def test_typos_two_slips_are_too_many(one, two):
    assert not one_slip(one, two)


@pytest.mark.parametrize(
    ("slipped", "meant"),
    [
        ("зароботок", {"заработок"}),
        ("гарантрировать", {"гарантировать"}),
        ("доходнсть", {"доходность"}),
        ("прибыьл", {"прибыль"}),
        # the same word, another first letter, too short, too far
        ("прибыль", set()),
        ("дрибыль", set()),
        ("рисг", set()),
        ("доходяга", set()),
        ("прыбаль", set()),
    ],
)
def test_typos_meant(slipped, meant):
    assert Typos(LEMMAS).meant(slipped) == meant


def test_typos_meant_may_be_several():
    assert Typos(["потерять", "потереть"]).meant("потериять") == {"потерять"}
    assert Typos(["потерять", "потереть"]).meant("потертть") == {"потерять", "потереть"}


def test_typos_short_lemmas_are_left_out_of_the_index():
    assert Typos(["рубль"]).meant("рубыль") == set()


def test_typos_reach_the_lists(reader, lexicon):
    one = reader.read("Зароботок и гарантрируем")
    assert lexicon.annotate(one).has(0, "доход")
    assert lexicon.annotate(one).has(2, "гарантировать")
