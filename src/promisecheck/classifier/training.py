"""Training with PyTorch (`promisecheck[train]`): a network learns where and whether a text breaks a rule.

Beside that it learns what each case is about (its tags) and the category of the violation: that a text hedges, quotes
or speaks of the past is what decides, and saying so makes a network of few examples generalise (R. Caruana, 1997).
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from promisecheck.classifier.model import Model, numbers_of, of_word
from promisecheck.classifier.network import FLOOR
from promisecheck.classifier.vectors import SIZE, vectors
from promisecheck.errors import ModelError

try:
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError as error:
    raise ModelError("training needs PyTorch; install it with: pip install 'promisecheck[train]'") from error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.classifier.example import Example

OUT = -30.0  # log-odds of a token that is not judged
TOKEN_WEIGHT, CATEGORY_WEIGHT = 2.0, 0.3  # in the loss, where the whole and the tags weigh one each


@dataclass(frozen=True)
class Options:
    """How a network is built and taught."""

    width: int = 64  # of what each of forms, lemmas and features is brought to
    size: int = 96  # of the hidden state, each direction
    epochs: int = 9
    batch: int = 64
    rate: float = 4e-3
    decay: float = 1e-2
    dropout: float = 0.5
    word_dropout: float = 0.3  # forms, lemmas and features that are hidden from the learner
    least: int = 5  # examples a feature must stand in
    least_tag: int = 40


@dataclass(frozen=True)
class Vocabulary:
    """What can be told apart: features, tags and categories, with the vectors of all words of the examples."""

    names: tuple[str, ...]
    tags: tuple[str, ...]
    categories: tuple[str, ...]


def vocabulary(
    examples: Sequence[Example], categories: Sequence[str], *, least: int, least_tag: int, of_words: bool = True
) -> Vocabulary:
    """The vocabulary of some examples: what is too rare teaches nothing; `of_words`: words are features too."""
    names: Counter[str] = Counter()
    for example in examples:
        sample = example.sample
        names.update(name for known in sample.names for name in known)
        if of_words:
            names.update(name for pair in zip(sample.forms, sample.lemmas, strict=True) for name in of_word(*pair))
    tags = Counter(tag for example in examples for tag in example.tags)
    return Vocabulary(
        tuple(sorted(name for name, count in names.items() if count >= least)),
        tuple(sorted(tag for tag, count in tags.items() if count >= least_tag)),
        tuple(categories),
    )


class _Net(nn.Module):  # type: ignore[misc,unused-ignore]
    """The network that `network.Network` runs; the names of its weights are those of the model file."""

    def __init__(self, known: Vocabulary, options: Options):
        super().__init__()
        self.options = options
        width, both = options.width, 2 * options.size
        self.form, self.lemma = nn.Linear(SIZE, width), nn.Linear(SIZE, width)
        self.name = nn.EmbeddingBag(len(known.names), width, mode="sum")
        nn.init.normal_(self.name.weight, 0, 0.1)
        self.r = nn.GRU(3 * width, options.size, batch_first=True, bidirectional=True)
        self.token = self._head(both, 1)
        self.pool = nn.Linear(both, 1)
        self.whole = self._head(2 * both, 1 + len(known.tags) + len(known.categories))
        self.dropout = nn.Dropout(options.dropout)

    def _head(self, given: int, out: int) -> Any:
        size = self.options.size
        return nn.Sequential(nn.Linear(given, size), nn.ReLU(), nn.Dropout(self.options.dropout), nn.Linear(size, out))

    def forward(self, words: Any, batch: dict[str, Any]) -> tuple[Any, Any]:
        """Log-odds of the tokens, and of the whole with tags and categories behind it."""
        forms, lemmas = self._hidden(batch["forms"]), self._hidden(batch["lemmas"])
        kept = self._kept(batch["names"].shape).float()
        names = self.name(batch["names"], batch["starts"], per_sample_weights=kept)
        seen = [self.form(words[forms]), self.lemma(words[lemmas]), names.view(*forms.shape, -1)]
        given = self.dropout(torch.relu(torch.cat(seen, -1)))
        packed = nn.utils.rnn.pack_padded_sequence(given, batch["lengths"], batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.r(packed)[0], batch_first=True)
        states, judged = self.dropout(states), batch["target"]
        tokens = self.token(states).squeeze(-1).masked_fill(~judged, OUT)
        weight = self.pool(states).squeeze(-1).masked_fill(~judged, OUT).softmax(1)
        highest = states.masked_fill(~judged[..., None], OUT).max(1).values.clamp(min=FLOOR)
        return tokens, self.whole(torch.cat([(states * weight[..., None]).sum(1), highest], -1))

    def _hidden(self, numbers: Any) -> Any:
        """The numbers of words with some of them turned into that of an unknown word."""
        return numbers * self._kept(numbers.shape)

    def _kept(self, shape: Any) -> Any:
        return torch.rand(shape) >= (self.options.word_dropout if self.training else 0)


class _Data:
    """Examples as numbers. Row 0 of the word vectors is that of an unknown word."""

    def __init__(self, examples: Sequence[Example], known: Vocabulary):
        self.known = known
        words = sorted({w for e in examples for w in (*e.sample.forms, *e.sample.lemmas)})
        self._rows = {word: n for n, word in enumerate(words, 1)}
        self.words = torch.tensor(np.concatenate([np.zeros((1, SIZE), np.float32), vectors(words)]))
        numbers = {name: n for n, name in enumerate(known.names)}
        self.examples = [self._encoded(example, numbers) for example in examples]
        self.lengths = [len(one["forms"]) for one in self.examples]

    def _encoded(self, example: Example, numbers: dict[str, int]) -> dict[str, Any]:
        return {
            "forms": np.array([self._rows[form] for form in example.sample.forms]),
            "lemmas": np.array([self._rows[lemma] for lemma in example.sample.lemmas]),
            **encoded(example, numbers_of(example.sample, numbers), self.known),
        }

    def batch(self, rows: Sequence[int]) -> dict[str, Any]:
        """Some examples, padded to the longest."""
        chosen = [self.examples[row] for row in rows]
        return {
            **{key: padded(chosen, key) for key in ("forms", "lemmas")},
            **batched(chosen),
            "lengths": torch.tensor([len(one["forms"]) for one in chosen]),
        }


def encoded(example: Example, names: Sequence[Sequence[int]], known: Vocabulary, skipped: int = 0) -> dict[str, Any]:
    """What every network learns of an example, from the word after `skipped`; `names` are the features of each."""
    return {
        "names": np.array([n for one in names for n in one], np.int64),
        "counts": np.array([len(one) for one in names]),
        "target": np.array(example.sample.target[skipped:]),
        "marks": np.array(example.marks[skipped:]),
        "violated": example.violated,
        "tags": np.array([tag in example.tags for tag in known.tags]),
        "category": known.categories.index(example.category) if example.category in known.categories else -1,
    }


def padded(chosen: Sequence[dict[str, Any]], key: str, kind: Any = np.int64, filler: int = 0) -> Any:
    """One field of some examples, filled up to the longest."""
    out = np.full((len(chosen), max(len(one[key]) for one in chosen)), filler, kind)
    for n, one in enumerate(chosen):
        out[n, : len(one[key])] = one[key]
    return torch.from_numpy(out)


def batched(chosen: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What `encoded` made of some examples, as one batch."""
    ends = padded(chosen, "counts").flatten().cumsum(0)
    return {
        **{key: padded(chosen, key, np.bool_) for key in ("target", "marks")},
        **{key: torch.tensor(np.array([one[key] for one in chosen])) for key in ("violated", "tags", "category")},
        "names": torch.from_numpy(np.concatenate([one["names"] for one in chosen])),
        "starts": torch.cat([torch.zeros(1, dtype=ends.dtype), ends[:-1]]),
    }


