"""The floors of the gate as a file: what each corpus, known by its content, must reach under each rule."""

from __future__ import annotations

import hashlib
import json
import math
import os
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from promisecheck.conversation import input_error
from promisecheck.errors import InputError
from promisecheck.evaluate.result import FIGURES, Scores

_HEAD = (
    "# What the rules must reach on each corpus; promisecheck evaluate --raise-floors writes it (docs/evaluate.md).\n"
)
_PLACES = 1000  # three decimals
_GRAIN = 1e-9  # what floating point may lose


class Floor(BaseModel):
    """The floors of one rule; a figure without one is not held against it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    precision: float | None = Field(None, ge=0, le=1)
    recall: float | None = Field(None, ge=0, le=1)
    f1: float | None = Field(None, ge=0, le=1)


class Entry(BaseModel):
    """One corpus: its content, and the floors of each rule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    rules: dict[str, Floor] = Field(default_factory=dict)


Floors = dict[str, Entry]  # by the path of the corpus, as seen from the folder of the floors
_FILE = TypeAdapter(Floors)


def read(path: Path) -> Floors:
    """The floors of a TOML file; raises `InputError`."""
    try:
        return _FILE.validate_python(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise InputError(error.strerror or type(error).__name__, path=path) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not TOML: {error}", path=path) from None
    except ValidationError as error:
        raise input_error(error).at(path) from None


def write(path: Path, floors: Floors) -> None:
    """Write the file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(_HEAD + "".join(map(_lines, sorted(floors), (floors[name] for name in sorted(floors)))), "utf-8")
    part.replace(path)


def _lines(name: str, entry: Entry) -> str:
    corpus = _quoted(name)
    lines = [f"\n[{corpus}]", f'sha256 = "{entry.sha256}"']
    for rule, floor in entry.rules.items():
        lines.append(f"[{corpus}.rules.{_quoted(rule)}]")
        kept = ((figure, getattr(floor, figure)) for figure in FIGURES)
        lines += [f"{figure} = {value:.3f}" for figure, value in kept if value is not None]
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    """A JSON text is a TOML text, but for one character that TOML wants escaped."""
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")


def name_of(corpus: Path, floors: Path) -> str:
    """How the file of floors calls a corpus: the same from whatever folder the program is called."""
    return Path(os.path.relpath(corpus.resolve(), floors.resolve().parent)).as_posix()


def sha256(path: Path) -> str:
    """The content of a file by its hash."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def floor_of(today: Scores) -> Floor:
    """Today's figures, rounded down: rounded up, they would fail at once."""
    return Floor(**{figure: _down(getattr(today, figure)) for figure in FIGURES})


def reaches(today: float | None, floor: float) -> bool:
    """Whether a figure is not below its floor; what cannot be worked out any more has fallen."""
    return today is not None and today + _GRAIN >= floor


def _down(value: float | None) -> float | None:
    return None if value is None else math.floor(value * _PLACES + _GRAIN) / _PLACES
