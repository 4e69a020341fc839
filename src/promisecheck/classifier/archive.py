"""The file of a model: one `.npz` without pickles, with what it is about, plain arrays and arrays in four bits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile

import numpy as np

from promisecheck.classifier.quantised import Quantised
from promisecheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_ABOUT = "about"
_SCALES, _FOURS = ".scales", ".fours"


class Archive(NamedTuple):
    """What such a file holds."""

    about: dict[str, Any]
    plain: dict[str, NDArray[Any]]
    rounded: dict[str, Quantised]


def write(
    path: Path, about: Mapping[str, Any], plain: Mapping[str, NDArray[Any]], rounded: Mapping[str, Quantised]
) -> None:
    """Writes a file; plain arrays go with half precision: four digits of a weight are enough."""
    arrays: dict[str, Any] = {name: array.astype(np.float16) for name, array in plain.items()}
    for name, matrix in rounded.items():
        arrays |= {name + _SCALES: matrix.scales, name + _FOURS: matrix.fours}
    arrays[_ABOUT] = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def read(path: Path) -> Archive:
    """Reads a file; raises `ModelError` where there is none."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(arrays.pop(_ABOUT).tobytes())
        kept = [name.removesuffix(_SCALES) for name in arrays if name.endswith(_SCALES)]
        rounded = {name: Quantised(arrays.pop(name + _SCALES), arrays.pop(name + _FOURS)) for name in kept}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise unreadable(path, error) from None
    return Archive(about, {name: array.astype(np.float32) for name, array in arrays.items()}, rounded)


def unreadable(path: Path, error: Exception) -> ModelError:
    """What to raise for a file that is no model, or not one of the kind asked for."""
    return ModelError(f"{path}: no classifier can be read from this file ({error})")
