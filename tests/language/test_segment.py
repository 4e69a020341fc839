"""Sentences and clauses: «|» shows where a text is cut."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck.language.segment import clauses, has_predicate, is_symbol, sentences
from promisecheck.language.words import word


def cut(reader, source, ranges_of):
    """The text of `source` without «|» is cut just at its «|»."""
    reading = reader.read(source.replace("|", ""))
    found = [reading.given[reading.span(a, b)[0] : reading.span(a, b)[1]].strip() for a, b in ranges_of(reading)]
    assert found == [piece.strip() for piece in source.split("|")]


@pytest.mark.parametrize(
    "source",
    [
        "Добрый день!| Доход растёт.| Звоните",
        "Правда?| Да!",
        "Правда?!| Да!!!",
        "Подумайте...| Жду",
        "Подумайте…| Жду",
        "Это так;| а то иначе",
        "Доход растёт 🚀| Пишите",
        "Доход растёт 🚀🚀🔥| Пишите",
        "Доход растёт!!! 🚀| Пишите",
        "Рад видеть )| Доход растёт",
        "Рад видеть))| Доход растёт",
        "Первая строка\n| Вторая строка\n\n| Третья",
        "Доход ▪| Рост ▪",
        "– Доход\n| – Рост",
        pytest.param(
            "Доход •| Рост •",
            marks=pytest.mark.xfail(strict=True, reason="«•» is punctuation to Unicode, not a symbol"),
        ),
        pytest.param(
            "Фонд «Рост ждёт.»| Звоните",
            marks=pytest.mark.xfail(strict=True, reason="a «»» behind the full stop swallows the end of the sentence"),
        ),
        # no ends
        "Доход растёт",
        "А. С. Пушкин инвестировал",
        "Доход 20,5 процента (если повезёт) и рост",
        "Фонд «Рост» растёт",
        "Вернём 100 000 💰 за год",
        "Получите 💵50 000 за год",
        "руб/мес и так далее",
        # habits of chats
        "Доход.| Гарантия",
        "Доход.|Гарантия",
    ],
)
def test_segment_sentences(reader, source):
    cut(reader, source, lambda reading: reading.sentences)


@pytest.mark.parametrize(
    "source",
    [
        "Доход 5 тыс. руб. в месяц",
        pytest.param(
            "Мы платим и т. д. без задержек",
            marks=pytest.mark.xfail(strict=True, reason="only capital letters with a full stop are taken for initials"),
        ),
        "Офис на ул. Ленина открыт",
    ],
)
def test_segment_abbreviations_end_no_sentence(reader, source):
    cut(reader, source, lambda reading: reading.sentences)


@pytest.mark.parametrize(
    ("source", "openers"),
    [
        ("Мы знаем,| что цена вырастет", ["", "что"]),
        ("Если вложите миллион,| заработаете двести", ["если", ""]),
        ("Вы заработаете,| если вырастет цена", ["", "если"]),
        ("Мы не обещаем,| а гарантируем", ["", "а"]),
        ("Обещать не можем,| но постараемся", ["", "но"]),
        ("Риск есть,| зато доход растёт", ["", "зато"]),
        ("Вложите,| чтобы заработать", ["", "чтобы"]),
        ("Есть фонд,| который растёт", ["", "который"]),
        ("Мы вложили и| заработали", None),
        ("Цена растёт| и доход придёт", ["", "и"]),
        ("Цена упадёт| или вырастет", ["", "или"]),
        # one clause
        ("Мы не можем обещать или гарантировать", [""]),
        ("Мы хотим заработать и сохранить", [""]),
        ("Доход и прибыль растут", [""]),
        ("Доход, прибыль, рост", [""]),
        ("Мы платим, потому что можем", None),
    ],
)
def test_segment_clauses(reader, source, openers):
    reading = reader.read(source.replace("|", ""))
    reading.deepen()
    if openers is None:
        assert len(reading.clauses) == 2
        return
    cut(reader, source, lambda _: [(clause.start, clause.end) for clause in reading.clauses])
    assert [clause.opener for clause in reading.clauses] == openers


@pytest.mark.parametrize("source", ["потому что", "так что", "тем что", "ни что"])
def test_segment_double_conjunctions_are_not_torn(reader, source):
    """No clause begins with the «что» of «потому что»."""
    reading = reader.read(f"Мы платим вовремя, {source} доход растёт")
    assert all(reading.forms[clause.start] != "что" for clause in reading.clauses)


def test_segment_long_transcript_is_cut_at_a_discourse_word(reader):
    text = "алло добрый день это компания рост мы сейчас вам перезвоним по поводу вашего договора значит доход будет"
    reading = reader.read(text)
    assert [reading.forms[clause.start] for clause in reading.clauses] == ["алло", "значит"]


@pytest.mark.parametrize(
    ("text", "symbol"), [("🚀", True), ("▪", True), ("✅", True), ("а", False), ("!", False), ("", False)]
)
def test_segment_symbols(text, symbol):
    assert is_symbol(text) is symbol


TOKENS = (
    st.sampled_from(
        """мы доход гарантируем не и а но если что который ну потому чтобы заработать вырастет нет можно А С 5 % 💰 🚀
        • . , ! ? … ; ( ) « » — : … ...""".split()
    )
    | st.sampled_from([" ", "\n"])
    | st.text(st.characters(max_codepoint=0x2FFF, categories=["L", "N", "P", "S", "Z"]), min_size=1, max_size=3)
)


@given(st.lists(TOKENS, max_size=60))
@settings(deadline=None)
def test_segment_ranges_cover_all_tokens_in_order(tokens):
    words = [word(token) for token in tokens]
    sents = sentences(tokens)
    found = clauses(tokens, words, sents)
    for ranges in (sents, [(clause.start, clause.end) for clause in found]):
        assert [i for start, end in ranges for i in range(start, end)] == list(range(len(tokens)))
        assert all(start < end for start, end in ranges)
    for clause in found:
        start, end = sents[clause.sentence]
        assert start <= clause.start < clause.end <= end


@given(st.lists(TOKENS, min_size=1, max_size=30))
@settings(deadline=None)
def test_segment_a_lone_clause_is_a_whole_sentence_or_has_a_predicate_or_a_subordinator(tokens):
    """Pieces that say nothing are given to a neighbour: of two clauses of a sentence none is idle but the last."""
    words = [word(token) for token in tokens]
    found = clauses(tokens, words, sentences(tokens))
    for clause, following in pairwise(found):
        if clause.sentence == following.sentence:
            assert has_predicate(words, clause.start, clause.end) or clause.opener
