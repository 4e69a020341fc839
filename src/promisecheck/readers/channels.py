"""Channels by the names that exports give them: «Телеграм», `wz_whatsapp`, `vkgroup`, «Звонок»."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisecheck.conversation import Channel

_WORDS: dict[Channel, str] = {
    "whatsapp": "whatsapp ватсап вотсап вацап wazzup",
    "telegram": "telegram телеграм",
    "avito": "avito авито",
    "vk": "vkgroup vkontakte вконтакте vk_ vk.",
    "email": "email e-mail mail почта письмо",
    "sms": "sms смс",
    "phone": "phone call voip telephony телефон звонок звонк",
    "meeting": "meeting встреча",
    "chatbot": "chatbot чат-бот чатбот",
    "comment": "comment комментар отзыв",
}
_WHOLE: dict[str, Channel] = {"tg": "telegram", "тг": "telegram", "wa": "whatsapp", "vk": "vk", "вк": "vk"}


def channel_named(name: str | None) -> Channel | None:
    """The channel of this name; `other` for a name that tells none, None for no name."""
    plain = (name or "").strip().casefold()
    if not plain:
        return None
    if plain in _WHOLE:
        return _WHOLE[plain]
    return next((channel for channel, words in _WORDS.items() if any(word in plain for word in words.split())), "other")
