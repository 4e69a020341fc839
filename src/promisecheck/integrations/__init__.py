"""Hosts of the gate, one module each; each needs the extra of its name, such as `promisecheck[aiogram]`."""
