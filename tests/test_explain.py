import io
import json
import shutil

import pytest
from rich.console import Console

from promisecheck import Checker
from promisecheck.explain import Explanation, Place, Spot
from promisecheck.rules.pack import default_folder


@pytest.fixture(scope="module")
def checker():
    return Checker()


def ours(explanation):
    return next(rule for rule in explanation.rules if rule.rule_id == "no-guarantees")


def by_the_rules(rule):
    """What was found, without the second reader's opinion, which every message has."""
    return [place for place in rule.places if place.kind != "classifier"]


def answers(place):
    return {answer.question: answer.value for answer in place.answers}


def rendered(explanation, lang=None):
    console = Console(file=io.StringIO(), width=200)
    explanation.render(console, lang)
    return console.file.getvalue()


def spots(rule):
    """Every spot of an account, at any depth."""

    def inside(thing):
        if isinstance(thing, Spot):
            yield thing
        if isinstance(thing, Place):
            yield from (one for answer in thing.answers for one in answer.spots)
            yield from thing.excuses

    return [one for thing in (*rule.places, *rule.triggers) for one in inside(thing)]


def test_explain_claim_gives_the_five_answers(checker):
    rule = ours(checker.explain("Гарантируем вам 20% годовых!"))
    claim = next(place for place in rule.places if place.kind == "claim" and place.category)
    found = answers(claim)
    assert list(found) == ["outcome", "polarity", "commitment", "word", "topic"]
    assert (found["outcome"], found["polarity"], found["word"]) == ("good", "affirmed", "ours")
    assert found["commitment"] == "promised"
    assert [one.quote for one in claim.answers[2].spots] == ["Гарантируем"]
    assert claim.category == "explicit_guarantee"
    assert [v.quote for v in rule.violations] == ["Гарантируем вам 20% годовых"]
    assert "«Гарантируем»" in rendered(checker.explain("Гарантируем вам 20% годовых!"))
    assert "Гарантируем" in {one.quote for one in rule.triggers}


def test_explain_agrees_with_check(checker):
    for text in ("Гарантируем 20% годовых", "Мы ничего не гарантируем.", "Добрый день!", "Обещаю перезвонить."):
        found = checker.check_text(text).outcome("no-guarantees").violations
        assert ours(checker.explain(text)).violations == found


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("Мы не гарантируем доход.", "negated", "не"),
        ("Вам гарантировали доход?", "asked", "?"),
        ("Если рынок вырастет, вы заработаете.", "conditional", "Если"),
    ],
)
def test_explain_names_the_cue_that_excused(checker, text, kind, cue):
    rule = ours(checker.explain(text))
    assert not rule.violations
    assert (kind, cue) in {(one.kind, one.quote) for place in rule.places for one in place.excuses}


def test_explain_says_what_was_set_aside_as_a_term(checker):
    places = by_the_rules(ours(checker.explain("Застройщик предоставил банковскую гарантию.")))
    assert [(place.kind, place.quote, place.category) for place in places] == [("term", "банковскую гарантию", None)]


SMALL = """
id: our-promise
clause: "1.6"
kind: forbidden-meaning
title: {ru: Обещания, en: Promises}
about: {ru: О чём, en: About}
categories:
  promise:
    severity: block
    explanation: {ru: Обещано, en: Promised}
    suggestion: {ru: Расскажу о рисках., en: Risks}
phrases:
  - {category: promise, near: [купоны], unless: [звонки], find: [посулить]}
"""


@pytest.fixture
def small(tmp_path):
    """A checker of one rule that wants a word near its own and another away."""
    (tmp_path / "our-promise.yaml").write_text(SMALL, encoding="utf-8")
    shutil.copytree(default_folder() / "words", tmp_path / "words")
    (tmp_path / "words" / "ours.yaml").write_text("купоны: [купон]\nзвонки: [звонок]\n", encoding="utf-8")
    return Checker(tmp_path)


def test_explain_says_why_a_match_was_out_of_place(small):
    def only(text):
        (place,) = small.explain(text).rules[0].places
        return place

    assert only("Посулили купон.").category == "promise"
    far = only("Посулили прибыль.")
    assert (far.kind, answers(far), far.excuses[0].kind) == ("aside", {"near": "купоны"}, "not near")
    shut = only("Посулили купон и звонок.")
    assert (shut.kind, [(one.kind, one.quote) for one in shut.excuses]) == ("aside", [("unless", "звонок")])


def test_explain_untouched_message_was_not_parsed(checker):
    explanation = checker.explain("Добрый день!")
    rule = ours(explanation)
    assert (rule.parsed, rule.triggers, by_the_rules(rule)) == (False, [], [])
    assert [token.quote for token in explanation.tokens] == ["Добрый", "день", "!"]
    assert "разбор не понадобился" in rendered(explanation)


def test_explain_tokens_have_lemmas_part_of_speech_figures_and_lists(checker):
    tokens = {token.quote: token for token in checker.explain("Получите 20% годовых").tokens}
    assert "получить" in tokens["Получите"].lemmas
    assert (tokens["Получите"].kind, tokens["20"].figure) == ("VERB", "процент")
    assert "инвестиции" in tokens["годовых"].lists


def test_explain_spots_count_the_given_text_under_disguise(checker):
    text = "\ufeffну 🙂 Г А Р А Н Т И Р У Е М дох0д 30% годовы\u0301х, но не обеща\u200bем"
    explanation = checker.explain(text)
    assert explanation.text == text
    assert explanation.plain != text
    found = [*explanation.tokens, *(one for rule in explanation.rules for one in spots(rule))]
    assert any(rule.places for rule in explanation.rules)
    assert all(text[one.start : one.end] == one.quote for one in found)
    assert "прочитано как" in rendered(explanation)


def test_explain_json_round_trips(checker):
    explanation = checker.explain("Доходность не гарантирована, но вы точно заработаете.")
    dumped = explanation.model_dump_json()
    assert Explanation.model_validate_json(dumped) == explanation
    assert "no-guarantees" in {rule["rule_id"] for rule in json.loads(dumped)["rules"]}


def test_explain_renders_for_people_in_both_languages(checker):
    explanation = checker.explain("Доходность не гарантирована, но вы точно заработаете.")
    russian = rendered(explanation)
    for part in ("что найдено", "считается: certainty", "не считается: отрицание («не»)", "итог: нарушение «вы точно"):
        assert part in russian
    english = rendered(explanation, "en")
    for part in ("found", "counts: certainty", "does not count: negated («не»)"):
        assert part in english


FREE = ("near", "probability")  # questions that are answered with lists and figures, not with codes


def test_explain_every_code_has_its_words(checker):
    from promisecheck.explain import _WORDS

    codes = set()
    for text in (
        "Гарантируем 20% годовых, вы ничем не рискуете, деньги надёжно защищены, доход приходит каждый месяц.",
        "Вам гарантировали доход? Если рынок вырастет, сможете заработать, возможно, 10%, а можно и потерять.",
        "Банковская гарантия. Обещаю перезвонить. Рискуете всем. Без риска тут никак. Возврат вложенных денег.",
    ):
        for place in ours(checker.explain(text)).places:
            codes |= {place.kind, *(one.kind for one in place.excuses)}
            codes |= {code for a in place.answers for code in (a.question, a.value) if a.question not in FREE}
    assert codes <= set(_WORDS)


def test_explain_a_kind_that_cannot_explain_is_left_out(checker):
    assert {rule.rule_id for rule in checker.explain("Добрый день!").rules}.isdisjoint({"smile", "no-gum"})
    attested = checker.pack.rule("smile")
    assert attested.kind == "attestation"
