"""Requests to Bitrix24's REST methods, ready to be sent by whoever holds the key; nothing is sent here.

`crm.timeline.comment.add` puts a comment on the contact's timeline, `crm.contact.update` fills a field of his card
(apidocs.bitrix24.com). An update replaces what the field holds: hence a field of its own by default, and all traits
of a contact in one request.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from promisecheck.texts import say
from promisecheck.voice.tables import Output

if TYPE_CHECKING:
    from promisecheck.settings import Bitrix24
    from promisecheck.voice.rows import Row


class Bitrix24Writer(Output):
    """JSON Lines of `{"method": …, "params": …, "source": …}` for signals that are not recorded."""

    def __init__(self, out: str, settings: Bitrix24, lang: str):
        super().__init__(out, lang)
        self._settings = settings
        self._traits: dict[int, list[Row]] = {}
        self._stream = self.part.open("w", encoding="utf-8", newline="\n")

    def write(self, row: Row) -> None:
        """A comment now; a trait also waits for the others of its contact."""
        if row.recorded or row.contact_id is None:
            return
        fields = {"ENTITY_ID": row.contact_id, "ENTITY_TYPE": "contact", "COMMENT": comment(row, self.lang)}
        self._put("crm.timeline.comment.add", {"fields": fields}, [row])
        if row.record == "client_trait":
            self._traits.setdefault(row.contact_id, []).append(row)

    def close(self, *, whole: bool) -> None:
        """The cards come last."""
        for contact, traits in self._traits.items() if whole else ():
            text = "\n".join(dict.fromkeys(plain(row.quote) for row in traits))
            params = {"id": contact, "fields": {self._settings.trait_field: text}}
            self._put("crm.contact.update", params | {"params": {"REGISTER_SONET_EVENT": "N"}}, traits)
        self._stream.close()

    def _put(self, method: str, params: dict[str, Any], of: list[Row]) -> None:
        source = [{"conversation_id": row.conversation_id, "message_id": row.message_id} for row in of]
        line = {"method": method, "params": params, "source": source}
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def comment(row: Row, lang: str) -> str:
    """What the timeline shows of a signal."""
    when = f"{row.sent_at:%d.%m.%Y %H:%M}, " if row.sent_at else ""
    return f"{say(row.record, lang)} · {row.topic_title}\n«{plain(row.quote)}»\n{when}{row.channel}"


def plain(text: str) -> str:
    """A client's text that Bitrix24 does not take for BB codes: a zero-width space parts «[» from the tag."""
    return text.replace("[", "[\u200b")
