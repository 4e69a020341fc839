"""One letter: whose it is, which thread it is of, and what its author says."""

from __future__ import annotations

import re
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING

from promisecheck.errors import InputError
from promisecheck.integrations.letter import header, is_reply, parsed, shown, topic
from promisecheck.readers.decoding import mended
from promisecheck.readers.gather import Loose
from promisecheck.readers.posts import Chat, Post
from promisecheck.readers.roles import Known
from promisecheck.readers.times import Clock

if TYPE_CHECKING:
    from email.message import EmailMessage

    from promisecheck.conversation import Role
    from promisecheck.readers.base import File, Job

# Mail of everybody: its users are no company's staff.
_PUBLIC = frozenset(
    "mail.ru inbox.ru list.ru bk.ru internet.ru yandex.ru ya.ru yandex.com gmail.com rambler.ru outlook.com "
    "hotmail.com icloud.com me.com yahoo.com proton.me protonmail.com live.com vk.com narod.ru lenta.ru ro.ru".split()
)
_ID = re.compile(r"<([^<>\s]+)>")
_SENT = re.compile(r"sent|отправлен", re.IGNORECASE)
_MACHINES = re.compile(r"(?:mailer-daemon|postmaster)@", re.IGNORECASE)
_NO_REPLY = re.compile(r"(?:no-?_?reply|do-?not-?reply|robot|notifications?)[^@]*@", re.IGNORECASE)


class Letters:
    """Makes posts of the letters of one file."""

    def __init__(self, file: File, job: Job):
        self._known, self._clock = Known(job.settings), Clock(job, file)
        self._sent = bool(_SENT.search(file.label))

    def loose(self, raw: bytes, place: str) -> Loose:
        """The letter in these bytes; raises `InputError` for one without an author."""
        message = parsed(raw)
        name, author = next(iter(_people(message, "from")), ("", ""))
        if not author:
            raise InputError("expected a letter with the address of its author", field="From")
        to = [person for field in ("to", "cc") for person in _people(message, field)]
        subject, own = header(message, "subject").strip(), shown(message)
        post = Post(own, place, author=name or author, author_id=author)
        if subject and not is_reply(subject):
            post.text = f"{subject}\n\n{own}" if own else subject
        if not post.text.strip():
            post.kind = "attachment"
        post.more = {"subject": subject} if subject else {}
        post.role, post.hint = self._machine(message, author), self._guess(message, author, to)
        post.sent_at, post.minute = self._clock.read(_date(message))
        client = self._client(post, to)
        ids = _ID.findall(header(message, "message-id"))[:1]
        post.id = mended(ids[0]) if ids else None
        keys = [*ids, *_ID.findall(header(message, "in-reply-to")), *_ID.findall(header(message, "references"))]
        if client.get("email") and topic(subject):
            keys.append(f"{client['email']} {topic(subject).casefold()}")
        chat = Chat(f"email-{post.id or place}", "email", "mail", client=client, hinted="domain")
        return Loose(keys or [place], post, chat)

    def _machine(self, message: EmailMessage, author: str) -> Role | None:
        """Whether no person wrote it: an answer of an absent one, a newsletter, a failure notice."""
        if _MACHINES.match(author) or message.get_content_type() == "multipart/report":
            return "system"
        automatic = header(message, "auto-submitted").casefold() not in ("", "no")
        bulk = header(message, "precedence").casefold() in ("bulk", "list", "junk", "auto_reply")
        return "bot" if automatic or bulk or _NO_REPLY.match(author) else None

    def _guess(self, message: EmailMessage, author: str, to: list[tuple[str, str]]) -> Role | None:
        """Where settings are silent: staff write from a domain of their own, clients from public ones."""
        own = _is_public(author)
        others = {_is_public(address) for _, address in to}
        if own and False in others:
            return "client"
        if not own and others == {True}:
            return "employee"
        if self._sent or _SENT.search(header(message, "x-gmail-labels")):
            return "employee"
        return "client" if not own and others == {False} and not self._known.domains else None

    def _client(self, post: Post, to: list[tuple[str, str]]) -> dict[str, str]:
        """The client as this letter shows him."""
        role = post.role or self._known.role(post.author, post.author_id) or post.hint
        if role == "client" and post.author_id:
            name, address = post.author or "", post.author_id
        else:
            strangers = (person for person in to if self._known.role(*person) is None)
            name, address = next(strangers, ("", "")) if role == "employee" else ("", "")
        return {key: value for key, value in (("name", name), ("email", address)) if value}


def _people(message: EmailMessage, field: str) -> list[tuple[str, str]]:
    """Names and addresses of a header."""
    people = getaddresses([header(message, field)])
    return [(name.strip(), address.strip().casefold()) for name, address in people if address]


def _is_public(address: str) -> bool:
    return address.rpartition("@")[2] in _PUBLIC


def _date(message: EmailMessage) -> object:
    """When it was written; else when the last server on its way got it."""
    told = header(message, "date") or header(message, "received").rpartition(";")[2]
    if not told.strip():
        return None
    try:
        return parsedate_to_datetime(told.strip())
    except (ValueError, TypeError, IndexError):
        raise InputError("expected a date, such as Mon, 23 Nov 2026 10:00:00 +0300", field="Date") from None
