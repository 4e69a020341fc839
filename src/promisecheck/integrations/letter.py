"""A letter as the gate sees it: what its author wrote himself, apart from what he quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from promisecheck.integrations.markup import page

if TYPE_CHECKING:
    from email.message import EmailMessage

_REPLY = re.compile(r"^\s*(?:re|aw|fwd?|fw|отв|ответ|на|пересл|пер)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
# What stands above a quoted letter: «пн, 23 нояб. 2026 г. в 09:00, Пётр <p@a.ru>:», «On … wrote:», Outlook's block.
_ABOVE = re.compile(
    r"""^(?:[ \t]*[-_]{3,}\s*(?:исходное\ сообщение|пересылаемое\ сообщение|пересланное\ сообщение
            |original\ message|forwarded\ message)\b.*
        |[ \t]*(?:on\ .{5,200}\ wrote|.{5,200}\ (?:написал|пишет|писал)(?:\(?а\)?)?)\s*:\s*
        |[ \t]*(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b
            .{3,200}(?:<[^<>\n]+>|\d{1,2}:\d\d)[^\n]{0,100}:\s*
        |[ \t]*(?:от|from)\s*:\s*\S.*(?=\n[ \t]*(?:кому|отправлено|дата|to|sent|date)\s*:)
        )$""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_QUOTED_HTML = re.compile(
    r"""<(?:blockquote\b|div\b[^<>]*\b(?:class|id)\s*=\s*["']?[^"'<>]*
    (?:gmail_quote|appendonsend|divRplyFwdMsg|moz-cite-prefix|yahoo_quoted))""",
    re.IGNORECASE | re.VERBOSE,
)
_END_OF_QUOTE = re.compile(r"</blockquote\s*>", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """What is to be checked: the texts of its author, and what he answers to."""

    id: str
    author: str
    subject: str
    bodies: tuple[str, ...]
    quoted: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything the author says; the subject of a reply is the other's."""
        own = () if _REPLY.match(self.subject) else (self.subject,)
        return tuple(dict.fromkeys(text for text in (*own, *self.bodies) if text.strip()))


def read(raw: bytes) -> Letter:
    """The letter in these bytes; whatever is wrong with it, some letter comes out."""
    message = message_from_bytes(raw, policy=policy.default)
    bodies: list[str] = []
    quotes: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            text = _decoded(part)
            own, quoted = of_html(text) if kind == "text/html" else of_plain(text)
            bodies.append(own)
            quotes.append(quoted)
    return Letter(
        _header(message, "message-id"),
        _header(message, "from"),
        _header(message, "subject"),
        tuple(dict.fromkeys(bodies)),
        next((quote for quote in quotes if quote), ""),
    )


def of_plain(text: str) -> tuple[str, str]:
    """The author's own words, and the quoted ones: lines below «>», and all below the head of an older letter."""
    text = text.replace("\r\n", "\n")
    above = _ABOVE.search(text)
    own, older = (text[: above.start()], text[above.end() :]) if above else (text, "")
    lines = own.split("\n")
    quoted = [line.lstrip("> ") for line in lines if line.lstrip().startswith(">")]
    kept = [line for line in lines if not line.lstrip().startswith(">")]
    return "\n".join(kept).strip(), "\n".join([*quoted, *(line.lstrip("> ") for line in older.split("\n"))]).strip()


def of_html(text: str) -> tuple[str, str]:
    """The same of a part in HTML: quotations are blocks of their own."""
    own, quoted, done = "", "", 0
    while found := _QUOTED_HTML.search(text, done):
        end = _END_OF_QUOTE.search(text, found.end()) if found[0].lower().startswith("<blockquote") else None
        own += text[done : found.start()]
        quoted += text[found.start() : end.end() if end else len(text)]
        done = end.end() if end else len(text)
    plain, older = of_plain(_lines(own + text[done:]))
    return plain, "\n".join(part for part in (_lines(quoted), older) if part)


def _lines(html: str) -> str:
    lines = (line.strip() for line in page(html).text.split("\n"))
    return "\n".join(line for line in lines if line)


def _decoded(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a charset that nobody knows, or bytes that are not of it
        payload = part.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1251", "replace")


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except Exception:  # the standard library raises many kinds on broken headers; the raw one is still there
        return str(dict(message.raw_items()).get(name, ""))
