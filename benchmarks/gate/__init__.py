"""How fast the gate decides: in process, over HTTP under load, and as a hook that starts anew for every message."""
