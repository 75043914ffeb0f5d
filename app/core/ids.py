"""Client-made ids."""

import uuid_utils


def new_id() -> str:
    """A UUIDv7 as 36 characters: unique without asking anybody, rising within a process.

    Its time is a hint only; nothing is decided by it.
    """
    return str(uuid_utils.uuid7())
