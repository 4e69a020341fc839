"""Personal data in a text: persons, telephones, e-mails, documents, cards, accounts, addresses, with exact places."""

from promisecheck.personal_data.datum import Datum, Kind
from promisecheck.personal_data.find import find

__all__ = ["Datum", "Kind", "find"]
