"""A promise split over several messages: «двадцать процентов» – «за год» – «железно»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.finding import Finding

if TYPE_CHECKING:
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message

FRAGMENT = 80  # characters; whoever writes more has said what he had to say
MOST = 3  # fragments before the message that are read with it


def joined(talk: Talk, message: Message) -> tuple[Message, int] | None:
    """The message with the fragments right before it as one text, and where in it the message begins."""
    parts = [message.text]
    for earlier in talk.before(message)[:MOST]:
        if earlier.role != message.role or len(earlier.text) > FRAGMENT or not earlier.text.strip():
            break
        parts.insert(0, earlier.text)
    if len(parts) == 1 or len(message.text) > FRAGMENT:
        return None
    text = " ".join(parts)
    whole = message.model_copy(update={"id": f"{message.id} with the fragments before it", "text": text})
    return whole, len(text) - len(message.text)


def within(findings: list[Finding], text: str, begin: int) -> list[Finding]:
    """What the joined findings leave in the last message, trimmed of blanks, in its own characters."""
    found = []
    for finding in findings:
        start, end = max(finding.start - begin, 0), finding.end - begin
        start += len(text[start:end]) - len(text[start:end].lstrip()) if end > start else 0
        if end > start:
            found.append(Finding(start, end, finding.category))
    return found
