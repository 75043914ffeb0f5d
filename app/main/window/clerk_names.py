"""Who a clerk's id stands for: the names of the staff bundle (人员名册), and the one of the clerk here."""

from __future__ import annotations

from collections.abc import Callable, Mapping


class ClerkNames:
    """Names by clerk id. ``look`` reads files; ``of`` does not."""

    def __init__(self, own_id: str, own_name: str, read: Callable[[], Mapping[str, str]]) -> None:
        """``read``: the names that are in force now."""
        self._own = {own_id: own_name}
        self._read = read
        self._known: Mapping[str, str] = self._own

    def look(self) -> None:
        """Take over what is in force now; blocks, for the ``store`` lane."""
        self._known = {**self._read(), **self._own}

    def of(self, clerk_id: str) -> str:
        """A clerk's name, or the id where it is not known."""
        return self._known.get(clerk_id, clerk_id)
