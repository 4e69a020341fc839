"""slovnet's morphology and syntax models, run together over many short sentences at once.

The weights and vocabularies are slovnet's, and so are the answers. Its own code pads sentences to equal lengths, copies
every window of words, and multiplies each word's vector anew wherever the word stands; here sentences lie side by side
with a zero between them, and what the first layer makes of a word is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

WORDS_KEPT = 8000  # 6 KB each; the words that talk is mostly made of


class Tagged(NamedTuple):
    """What the models say of one token: `head` is an index in the sentence, -1 for the root."""

    pos: str
    feats: tuple[str, ...]
    head: int
    rel: str


class Tagger:
    """Both models; of the same shape but for their last layers. Safe for any number of threads."""

    def __init__(self, morph: Any, syntax: Any):
        self._words, self._shapes = morph.infer.encoder.words_vocab, morph.infer.encoder.shapes_vocab
        self._tags = [_features(tag) for tag in morph.infer.decoder.tags_vocab.items]
        self._rels: list[str] = list(syntax.infer.decoder.rels_vocab.items)
        both = [morph.infer.model, syntax.infer.model]
        self._embedding = both[0].emb.word
        layers = [[one.encoder.layers[n] for one in both] for n in range(len(both[0].encoder.layers))]
        first = np.stack([layer.conv.weight.array for layer in layers[0]])  # models × filters × (word + shape) × 3
        size = self._embedding.dim
        self._first = np.ascontiguousarray(first[:, :, :size].transpose(2, 0, 3, 1).reshape(size, -1))
        shapes = zip(both, first[:, :, size:], strict=True)
        self._of_shape = np.stack(
            [np.einsum("se,fek->skf", one.emb.shape.weight.array, w) for one, w in shapes], 1
        ).reshape(len(both[0].emb.shape.weight.array), -1)
        self._layers = [_Layer(pair) for pair in layers]
        self._head = both[0].head.proj
        self._arcs, self._names = _Pairs(both[1].head), _Pairs(both[1].rel)
        self._row, self._shape = lru_cache(WORDS_KEPT)(self._row_of), lru_cache(WORDS_KEPT)(self._shape_of)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tagged]]:
        """Part of speech, features and dependency head of every word, sentence by sentence; none may be empty."""
        states, places = self._states(sentences)
        morphs = (states[0] @ self._head.weight.array + self._head.bias.array).argmax(-1)
        arcs, names = self._arcs.of(states[1]), self._names.of(states[1])
        found = []
        for start, end in places:
            heads = arcs.scores(start, end).argmax(-1) - 1
            rels = names.named(start, end, heads)
            tagged = zip(morphs[start:end].tolist(), heads.tolist(), rels.tolist(), strict=True)
            found.append([self._tagged(*one) for one in tagged])
        return found

    def _tagged(self, tag: int, head: int, rel: int) -> Tagged:
        pos, feats = self._tags[tag]
        return Tagged(pos, feats, head, self._rels[rel])

    def _states(self, sentences: Sequence[Sequence[str]]) -> tuple[Array, list[tuple[int, int]]]:
        """What the encoders make of each word: models × rows × size; and the rows of each sentence."""
        places, at = list[tuple[int, int]](), 1
        for sentence in sentences:
            places.append((at, at + len(sentence)))
            at += len(sentence) + 1
        between = np.ones(at, dtype=bool)
        for start, end in places:
            between[start:end] = False
        seen = np.zeros((at, self._first.shape[1]), dtype=np.float32)
        words = [word for sentence in sentences for word in sentence]
        seen[~between] = [self._row(word.lower()) for word in words]
        seen[~between] += self._of_shape[[self._shape(word) for word in words]]
        parts = seen.reshape(at, len(self._layers[0].bias), 3, -1).transpose(1, 2, 0, 3)
        states = parts[:, 1].copy()
        states[:, 1:] += parts[:, 0, :-1]
        states[:, :-1] += parts[:, 2, 1:]
        states = self._layers[0].settled(states, between)
        for layer in self._layers[1:]:
            states = layer.settled(layer.convolved(states), between)
        return states, places

    def _row_of(self, word: str) -> Array:
        """What the first layer makes of a word, for each model and each place beside it."""
        embedding: Any = self._embedding(np.array([self._words.encode(word)]))
        row: Array = embedding[0] @ self._first
        return row

    def _shape_of(self, word: str) -> int:
        from slovnet.shape import word_shape

        return int(self._shapes.encode(word_shape(word)))


class _Layer:
    """One convolution over three words with its normalisation, of both models."""

    def __init__(self, pair: Sequence[Any]):
        weight = np.stack([layer.conv.weight.array for layer in pair])  # models × filters × in × 3
        self.weight = np.ascontiguousarray(weight.transpose(0, 3, 2, 1).reshape(len(pair), -1, weight.shape[1]))
        self.bias = np.stack([layer.conv.bias.array for layer in pair])[:, None]
        scale = [layer.norm.weight.array / layer.norm.std.array for layer in pair]
        means = zip(pair, scale, strict=True)
        self.shift = np.stack([layer.norm.bias.array - layer.norm.mean.array * by for layer, by in means])[:, None]
        self.scale = np.stack(scale)[:, None]

    def convolved(self, states: Array) -> Array:
        """The sums over each row and those beside it."""
        windows = np.zeros((*states.shape[:2], 3, states.shape[2]), dtype=np.float32)
        windows[:, :, 1] = states
        windows[:, 1:, 0] = states[:, :-1]
        windows[:, :-1, 2] = states[:, 1:]
        summed: Array = windows.reshape(*states.shape[:2], -1) @ self.weight
        return summed

    def settled(self, states: Array, between: NDArray[np.bool_]) -> Array:
        """The layer's output, nothing between the sentences."""
        states += self.bias
        np.maximum(states, 0, out=states)
        states *= self.scale
        states += self.shift
        states[:, between] = 0
        return states


