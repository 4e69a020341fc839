"""A gate that judges in this process, shared by the tests that change nothing in it."""

import pytest
from drafts import settings

from promisecheck import Checker
from promisecheck.gate.gate import Gate


@pytest.fixture(scope="session")
def own_checker():
    """Not the checker of the other tests: a gate may still be at work in its thread when a test is over."""
    return Checker()


@pytest.fixture(scope="session")
def gate(own_checker):
    """Judges by the memo pack."""
    with Gate(own_checker, settings(), warm=False) as made:
        yield made
