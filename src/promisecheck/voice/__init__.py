"""The report «Голос клиента»: every signal of the clients, as a table or as requests to Bitrix24."""

from promisecheck.voice.rows import Row, rows
from promisecheck.voice.run import voice

__all__ = ["Row", "rows", "voice"]