def batches(lengths: Sequence[int], size: int, rng: random.Random) -> list[list[int]]:
    """All examples in a random order, those of one length near each other."""
    rows = list(range(len(lengths)))
    rng.shuffle(rows)
    near = [sorted(rows[n : n + 20 * size], key=lengths.__getitem__) for n in range(0, len(rows), 20 * size)]
    found = [part[n : n + size] for part in near for n in range(0, len(part), size)]
    rng.shuffle(found)
    return found


def member(examples: Sequence[Example], known: Vocabulary, options: Options, seed: int) -> dict[str, Any]:
    """The weights of one trained network, as numpy arrays by name. One thread: train members side by side."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng, data = random.Random(seed), _Data(examples, known)
    net = _Net(known, options)
    learner = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=options.decay)
    steps = options.epochs * len(batches(data.lengths, options.batch, rng)) + 1
    schedule = torch.optim.lr_scheduler.OneCycleLR(learner, options.rate, total_steps=steps, pct_start=0.15)
    net.train()
    for _ in range(options.epochs):
        for rows in batches(data.lengths, options.batch, rng):
            batch = data.batch(rows)
            tokens, whole = net(data.words, batch)
            loss = loss_of(tokens, whole, batch, known)
            learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            learner.step()
            schedule.step()
    return {name: array.detach().numpy() for name, array in net.state_dict().items()}


def loss_of(tokens: Any, whole: Any, batch: dict[str, Any], known: Vocabulary) -> Any:
    """How far from right: the whole, the tokens that are judged, the tags and the category."""
    entropy = functional.binary_cross_entropy_with_logits
    target, tags = batch["target"], len(known.tags)
    loss = entropy(whole[:, 0], batch["violated"].float())
    loss = loss + TOKEN_WEIGHT * entropy(tokens[target], batch["marks"][target].float())
    if tags:
        loss = loss + entropy(whole[:, 1 : 1 + tags], batch["tags"].float())
    named = batch["category"] >= 0
    if named.any():
        guess = whole[named, 1 + tags :]
        loss = loss + CATEGORY_WEIGHT * functional.cross_entropy(guess, batch["category"][named])
    return loss


def model(members: Sequence[dict[str, Any]], known: Vocabulary, about: dict[str, Any]) -> Model:
    """The model of some members, without what only training needs."""
    tags = slice(1, 1 + len(known.tags))
    weights = {name.replace("_l0", ""): np.stack([one[name] for one in members]) for name in members[0]}
    for name in ("whole.3.weight", "whole.3.bias"):
        weights[name] = np.delete(weights[name], tags, axis=1)
    return Model(weights, known.names, known.categories, about)
