"""Fine-tuning with PyTorch (`promisecheck[train]`): the lower layers of a pretrained encoder learn a rule.

What they learn is what `training` teaches its networks; the weights are trained in the four bits they are kept in
(the straight-through estimator: Y. Bengio et al., 2013), so that nothing is lost when they are saved.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch  # that it may be missing, `training` has told before
from torch import nn
from torch.nn import functional

from promisecheck.classifier.encoder import WINDOW, Encoder, cut
from promisecheck.classifier.network import FLOOR
from promisecheck.classifier.pieces import PAD, SPACE, UNKNOWN, Pieces
from promisecheck.classifier.quantised import BLOCK, Quantised
from promisecheck.classifier.training import OUT, Vocabulary, batched, batches, encoded, loss_of, padded, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from promisecheck.classifier.checkpoint import Checkpoint
    from promisecheck.classifier.example import Example

_EPSILON = 1e-12


@dataclass(frozen=True)
class DeepOptions:
    """How much of the encoder is kept and how it is taught."""

    layers: int = 6
    pieces: int = 10_000
    known: int = 64  # the width of what is known of a word: the features
    size: int = 256  # of a word's state
    epochs: int = 4
    batch: int = 32
    rate: float = 1e-4  # of the encoder
    head_rate: float = 1e-3
    decay: float = 1e-2
    dropout: float = 0.1
    head_dropout: float = 0.2
    piece_dropout: float = 0.1  # pieces that are hidden from the learner
    feature_dropout: float = 0.3
    rounded_from: float = 0.5  # the share of the training after which weights are rounded to four bits
    least: int = 5
    least_tag: int = 40


def pieces_for(checkpoint: Checkpoint, words: Counter[str], most: int) -> tuple[Pieces, list[int]]:
    """The pieces kept, with their numbers in the checkpoint: those of the words given, then the most frequent."""
    whole = Pieces(checkpoint.texts, checkpoint.scores)
    used: Counter[int] = Counter()
    for word, count in words.items():
        for piece in whole.of(word):
            used[piece] += count
    single = [n for n in used if len(checkpoint.texts[n]) == 1]
    russian = [n for n, text in enumerate(checkpoint.texts) if _russian(text.removeprefix(SPACE))]
    wanted = [*range(UNKNOWN + 1), *single, *(n for n, _ in used.most_common()), *russian]
    kept = list(dict.fromkeys(wanted))[:most]
    return Pieces([checkpoint.texts[n] for n in kept], [checkpoint.scores[n] for n in kept]), kept


def _russian(text: str) -> bool:
    return bool(text) and all("а" <= ch <= "я" or ch == "ё" for ch in text)


class _Rounded(torch.autograd.Function):  # type: ignore[misc,unused-ignore]
    """A matrix rounded to four bits; its gradient passes as if it were not."""

    @staticmethod
    def forward(_: Any, weight: Any) -> Any:
        blocks = weight.view(len(weight), -1, BLOCK)
        largest = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
        scale = (largest / -8).half().float()
        divisor = torch.where(scale == 0, torch.ones_like(scale), scale)
        return ((blocks / divisor).round().clamp(-8, 7) * scale).view_as(weight)

    @staticmethod
    def backward(_: Any, gradient: Any) -> Any:
        return gradient


class _Linear(nn.Linear):  # type: ignore[misc,unused-ignore]
    rounded = False

    def forward(self, given: Any) -> Any:
        weight = _Rounded.apply(self.weight) if self.rounded else self.weight
        return functional.linear(given, weight, self.bias)


def _linear(checkpoint: Checkpoint, name: str, given: int) -> _Linear:
    weight, bias = checkpoint.quantised(f"{name}.w", given).rows(), checkpoint.plain(f"{name}.b")
    made = _Linear(given, len(weight))
    made.weight.data, made.bias.data = torch.from_numpy(weight), torch.from_numpy(bias)
    return made


def _norm(checkpoint: Checkpoint, name: str) -> Any:
    weight, bias = checkpoint.plain(f"{name}.w"), checkpoint.plain(f"{name}.b")
    made = nn.LayerNorm(len(weight), eps=_EPSILON)
    made.weight.data, made.bias.data = torch.from_numpy(weight), torch.from_numpy(bias)
    return made


class _Layer(nn.Module):  # type: ignore[misc,unused-ignore]
    """One layer of the encoder (A. Vaswani et al., 2017)."""

    def __init__(self, checkpoint: Checkpoint, n: int, options: DeepOptions):
        super().__init__()
        width = checkpoint.width
        self.heads = checkpoint.heads
        self.q, self.k, self.v, self.ao = (_linear(checkpoint, f"l{n}.{name}", width) for name in ("q", "k", "v", "ao"))
        self.fi = _linear(checkpoint, f"l{n}.fi", width)
        self.fo = _linear(checkpoint, f"l{n}.fo", self.fi.out_features)
        self.aln, self.oln = _norm(checkpoint, f"l{n}.aln"), _norm(checkpoint, f"l{n}.oln")
        self.dropout = nn.Dropout(options.dropout)

    def forward(self, x: Any, mask: Any) -> Any:
        rows, length, width = x.shape
        q, k, v = (part(x).view(rows, length, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.aln(x + self.dropout(self.ao(seen.transpose(1, 2).reshape(rows, length, width))))
        return self.oln(x + self.dropout(self.fo(functional.gelu(self.fi(x), approximate="tanh"))))


class _Deep(nn.Module):  # type: ignore[misc,unused-ignore]
    """The network that `encoder.Encoder` runs; the names of its weights are those of the model file."""

    def __init__(self, checkpoint: Checkpoint, kept: list[int], known: Vocabulary, options: DeepOptions):
        super().__init__()
        self.options = options
        self.pieces = checkpoint.quantised("emb.word", checkpoint.width).chosen(kept)  # never trained
        self.piece = nn.Embedding.from_pretrained(torch.from_numpy(self.pieces.rows()), freeze=True)
        places = checkpoint.plain("emb.pos").reshape(-1, checkpoint.width)[:WINDOW]
        kind = checkpoint.plain("emb.type")[: checkpoint.width]
        self.place = nn.Embedding.from_pretrained(torch.from_numpy(places + kind), freeze=False)
        self.side = nn.Embedding.from_pretrained(torch.zeros(2, checkpoint.width), freeze=False)
        self.norm = _norm(checkpoint, "emb.ln")
        self.layers = nn.ModuleList(_Layer(checkpoint, n, options) for n in range(options.layers))
        self.name = nn.EmbeddingBag(len(known.names), options.known, mode="sum")
        nn.init.normal_(self.name.weight, 0, 0.1)
        self.mix = nn.Linear(checkpoint.width + options.known, options.size)
        self.token = nn.Linear(options.size, 1)
        self.pool = nn.Linear(options.size, 1)
        drop, out = nn.Dropout(options.head_dropout), 1 + len(known.tags) + len(known.categories)
        self.whole = nn.Sequential(nn.Linear(2 * options.size, 128), nn.ReLU(), drop, nn.Linear(128, out))
        self.dropout, self.hidden = nn.Dropout(options.dropout), drop

    def forward(self, batch: dict[str, Any]) -> tuple[Any, Any]:
        """Log-odds of the words, and of the whole with tags and categories behind it."""
        options, pieces = self.options, batch["pieces"]
        if self.training:
            hidden = (torch.rand(pieces.shape) < options.piece_dropout) & (pieces > UNKNOWN)
            pieces = pieces.masked_fill(hidden, UNKNOWN)
        x = self.piece(pieces) + self.place(torch.arange(pieces.shape[1]))[None] + self.side(batch["sides"])
        x, mask = self.dropout(self.norm(x)), (batch["pieces"] != PAD)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        x = torch.gather(x, 1, batch["firsts"][..., None].expand(-1, -1, x.shape[-1]))
        kept = (torch.rand(batch["names"].shape) >= (options.feature_dropout if self.training else 0)).float()
        names = self.name(batch["names"], batch["starts"], per_sample_weights=kept)
        names = torch.relu(names).view(*batch["target"].shape, -1)
        states = self.dropout(torch.tanh(self.mix(torch.cat([x, names.to(x.dtype)], -1)))).float()
        judged = batch["target"]
        tokens = self.token(states).squeeze(-1).masked_fill(~judged, OUT)
        weight = self.pool(states).squeeze(-1).masked_fill(~judged, OUT).softmax(1)
        highest = states.masked_fill(~judged[..., None], OUT).max(1).values.clamp(min=FLOOR)
        both = torch.cat([(states * weight[..., None]).sum(1), highest], -1)
        return tokens, self.whole(self.hidden(both))

    def round(self) -> None:
        """From now on the weights of the layers are rounded to four bits."""
        for part in self.layers.modules():
            if isinstance(part, _Linear):
                part.rounded = True


class _DeepData:
    """Examples as numbers."""

    def __init__(self, examples: Sequence[Example], pieces: Pieces, known: Vocabulary):
        self._known = known
        self._names = {name: n for n, name in enumerate(known.names)}
        self.examples = [self._encoded(example, pieces) for example in examples]
        self.lengths = [len(one["pieces"]) for one in self.examples]

    def _encoded(self, example: Example, pieces: Pieces) -> dict[str, Any]:
        found = cut(example.sample, pieces)
        names = [[self._names[n] for n in one if n in self._names] for one in example.sample.names[found.skipped :]]
        return {
            "pieces": np.array(found.pieces),
            "sides": np.array(found.sides),
            "firsts": np.array(found.firsts),
            **encoded(example, names, self._known, found.skipped),
        }

    def batch(self, rows: Sequence[int]) -> dict[str, Any]:
        """Some examples, padded to the longest."""
        chosen = [self.examples[row] for row in rows]
        return {
            "pieces": padded(chosen, "pieces", filler=PAD),
            **{key: padded(chosen, key) for key in ("sides", "firsts")},
            **batched(chosen),
        }


def finetuned(
    examples: Sequence[Example],
    categories: Sequence[str],
    checkpoint: Checkpoint,
    options: DeepOptions,
    *,
    threads: int = 2,
    seed: int = 0,
    told: Callable[[int], None] | None = None,
    about: dict[str, Any] | None = None,
) -> Encoder:
    """An encoder that has learnt the examples; `told` hears of each step's number, of `steps_of`."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    known = vocabulary(examples, categories, least=options.least, least_tag=options.least_tag, of_words=False)
    pieces, kept = pieces_for(checkpoint, Counter(f for e in examples for f in e.sample.forms), options.pieces)
    data = _DeepData(examples, pieces, known)
    net = _Deep(checkpoint, kept, known, options)
    heads = [w for part in (net.name, net.mix, net.token, net.pool, net.whole) for w in part.parameters()]
    deep = [w for part in (net.place, net.side, net.norm, net.layers) for w in part.parameters()]
    rates = [options.rate, options.head_rate]
    learner = torch.optim.AdamW(
        [{"params": deep, "lr": rates[0]}, {"params": heads, "lr": rates[1]}], weight_decay=options.decay
    )
    steps = steps_of(len(examples), options)
    schedule = torch.optim.lr_scheduler.OneCycleLR(learner, rates, total_steps=steps + 1, pct_start=0.1)
    step = 0
    net.train()
    for _ in range(options.epochs):
        for rows in batches(data.lengths, options.batch, rng):
            if step == int(options.rounded_from * steps):
                net.round()
            batch = data.batch(rows)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tokens, whole = net(batch)
            loss = loss_of(tokens, whole.float(), batch, known)
            learner.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_([*deep, *heads], 1.0)
            learner.step()
            schedule.step()
            step += 1
            if told:
                told(step)
    return _encoder(net, pieces, known, about or {})


def steps_of(examples: int, options: DeepOptions) -> int:
    """How many steps the training of so many examples takes."""
    near = 20 * options.batch  # batches are cut from stretches of that many, the last of which may be shorter
    whole, rest = divmod(examples, near)
    return options.epochs * (20 * whole + -(-rest // options.batch))


def _encoder(net: _Deep, pieces: Pieces, known: Vocabulary, about: dict[str, Any]) -> Encoder:
    """What runs without PyTorch, without what only training needs."""
    tags = slice(1, 1 + len(known.tags))
    state = {name: array.detach().numpy() for name, array in net.state_dict().items() if name != "piece.weight"}
    for name in ("whole.3.weight", "whole.3.bias"):
        state[name] = np.delete(state[name], tags, axis=0)
    rounded = {
        name: Quantised.of(array)
        for name, array in state.items()
        if name.startswith("layers.") and name.endswith(".weight") and array.ndim == 2
    }
    plain = {name: array for name, array in state.items() if name not in rounded}
    rounded["piece.weight"] = net.pieces
    return Encoder(pieces, rounded, plain, known.names, known.categories, about)
