"""The forbidden-meaning kind of check."""

from promisecheck.checks.forbidden_meaning.check import ForbiddenMeaningCheck
from promisecheck.checks.forbidden_meaning.schema import ForbiddenMeaningRule
from promisecheck.checks.kind import Kind

KIND = Kind(ForbiddenMeaningRule, ForbiddenMeaningCheck)
