"""The kind of check for quarrels: what counts depends on what the other side has just said (memo, clause 1.7)."""

from promisecheck.checks.argument.check import ArgumentCheck
from promisecheck.checks.argument.schema import ArgumentRule
from promisecheck.checks.kind import Kind

KIND = Kind(ArgumentRule, ArgumentCheck)
