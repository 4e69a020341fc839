"""The routes, asked by a real HTTP client through ASGI, without a port."""

import asyncio
import json
import logging
from functools import cache

import httpx
import pytest

from promisecheck import Checker
from promisecheck.gate.gate import Gate
from promisecheck.gate.settings import GateSettings
from promisecheck.server.app import Server
from promisecheck.server.guard import JsonLines
from promisecheck.server.metrics import Metrics
from promisecheck.server.rules import RuleList
from promisecheck.server.settings import ServeSettings, is_loopback
from promisecheck.settings import Settings

TOKEN = "correct-horse-battery"
PROMISE = "Гарантируем 20% годовых"


def asked(text, **more):
    return {
        "conversation": {"id": "d", "channel": "telegram", "messages": [{"role": "employee", "text": text}]},
        **more,
    }


@pytest.fixture(scope="module")
def gate():
    settings = Settings(gate=GateSettings(limit_ms=20_000))
    with Gate(Checker(), settings, warm=False) as made:
        yield made


@cache
def rule_list():
    return RuleList(None).read()


def ask(gate, *requests, **settings):
    """The answers to (method, path, more) one after another."""
    app = Server(gate, ServeSettings(**settings), rule_list()).app()

    async def all_of_them():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app, False), base_url="http://test") as client:
            return [await client.request(method, path, **more) for method, path, more in requests]

    return asyncio.run(all_of_them())


def test_app_decides(gate):
    stop, send = ask(
        gate,
        ("POST", "/v1/decide", {"json": asked(PROMISE)}),
        ("POST", "/v1/decide", {"json": asked("Мы ничего не гарантируем.")}),
    )
    assert (stop.status_code, stop.json()["decision"]) == (200, "stop")
    assert stop.json()["proposal"].startswith("Доходность не гарантирована")
    assert send.json()["decision"] == "send"


def test_app_override(gate):
    word = {"by": "Иванова", "reason": "согласовано"}
    (answer,) = ask(gate, ("POST", "/v1/decide", {"json": asked(PROMISE, override=word)}))
    assert (answer.json()["decision"], answer.json()["override"]) == ("send", word)


def test_app_checks_and_lists(gate):
    report, rules = ask(gate, ("POST", "/v1/check", {"json": asked(PROMISE)}), ("GET", "/v1/rules", {}))
    assert report.json()["verdict"] == "block"
    assert [one["rule_id"] for one in report.json()["outcomes"]] == [one["id"] for one in rules.json()]
    assert rules.json()[0]["title"]["ru"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"{", 400, None),
        (b"[]", 400, None),
        (b"\xff", 400, None),
        (b'{"conversation": {"id": 1}}', 422, "conversation.id"),
        (json.dumps(asked(" ")).encode(), 422, "conversation.messages.0.text"),
        (b'{"conversation": {}, "conversation": {}}', 422, "conversation"),
        (b"9" * 10_000, 400, None),
        (b"[" * 100_000, 400, None),
    ],
)
def test_app_bad_input_is_told_by_field(gate, body, status, field):
    (answer,) = ask(gate, ("POST", "/v1/decide", {"content": body}))
    assert (answer.status_code, answer.json()["field"]) == (status, field)


def test_app_texts_that_are_too_long_are_refused_or_unchecked(gate):
    long = "слово " * 20_000
    decided, checked = ask(
        gate, ("POST", "/v1/decide", {"json": asked(long)}), ("POST", "/v1/check", {"json": asked(long)})
    )
    assert decided.json()["unchecked"]["reason"] == "too_long"
    assert checked.status_code == 413


def test_app_body_is_bounded_with_and_without_a_length(gate):
    def stream():
        for _ in range(30):
            yield b" " * 100_000

    async def chunks():
        for chunk in stream():
            yield chunk

    said, unsaid = ask(
        gate,
        ("POST", "/v1/decide", {"content": b" " * 3_000_000}),
        ("POST", "/v1/decide", {"content": chunks()}),
        body_kb=1024,
    )
    assert said.status_code == unsaid.status_code == 413
    assert "1024 kB" in said.json()["error"]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": f"Basic {TOKEN}"}, 401),
        ({"Authorization": f"Bearer {TOKEN}x"}, 401),
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
        ({"Authorization": f"bearer {TOKEN}"}, 200),
    ],
)
def test_app_wants_its_token(gate, header, status):
    answers = ask(
        gate,
        ("POST", "/v1/decide", {"json": asked(PROMISE), "headers": header}),
        ("GET", "/metrics", {"headers": header}),
        ("GET", "/docs", {"headers": header}),
        token=TOKEN,
    )
    assert {one.status_code for one in answers} == {status}
    assert {one.status_code for one in ask(gate, ("GET", "/health", {}), ("GET", "/ready", {}), token=TOKEN)} == {200}


