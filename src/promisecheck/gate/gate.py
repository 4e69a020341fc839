"""The pre-send gate: may this draft go out? Without any framework; hosts are in `hook`, `serve` and `integrations`."""

from __future__ import annotations

import asyncio
import logging
import queue
import uuid
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from promisecheck.conversation import Conversation
from promisecheck.deadline import DeadlineExceeded
from promisecheck.errors import InputError, PromisecheckError
from promisecheck.faults import internal_error
from promisecheck.gate.decision import Decision, Override, Unchecked, draft_of
from promisecheck.gate.lanes import Closed, Lanes
from promisecheck.gate.log import decision_log
from promisecheck.gate.workers import Apart, Here

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.checker import Checker
    from promisecheck.gate.decision import Reason
    from promisecheck.gate.judge import Judge
    from promisecheck.gate.log import DecisionLog
    from promisecheck.report import Report
    from promisecheck.settings import Settings

log = logging.getLogger("promisecheck.gate")


class Gate:
    """Decides on drafts, within a time limit, and keeps a log of what it decided.

    `workers`: 0 judges in a thread of this process; N in as many processes of their own, which check in parallel and
    can be killed. Either way any number of threads and tasks may call `decide` and `adecide` at once.
    A `checker` belongs to the gate from then on. Without one, it is made of `rules` and `lang` where it is needed: a
    process that leaves all to its workers loads no model itself.
    A gate gets ready in the background; until then drafts are decided as unchecked (`wait` waits for it). `warm` off
    is for a single decision: what it needs is loaded then.
    """

    def __init__(
        self,
        checker: Checker | None = None,
        settings: Settings | None = None,
        *,
        workers: int = 0,
        rules: Path | str | None = None,
        lang: str = "ru",
        warm: bool = True,
    ):
        from promisecheck.settings import Settings

        self.settings = settings or (checker.settings if checker else Settings())
        self.options = self.settings.gate
        self._recipe = (checker.rules, checker.lang) if checker else (rules, lang)
        self.log: DecisionLog | None = decision_log(self.options.log)
        self.log_failures = 0
        self._count, self._warm = workers, warm
        self._lanes = self._made(checker)

    @property
    def ready(self) -> bool:
        """Whether the models are loaded."""
        return self._lanes.ready

    @property
    def waiting(self) -> int:
        """How many drafts wait for a worker."""
        return self._lanes.waiting

    def wait(self, timeout: float | None = None) -> Gate:
        """Returns the gate itself when it is ready; raises why it cannot be."""
        self._lanes.wait(timeout)
        return self

    def decide(self, conversation: Conversation | dict[str, Any], *, override: Override | None = None) -> Decision:
        """What to do with the last message, the draft; raises `InputError` when there is none.

        Answers within the limit of the settings: what could not be checked by then is decided by the policy of its
        channel, and says so. With `override`, an operator's word, a draft may go out that would have been stopped.
        """
        read, start = _read(conversation), monotonic()
        asked = self._ask(read, start)
        if isinstance(asked, Decision):
            decision = asked
        else:
            try:
                decision = asked.result(self._left(start))
            except Exception as error:
                decision = self._failed(read, asked, error)
        return self._settled(read, decision, override, start)

    async def adecide(
        self, conversation: Conversation | dict[str, Any], *, override: Override | None = None
    ) -> Decision:
        """The same for a task, which blocks no other."""
        read, start = _read(conversation), monotonic()
        asked = self._ask(read, start)
        if isinstance(asked, Decision):
            decision = asked
        else:
            try:
                decision = await asyncio.wait_for(asyncio.wrap_future(asked), self._left(start))
            except Exception as error:
                decision = self._failed(read, asked, error)
        if self.log is None:
            return self._settled(read, decision, override, start)
        return await asyncio.to_thread(self._settled, read, decision, override, start)

    async def acheck(self, conversation: Conversation | dict[str, Any], seconds: float) -> Report:
        """The whole report of a conversation; raises `TimeoutError`, `queue.Full`, and `PromisecheckError`."""
        asked = self._put("check", Conversation.read(conversation), monotonic() + seconds)
        report: Report = await asyncio.wait_for(asyncio.wrap_future(asked), seconds)
        return report

    def reload(self, checker: Checker | None = None, timeout: float | None = None) -> None:
        """Judge by another checker, or by the rules as they are now; those that cannot be used change nothing.

        Returns when the new ones are at work; raises why they cannot be. Drafts are decided all the while.
        """
        fresh = self._made(checker)
        try:
            fresh.wait(timeout)
        except BaseException:
            fresh.close()
            raise
        old, self._lanes = self._lanes, fresh
        old.close()

    def close(self) -> None:
        """End after the drafts that were already asked about."""
        self._lanes.close()
        if self.log is not None:
            self.log.close()

    def __enter__(self) -> Gate:
        return self.wait()

    def __exit__(self, *error: object) -> None:
        self.close()

    def _made(self, checker: Checker | None) -> Lanes:
        if checker is not None and not self._count:
            return Lanes([Here(partial(_judge_of, checker, self.settings), warm=self._warm)])
        build = partial(_judge_like, *self._recipe, self.settings)
        return Lanes([Apart(build) for _ in range(self._count)] or [Here(build, warm=self._warm)])

    @property
    def _limit(self) -> float:
        return self.options.limit_ms / 1000

    def _left(self, start: float) -> float:
        """Seconds of the limit that are left to a draft that came at `start`."""
        return max(0.0, start + self._limit - monotonic())

    def _too_long(self, conversation: Conversation) -> Decision | None:
        draft = draft_of(conversation)
        if len(draft.text) <= self.options.longest:
            return None
        said = f"{len(draft.text)} characters; at most {self.options.longest} are checked"
        return self._unchecked(conversation, "too_long", said)

    def _ask(self, conversation: Conversation, start: float) -> Future[Decision] | Decision:
        """The decision to wait for, or the one where nothing can be asked."""
        if (refused := self._too_long(conversation)) is not None:
            return refused
        if not self.ready:
            return self._unchecked(conversation, "not_ready", "the models are still being loaded")
        try:
            return self._put("decide", conversation, start + self._limit)
        except queue.Full:
            return self._unchecked(conversation, "busy", "too many drafts wait")
        except PromisecheckError as error:
            return self._unchecked(conversation, "not_ready", str(error))

    def _put(self, what: str, conversation: Conversation, at: float) -> Future[Any]:
        """Asks the lanes of this moment: those of a moment ago may have been closed by a reload."""
        lanes = self._lanes
        try:
            return lanes.ask(what, conversation, at)
        except Closed:
            if lanes is self._lanes:
                raise PromisecheckError("the gate is closed") from None
            return self._put(what, conversation, at)

    def _failed(self, conversation: Conversation, asked: Future[Decision], error: Exception) -> Decision:
        asked.cancel()
        if isinstance(error, InputError):
            raise error
        if isinstance(error, FutureTimeout | TimeoutError | DeadlineExceeded):
            return self._unchecked(conversation, "timeout", f"not checked within {self.options.limit_ms} ms")
        said = str(error) if isinstance(error, PromisecheckError) else internal_error(error)
        log.error("a draft could not be checked: %s", said)
        return self._unchecked(conversation, "error", said)

    def _unchecked(self, conversation: Conversation, reason: Reason, detail: str) -> Decision:
        policy = self.options.policy(conversation.channel).on_failure
        return Decision(
            decision="send" if policy == "open" else "stop",
            conversation_id=conversation.id,
            message_id=conversation.messages[-1].id,
            unchecked=Unchecked(reason=reason, policy=policy, detail=detail),
        )

    def _settled(
        self, conversation: Conversation, decision: Decision, override: Override | None, start: float
    ) -> Decision:
        """The decision with its name, its time and the operator's word, written to the log."""
        named = {"id": uuid.uuid4().hex, "elapsed_ms": round(1000 * (monotonic() - start), 3)}
        decision = decision.model_copy(update=named)
        if override is not None and self._may_override(conversation, decision):
            overridden = decision.model_copy(update={"decision": "send", "override": override})
            if self._logged(conversation, overridden):
                return overridden  # a word that could not be written down does not count
        self._logged(conversation, decision)
        return decision

    def _may_override(self, conversation: Conversation, decision: Decision) -> bool:
        allowed = self.options.policy(conversation.channel).overrides
        if decision.decision == "send":
            return False
        return bool(allowed) if decision.unchecked else all(v.severity in allowed for v in decision.violations)

    def _logged(self, conversation: Conversation, decision: Decision) -> bool:
        if self.log is None:
            return True
        try:
            self.log.write(conversation, decision)
        except Exception as error:
            self.log_failures += 1
            said = error.strerror if isinstance(error, OSError) else internal_error(error)
            log.error("the decision log cannot be written: %s", said)
            return False
        return True


def _read(conversation: Conversation | dict[str, Any]) -> Conversation:
    read = Conversation.read(conversation)
    draft_of(read)
    return read


def _judge_of(checker: Checker, settings: Settings) -> Judge:
    from promisecheck.gate.judge import Judge

    return Judge(checker, settings.gate)


def _judge_like(rules: Path | str | None, lang: str, settings: Settings) -> Judge:
    from promisecheck.checker import Checker

    return _judge_of(Checker(rules, settings=settings, lang=lang), settings)
