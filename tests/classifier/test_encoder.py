"""The encoder in numpy is the network that PyTorch trained, and its file holds all of it."""

import struct
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck.classifier.checkpoint import Checkpoint
from promisecheck.classifier.encoder import WINDOW, Encoder, cut
from promisecheck.classifier.example import Example
from promisecheck.classifier.pieces import END, SPACE, START, Pieces
from promisecheck.classifier.quantised import Quantised
from promisecheck.classifier.sample import Sample
from promisecheck.errors import ModelError

WIDTH, INNER, LAYERS, HEADS = 96, 192, 2, 12
LETTERS = "абвгдежзиклмнопрстуфхцчшщыьэюя"
TEXTS = ["<s>", "<pad>", "</s>", "<unk>", SPACE, *LETTERS, SPACE + "доход", "ность"]
WORDS = ("доход", "доходность", "будет", "всегда", "завтра", "не", "риск", "есть")


def checkpoint(seed=0):
    """A small one, written as the format of the pretrained one has it."""
    rng = np.random.default_rng(seed)
    plain, fours = {}, {"emb.word": rng.normal(0, 0.3, (len(TEXTS), WIDTH))}
    plain["emb.pos"], plain["emb.type"] = rng.normal(0, 0.1, (WINDOW, WIDTH)), rng.normal(0, 0.1, (2, WIDTH))
    plain["emb.ln.w"], plain["emb.ln.b"] = rng.normal(1, 0.1, WIDTH), rng.normal(0, 0.1, WIDTH)
    for n in range(LAYERS):
        for name, (out, given_) in {
            "q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH),
            "fi": (INNER, WIDTH), "fo": (WIDTH, INNER),
        }.items():  # fmt: skip
            fours[f"l{n}.{name}.w"] = rng.normal(0, 0.1, (out, given_))
            plain[f"l{n}.{name}.b"] = rng.normal(0, 0.1, out)
        for name in ("aln", "oln"):
            plain[f"l{n}.{name}.w"], plain[f"l{n}.{name}.b"] = rng.normal(1, 0.1, WIDTH), rng.normal(0, 0.1, WIDTH)
    bodies = {name: (0, array.astype(np.float32).tobytes(), array.size) for name, array in plain.items()}
    for name, array in fours.items():
        q = Quantised.of(array)
        blocks = np.concatenate([q.scales[..., None].view(np.uint8), q.fours], -1)
        bodies[name] = (1, blocks.tobytes(), array.size)
    letters = "".join(TEXTS).encode()
    ends = np.cumsum([0, *(len(text.encode()) for text in TEXTS)]).astype(np.uint32)
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, LAYERS, HEADS, INNER, len(TEXTS), WINDOW, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(TEXTS), 0, 2, 1, 3, len(letters)) + ends.tobytes()
    head += np.linspace(-5, -9, len(TEXTS), dtype=np.float32).tobytes() + letters
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(bodies))
    start = len(head) + sum(2 + len(name) + 21 for name in bodies)
    body = b""
    for name, (kind, data, count) in bodies.items():
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", kind, count, start + len(body), len(data))
        body += data
    return Checkpoint(head + body)


def sample(words, judged):
    made = Sample()
    for n, word in enumerate(words):
        made.add(word, word, ["role:employee", f"list:{len(word)}"], at=n if n >= judged else -1)
    return made


def examples(count=48):
    rng = np.random.default_rng(1)
    for n in range(count):
        words = [str(word) for word in rng.choice(WORDS, rng.integers(3, 9))]
        violated = "не" not in words
        taken = sample(words, int(rng.integers(0, 2)))
        marks = [violated and target for target in taken.target]
        yield Example(f"x{n}", taken, violated, marks, ("hedge",) if n % 2 else (), "forecast" if violated else None)


@pytest.fixture(scope="module")
def trained():
    """An encoder with the network it comes from."""
    pytest.importorskip("torch")
    from promisecheck.classifier import finetuning

    seen = {}
    options = replace(finetuning.DeepOptions(), layers=2, epochs=2, batch=8, least=1, least_tag=1, pieces=30)
    kept = finetuning._encoder

    def watched(net, pieces, known, about):
        seen.update(net=net.eval(), pieces=pieces, known=known)
        return kept(net, pieces, known, about)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finetuning, "_encoder", watched)
        steps = []
        made = finetuning.finetuned(
            list(examples()), ["forecast", "promise"], checkpoint(), options, threads=1, told=steps.append
        )
    assert steps == list(range(1, finetuning.steps_of(48, options) + 1))
    return made, seen


def test_encoder_is_the_network_that_was_trained(trained):
    import torch

    from promisecheck.classifier.finetuning import _DeepData

    made, seen = trained
    given_ = list(examples())
    data = _DeepData(given_, seen["pieces"], seen["known"])
    for n, example in enumerate(given_):
        with torch.no_grad():
            tokens, whole = seen["net"](data.batch([n]))
        scores = made.scores(example.sample)
        assert scores.whole == pytest.approx(float(whole[0, 0]), abs=1e-3)
        assert scores.tokens == pytest.approx(tokens[0].numpy(), abs=1e-3)
        assert scores.categories == pytest.approx(whole[0, -2:].numpy(), abs=1e-3)


def test_encoder_file_holds_all_of_it(trained, tmp_path):
    made, _ = trained
    made.save(tmp_path / "encoder.npz")
    again = Encoder.load(tmp_path / "encoder.npz")
    for example in examples(6):
        assert again.scores(example.sample).whole == pytest.approx(made.scores(example.sample).whole, abs=2e-2)


def test_encoder_pieces_kept_are_those_of_the_words(trained):
    _, seen = trained
    texts = seen["pieces"].texts
    assert len(texts) == 30
    assert {SPACE + "доход", "ность", *"будетвсегдазавтранериск"} <= set(texts)


@given(words=st.lists(st.text(LETTERS, min_size=1, max_size=60), min_size=1, max_size=200), judged=st.integers(0, 199))
@settings(max_examples=50, deadline=None)
def test_cut_reads_every_judged_word_within_the_window(words, judged):
    taken = sample(words, min(judged, len(words) - 1))
    found = cut(taken, Pieces(TEXTS, [-5.0] * len(TEXTS)))
    assert len(found.pieces) == len(found.sides) <= WINDOW
    assert (found.pieces[0], found.pieces[-1]) == (START, END)
    assert found.skipped <= taken.target.index(True)
    assert len(found.firsts) == len(words) - found.skipped
    assert found.firsts == sorted(set(found.firsts))
    assert [bool(found.sides[at]) for at in found.firsts] == taken.target[found.skipped :]


def test_checkpoint_of_something_else_is_told():
    with pytest.raises(ModelError, match="four-bit"):
        Checkpoint(b"PK\x03\x04")


@pytest.mark.parametrize("data", [b"", b"not a zip"])
def test_encoder_that_cannot_be_read_is_told(tmp_path, data):
    path = tmp_path / "broken.npz"
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"broken\.npz"):
        Encoder.load(path)
