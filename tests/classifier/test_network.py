"""The network in numpy does what its formulas say, and a model file holds all of it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck.classifier.model import Model, numbers_of
from promisecheck.classifier.network import FLOOR, Network
from promisecheck.classifier.sample import Sample
from promisecheck.classifier.vectors import SIZE, vectors
from promisecheck.errors import ModelError

WIDTH, HIDDEN, NAMES, OUT = 32, 4, ("role:employee", "target", "context", "lemma:доход"), 3


def weights(members: int, seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    shapes = {
        "form.weight": (WIDTH, SIZE), "form.bias": (WIDTH,), "lemma.weight": (WIDTH, SIZE), "lemma.bias": (WIDTH,),
        "name.weight": (len(NAMES), WIDTH), "pool.weight": (1, 2 * HIDDEN), "pool.bias": (1,),
        "token.0.weight": (HIDDEN, 2 * HIDDEN), "token.0.bias": (HIDDEN,),
        "token.3.weight": (1, HIDDEN), "token.3.bias": (1,),
        "whole.0.weight": (HIDDEN, 4 * HIDDEN), "whole.0.bias": (HIDDEN,),
        "whole.3.weight": (OUT, HIDDEN), "whole.3.bias": (OUT,),
    }  # fmt: skip
    for direction in ("", "_reverse"):
        shapes[f"r.weight_ih{direction}"], shapes[f"r.bias_ih{direction}"] = (3 * HIDDEN, 3 * WIDTH), (3 * HIDDEN,)
        shapes[f"r.weight_hh{direction}"], shapes[f"r.bias_hh{direction}"] = (3 * HIDDEN, HIDDEN), (3 * HIDDEN,)
    return {name: rng.normal(0, 0.5, (members, *shape)).astype(np.float32) for name, shape in shapes.items()}


def by_the_formulas(w: dict[str, np.ndarray], member: int, forms, lemmas, names, target):
    """One member, one token and one gate after another (Cho et al., 2014)."""
    m = {name: array[member].astype(float) for name, array in w.items()}
    seen = [
        np.maximum(
            np.concatenate([
                m["form.weight"] @ form + m["form.bias"],
                m["lemma.weight"] @ lemma + m["lemma.bias"],
                sum(m["name.weight"][n] for n in known),
            ]), 0,
        )
        for form, lemma, known in zip(forms, lemmas, names, strict=True)
    ]  # fmt: skip

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    def run(tokens, direction):
        state, states = np.zeros(HIDDEN), []
        for token in tokens:
            given = np.split(m[f"r.weight_ih{direction}"] @ token + m[f"r.bias_ih{direction}"], 3)
            own = np.split(m[f"r.weight_hh{direction}"] @ state + m[f"r.bias_hh{direction}"], 3)
            reset, update = sigmoid(given[0] + own[0]), sigmoid(given[1] + own[1])
            state = (1 - update) * np.tanh(given[2] + reset * own[2]) + update * state
            states.append(state)
        return states

    states = [np.concatenate(p) for p in zip(run(seen, ""), run(seen[::-1], "_reverse")[::-1], strict=True)]

    def head(name, x):
        inner = np.maximum(m[f"{name}.0.weight"] @ x + m[f"{name}.0.bias"], 0)
        return m[f"{name}.3.weight"] @ inner + m[f"{name}.3.bias"]

    judged = [state for state, wanted in zip(states, target, strict=True) if wanted]
    pull = [math.exp((m["pool.weight"] @ state + m["pool.bias"])[0]) for state in judged]
    attended = sum(p / sum(pull) * state for p, state in zip(pull, judged, strict=True))
    whole = head("whole", np.concatenate([attended, np.maximum(np.max(judged, axis=0), FLOOR)]))
    return whole, [head("token", state)[0] for state in states]


@st.composite
def inputs(draw):
    length = draw(st.integers(1, 7))
    seed = draw(st.integers(0, 1000))
    rng = np.random.default_rng(seed)
    names = [sorted(draw(st.sets(st.integers(0, len(NAMES) - 1), min_size=1))) for _ in range(length)]
    target = [draw(st.booleans()) for _ in range(length)]
    target[draw(st.integers(0, length - 1))] = True
    return rng.normal(0, 1, (length, SIZE)).astype("f4"), rng.normal(0, 1, (length, SIZE)).astype("f4"), names, target


@settings(max_examples=30, deadline=None)
@given(inputs(), st.integers(1, 3))
def test_network_is_the_mean_of_its_members_by_the_formulas(given_inputs, members):
    w = weights(members)
    forms, lemmas, names, target = given_inputs
    network = Network(w)
    scores = network.scores(network.of_words(forms, lemmas), network.of_names(names), target)
    each = [by_the_formulas(w, member, *given_inputs) for member in range(members)]
    whole = np.mean([one[0] for one in each], axis=0)
    assert scores.whole == pytest.approx(whole[0], abs=1e-3)
    assert scores.categories == pytest.approx(whole[1:], abs=1e-3)
    tokens = np.mean([one[1] for one in each], axis=0)
    judged = np.array(given_inputs[3])
    assert scores.tokens[judged] == pytest.approx(tokens[judged], abs=1e-3)
    assert (scores.tokens[~judged] < -20).all()


def sample() -> Sample:
    made = Sample()
    made.add("Доход", "доход", ["role:employee", "never seen"], at=0)
    made.add("ыщпрст", "ыщпрст", ["role:employee"])
    return made


def test_model_survives_its_file(tmp_path):
    model = Model(weights(2), NAMES, ("promise", "forecast"), {"examples": 7})
    model.save(tmp_path / "new" / "model.npz")
    read = Model.load(tmp_path / "new" / "model.npz")
    assert (read.names, read.categories, read.about) == (NAMES, ("promise", "forecast"), {"examples": 7})
    assert read.scores(sample()).whole == pytest.approx(model.scores(sample()).whole, abs=0.02)


def test_model_ignores_what_it_never_saw():
    assert numbers_of(sample(), {name: n for n, name in enumerate(NAMES)}) == [[0, 1, 3], [0, 2]]


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x03\x04 broken"])
def test_model_that_is_none_is_an_error_with_its_path(tmp_path, content):
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"model\.npz"):
        Model.load(tmp_path / "model.npz")


def test_vectors_of_forms_near_in_meaning_are_near_and_unknown_words_have_none():
    income, profit, rain, none = vectors(["доход", "прибыль", "дождь", "ыщпрст"])
    assert income @ profit > 2 * (income @ rain)
    assert not none.any()
