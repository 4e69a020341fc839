"""The gate in the way of outgoing mail: a handler of aiosmtpd that refuses a letter, or hands it to the next server.

Controller(GateHandler(gate, relay=("mail.company.ru", 25)), hostname="127.0.0.1", port=8025).start()
"""

from __future__ import annotations

import asyncio
import logging
import re
import smtplib
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from promisecheck.conversation import Client, Conversation, Message
from promisecheck.integrations.letter import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiosmtpd.smtp import SMTP, Envelope, Session

    from promisecheck.gate.decision import Decision
    from promisecheck.gate.gate import Gate
    from promisecheck.integrations.letter import Letter

log = logging.getLogger("promisecheck.smtp")
_LINE = 400  # characters of a line of a reply; RFC 5321 allows 512 bytes
_REASONS = 5
_ORDER = ("stop", "warn", "send")


class GateHandler:
    """Decides on each letter before it is taken.

    Stopped: `550 5.7.1` with the reasons. On hold: `451 4.7.1`, so the sender's server tries again. Everything else
    goes to `relay`, whose answer is ours; without one it is just taken. A letter that was warned of, or not checked,
    is marked in the header `X-Promisecheck`. The reasons are in English where the client cannot read UTF-8.
    """

    def __init__(self, gate: Gate, *, relay: tuple[str, int] | None = None, timeout: float = 30.0):
        self.gate, self.relay, self.timeout = gate, relay, timeout

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 – aiosmtpd's
        """The answer to a letter, as aiosmtpd wants it."""
        raw = envelope.content or b""
        content = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogateescape")
        letter = await asyncio.to_thread(read, content)
        decisions = [await self.gate.adecide(talk) for talk in conversations(letter, envelope.rcpt_tos)]
        worst = min(decisions, key=lambda one: _ORDER.index(one.decision), default=None)
        if worst is not None and worst.decision == "stop":
            return refusal([one for one in decisions if one.decision == "stop"], utf8=bool(envelope.smtp_utf8))
        mark = next((_mark(one) for one in decisions if one.unchecked or one.decision == "warn"), "")
        return await asyncio.to_thread(self._relayed, envelope, _marked(content, mark))

    def _relayed(self, envelope: Envelope, content: bytes) -> str:
        """The next server's answer."""
        if self.relay is None:
            return "250 2.0.0 Accepted"
        options = [one for one in envelope.mail_options if one.upper() in ("SMTPUTF8", "BODY=8BITMIME")]
        try:
            with smtplib.SMTP(*self.relay, timeout=self.timeout) as client:
                refused = client.sendmail(envelope.mail_from or "", envelope.rcpt_tos, content, options)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            return f"{code} {_line(said)}"
        except smtplib.SMTPResponseException as error:
            return f"{error.smtp_code} {_line(error.smtp_error)}"
        except (OSError, smtplib.SMTPException) as error:
            log.error("the next server cannot be reached: %s", type(error).__name__)
            return "451 4.4.1 The next mail server cannot be reached; try again"
        if refused:
            log.warning("the next server refused %d of %d recipients", len(refused), len(envelope.rcpt_tos))
        return "250 2.0.0 Accepted"


def conversations(letter: Letter, recipients: Sequence[str]) -> list[Conversation]:
    """A letter as drafts, one for each text in it: its subject, its plain and its HTML body, where they differ."""
    before = [Message(id="quoted", role="client", text=letter.quoted)] if letter.quoted else []
    client = Client(email=recipients[0]) if len(recipients) == 1 else None
    return [
        Conversation(
            id=letter.id or "letter",
            channel="email",
            employee=parseaddr(letter.author)[1] or None,
            client=client,
            messages=[*before, Message(id="draft", role="employee", text=text)],
        )
        for text in letter.texts
    ]


def refusal(decisions: Sequence[Decision], *, utf8: bool) -> str:
    """The reply to a letter that does not go out."""
    held = all(one.unchecked is not None and one.unchecked.policy == "hold" for one in decisions)
    code = "451 4.7.1" if held else "550 5.7.1"
    reasons: list[str] = []
    for decision in decisions:
        for found in sorted(decision.violations, key=lambda one: one.severity != "block"):  # the gravest first
            why = found.explanation if utf8 or found.explanation.isascii() else found.category.replace("_", " ")
            reasons.append(f"Clause {found.clause} ({found.rule_id}): {why}")
        if decision.unchecked is not None:
            reasons.append(f"Not checked ({decision.unchecked.reason}); it may be sent again later")
    lines = [_line(one) for one in dict.fromkeys(reasons)][:_REASONS]
    lines[-1] += f" [{decisions[0].id}]"
    first, enhanced = code.split()
    return "\r\n".join(f"{first}{'-' if n < len(lines) - 1 else ' '}{enhanced} {one}" for n, one in enumerate(lines))


def _mark(decision: Decision) -> str:
    said = (
        "unchecked" if decision.unchecked else "; ".join(f"{one.rule_id}/{one.category}" for one in decision.violations)
    )
    return f"X-Promisecheck: {'warn' if decision.violations else 'send'}; {said}; id={decision.id}"


def _marked(content: bytes, mark: str) -> bytes:
    return mark.encode("ascii", "replace") + b"\r\n" + content if mark else content


def _line(said: Any) -> str:
    """One line: a text of a rule must not end the reply and begin another."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)[:_LINE]
