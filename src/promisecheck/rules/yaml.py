"""YAML with places: every complaint names `path:line:column` and what to do."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from promisecheck.errors import RuleError

if TYPE_CHECKING:
    from pathlib import Path

Model = TypeVar("Model", bound=BaseModel)


def read(path: Path) -> Any:
    """The content of a YAML 1.2 file, with line numbers kept; raises `RuleError`."""
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = {"line": mark.line + 1, "column": mark.column + 1} if mark else {}
        raise RuleError(f"not valid YAML: {error.problem or error.context}", path=path, **where) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"cannot be read: {error}", path=path) from None


@lru_cache(64)
def _parsed(text: str) -> Any:
    """The content of a text, not to be changed: most files are the same when rules are read again."""
    return YAML(typ="rt").load(text)


def validate(model: type[Model], data: Any, path: Path) -> Model:
    """`data` as `model`; raises `RuleError` at the first wrong key or value."""
    if not isinstance(data, dict):
        raise RuleError(f"expected keys and values ({', '.join(model.model_fields)})", path=path, line=1, column=1)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        line, column = place(data, first["loc"])
        raise RuleError(_said(first, model), path=path, line=line, column=column) from None


def place(data: Any, loc: tuple[int | str, ...]) -> tuple[int, int]:
    """Line and column (1-based) of the deepest part of `loc` that is there."""
    line, column = 1, 1
    for part in loc:
        marks = getattr(data, "lc", None)
        if marks is None:
            break
        try:
            found = marks.item(part) if isinstance(part, int) else marks.key(part)
            line, column = found[0] + 1, found[1] + 1
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
    return line, column


def _said(first: Any, model: type[BaseModel]) -> str:
    loc = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"unknown key «{loc}»; known here: {', '.join(_keys(model, first['loc']))}"
    if first["type"] == "missing":
        return f"the key «{loc}» is missing"
    return f"«{loc}»: {first['msg'].removeprefix('Value error, ')}"


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys allowed where `loc` points."""
    here: Any = model
    for part in loc[:-1]:
        if isinstance(part, int) or not (isinstance(here, type) and issubclass(here, BaseModel)):
            continue
        known = here.model_fields.get(part)
        here = _model_in(known.annotation) if known else here
    if isinstance(here, type) and issubclass(here, BaseModel):
        return [info.alias or name for name, info in here.model_fields.items()]
    return []


def _model_in(annotation: Any) -> Any:
    """The model inside `list[Model]`, `dict[str, Model]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return annotation
