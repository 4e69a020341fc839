"""Who of a chat is the employee: what the settings tell, else what the export hints, else a guess; guesses are told."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from promisecheck.errors import InputError
from promisecheck.readers.role_words import employee_by_words, role_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisecheck.conversation import Role
    from promisecheck.readers.base import Job
    from promisecheck.readers.posts import Chat, Post
    from promisecheck.settings import Settings

_WORD = re.compile(r"\w+")
_PREFIXED = re.compile(r"(?:user|channel|chat|id)?-?(\d+)")
_TELEPHONE = re.compile(r"\+?[\d\s()\-\u00a0\u2011]{10,20}")


class Known:
    """Roles by the settings; names match in any case, telephones by their last ten digits, ids by their number."""

    def __init__(self, settings: Settings):
        exports = settings.exports
        told: tuple[tuple[Role, Iterable[str]], ...] = (
            ("bot", exports.bots),
            ("client", exports.clients),
            ("employee", (*exports.employees, *settings.company.employees)),
        )
        self._exact: dict[str, Role] = {}
        self._words: list[tuple[frozenset[str], Role]] = []
        for role, names in told:
            for name in names:
                self._exact.setdefault(_plain(name), role)
                if words := frozenset(_WORD.findall(_plain(name))):
                    self._words.append((words, role))
        own = [contact for contact in settings.company.contacts if "@" in contact]
        self.domains = frozenset(domain.casefold().rpartition("@")[2].strip() for domain in (*exports.domains, *own))
        self.names_employees = "employee" in self._exact.values()

    def closed(self, chat: Chat) -> bool:
        """Whether the settings name the employees, so that everybody else is none."""
        return self.names_employees or (chat.channel == "email" and bool(self.domains))

    def role(self, *names: str | None) -> Role | None:
        """The role of an author under any of his names, ids, telephones and addresses; None if nobody told."""
        for name in filter(None, names):
            if role := self._exact.get(_plain(name)):
                return role
            if name.casefold().rpartition("@")[2] in self.domains:
                return "employee"
        for name in filter(None, names):
            words = frozenset(_WORD.findall(_plain(name)))
            for told, role in self._words:
                if told <= words and not all(word.isdigit() for word in told):
                    return role
        return None


def _plain(name: str) -> str:
    name = " ".join(name.casefold().replace("ё", "е").replace("~", " ").split()).strip("@")
    if _TELEPHONE.fullmatch(name) and len(digits := re.sub(r"\D", "", name)) >= 10:
        return digits[-10:]
    number = _PREFIXED.fullmatch(name)
    return number[1] if number else name


def assign(chat: Chat, known: Known, job: Job) -> None:
    """Give every post of the chat its role; raises `InputError` where nothing tells the employee."""
    for post in chat.posts:
        told = known.role(post.author, post.author_id)
        if told == "bot" or (told and post.role is None):
            post.role = told
        elif post.role is None and chat.spoken:
            post.role = job.settings.exports.speakers.get(post.key) or role_named(post.author)
    if known.closed(chat) and _has(chat.posts, "employee") and not chat.spoken:
        _rest(chat.posts, "client")
    elif _open(chat.posts):
        _guess(chat, known, job)
    if nameless := [post for post in chat.posts if post.role is None]:
        _nameless(chat, nameless, job)


def _guess(chat: Chat, known: Known, job: Job) -> None:
    if known.closed(chat) and any(post.hint for post in chat.posts) and not _hinted(chat.posts, "employee"):
        _rest(chat.posts, "client")
    if _open(chat.posts) and any(post.hint for post in chat.posts):
        _by_hint(chat, known, job)
    if left := _open(chat.posts):
        _by_the_other(chat, left, known, job)
    left = _open(chat.posts)
    if chat.spoken and len(left) == 1 and not _has(chat.posts, "client"):
        _unlabelled(chat, [post for post in chat.posts if post.role is None], job)
    elif left:
        said = {key: [post.text for post in chat.posts if post.key == key] for key in left}
        key = employee_by_words(said)
        if key is None:
            raise InputError(
                f"who is the employee? Name one in [exports] employees{' or speakers' if chat.spoken else ''}: "
                f"{', '.join(list(left.values())[:5])}",
                field=chat.place or None,
            )
        _set(chat.posts, key, "employee")
        _rest(chat.posts, "client")
        _tell(chat, job, "words", who=left[key])


def _by_hint(chat: Chat, known: Known, job: Job) -> None:
    for post in chat.posts:
        if post.role is None:
            post.role = post.hint
    who = next((post.who for post in chat.posts if post.role == "employee" and post.who), "")
    key = "stranger" if known.closed(chat) and who else chat.hinted
    _tell(chat, job, key, who=who or "–")


def _by_the_other(chat: Chat, left: dict[str, str], known: Known, job: Job) -> None:
    """One side is known: the rest is the other's; where employees are named, whoever is none of them is a client."""
    if _has(chat.posts, "employee") or (known.closed(chat) and len(left) == 1 and not chat.spoken):
        _rest(chat.posts, "client")
    elif _has(chat.posts, "client") and len(left) == 1:
        ((key, who),) = left.items()
        _set(chat.posts, key, "employee")
        _tell(chat, job, "others", who=who)


def _nameless(chat: Chat, nameless: list[Post], job: Job) -> None:
    """Words of nobody: those of the neighbour, or by the setting where nobody is named at all."""
    if len(nameless) < len(chat.posts):
        last = next(post.role for post in chat.posts if post.role)
        for post in chat.posts:
            post.role = last = post.role or last
        _tell(chat, job, "neighbour")
        return
    _unlabelled(chat, nameless, job)


def _unlabelled(chat: Chat, posts: list[Post], job: Job) -> None:
    role = job.settings.exports.unlabelled
    if role == "refuse":
        raise InputError("no speakers are told, and exports.unlabelled refuses such a file", field=chat.place or None)
    for post in posts:
        post.role = role
    _tell(chat, job, "unlabelled", who=role)


def _tell(chat: Chat, job: Job, key: str, who: str = "") -> None:
    """Tell a guess, and keep it with the conversation."""
    chat.guessed = [*dict.fromkeys((*chat.guessed, key))]
    job.notice(key, who=who)


def _open(posts: list[Post]) -> dict[str, str]:
    """The authors whose role is not known yet, by key, as people are told of them."""
    return {post.key: post.who for post in posts if post.role is None and post.key}


def _has(posts: list[Post], role: Role) -> bool:
    return any(post.role == role and post.key for post in posts)


def _hinted(posts: list[Post], role: Role) -> bool:
    return any(post.hint == role and post.role is None for post in posts)


def _rest(posts: list[Post], role: Role) -> None:
    for post in posts:
        if post.role is None and post.key:
            post.role = role


def _set(posts: list[Post], key: str, role: Role) -> None:
    for post in posts:
        if post.role is None and post.key == key:
            post.role = role


def most_frequent(posts: list[Post], role: Role) -> Post | None:
    """Of the authors with this role, one post of whoever wrote most."""
    counts = Counter(post.key for post in posts if post.role == role and post.key)
    if not counts:
        return None
    key = counts.most_common(1)[0][0]
    return next(post for post in posts if post.role == role and post.key == key)
