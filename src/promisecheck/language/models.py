"""natasha's slovnet models, read straight from the installed package; nothing is downloaded.

natasha itself is not imported: its `MorphVocab` needs `pkg_resources`, which new Pythons lack.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from promisecheck.deadline import tick
from promisecheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

_EMBEDDING = "emb/navec_news_v1_1B_250K_300d_100q.tar"


class Tagged(NamedTuple):
    """What the models say of one token: `head` is an index in the sentence, -1 for the root."""

    pos: str
    feats: tuple[str, ...]
    head: int
    rel: str


def data_folder() -> Path:
    """Where natasha keeps its models; raises `ModelError` when they are not there."""
    spec = find_spec("natasha")
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else None
    if folder is None or not (folder / _EMBEDDING).is_file():
        raise ModelError("natasha's models are not installed; install them with: pip install natasha")
    return folder


def one_thread() -> None:
    """Keeps numpy to one thread, where it is not loaded yet: the matrices are small, and threads only get in the way.

    For programs of their own and worker processes; a library does not set the environment of its host.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@cache
def navec() -> Any:
    """The word vectors, loaded once for the parser and for the classifiers."""
    from navec import Navec

    return Navec.load(data_folder() / _EMBEDDING)


@cache
def _models() -> tuple[Any, Any]:
    from slovnet import Morph, Syntax

    folder = data_folder()
    morph = Morph.load(folder / "model/slovnet_morph_news_v1.tar").navec(navec())
    syntax = Syntax.load(folder / "model/slovnet_syntax_news_v1.tar").navec(navec())
    return morph, syntax


def tag(sentences: Sequence[Sequence[str]]) -> list[list[Tagged]]:
    """Part of speech, features and dependency head of every word, sentence by sentence."""
    morph, syntax = _models()
    order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))  # batches are padded to their longest
    kept = [list(sentences[n]) for n in order]
    tagged: list[list[Tagged]] = [[] for _ in sentences]
    for n, morphs, heads in zip(order, morph.map(kept), syntax.map(kept), strict=True):  # both work as they are read
        tick()
        tagged[n] = [
            Tagged(m.pos, tuple(f"{k}={v}" for k, v in sorted(m.feats.items())), int(s.head_id) - 1, s.rel)
            for m, s in zip(morphs.tokens, heads.tokens, strict=True)
        ]
    return tagged
