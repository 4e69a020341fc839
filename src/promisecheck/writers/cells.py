"""What a spreadsheet may be given: no text of a client's may become a formula or lose its place."""

from __future__ import annotations

import re

from promisecheck.texts import visible

# Spreadsheets take a cell that begins so for a formula (OWASP, «CSV Injection»), some of them after blanks or
# characters that nobody sees; the wide forms are what Excel makes of them with an Asian keyboard.
_FORMULA = re.compile(r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@＝＋－＠\t\r\n]")


def shown(text: str) -> str:
    """The text without characters that files of spreadsheets cannot hold, as long as before: offsets still hold."""
    return visible(text)


def harmless(text: str) -> str:
    """The text as a cell of a text file, with an apostrophe before what would become a formula."""
    return f"'{shown(text)}" if _FORMULA.match(text) else shown(text)
