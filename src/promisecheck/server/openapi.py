"""The OpenAPI description of the server, made of the models themselves, and a page that shows it without a network."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from promisecheck.conversation import Conversation
from promisecheck.gate.decision import Decision
from promisecheck.gate.decision import Request as DecideRequest
from promisecheck.report import Report


class CheckRequest(BaseModel):
    """A conversation to report on."""

    conversation: Conversation


class Problem(BaseModel):
    """Why there is no answer."""

    error: str
    field: str | None = None


_EXAMPLE = {
    "conversation": {
        "id": "d-1",
        "channel": "telegram",
        "messages": [
            {"role": "client", "text": "Какая доходность?"},
            {"role": "employee", "text": "Гарантируем 20% годовых"},
        ],
    }
}
_BAD = {400: "Not JSON, or no object.", 413: "Too large.", 422: "A field is wrong; `field` names it."}
_BUSY = {503: "Too much at work; try again."}


@cache
def document(*, secured: bool) -> dict[str, Any]:
    """The description (OpenAPI 3.1)."""
    models: list[Any] = [(DecideRequest, "validation"), (CheckRequest, "validation")]
    models += [(Decision, "serialization"), (Report, "serialization"), (Problem, "serialization")]
    named, schemas = models_json_schema(models, ref_template="#/components/schemas/{model}")
    refs = {model: ref for (model, _), ref in named.items()}
    paths: dict[str, Any] = {
        "/v1/decide": {"post": _posted("May the draft, the last message, go out?", refs, DecideRequest, Decision)},
        "/v1/check": {"post": _posted("The report of a conversation.", refs, CheckRequest, Report)},
        "/v1/rules": {"get": _got("The rules at work.", {"type": "array", "items": {"type": "object"}})},
        "/health": {"get": _got("The server lives.", {"type": "object"})},
        "/ready": {"get": _got("Models are loaded.", {"type": "object"}, refs[Problem])},
        "/metrics": {"get": _got("Counters for Prometheus.", {"type": "string"}, media="text/plain")},
    }
    made: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "promisecheck", "version": "1", "description": "The pre-send gate and the checks."},
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }
    if secured:
        made["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        for path, methods in paths.items():
            for method in methods.values() if path not in ("/health", "/ready") else ():
                method["security"] = [{"bearer": []}]
                method["responses"]["401"] = _answer("No token, or a wrong one.", refs[Problem])
    return made


def _posted(summary: str, refs: dict[Any, Any], asked: type[BaseModel], told: type[BaseModel]) -> dict[str, Any]:
    failures = _BAD | _BUSY
    return {
        "summary": summary,
        "operationId": told.__name__.lower(),
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": refs[asked], "example": _EXAMPLE}},
        },
        "responses": {"200": _answer("The answer.", refs[told])}
        | {str(status): _answer(said, refs[Problem]) for status, said in failures.items()},
    }


def _got(summary: str, schema: Any, problem: Any = None, media: str = "application/json") -> dict[str, Any]:
    responses = {"200": _answer(summary, schema, media), "503": _answer("Not now.", problem or {"type": "object"})}
    return {"summary": summary, "responses": responses}


def _answer(said: str, schema: Any, media: str = "application/json") -> dict[str, Any]:
    return {"description": said, "content": {media: {"schema": schema}}}


def page(described: dict[str, Any]) -> str:
    """The description for people: one page that loads nothing else."""
    parts = ["<!doctype html><html lang=en><meta charset=utf-8><title>promisecheck</title>", _STYLE]
    parts.append("<h1>promisecheck</h1>")
    parts.append('<p>The pre-send gate and the checks. Machines read <a href="openapi.json">openapi.json</a>.</p>')
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            parts.append(f"<h2><code>{method.upper()} {escape(path)}</code></h2><p>{escape(told['summary'])}</p>")
            for content in told.get("requestBody", {}).get("content", {}).values():
                parts.append(f"<p>Example:</p><pre>{escape(_pretty(content['example']))}</pre>")
            rows = "".join(
                f"<tr><td>{status}<td>{escape(answer['description'])}<td>{escape(_kind(answer))}"
                for status, answer in told["responses"].items()
            )
            parts.append(f"<table>{rows}</table>")
    parts.append("<h1>Models</h1>")
    for name, schema in described["components"]["schemas"].items():
        parts.append(f"<details id={escape(name)}><summary>{escape(name)}</summary>")
        parts.append(f"<pre>{escape(_pretty(schema))}</pre></details>")
    return "".join(parts)


_STYLE = """<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50em;margin:2em auto;padding:0 1em}
pre{background:#8881;padding:1em;overflow:auto}td{padding:.1em 1em .1em 0;vertical-align:top}</style>"""


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _kind(answer: dict[str, Any]) -> str:
    schema = next(iter(answer["content"].values()))["schema"]
    return str(schema.get("$ref", schema.get("type", ""))).rsplit("/", 1)[-1]
