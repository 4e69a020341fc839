"""Whatever the OpenAPI description allows, and what it forbids, is sent; answers must be those that it describes.

PROMISECHECK_FUZZ=500 tries so many requests for each operation.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from promisecheck import Checker
from promisecheck.gate.gate import Gate
from promisecheck.gate.settings import GateSettings
from promisecheck.server.app import Server
from promisecheck.server.openapi import document
from promisecheck.server.rules import RuleList
from promisecheck.server.settings import ServeSettings
from promisecheck.settings import Settings

EXAMPLES = int(os.environ.get("PROMISECHECK_FUZZ", "12"))


class Served:
    """Tests are collected before there is a gate."""

    app = None

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


served = Served()
schema = schemathesis.openapi.from_dict(document(secured=False))
schema.app = served


@pytest.fixture(scope="module", autouse=True)
def _served():
    with Gate(Checker(), Settings(gate=GateSettings(limit_ms=20_000)), warm=False) as gate:
        gate.decide({"id": "1", "channel": "sms", "messages": [{"role": "employee", "text": "Гарантируем доход"}]})
        served.app = Server(gate, ServeSettings(check_seconds=50), RuleList(None).read()).app()
        yield


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_fuzz_answers_are_as_described(case):
    # What a schema cannot say – the last message is an employee's, ids differ – is refused with 422, as described.
    unsaid = schemathesis.checks.CHECKS.get_one("positive_data_acceptance")
    answer = case.call_and_validate(timeout=60, excluded_checks=[unsaid])
    if case.path == "/v1/decide" and answer.status_code == 200:
        assert answer.json()["unchecked"] is None
