"""Which Cyrillic letters a foreign letter, digit or sign may stand for."""

import unicodedata
from functools import lru_cache

# Each entry: look-alikes, a colon, the Cyrillic letters they may stand for, the most usual one first.
_READINGS = """
a:а b:ьвб c:с d:д e:е f:ф g:дг h:н i:и j:й k:к l:ли m:тм n:пни o:о p:р q:я r:гр s:с t:т u:ипуц v:вл w:шщ x:хж y:уч z:з
A:а B:вб C:с D:д E:е F:ф G:дг H:н I:ил J:й K:к L:л M:м N:ип O:о P:р R:яг S:с T:т U:ицу V:в W:шщ X:хж Y:уч Z:з
0:о 3:з 4:ч 6:б 8:в 1:ли @:а
αΑаɑɐᴀ:а βΒʙßⲃ:вб γ:гу ΓᴦꓨΓ:г δ:бд Δ:д εәəєɛ:еэ Ε℮ᴇ:е ζΖ:з η:пн Η:н ιΙɪı:и κΚĸᴋʞ:к λΛᴧʟʌᴫ:л μµ:мц Μᴍʍ:м ν:ви Νɴ:ип
ξΞ:з οΟσөɵᴏøօ:о πΠᴨո:п ρΡᴩ:р ᴘ:рп ςϲᴄⅽɔᴐϹΣҫ:с τΤᴛʇ:т υսᴜ:ипу ΥүұᴜʏҮ:у φΦɸɸϕᏫ:ф χΧ:х ψΨ:ч ωΩ:шо
іїɩ:и ѕꜱ:с јȷᴊѝҋ:й ԁɖᴅɗ:д Ԍɢ:дг һҺ:н ґғѓɡ:г ў:у ѐ:е ѝӥӣᴎ:и ӏӀ:ли ҡқҝќӄ:к ңҥӊӈ:н ҳӽҲ:х җӝ:ж ҙӟɜᴣзᴢ:з ӑӓ:а ӗ:е ӧ:о
ӱӯӳ:у ҏҎ:р ɯѡԝᴡɰ:ш ᴙʁ:я ƅЬ:ь ɓҍ:б ɥ:ч ɹ:г ᴠѵ:в հħ:н łŁ:л đðĐ:д þ:р ҭ:т ҷҹӌһ:ч ꜰ:ф ꜧ:н ʜ:н ʀ:яр ʐ:з ǝ:е ᴈ:эз
ꓮᎪ:а ꓐᏴ:в ꓚᏟ:с ꓰᎬ:е ꓧᎻ:н ꓗᏦ:к ꓟᎷ:м ꓳ:о ꓑᏢ:р ꓔᎢ:т ꓫ:х ꓬᎩ:у ꓡ:л Ꮃ:ш Ꮪ:с ëË:ё ŭŬй:й
"""
# Two signs that draw one letter.
DIGRAPHS = {
    **dict.fromkeys(("ьі", "ьi", "ьl", "ьI", "ьӏ", "ь1", "bі", "bl", "bI", "bi", "ЬІ", "ЬI", "Ьl", "Ь1"), "ы"),
    **dict.fromkeys(("IO", "ІО", "lO", "IО", "ІO", "lО"), "ю"),
    **dict.fromkeys(("JI", "JІ", "Jl"), "л"),
}
_SAME_LOOK = frozenset("aceopxykABCEHKMOPTXYëËαοορκτχπφΑΒΓΕΗΚΜΟΠΡΤΦΧѕѐѝ")
TWO_FACED = frozenset("асеорхукАВСЕНКМОРТХУ")
"""Cyrillic letters which a Latin word may hold as well: they don't show that a word is Russian."""
ENCLOSED = "\u24b6-\u24e9\U0001f110-\U0001f129\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
"""Letters in circles and squares, for a regular expression's class; they are signs, not letters, to Unicode."""


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in _READINGS.split():
        keys, _, letters = entry.rpartition(":")
        for key in keys:
            table.setdefault(key, letters)
    return table


_TABLE = _table()


def _enclosed(char: str) -> str:
    """The letter inside a circle or square: the blocks lie in alphabetical order."""
    code = ord(char)
    for first in (0x1F110, 0x1F130, 0x1F150, 0x1F170):
        if first <= code < first + 26:
            return chr(ord("A") + code - first)
    return char


@lru_cache(maxsize=4096)
def base(char: str) -> str:
    """Strip style and diacritics from a letter: «𝐚», «ａ», «ⓐ», «á» → «a»."""
    if char in _TABLE or char.isascii():
        return char
    plain = unicodedata.normalize("NFKC", _enclosed(char))
    if plain in _TABLE:
        return plain
    bare = unicodedata.normalize("NFKD", plain)[:1]
    return bare or char


@lru_cache(maxsize=4096)
def readings(char: str) -> str:
    """Give the lower-case Cyrillic letters a character may stand for, the most usual first; none: it is no letter."""
    key = base(char)
    found = _TABLE.get(key) or _TABLE.get(key.lower(), "")
    return found or (key.lower() if is_russian(key) else "")


@lru_cache(maxsize=4096)
def is_same_look(char: str) -> bool:
    """Whether the character cannot be told from its Cyrillic reading by eye."""
    key = base(char)
    return key in _SAME_LOOK or (not key.isascii() and not "\u0400" <= key <= "\u052f" and len(readings(key)) == 1)


def is_russian(char: str) -> bool:
    """Whether the character is one of the 33 letters, in either case."""
    return "а" <= char <= "я" or "А" <= char <= "Я" or char in "ёЁ"
