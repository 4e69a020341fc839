"""Days and meetings: when a client may be disturbed, and what must be said the day before."""
