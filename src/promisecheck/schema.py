"""JSON Schemas of what goes in and comes out: `python -m promisecheck.schema [FOLDER]` writes them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from promisecheck.conversation import Conversation
from promisecheck.evaluate.result import Evaluation
from promisecheck.gate.decision import Decision
from promisecheck.report import Report
from promisecheck.settings import Settings

_MODELS: dict[str, tuple[type[BaseModel], Literal["validation", "serialization"]]] = {
    "conversation": (Conversation, "validation"),
    "report": (Report, "serialization"),
    "settings": (Settings, "validation"),
    "decision": (Decision, "serialization"),
    "evaluation": (Evaluation, "serialization"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each model by name."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {name: dialect | model.model_json_schema(mode=mode) for name, (model, mode) in _MODELS.items()}


def write(folder: Path) -> list[Path]:
    """Write one file a schema; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        path = folder / f"{name}.json"
        path.write_text(as_text(schema), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def as_text(schema: dict[str, Any]) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for path in write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schema")):
        print(path)
