"""One message of a Telegram export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisecheck.errors import InputError
from promisecheck.readers.posts import Post

if TYPE_CHECKING:
    from promisecheck.readers.times import Clock

_MEDIA = (
    "photo file media_type sticker_emoji contact_information location_information poll game_title invoice_information "
    "live_location_period_seconds dice giveaway_information paid_media"
).split()
_UNHELD = ("missed", "busy")


def post_of(message: Any, clock: Clock, errors: list[InputError]) -> Post:
    """The message as a post; a time that cannot be read is an error of its own, and the message has none.

    Raises `InputError` for what is no message.
    """
    if not isinstance(message, dict):
        raise InputError(f"expected a message, got {type(message).__name__}")
    number = message.get("id")
    place = f"message {number}"
    if message.get("type") == "unsupported":
        return Post("", place, id=_id(number), role="system", more={"type": "unsupported"})
    post = Post(text_of(message.get("text", ""), place), place, id=_id(number))
    try:
        post.sent_at, post.minute = clock.read(message.get("date_unixtime") or message.get("date"))
    except InputError as error:
        errors.append(InputError(error.message, field=f"{place}: date"))
    if message.get("type") == "service":
        return _service(message, post)
    post.author, post.author_id = _name(message.get("from")), _id(message.get("from_id"))
    if post.author is None and post.author_id is None:
        post.author = "deleted account" if "from" in message else None
    if not post.text and any(message.get(field) for field in _MEDIA):
        post.kind = "attachment"
    for ours, theirs in (("forwarded_from", "forwarded_from"), ("via_bot", "via_bot"), ("media", "media_type")):
        if isinstance(told := message.get(theirs), str):
            post.more[ours] = told
    if message.get("edited") or message.get("edited_unixtime"):
        post.more["edited_at"] = str(message.get("edited_unixtime") or message.get("edited"))
    if (reply := _id(message.get("reply_to_message_id"))) is not None:
        post.more["reply_to"] = reply
    return post


def _service(message: dict[str, Any], post: Post) -> Post:
    """Calls are contacts; of the other events only that they happened is kept."""
    action = message.get("action")
    post.more["action"] = str(action)
    if action != "phone_call":
        post.role = "system"
        return post
    held = message.get("duration_seconds")
    if message.get("discard_reason") in _UNHELD or not held:
        post.kind = "missed_call"
        post.author, post.author_id = _name(message.get("actor")), _id(message.get("actor_id"))
    else:  # whoever called, the employee spoke
        post.kind, post.role = "attachment", "employee"
        post.more |= {"duration_seconds": held, "called_by": _name(message.get("actor"))}
    return post


def text_of(text: object, place: str) -> str:
    """The text of a string or of a list of parts; raises `InputError` for anything else."""
    if isinstance(text, str):
        return text
    parts = text if isinstance(text, list) else [None]
    found = [part.get("text") if isinstance(part, dict) else part for part in parts]
    if not all(isinstance(part, str) for part in found):
        raise InputError("expected a text or a list of its parts", field=f"{place}: text")
    return "".join(str(part) for part in found)


def _id(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and value != "" else None


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
