import os
import signal
import time
from functools import partial

import pytest
from drafts import CLEAN, PROMISE, say, settings

from promisecheck.deadline import DeadlineExceeded
from promisecheck.gate.decision import Decision
from promisecheck.gate.gate import Gate
from promisecheck.gate.workers import Apart


class Stub:
    """A judge without models; what it does stands in the draft."""

    def warm(self):
        if os.environ.get("PROMISECHECK_TEST_BROKEN"):
            raise ValueError("a text of a client")

    def decide(self, conversation, at):
        text = conversation.messages[-1].text
        if text == "hang":
            time.sleep(600)  # like a call that never looks at the clock
        if text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if text == "fail":
            raise ValueError("a text of a client")
        return Decision(decision="send", conversation_id=str(os.getpid()), message_id="m1")


@pytest.fixture
def worker():
    made = Apart(Stub)
    made.start()
    yield partial(ask, made)
    made.stop()


def ask(worker, text):
    return worker.work("decide", say(("employee", text)), time.monotonic() + 0.2)


def test_workers_process_that_hangs_is_killed_and_replaced(worker):
    before = worker("ok").conversation_id
    start = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        worker("hang")
    assert time.monotonic() - start < 15
    assert worker("ok").conversation_id != before
    with pytest.raises(ProcessLookupError):
        os.kill(int(before), 0)


def test_workers_process_that_dies_is_replaced(worker):
    with pytest.raises(Exception, match="died"):
        worker("die")
    assert worker("ok").decision == "send"


def test_workers_error_tells_no_text(worker):
    with pytest.raises(Exception, match=r"internal error ValueError at test_workers\.py") as caught:
        worker("fail")
    assert "client" not in str(caught.value)


def test_workers_that_cannot_start_say_why(monkeypatch):
    monkeypatch.setenv("PROMISECHECK_TEST_BROKEN", "1")
    with pytest.raises(Exception, match="internal error ValueError"):
        Apart(Stub).start()


def test_workers_decide_as_the_thread_does():
    with Gate(settings=settings(), workers=1) as gate:
        assert gate.decide(say(("employee", PROMISE))).decision == "stop"
        assert gate.decide(say(("employee", CLEAN))).decision == "send"
