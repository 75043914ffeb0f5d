"""Who a clerk's id stands for: the names of the staff bundle (人员名册), and the one of the clerk here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.staff.roster import Clerk, Roster


class ClerkNames:
    """Names by clerk id. ``look`` reads files; ``of`` does not."""

    def __init__(self, own: Clerk, read: Callable[[], Roster]) -> None:
        """``own``: whom the settings name; ``read``: the roster that is in force now."""
        self._own = {own.id: own.name}
        self._read = read
        self._known: Mapping[str, str] = self._own

    def look(self) -> None:
        """Take over what is in force now; blocks, for the ``store`` lane."""
        self._known = {**self._read().names, **self._own}

    def of(self, clerk_id: str) -> str:
        """A clerk's name, or the id where it is not known."""
        return self._known.get(clerk_id, clerk_id)
