"""The client-data kind of check: what may not be said, and personal data that may not be shown."""

from promisecheck.checks.client_data.check import ClientDataCheck
from promisecheck.checks.client_data.schema import ClientDataRule
from promisecheck.checks.kind import Kind

KIND = Kind(ClientDataRule, ClientDataCheck)
