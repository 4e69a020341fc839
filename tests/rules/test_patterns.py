"""The pattern language: every construct parsed, every mistake told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck.errors import RuleError
from promisecheck.rules.patterns import (
    ALTERNATE_FEATURES,
    DEFAULT_GAP,
    FEATURES,
    FIGURES,
    NEAR,
    Element,
    Gap,
    Pattern,
    element,
    parse,
)


def some(*names):
    return frozenset(names)


@pytest.mark.parametrize(
    ("source", "parsed"),
    [
        ("доход", Element(lemmas=some("доход"))),
        ("Доход", Element(lemmas=some("доход"))),
        ("счёт", Element(lemmas=some("счет"))),
        ("бизнес-план", Element(lemmas=some("бизнес-план"))),
        ("руб.", Element(lemmas=some("руб."))),
        ("+иксануть", Element(lemmas=some("иксануть"), new=some("иксануть"))),
        ("@доход", Element(lists=some("доход"))),
        ("=Вернём", Element(forms=some("вернем"))),
        ("=100%", Element(forms=some("100%"))),
        ("=–", Element(forms=some("–"))),
        ("–", Element(forms=some("–"))),
        ("#процент", Element(figures=some("процент"))),
        ("*", Element(anything=True)),
        ("(очень)", Element(lemmas=some("очень"), optional=True)),
        ("^деньга", Element(lemmas=some("деньга"), head=True)),
        (
            "доход|@выплата|=денег|#деньги|+дивы",
            Element(
                lemmas=some("доход", "дивы"), lists=some("выплата"), forms=some("денег"), figures=some("деньги"),
                new=some("дивы"),
            ),
        ),
        ("вырасти:будущее", Element(lemmas=some("вырасти"), features=(some("futr"),))),
        ("успеть:будущее,2л", Element(lemmas=some("успеть"), features=(some("futr"), some("2per")))),
        ("спешить:повел/2л", Element(lemmas=some("спешить"), features=(some("impr", "2per"),))),
        ("получить:!прошедшее", Element(lemmas=some("получить"), forbidden=some("past"))),
        ("@вернуть:непрош", Element(lists=some("вернуть"), features=(some("futr", "pres"),))),
        ("целый:кратк,!ед", Element(lemmas=some("целый"), features=(some("PRTS", "ADJS"),), forbidden=some("sing"))),
        ("^@вернуть:!личн", Element(lists=some("вернуть"), forbidden=some("1per", "2per", "3per"), head=True)),
        ("*:сущ,им", Element(anything=True, features=(some("NOUN"), some("nomn")))),
    ],
)  # fmt: skip
def test_patterns_one_word(source, parsed):
    assert element(source) == parsed


@pytest.mark.parametrize("name", [*FEATURES, *ALTERNATE_FEATURES])
def test_patterns_every_feature(name):
    wanted = {FEATURES[name]} if name in FEATURES else set(ALTERNATE_FEATURES[name])
    assert element(f"доход:{name}").features == (frozenset(wanted),)
    assert element(f"доход:!{name}").forbidden == wanted


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_patterns_every_figure(name):
    assert element(f"#{name}").figures == {name}


def test_patterns_gaps():
    assert parse("доход ... вырасти").parts[1] == Gap(DEFAULT_GAP)
    assert parse("доход ..12 вырасти").parts[1] == Gap(12)
    assert parse("доход ..0 вырасти").parts[1] == Gap(0)


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("доход вырасти", 0),
        ("доход ^вырасти", 1),
        ("(наш) доход вырасти", 1),
        ("* доход", 1),
        ("доход ... ^вырасти", 2),
        ("вырасти > ^доход", 1),
        ("вырасти > доход", 0),
    ],
)
def test_patterns_head(source, head):
    assert parse(source).head == head


def test_patterns_either_order():
    pattern = parse("@деньги ~ ^вырасти:будущее")
    assert [[part if isinstance(part, Gap) else "" for part in one.parts] for one in pattern.alternatives] == [
        ["", Gap(NEAR), ""]
    ] * 2
    one, two = pattern.alternatives
    assert one.parts == two.parts[::-1]
    assert one.parts[one.head] == two.parts[two.head] == element("^вырасти:будущее")
    assert pattern.source == "@деньги ~ ^вырасти:будущее"


def test_patterns_either_order_with_phrases_on_both_sides():
    one, two = parse("наш доход ~ скоро ^вырасти").alternatives
    assert [e.lemmas for e in one.elements] == [{"наш"}, {"доход"}, {"скоро"}, {"вырасти"}]
    assert [e.lemmas for e in two.elements] == [{"скоро"}, {"вырасти"}, {"наш"}, {"доход"}]
    assert one.parts[one.head] == two.parts[two.head]


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("A > B", (None, (0, False))),
        ("A >> B", (None, (0, True))),
        ("A > B + C", (None, (0, False), (0, False))),
        ("A > B > C", (None, (0, False), (1, False))),
        ("A > B >> C + D", (None, (0, False), (1, True), (1, True))),
    ],
)
def test_patterns_dependency(source, links):
    assert parse(source).links == links


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("доход ~", "exactly two sides"),
        ("~ доход", "exactly two sides"),
        ("доход ~ рост ~ риск", "exactly two sides"),
        ("> доход", "a word must stand before «>»"),
        ("доход >", "on both sides"),
        ("доход > рост +", "on both sides"),
        ("доход рост > риск", "join the words"),
        ("доход > ... риск", "no place beside"),
        ("доход > (рост)", "no place beside"),
        ("(доход)", "at least one word must be required"),
        ("* *", "at least one word must be required"),
        ("^доход ^рост", "only one word may be marked"),
        ("доход ...", "needs a word on both sides"),
        ("... доход", "needs a word on both sides"),
        ("(доход", "brackets must open and close"),
        ("доход)", "brackets must open and close"),
        ("(очень хороший) доход", "brackets must open and close"),
        ("до^ход", "brackets"),
        ("#рубль", "#деньги, #кратность, #процент, #число"),
        ("доход:приказ", "no feature «приказ»; there are: 1л"),
        ("доход:!приказ", "no feature «приказ»"),
        ("доход:ед/приказ", "no feature «приказ»"),
        ("доход|", "a word is missing beside «|»"),
        ("|доход", "a word is missing beside «|»"),
        ("доход2", "«доход2» is not a word"),
    ],
)
def test_patterns_mistakes_say_what_is_allowed(source, said):
    with pytest.raises(RuleError) as caught:
        parse(source)
    assert said in caught.value.message


@pytest.mark.parametrize("source", ["доход:приказ", "#рубль", "(доход", "доход2 рост"])
def test_patterns_mistakes_name_the_word(source):
    with pytest.raises(RuleError) as caught:
        parse(source)
    assert f"«{source.split()[0]}»" in caught.value.message


@pytest.mark.parametrize(
    "source",
    [
        "доход:",
        "@",
        "=",
        "+",
        "..доход",
        "доход .. рост",
        "рост .... доход",
    ],
)
def test_patterns_slips_that_can_never_match_are_mistakes(source):
    with pytest.raises(RuleError) as caught:
        parse(source)
    assert "|" not in caught.value.message


SIGNS = st.text(st.sampled_from("доход рост@#=+|^()*:!,/~>.1л%–~абв "), max_size=24)
WORDS = st.lists(
    st.sampled_from(
        """доход @доход =форма +новое #процент #нет * (очень) ^рост ... ..3 ..x > >> + ~
        доход:инф доход:! | || () ^ @ # :""".split()
    ),
    max_size=7,
).map(" ".join)


@given(SIGNS | WORDS | st.text(max_size=20))
@settings(max_examples=400, deadline=None)
def test_patterns_parse_raises_nothing_but_rule_errors(source):
    try:
        pattern = parse(source)
    except RuleError as error:
        assert error.message
        return
    assert isinstance(pattern, Pattern)
    assert pattern.source == source.strip()
    for one in pattern.alternatives or (pattern,):
        assert isinstance(one.parts[one.head], Element)
        assert not one.parts[one.head].optional
