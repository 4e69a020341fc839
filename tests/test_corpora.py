"""The corpora are what their README says: well-formed, exact in their spans, and the halves apart."""

import json
import re
from collections import Counter, defaultdict
from math import ceil
from pathlib import Path
from typing import get_args

import pytest

from promisecheck import Conversation
from promisecheck.evaluate import floors
from promisecheck.report import Status

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
LABELS = {"expect", "spans", "tags", "why"}
SIGNALS = ("record-direction-request", "record-client-voice", "record-client-trait")
NEAR = 0.7  # Jaccard similarity of character 5-grams


def read(half, name="*"):
    paths = sorted((CORPORA / half).glob(f"{name}.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def halves():
    return {half: read(half) for half in ("dev", "test")}


def text_of(case):
    text = " ".join(message["text"] for message in case["messages"]).lower().replace("ё", "е")
    return re.sub(r"\W+", " ", text).strip()


def shingles(case):
    text = text_of(case)
    return {text[i : i + 5] for i in range(max(1, len(text) - 4))}


def test_corpora_every_case_is_a_conversation_with_labels(halves):
    ids = Counter()
    for case in halves["dev"] + halves["test"]:
        conversation = Conversation.read(case)
        ids[conversation.id] += 1
        assert set(conversation.metadata()) >= LABELS, case["id"]
        assert set(case["expect"].values()) <= set(get_args(Status)), case["id"]
    assert max(ids.values()) == 1


def test_corpora_spans_are_exact_and_only_where_something_violates(halves):
    for case in halves["dev"] + halves["test"]:
        texts = {message["id"]: message for message in case["messages"]}
        for rule, spans in case["spans"].items():
            assert not spans or case["expect"][rule] == "violated", case["id"]
            for span in spans:
                message = texts[span["message_id"]]
                assert message["text"][span["start"] : span["end"]] == span["quote"], case["id"]
                speaker = "client" if rule.startswith("record-") else "employee"
                assert message["role"] == speaker, case["id"]


def test_corpora_of_rules_that_a_classifier_learns_mark_every_violation(halves):
    for case in halves["dev"] + halves["test"]:
        for rule in ("no-guarantees", "no-arguing", *SIGNALS, "protect-client-data"):
            if rule in case["expect"]:
                assert bool(case["spans"].get(rule)) == (case["expect"][rule] == "violated"), case["id"]


# The least numbers of cases of a rule in dev and test, and the least share of those that violate.
LEAST = {
    "no-guarantees": (1500, 500, 0.45),
    "no-arguing": (600, 250, 0.45),
    "protect-client-data": (200, 80, 0.4),  # with talk of other topics
}


@pytest.mark.parametrize("rule_id", LEAST)
def test_corpora_are_large_and_balanced(rule_id):
    *sizes, share = LEAST[rule_id]
    for half, least in zip(("dev", "test"), sizes, strict=True):
        cases = read(half, rule_id)
        violating = sum(case["expect"][rule_id] == "violated" for case in cases)
        assert len(cases) >= least
        assert share <= violating / len(cases) <= 0.55


@pytest.mark.parametrize("rule_id", SIGNALS)
def test_corpora_of_signals_hold_recorded_ones_and_none(rule_id):
    for half, least in (("dev", 200), ("test", 80)):
        found = Counter(case["expect"][rule_id] for case in read(half, rule_id))
        assert found.total() >= least
        assert found["violated"] >= 0.4 * found.total()
        assert min(found["passed"], found["not_applicable"]) >= 15


def test_corpora_on_quarrels_are_mostly_dialogues():
    for half in ("dev", "test"):
        cases = read(half, "no-arguing")
        assert 2 * sum(len(case["messages"]) >= 3 for case in cases) >= len(cases)


def test_corpora_every_tag_has_ten_cases(halves):
    tags = Counter(tag for case in halves["dev"] + halves["test"] for tag in case["tags"])
    assert {tag: n for tag, n in tags.items() if n < 10} == {}


def test_corpora_hold_no_text_twice(halves):
    """A signal may stand twice: with a record that answers it, and without."""
    told = [[case["messages"], case.get("records"), case.get("client")] for case in halves["dev"] + halves["test"]]
    seen = Counter(json.dumps(one, sort_keys=True) for one in told)
    assert [text for text, n in seen.items() if n > 1] == []


def test_corpora_floors_are_those_of_the_files():
    known = {name: entry.sha256 for name, entry in floors.read(CORPORA / "floors.toml").items()}
    files = [path for half in ("dev", "test") for path in (CORPORA / half).glob("*.jsonl")]
    found = {path.relative_to(CORPORA).as_posix(): floors.sha256(path) for path in files}
    assert known == found, "promisecheck evaluate corpora/dev corpora/test --gate corpora/floors.toml --raise-floors"


def test_corpora_halves_are_apart(halves):
    """Of two sets as similar as `NEAR`, the rarest members have one in common: only those are compared in full."""
    dev, test = ({case["id"]: shingles(case) for case in halves[half]} for half in ("dev", "test"))
    common = Counter(gram for grams in (*dev.values(), *test.values()) for gram in grams)
    rank = {gram: n for n, (gram, _) in enumerate(reversed(common.most_common()))}

    def rarest(grams):
        return sorted(map(rank.get, grams))[: len(grams) - ceil(NEAR * len(grams)) + 1]

    holders = defaultdict(list)
    for name, grams in dev.items():
        for gram in rarest(grams):
            holders[gram].append(name)
    for name, grams in test.items():
        others = {other for gram in rarest(grams) for other in holders.get(gram, ())}
        near = [other for other in others if len(grams & dev[other]) >= NEAR * len(grams | dev[other])]
        assert near == [], name