def test_app_refuses_more_than_it_can_do_at_once(gate):
    app = Server(gate, ServeSettings(concurrency=2), RuleList(None)).app()

    async def many():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await asyncio.gather(*(client.post("/v1/decide", json=asked(PROMISE)) for _ in range(6)))

    answers = asyncio.run(many())
    assert sorted(one.status_code for one in answers) == [200, 200, 503, 503, 503, 503]
    assert all(one.headers["retry-after"] for one in answers if one.status_code == 503)


def test_app_not_ready_says_so():
    gate = Gate(rules="/nowhere")
    ready, health, decided = ask(
        gate, ("GET", "/ready", {}), ("GET", "/health", {}), ("POST", "/v1/decide", {"json": asked(PROMISE)})
    )
    assert (ready.status_code, health.status_code) == (503, 200)
    assert decided.json()["unchecked"]["reason"] == "not_ready"
    gate.close()


def test_app_metrics_count(gate):
    *_, answer = ask(
        gate,
        ("POST", "/v1/decide", {"json": asked(PROMISE)}),
        ("POST", "/v1/decide", {"json": asked("слово " * 20_000)}),
        ("GET", "/secret-path-of-a-client", {}),
        ("GET", "/metrics", {}),
    )
    lines = answer.text.splitlines()
    assert 'promisecheck_decisions_total{channel="telegram",decision="stop"} 1' in lines
    assert 'promisecheck_unchecked_total{policy="open",reason="too_long"} 1' in lines
    assert 'promisecheck_violations_total{rule="no-guarantees"} 1' in lines
    assert 'promisecheck_requests_total{path="other",status="404"} 1' in lines
    assert "promisecheck_decision_seconds_count 2" in lines
    assert "secret" not in answer.text


def test_app_unknown_paths_and_methods_are_json(gate):
    lost, wrong = ask(gate, ("GET", "/nowhere", {}), ("GET", "/v1/decide", {}))
    assert (lost.status_code, wrong.status_code) == (404, 405)
    assert lost.json()["error"]
    assert wrong.json()["error"]


def test_app_describes_itself(gate):
    described, page = ask(gate, ("GET", "/openapi.json", {}), ("GET", "/docs", {}))
    schemas = described.json()["components"]["schemas"]
    assert {"Decision", "Report", "Conversation", "Problem"} <= set(schemas)
    assert "/v1/decide" in page.text
    assert "http" not in page.text.replace("bearer", "").split("<body", 1)[0][:400]  # nothing is loaded from elsewhere


def test_app_logs_hold_no_text(gate, caplog):
    with caplog.at_level(logging.INFO, "promisecheck"):
        ask(
            gate, ("POST", "/v1/decide", {"json": asked(PROMISE)}), ("POST", "/v1/decide?text=тайна", {"content": b"{"})
        )
    lines = [JsonLines().format(record) for record in caplog.records]
    assert [json.loads(line)["status"] for line in lines] == [200, 400]
    assert not any(word in line for line in lines for word in (PROMISE, "тайна", "годовых"))


def test_app_faults_are_told_without_their_words():
    class Broken:
        ready, options = True, GateSettings()

        async def adecide(self, conversation, *, override):
            raise ValueError(conversation.messages[0].text)

    (answer,) = ask(Broken(), ("POST", "/v1/decide", {"json": asked(PROMISE)}))
    assert answer.status_code == 500
    assert "internal error ValueError" in answer.json()["error"]
    assert PROMISE not in answer.text


def test_metrics_labels_are_escaped():
    metrics = Metrics()
    metrics.count("promisecheck_reloads_total", outcome='a"b\\c\nd')
    assert r'promisecheck_reloads_total{outcome="a\"b\\c\nd"} 1' in metrics.text({})


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
                           ("10.0.0.7", False), ("gate.company.ru", False)]
)  # fmt: skip
def test_settings_loopback(host, expected):
    assert is_loopback(host) is expected
