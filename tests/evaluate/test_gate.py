import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from promisecheck.errors import InputError
from promisecheck.evaluate import floors
from promisecheck.evaluate.floors import Entry, Floor
from promisecheck.evaluate.gate import FloorGate
from promisecheck.evaluate.result import FIGURES, Corpus, CorpusScores
from promisecheck.evaluate.run import evaluate
from promisecheck.evaluate.show import show

shares = st.none() | st.floats(0, 1)
scores = st.builds(CorpusScores, precision=shares, recall=shares, f1=shares, cases=st.just(9), support=st.just(4))


@pytest.fixture
def gate(tmp_path):
    return tmp_path / "floors.toml"


@pytest.fixture
def cases(case):
    return [
        case("kept", "Посулили прибыль."),
        case("won", "Гарантируем прибыль."),
        case("third", "Ручаемся за прибыль."),
        case("clean", "Добрый день!", "passed"),
    ]


@pytest.fixture
def poorer(make_pack):
    return make_pack("посулить", name="poorer")


def shown(result):
    console = Console(file=io.StringIO(), highlight=False)
    show(result, console, "ru")
    return console.file.getvalue()


def only(path):
    (entry,) = floors.read(path).values()
    return entry.rules["our-promise"]


def test_gate_raise_creates_floors_rounded_down_which_then_hold(write_lines, cases, pack, gate):
    path = write_lines(*cases)
    result = evaluate([path], rules=pack, gate=gate, raise_floors=True)
    assert (result.status, result.gate.held, len(result.gate.changed)) == (0, True, 3)
    assert only(gate) == Floor(precision=1.0, recall=0.666, f1=0.8)
    assert list(floors.read(gate)) == ["in.jsonl"]
    before = gate.read_bytes()
    held = evaluate([path], rules=pack, gate=gate)
    assert (held.status, held.disagreements_total, held.gate.checked) == (0, 1, 3)
    assert "Нижние границы соблюдены: 3" in shown(held)
    assert gate.read_bytes() == before


def test_gate_fall_is_told_and_raise_does_not_lower(write_lines, cases, pack, poorer, gate):
    path = write_lines(*cases)
    evaluate([path], rules=pack, gate=gate, raise_floors=True)
    before = gate.read_bytes()
    for raising in (False, True):
        fell = evaluate([path], rules=poorer, gate=gate, raise_floors=raising)
        assert (fell.status, fell.gate.held) == (1, False)
        assert [(one.figure, one.floor) for one in fell.gate.fallen] == [("recall", 0.666), ("f1", 0.8)]
        assert gate.read_bytes() == before
    assert "Ниже границы: 2 из 3" in shown(fell)
    lowered = evaluate([path], rules=poorer, gate=gate, lower_floors=True)
    assert (lowered.status, only(gate).recall) == (0, 0.333)
    assert {(one.figure, one.before, one.now) for one in lowered.gate.changed} == {
        ("recall", 0.666, 0.333), ("f1", 0.8, 0.5),
    }  # fmt: skip
    assert evaluate([path], rules=pack, gate=gate, raise_floors=True).gate.held
    assert only(gate).recall == 0.666


def test_gate_unknown_and_changed_corpora_are_refused(write_lines, cases, pack, gate):
    path = write_lines(*cases)
    with pytest.raises(InputError, match="--raise-floors"):
        evaluate([path], rules=pack, gate=gate)
    evaluate([path], rules=pack, gate=gate, raise_floors=True)
    other = write_lines({**cases[0], "id": "other"}, name="other.jsonl")
    with pytest.raises(InputError, match=r"other\.jsonl: .* нет нижних границ; принять его: --raise-floors"):
        evaluate([path, other], rules=pack, gate=gate)
    write_lines(*cases[:-1])
    with pytest.raises(InputError, match=r"содержимое не то.*--raise-floors"):
        evaluate([path], rules=pack, gate=gate)


def test_gate_changed_corpus_keeps_its_floors_when_accepted(write_lines, cases, case, pack, gate):
    path = write_lines(*cases)
    evaluate([path], rules=pack, gate=gate, raise_floors=True)
    write_lines(*cases, case("hard", "Будете в шоколаде."))
    accepted = evaluate([path], rules=pack, gate=gate, raise_floors=True)
    assert (accepted.status, accepted.gate.held, only(gate).recall) == (1, False, 0.666)
    assert evaluate([path], rules=pack, gate=gate).status == 1
    assert evaluate([path], rules=pack, gate=gate, lower_floors=True).status == 0
    assert only(gate).recall == 0.5


