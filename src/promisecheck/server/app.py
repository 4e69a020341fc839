"""The routes of `promisecheck serve`."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from promisecheck.deadline import DeadlineExceeded
from promisecheck.errors import InputError, PromisecheckError
from promisecheck.faults import internal_error
from promisecheck.gate.decision import draft_of
from promisecheck.gate.decision import request as read_request
from promisecheck.server.guard import Guard, TooLarge, problem, too_large
from promisecheck.server.metrics import CONTENT_TYPE, Metrics
from promisecheck.server.openapi import document, page
from promisecheck.strict_json import parse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from promisecheck.gate.gate import Gate
    from promisecheck.server.rules import RuleList
    from promisecheck.server.settings import ServeSettings


class Server:
    """The routes over one gate."""

    def __init__(self, gate: Gate, settings: ServeSettings, rules: RuleList):
        self.gate, self.settings, self.rules, self.metrics = gate, settings, rules, Metrics()

    def app(self) -> ASGIApp:
        """The ASGI application."""
        routes = [
            Route("/v1/decide", self.decide, methods=["POST"]),
            Route("/v1/check", self.check, methods=["POST"]),
            Route("/v1/rules", self.list_rules),
            Route("/health", self.health),
            Route("/ready", self.ready),
            Route("/metrics", self.show_metrics),
            Route("/openapi.json", self.openapi),
            Route("/docs", self.docs),
        ]
        handlers: Any = {InputError: _bad_input, 404: _plain, 405: _plain, Exception: _fault}
        handlers[TooLarge] = self._too_large
        inner = Starlette(routes=routes, exception_handlers=handlers)
        return Guard(inner, self.settings, self.metrics, {route.path for route in routes})

    async def decide(self, request: Request) -> Response:
        """May the draft go out? An answer is always a decision: what could not be checked is one too, and says so."""
        asked = read_request(await _json(request))
        try:
            draft_of(asked.conversation)
        except InputError as error:
            raise InputError(error.message, field=f"conversation.{error.field}") from None
        decision = await self.gate.adecide(asked.conversation, override=asked.override)
        self.metrics.decided(decision, asked.conversation.channel)
        return _model(decision)

    async def check(self, request: Request) -> Response:
        """The report of a conversation."""
        data = await _json(request)
        if not isinstance(data, dict) or "conversation" not in data:
            raise InputError('expected one object: {"conversation": {…}}')
        conversation = read_request({"conversation": data["conversation"]}).conversation
        if not self.gate.ready:
            return _not_ready()
        longest = self.gate.options.longest
        if sum(len(message.text) for message in conversation.messages) > longest:
            said = f"the texts are longer than {longest} characters together"
            return problem(413, said, field="conversation.messages")
        try:
            return _model(await self.gate.acheck(conversation, self.settings.check_seconds))
        except queue.Full:
            return problem(503, "too many conversations wait; try again", {"Retry-After": "1"})
        except (TimeoutError, DeadlineExceeded):
            return problem(503, f"not checked within {self.settings.check_seconds:g} seconds")
        except PromisecheckError as error:
            return problem(500, str(error))

    async def list_rules(self, _: Request) -> Response:
        """The rules at work."""
        return JSONResponse(self.rules.rows)

    async def _too_large(self, _: Request, __: Exception) -> Response:
        return too_large(self.settings)

    async def health(self, _: Request) -> Response:
        """The server lives."""
        return JSONResponse({"status": "ok"})

    async def ready(self, _: Request) -> Response:
        """Models are loaded: drafts are checked."""
        if self.gate.ready:
            return JSONResponse({"status": "ready", "reload_error": self.rules.error})
        return _not_ready()

    async def show_metrics(self, _: Request) -> Response:
        """Counters for Prometheus."""
        gauges = {"ready": float(self.gate.ready), "waiting": self.gate.waiting}
        gauges |= {"log_failures": self.gate.log_failures, "reload_failed": float(self.rules.error is not None)}
        return PlainTextResponse(self.metrics.text(gauges), media_type=CONTENT_TYPE)

    async def openapi(self, _: Request) -> Response:
        """The description of all this."""
        return JSONResponse(document(secured=self.settings.token is not None))

    async def docs(self, _: Request) -> Response:
        """The same for people."""
        return HTMLResponse(page(document(secured=self.settings.token is not None)))


async def _json(request: Request) -> object:
    raw = await request.body()
    try:
        return parse(raw)
    except InputError as error:
        raise InputError(error.message, line=error.line, path="body", field=error.field) from None


def _not_ready() -> Response:
    return problem(503, "the models are still being loaded", {"Retry-After": "2"})


def _model(model: Any) -> Response:
    return Response(model.model_dump_json(), media_type="application/json")


async def _bad_input(_: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)
    return problem(422 if error.field else 400, str(error), field=error.field)


async def _fault(_: Request, error: Exception) -> Response:
    return problem(500, internal_error(error))


async def _plain(request: Request, error: Any) -> Response:
    return problem(error.status_code, error.detail, error.headers)
