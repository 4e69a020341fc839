"""The required-words kind of check."""

from promisecheck.checks.kind import Kind
from promisecheck.checks.required_words.check import RequiredWordsCheck
from promisecheck.checks.required_words.schema import RequiredWordsRule

KIND = Kind(RequiredWordsRule, RequiredWordsCheck)