def test_gate_moved_corpus_is_known_by_its_content(write_lines, cases, pack, gate):
    evaluate([write_lines(*cases)], rules=pack, gate=gate, raise_floors=True)
    moved = write_lines(*cases, name="deep/moved.jsonl")
    assert evaluate([moved], rules=pack, gate=gate).status == 0
    evaluate([moved], rules=pack, gate=gate, raise_floors=True)
    assert list(floors.read(gate)) == ["deep/moved.jsonl"]


def test_gate_broken_lines_write_nothing(write_lines, cases, pack, gate):
    result = evaluate([write_lines(*cases, "{")], rules=pack, gate=gate, raise_floors=True)
    assert (result.status, gate.exists()) == (2, False)


def test_gate_rule_without_floors_is_an_error(write_lines, case, pack, gate):
    both = case("a", "Посулили.", expect={"our-promise": "violated", "our-smile": "not_observable"})
    path = write_lines(both)
    evaluate([path], rules=pack, gate=gate, raise_floors=True, rule_ids=["our-promise"])
    assert evaluate([path], rules=pack, gate=gate, rule_ids=["our-promise"]).status == 0
    result = evaluate([path], rules=pack, gate=gate)
    assert result.status == 2
    assert "our-smile" in result.skipped[0].message
    evaluate([path], rules=pack, gate=gate, raise_floors=True, rule_ids=["our-smile"])
    assert evaluate([path], rules=pack, gate=gate).status == 0  # the other rule's floors are still there
    assert only(gate).recall == 1


def test_gate_lost_rule_has_fallen(write_lines, cases, pack, make_pack, gate):
    path = write_lines(*cases)
    evaluate([path], rules=pack, gate=gate, raise_floors=True)
    without = make_pack("посулить", name="without")
    (without / "our-promise.yaml").unlink()
    result = evaluate([path], rules=without, gate=gate)
    assert (result.status, [one.today for one in result.gate.fallen]) == (2, [None] * 3)


def test_gate_floors_without_their_file_are_refused(write_lines, cases, pack):
    with pytest.raises(InputError, match="--gate"):
        evaluate([write_lines(*cases)], rules=pack, raise_floors=True)


@pytest.mark.parametrize("text", ["[", '["a"]\nsha256 = "1"\n', f'["a"]\nsha256 = "{"0" * 64}"\nlimit = 1\n'])
def test_gate_broken_floors_are_an_error_with_their_place(write_lines, cases, pack, gate, text):
    gate.write_text(text)
    with pytest.raises(InputError, match=r"floors\.toml"):
        evaluate([write_lines(*cases)], rules=pack, gate=gate)


@given(st.lists(scores, min_size=1, max_size=5))
def test_gate_raised_floors_only_rise(tmp_path_factory, days):
    folder = tmp_path_factory.mktemp("gate")
    path, corpus = folder / "floors.toml", str(folder / "a.jsonl")
    best = dict.fromkeys(FIGURES)
    for n, today in enumerate(days):
        sha = f"{n % 2:064x}"  # other content must not lower them either
        judged = FloorGate(path, "ru", raising=True).judge(
            [Corpus(path=corpus, sha256=sha, conversations=9, rules={"r": today})], whole=True
        )
        floor = floors.read(path)["a.jsonl"].rules["r"]
        for name in FIGURES:
            value, now = best[name], getattr(floor, name)
            assert value is None or now >= value
            assert now is None or getattr(today, name) is None or now <= max(getattr(today, name), value or 0) + 1e-9
            best[name] = now
        assert judged.held == all(floors.reaches(getattr(today, f), best[f]) for f in FIGURES if best[f] is not None)


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.builds(Floor, f1=st.integers(0, 1000).map(lambda n: n / 1000)))
)
def test_gate_floors_survive_being_written(tmp_path_factory, rules):
    path = tmp_path_factory.mktemp("floors") / "floors.toml"
    wanted = {"dev/no-«гарант».jsonl": Entry(sha256="0" * 64, rules=rules)}
    floors.write(path, wanted)
    assert floors.read(path) == wanted
