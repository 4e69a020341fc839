"""Patterns against sentences: «[…]» marks what must be found, a sentence without marks must stay silent."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck.rules.lexicon import Lexicon
from promisecheck.rules.match import Finder, Marked
from promisecheck.rules.patterns import parse

LISTS = {
    "доход": ["доход", "прибыль", "пассивный доход", "+кэшфлоу", "=деньжат"],
    "гарантия": ["гарантировать", "гарантия", "+гарантить"],
    "деньги": ["деньга", "вклад", "ваш (кровный) рубль"],
    "рост": ["вырасти", "расти", "идти вверх"],
    "точно": ["точно", "само собой", "как пить дать"],
}


@pytest.fixture(scope="module")
def lists():
    return Lexicon(LISTS)


@pytest.fixture(scope="module")
def deep(reader, lists):
    """The deep reading of a text, marked with the small lexicon."""

    def read(text):
        reading = reader.read(text)
        reading.deepen()
        return Marked(reading, lists).deepened()

    return read


def finder(source, lists):
    return Finder(parse(source), phrase_lists=lists.with_phrases)


def quotes(finder, marked):
    return [marked.reading.quote(match.start, match.end) for match in finder.find(marked.reading)]


CASES = [
    # a word in any form, exact forms, ё and case
    ("доход", "Наш [доход] и ваши [доходы], [ДОХОДАМИ] довольны"),
    ("доход", "Наша доходность и прибыль"),
    ("вернуть", "[Вернём], [вернем] и [ВЕРНУЛИ]"),
    ("=гарантирую", "Я [гарантирую], мы гарантируем"),
    ("=вернем", "[Вернём] и [вернем]"),
    ("стать", "Они [стали] богаче"),
    # alternatives
    ("доход|прибыль", "[Доход] или [прибыль], но не рост"),
    ("доход|#процент", "[Доход] [20%]"),
    # lists, phrases, optional words of a phrase
    ("@доход", "[Прибыль], [кэшфлоу] и [деньжат]"),
    ("@доход", "Прибыльный и деньжата"),
    ("@точно", "[Само собой] вернём"),
    ("@точно", "Сам собой доволен"),
    ("@точно", "[Как пить дать] вырастет"),
    ("@деньги вырасти", "[Ваш рубль вырастет], [ваш кровный рубль вырастет]"),
    ("гарантировать @доход", "Мы [гарантируем пассивный доход] вам"),
    # optional words
    ("гарантировать (вы) доход", "[Гарантируем доход] и [гарантируем вам доход]"),
    ("гарантировать (вы) доход", "Гарантируем им доход"),
    # side by side
    ("гарантировать доход", "[Гарантируем доход]"),
    ("гарантировать доход", "Гарантируем ваш доход"),
    ("гарантировать доход", "Доход гарантируем"),
    # any word
    ("гарантировать * доход", "[Гарантируем ваш доход]"),
    ("гарантировать * доход", "Гарантируем доход"),
    # gaps
    ("гарантировать ..2 доход", "[Гарантируем наш новый доход]"),
    ("гарантировать ..2 доход", "Гарантируем наш самый новый доход"),
    ("гарантировать ... доход", "[Гарантируем каждому из вас большой доход]"),
    ("гарантировать ... доход", "Гарантируем, что вы получите доход"),
    ("гарантировать ... доход", "Гарантируем. Доход растёт"),
    ("гарантировать ... доход", "Мы гарантируем, а доход получает банк"),
    # either order
    ("доход ~ вырасти", "[Доход скоро вырастет]"),
    ("доход ~ вырасти", "[Вырастет ваш доход]"),
    ("доход ~ вырасти", "Цена вырастет, а доход останется"),
    # figures
    ("#процент", "Будет [20-25 процентов годовых], не меньше"),
    ("получить ... #деньги", "[Получите от нас 20 тысяч рублей] сразу"),
    ("#кратность", "Вырастет [вдвое], в [3 раза]"),
    ("#деньги", "Получите 20%"),
    # features
    ("вырасти:будущее", "Цена выросла, [вырастет] и снова"),
    ("вырасти:!прошедшее", "Цена выросла, но [вырастет] ещё"),
    ("спешить:повел/2л", "[Спешите] к нам, они спешат"),
    ("доход:род", "Нет [дохода], есть доход"),
    ("@гарантия:глаг,1л", "Мы [гарантируем], они гарантируют, гарантия есть"),
    ("@гарантия:сущ", "[Гарантия] есть, мы гарантируем"),
    ("*:инф доход", "Можно [получить доход], получим доход"),
    # dependency
    ("получить > доход", "[Получите от нас вовремя очень хороший доход]"),
    ("получить > доход", "[Доход вы получите] завтра"),
    ("получить > доход", "Получим вопрос о доходе"),
    ("получить >> доход", "[Получим вопрос о доходе]"),
    ("вырасти > доход + вы", "Доход вырастет"),
]


@pytest.mark.parametrize(("source", "marked_text"), CASES)
def test_match_finds_what_is_marked(deep, lists, source, marked_text):
    expected = re.findall(r"\[(.*?)\]", marked_text)
    found = quotes(finder(source, lists), deep(re.sub(r"[\[\]]", "", marked_text)))
    assert found == expected


@pytest.mark.parametrize(
    ("source", "text", "head"),
    [
        ("гарантировать доход", "Мы гарантируем доход", "гарантируем"),
        ("гарантировать ^доход", "Мы гарантируем доход", "доход"),
        ("(наш) доход вырасти", "Наш доход вырастет", "доход"),
        ("(наш) доход вырасти", "Доход вырастет", "Доход"),
        ("доход ~ ^вырасти", "Вырастет доход", "Вырастет"),
        ("доход ~ ^вырасти", "Доход вырастет", "вырастет"),
        ("получить > ^доход", "Доход получите", "Доход"),
        ("@точно ^вырасти", "Само собой вырастет", "вырастет"),
        ("^#процент доход", "Двадцать пять процентов дохода", "Двадцать"),
    ],
)
def test_match_head(deep, lists, source, text, head):
    marked = deep(text)
    assert [marked.reading.quote(m.head, m.head + 1) for m in finder(source, lists).find(marked.reading)] == [head]


def test_match_of_each_head_is_the_shortest(deep, lists):
    """Two gap matches share a head: the nearer word wins."""
    marked = deep("Гарантируем доход и ещё доход")
    assert quotes(finder("гарантировать ... доход", lists), marked) == ["Гарантируем доход"]


def test_match_tokens_leave_out_what_stands_in_gaps(deep, lists):
    marked = deep("Гарантируем каждому большой пассивный доход")
    (match,) = finder("гарантировать ... @доход", lists).find(marked.reading)
    assert [marked.reading.forms[i] for i in match.tokens] == ["гарантируем", "пассивный", "доход"]
    assert (match.start, match.end) == (0, 5)


@pytest.mark.parametrize(
    ("raw", "quote"),
    [
        ([{"LOWER": "успейте"}, {"IS_ALPHA": True}], "Успейте вложить"),
        ([{"LIKE_NUM": True}], "5"),
        ([{"NORM": "вернем"}], "Вернём"),
        (
            [
                {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"POS": "VERB"}},
                {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "noun", "RIGHT_ATTRS": {"LEMMA": "доход"}},
            ],
            "Получите ваш доход",
        ),
    ],
)
def test_match_raw_patterns_of_spacy(deep, raw, quote):
    text = "Успейте вложить! Вернём завтра. Ждём 5 лет. Получите ваш доход"
    marked = deep(text)
    found = Finder(None, raw=raw)
    assert quote in quotes(found, marked)
    assert found.could_match(set()), "what it needs is not known, so it is always tried"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("🚀🚀 Гарантируем доход 🚀", "Гарантируем доход"),
        ("🚀🚀 Гарантируем  доход 🚀", "Гарантируем  доход"),
        ("«Гарантируем доход\u202fнаш»", "Гарантируем доход"),
        ("👨\u200d👩\u200d👧 гарантируем дохо\u0301д!", "гарантируем дохо\u0301д"),
        ("ГАРАНТИРУЕМ дoхoд", "ГАРАНТИРУЕМ дoхoд"),
        ("г а р а н т и р у е м доход", "г а р а н т и р у е м доход"),
    ],
)
def test_match_offsets_are_those_of_the_given_text(deep, lists, text, quote):
    marked = deep(text)
    (match,) = finder("гарантировать доход", lists).find(marked.reading)
    start, end = marked.reading.span(match.start, match.end)
    assert text[start:end] == quote


def test_match_finder_follows_a_new_vocabulary(lists):
    from promisecheck.language.reading import Reader

    found = finder("гарантировать доход", lists)
    for _ in range(2):
        reading = Reader().read("Гарантируем доход")
        reading.deepen()
        assert quotes(found, Marked(reading, lists).deepened()) == ["Гарантируем доход"]


SOURCES = sorted({source for source, _ in CASES})
WORDS = """
мы вы доход прибыль пассивный кэшфлоу гарантируем гарантия вернём стали получите вырастет рубль ваш кровный само собой
как пить дать 20% 20 тысяч рублей вдвое двадцать процентов не и что , . спешите зароботок горантируем гарантирую стоит
банки точно
""".split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


@given(SENTENCES)
@settings(max_examples=40, deadline=None)
def test_match_shallow_words_never_lose_a_match(reader, lists, text):
    """What the parser would find, the shortcut lets through: asked before, on the words as they are read shallowly."""
    reading = reader.read(text)
    present = Marked(reading, lists).present()
    finders = {source: finder(source, lists) for source in SOURCES}
    possible = {source for source, one in finders.items() if one.could_match(present)}
    reading.deepen()
    marked = Marked(reading, lists).deepened()
    found = {source for source, one in finders.items() if any(one.find(marked.reading))}
    assert found <= possible
    assert {source for source in found if not finders[source].could_match(marked.present())} == set()


@pytest.fixture(scope="module")
def pairs(lists):
    """Each pattern twice: with the question before spaCy's matchers, and without."""
    found = [(finder(source, lists), finder(source, lists)) for source in SOURCES]
    for _, plain in found:
        plain._reaches = None
    return found


@given(SENTENCES)
@settings(max_examples=25, deadline=None)
def test_match_words_too_far_apart_are_never_a_match(reader, lists, pairs, text):
    """The question loses nothing that the matchers would find."""
    reading = reader.read(text)
    reading.deepen()
    marked = Marked(reading, lists).deepened()
    for asking, plain in pairs:
        assert list(asking.find(marked.reading)) == list(plain.find(marked.reading))


@pytest.mark.parametrize("source", SOURCES)
def test_match_could_not_match_without_its_words(reader, lists, source):
    reading = reader.read("Совсем другие слова")
    could = finder(source, lists).could_match(Marked(reading, lists).present())
    assert not could
