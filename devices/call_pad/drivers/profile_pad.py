"""A call pad or serial evaluator by its profile (resources/device_profiles)."""

from __future__ import annotations

from devices.call_pad.contract import KeyPressed, PadKey, RatingPressed
from devices.framing.events import RESULT, DeviceEvent, stars_of
from devices.framing.session import ProfileSession


class ProfilePad:
    """A CallPad."""

    def __init__(self, session: ProfileSession) -> None:
        self._session = session

    def open(self) -> None:
        """Open the port; a pad says nothing by itself, so nothing tells whether one is there."""
        self._session.open()

    def close(self) -> None:
        """Let go of the port."""
        self._session.close()

    def identity(self) -> str:
        """The name of its profile."""
        return self._session.profile.name

    def heard(self, wait: float) -> tuple[KeyPressed | RatingPressed, ...]:
        """See CallPad."""
        found = (self._meaning(event) for event in self._session.heard(wait))
        return tuple(each for each in found if each is not None)

    def show(self, ticket: int | None, waiting: int) -> None:
        """See CallPad."""
        self._session.tell("show", ticket=ticket, waiting=waiting)

    def beep(self) -> None:
        """See CallPad."""
        self._session.tell("beep")

    def ask(self) -> None:
        """See CallPad."""
        self._session.tell("ask")

    def cancel(self) -> None:
        """See CallPad."""
        self._session.tell("cancel")

    def _meaning(self, event: DeviceEvent) -> KeyPressed | RatingPressed | None:
        if event.name == RESULT and event.value is not None:
            return RatingPressed(stars_of(self._session.profile, event.value), event.value)
        return KeyPressed(PadKey(event.name)) if event.name in set(PadKey) else None
