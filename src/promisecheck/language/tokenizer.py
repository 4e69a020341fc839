"""spaCy's Russian tokenizer, with the two habits of chats it does not know."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_LETTER = r"[A-Za-zА-Яа-яЁё]"


def blank() -> Language:
    """A Russian pipeline without components.

    Against spaCy's own rules a hyphen inside a word splits nothing («из-за», «какой-то»: slovnet was trained on
    whole ones), and a full stop, semicolon or slash without a space splits («доход.Гарантия», «руб/мес»).
    """
    from spacy.lang.ru import Russian
    from spacy.util import compile_infix_regex

    nlp = Russian()
    nlp.max_length = sys.maxsize  # spaCy's limit is for parsers; splitting a text takes no more than the text
    letters_only = [rule for rule in nlp.Defaults.infixes or () if "(?:-|–" not in rule]
    own = [
        rf"(?<={_LETTER})[.!?…,;:]+(?=[^\w\s.,!?…;:)»\"'])",
        r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D\u20E3]+",
        rf"(?<={_LETTER})[.;!?,:/)(](?={_LETTER})",
        r"(?<=\d)[-–—/](?=\d)",
        rf"(?<=[\d%$€₽])[/](?={_LETTER})",
        r"(?<=[%$€₽])(?=[А-Яа-яЁё])",
        rf"(?<=\d)(?=(?:тыс|руб|млн|млрд|год|дн|мес|проц|процент){_LETTER}*$)",
        rf"(?<={_LETTER})(?:—|–|--|~)(?={_LETTER})",
    ]
    nlp.tokenizer.infix_finditer = compile_infix_regex(letters_only + own).finditer
    return nlp
