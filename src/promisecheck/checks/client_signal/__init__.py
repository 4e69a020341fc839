"""The client-signal kind of check: what a client asks, wishes or tells of himself is to be written down."""

from promisecheck.checks.client_signal.check import ClientSignalCheck
from promisecheck.checks.client_signal.schema import ClientSignalRule
from promisecheck.checks.kind import Kind

KIND = Kind(ClientSignalRule, ClientSignalCheck)
