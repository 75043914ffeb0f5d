"""What an administrator decides about events that wait on a hub; each names the event in its payload."""

RELEASED = "sync.released"
DROPPED = "sync.dropped"
