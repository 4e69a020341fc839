"""The second reader warns where the rules are silent, sets aside what it holds for harmless, and loses nothing."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck import Checker
from promisecheck.checks.forbidden_meaning.engine import Trace
from promisecheck.checks.forbidden_meaning.schema import ClassifierOptions
from promisecheck.checks.forbidden_meaning.second_reader import BLOCK, _russian, samples
from promisecheck.checks.forbidden_meaning.teaching import fingerprint, lesson
from promisecheck.checks.talk import Talk
from promisecheck.classifier.encoder import Encoder
from promisecheck.classifier.model import Model
from promisecheck.conversation import Conversation
from promisecheck.errors import ModelError, RuleError
from promisecheck.evaluate.labels import labels_of
from promisecheck.language.context.reported import cited
from promisecheck.readers import read
from promisecheck.rules.pack import default_folder

ROOT = Path(__file__).resolve().parents[2]
CLASSIFIER = re.compile(r"^classifier:\n(?:  .*\n)+", re.M)


def pack(folder: Path, **options: float) -> Path:
    """The memo pack with other thresholds; without any, it has no second reader."""
    rules = Path(shutil.copytree(default_folder(), folder / "rules"))
    path = rules / "no-guarantees.yaml"
    lines = "".join(f"  {name}: {value}\n" for name, value in options.items())
    named = f"classifier:\n  model: models/no-guarantees.npz\n{lines}" if options else ""
    text, count = CLASSIFIER.subn(named, path.read_text(encoding="utf-8"))
    assert count == 1
    path.write_text(text, encoding="utf-8")
    return rules


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The rules without a second reader."""
    return Checker(pack(tmp_path_factory.mktemp("alone")))


@pytest.fixture(scope="module")
def alarmed(tmp_path_factory):
    """A second reader that warns of everything."""
    return Checker(pack(tmp_path_factory.mktemp("alarmed"), warn_from=1e-9))


@pytest.fixture(scope="module")
def deaf(tmp_path_factory):
    """A second reader that dismisses everything."""
    limits = {"warn_from": 1.0, "dismiss_below": 0.99999, "dismiss_block_below": 0.99999}
    return Checker(pack(tmp_path_factory.mktemp("deaf"), **limits))


def outcome(checker, text):
    return checker.check_text(text).outcome("no-guarantees")


def test_second_reader_sees_what_no_pattern_names(checker, alone):
    text = "Заходите всей семьёй: к осени скажете мне спасибо за прибавку к пенсии."
    assert outcome(alone, text).status == "passed"
    seen = outcome(checker, text)
    assert seen.status == "violated"
    assert [one.severity for one in seen.violations] == ["warn"]
    assert "второй читатель" in seen.violations[0].explanation


@pytest.mark.parametrize(
    "text",
    [
        "Доход не гарантирован, вложения могут подешеветь.",
        "Обещаю перезвонить вам до шести вечера.",
        "Выписку пришлю сегодня, проверьте почту.",
        "Купон по этой облигации двенадцать процентов, его установил эмитент.",
        "Сколько вы готовы вложить и на какой срок?",
    ],
)
def test_second_reader_leaves_harmless_messages_alone(checker, text):
    assert outcome(checker, text).status == "passed"


def test_second_reader_only_warns_and_says_who_noticed(alarmed):
    found = outcome(alarmed, "Здравствуйте, Ольга! Выписка готова.").violations
    assert [one.severity for one in found] == ["warn"]
    assert re.search(r"второй читатель \(классификатор\), вероятность \d+ %", found[0].explanation)
    assert found[0].suggestion


def test_second_reader_leaves_a_note_of_what_it_dismisses(deaf, alone):
    text = "Гарантируем 20% годовых!"
    before, after = outcome(alone, text), outcome(deaf, text)
    assert (after.status, after.violations) == ("passed", [])
    assert [(note.severity, note.quote) for note in after.notes] == [("info", before.violations[0].quote)]
    assert deaf.check_text(text).verdict == "pass"


def test_second_reader_keeps_a_plain_guarantee(checker):
    found = outcome(checker, "Гарантируем 20% годовых!").violations
    assert [(one.category, one.severity) for one in found] == [("explicit_guarantee", "block")]
    assert "второй читатель" not in found[0].explanation


def test_second_reader_is_explained(checker, deaf):
    [rule] = [r for r in checker.explain("Выписка готова.").rules if r.rule_id == "no-guarantees"]
    [place] = [place for place in rule.places if place.kind == "classifier"]
    assert place.answers[0].question == "probability"
    assert [excuse.kind for excuse in place.excuses] == ["unlikely"]
    [rule] = [r for r in deaf.explain("Гарантируем 20% годовых!").rules if r.rule_id == "no-guarantees"]
    assert rule.violations == []
    assert [p.excuses[0].kind for p in rule.places if p.kind == "classifier"] == ["dismissed"]


