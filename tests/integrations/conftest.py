"""One gate for all hosts."""

import pytest

from promisecheck import Checker
from promisecheck.gate.gate import Gate
from promisecheck.gate.settings import GateSettings
from promisecheck.settings import Settings


@pytest.fixture(scope="session")
def gate():
    channels = {"email": {"on_failure": "hold"}, "telegram": {"on_failure": "closed"}}
    options = GateSettings.model_validate({"limit_ms": 20_000, "longest": 20_000, "channels": channels})
    with Gate(Checker(), Settings(gate=options), warm=False) as made:
        yield made