class _Pairs:
    """What is asked of a word and its head: how well they go together, or by what name."""

    def __init__(self, head: Any):
        self._head, self._tail = head.head.proj, head.tail.proj
        self._kernel = head.kernel.array
        self._root = _rectified(head.root.array[None], self._head), _rectified(head.root.array[None], self._tail)

    def of(self, states: Array) -> _PairsOf:
        """Ready for the rows of these states."""
        return _PairsOf(self._kernel, _rectified(states, self._head), _rectified(states, self._tail), self._root)


class _PairsOf(NamedTuple):
    """Rows as heads and as dependents, beside those of the root."""

    kernel: Array
    as_head: Array
    as_tail: Array
    root: tuple[Array, Array]

    def scores(self, start: int, end: int) -> Array:
        """For each row of a sentence how well it hangs on the root and on each row."""
        tails = np.concatenate([self.root[1], self.as_tail[start:end]])
        scores: Array = self.as_head[start:end] @ self.kernel @ tails.T
        return scores

    def named(self, start: int, end: int, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each row of a sentence the number of the relation to its head; -1 is the root."""
        above = np.concatenate([self.root[0], self.as_head[start:end]])[heads + 1]
        scores = (above @ self.kernel).reshape(end - start, -1, above.shape[1])
        names: NDArray[np.int64] = (scores @ self.as_tail[start:end, :, None])[..., 0].argmax(-1)
        return names


def _rectified(states: Array, linear: Any) -> Array:
    found: Array = np.maximum(states @ linear.weight.array + linear.bias.array, 0)
    return found


def _features(tag: str) -> tuple[str, tuple[str, ...]]:
    """Part of speech and sorted features of a tag as slovnet writes it: `NOUN|Case=Nom|…`."""
    from slovnet.conll import parse_conll_tag

    pos, feats = parse_conll_tag(tag)
    return pos, tuple(f"{name}={value}" for name, value in sorted(feats.items()))