SAID = "доход гарантируем 20 % не риск, вы . ! получите «деньги» г🚀арантия s т а б и л ь н о\n 100%"
words = st.sampled_from(SAID.split(" "))
talk_texts = st.lists(words, max_size=25).map(" ".join) | st.text(max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["employee", "client"]), talk_texts), min_size=1, max_size=4))
def test_second_reader_offsets_are_those_of_the_given_text(alarmed, said):
    messages = [{"id": f"m{n}", "role": role, "text": text} for n, (role, text) in enumerate(said)]
    report = alarmed.check({"id": "c", "channel": "other", "messages": messages})
    texts = {message["id"]: message for message in messages}
    for found in report.outcome("no-guarantees").violations:
        message = texts[found.message_id]
        assert message["role"] == "employee"
        assert message["text"][found.start : found.end] == found.quote
        assert found.quote.strip()


@settings(max_examples=40, deadline=None)
@given(st.lists(talk_texts, min_size=1, max_size=60).map(". ".join), talk_texts)
def test_samples_judge_every_word_once_in_bounded_blocks(checker, text, earlier):
    messages = [{"role": "client", "text": earlier}, {"role": "employee", "text": text}]
    conversation = Conversation.read({"id": "c", "channel": "other", "messages": messages})
    talk = Talk(conversation, checker._reader, checker.pack.lexicon, lang="ru", shortcut=True)
    made = list(samples(talk, conversation.messages[1], Trace(), ClassifierOptions(model="", context_words=40)))
    judged = [i for sample in made for i in sample.at if i >= 0]
    draft = conversation.messages[1]
    assert judged == [i for i in _russian(talk, draft) if i not in cited(talk.shallow(draft).reading)]
    assert all(sum(sample.target) <= BLOCK and len(sample) <= BLOCK + 40 for sample in made)


def test_classifier_that_is_missing_is_an_error_of_the_rule(tmp_path):
    rules = pack(tmp_path, warn_from=0.5)
    (rules / "models" / "no-guarantees.npz").unlink()
    with pytest.raises(RuleError, match=r"models/no-guarantees\.npz"):
        Checker(rules)


def test_classifier_that_is_broken_is_an_error(tmp_path):
    rules = pack(tmp_path, warn_from=0.5)
    (rules / "models" / "no-guarantees.npz").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"no-guarantees\.npz"):
        Checker(rules).check_text("Добрый день")


DOUBTFUL = "Думаю, к весне будете довольны."


def probability(folder: Path, text: str, **options: object) -> float:
    found = Checker(pack(folder, warn_from=0.6, **options)).explain(text)
    [rule] = [r for r in found.rules if r.rule_id == "no-guarantees"]
    [place] = [place for place in rule.places if place.kind == "classifier"]
    return int(place.answers[0].value.removesuffix(" %")) / 100


def test_encoder_has_its_share_where_the_classifier_is_in_doubt(tmp_path):
    named = {"encoder": "models/no-guarantees-encoder.npz"}
    alone = probability(tmp_path / "alone", DOUBTFUL)
    by_itself = probability(tmp_path / "encoder", DOUBTFUL, **named, encoder_share=1, unsure_from=0, unsure_to=1)
    both = probability(tmp_path / "both", DOUBTFUL, **named, encoder_share=0.5, unsure_from=0, unsure_to=1)
    assert alone != by_itself
    assert min(alone, by_itself) <= both <= max(alone, by_itself)
    sure = probability(tmp_path / "sure", DOUBTFUL, **named, encoder_share=1, unsure_from=1, unsure_to=1)
    assert sure == alone


@pytest.mark.parametrize("before", ["Отчёт\n", "Отчёт за март.\n", "Здравствуйте\n\n", "Коллеги, привет\n"])
def test_a_plain_guarantee_is_not_hidden_by_a_line_before_it(checker, before):
    (found,) = checker.check_text(f"{before}Гарантируем 20% годовых").outcome("no-guarantees").violations
    assert (found.quote, found.category, found.severity) == ("Гарантируем 20% годовых", "explicit_guarantee", "block")


@pytest.fixture(scope="module")
def labelled():
    """The conversations of the dev corpora with their labels, by file."""
    paths = sorted((ROOT / "corpora" / "dev").glob("*.jsonl"))
    return {path.name: [(conversation, labels_of(conversation)) for conversation in read(path)] for path in paths}


MODELS = sorted((default_folder() / "models").glob("*.npz"))


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_classifier_was_trained_on_the_corpora_of_the_repository(path, labelled):
    rule_id = path.stem.removesuffix("-encoder")
    about = (Encoder if rule_id != path.stem else Model).load(path).about
    digests = {name: fingerprint(lesson(*case, rule_id) for case in cases) for name, cases in labelled.items()}
    found = {name: digest for name, digest in digests.items() if digest}
    assert about["corpora"] == found, "train it again: promisecheck train"


def test_models_of_a_rule_are_small():
    sizes: Counter[str] = Counter()
    for path in MODELS:
        sizes[path.stem.removesuffix("-encoder")] += path.stat().st_size
    assert sizes and max(sizes.values()) < 10 * 2**20
