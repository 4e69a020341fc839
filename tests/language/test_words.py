"""A word form with all its readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.language.words import WORDS_KEPT, Word, fold, is_known, word


@pytest.mark.parametrize(
    ("form", "lemmas"),
    [
        ("нашли", {"найти", "наслать"}),
        ("стали", {"стать", "сталь"}),
        ("деньги", {"деньга"}),
        ("вклады", {"вклад"}),
        ("банки", {"банк", "банка"}),
        ("гарантируем", {"гарантировать"}),
        ("гарантируемый", {"гарантировать"}),
    ],
)
def test_words_keep_the_lemmas_of_every_reading(form, lemmas):
    assert lemmas <= word(form).lemmas


@pytest.mark.parametrize("form", ["вернём", "ВЕРНЁМ", "вернем", "Вернем"])
def test_words_are_compared_without_case_and_yo(form):
    assert word(form).form == "вернем"
    assert word(form).lemmas == word("вернём").lemmas
    assert "вернуть" in word(form).lemmas


def test_words_lemmas_are_folded():
    assert word("счёт").lemmas >= {"счет"}
    assert not any("ё" in lemma for lemma in word("ещё").lemmas | word("берёза").lemmas)


@given(st.text(st.sampled_from("аеёЕЁяЯ dD-1"), max_size=10))
def test_words_fold_knows_no_yo_and_no_capitals(text):
    folded = fold(text)
    assert "ё" not in folded
    assert folded == folded.lower() == fold(folded) == fold(text.upper())


def test_words_known_and_unknown():
    assert word("доход").known
    assert is_known("ДОХОДАМИ")
    assert not word("кэшфлоушный").known
    assert word("кэшфлоушный").parses


def test_words_tagger_narrows_to_its_part_of_speech():
    noun = word("стали").tagged("NOUN", ())
    assert noun.lemmas == {"сталь"}
    verb = word("стали").tagged("VERB", ())
    assert verb.lemmas == {"стать"}
    assert word("стали").lemmas == {"стать", "сталь"}, "the shared word is not changed"


def test_words_features_order_readings_and_throw_none_away():
    nominative = word("риска").tagged("NOUN", ("Case=Nom", "Number=Sing"))
    assert nominative.lemmas == word("риска").tagged("NOUN", ()).lemmas
    accusative = word("доход").tagged("NOUN", ("Case=Acc", "Number=Sing"))
    assert "accs" in accusative.parses[0].grams
    assert "nomn" in word("доход").tagged("NOUN", ("Case=Nom",)).parses[0].grams


@pytest.mark.parametrize(("form", "tag"), [("гарантируем", "NOUN"), ("доход", "ADV"), ("доход", "X"), ("!", "VERB")])
def test_words_keep_all_readings_when_none_agrees(form, tag):
    assert word(form).tagged(tag, ("Case=Nom",)).lemmas == word(form).lemmas


FORMS = st.sampled_from(["нашли", "стали", "банки", "доход", "сто", "вклад", "гарантирован", "точно", "нет"])
TAGS = st.sampled_from(
    """NOUN PROPN VERB AUX ADJ DET PRON ADV NUM PART ADP
    CCONJ SCONJ INTJ X PUNCT SYM""".split()
)


@given(FORMS, TAGS)
def test_words_tagged_is_never_empty_and_never_invents(form, tag):
    whole, narrowed = word(form), word(form).tagged(tag, ())
    assert narrowed.parses
    assert set(narrowed.parses) <= set(whole.parses)
    assert narrowed.form == whole.form
    assert narrowed.known == whole.known


def test_words_are_cached_and_the_cache_is_bounded():
    assert word("доход") is word("доход")
    assert word.cache_info().maxsize == WORDS_KEPT
    assert word.cache_info().currsize <= WORDS_KEPT


def test_words_without_readings_hold_together():
    empty = Word("ъ", (), known=False)
    assert empty.lemmas == empty.grams == frozenset()
    assert empty.tagged("NOUN", ()) is empty or empty.tagged("NOUN", ()).parses == ()
