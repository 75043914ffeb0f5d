"""What a call pad and a serial evaluator do: report keys, show the queue, ask for a rating."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from devices.contract import Device


class PadKey(StrEnum):
    """A key of a call pad."""

    CALL_NEXT = "call_next"
    """呼叫"""
    RECALL = "recall"
    """重呼"""
    EVALUATE = "evaluate"
    """评价"""
    CANCEL = "cancel"
    """取消"""
    CONFIRM = "confirm"
    """确认"""
    ABANDON = "abandon"
    """弃号"""
    HANG = "hang"
    """挂起"""
    CALL_BACK = "call_back"
    """回呼"""
    TRANSFER = "transfer"
    """转移"""
    PAUSE = "pause"
    """暂停"""
    ONE_METRE = "one_metre"
    """一米线提示"""


class KeyPressed(Struct, frozen=True):
    """The clerk pressed a key."""

    key: PadKey


class RatingPressed(Struct, frozen=True):
    """The citizen pressed a key of the evaluator; ``stars`` 5 best, None for a value that nobody knows."""

    stars: int | None
    raw: int


class CallPad(Device, Protocol):
    """One pad or evaluator or both, used by one thread. Every method raises only errors of devices.errors."""

    def heard(self, wait: float) -> tuple[KeyPressed | RatingPressed, ...]:
        """What was pressed, waiting so many seconds for the first of it. Raises Unplugged."""
        ...

    def show(self, ticket: int | None, waiting: int) -> None:
        """Show the digits of the ticket at the window and how many wait. Raises Unplugged."""
        ...

    def beep(self) -> None:
        """Make itself heard, where it can: such a device answers nothing. Raises Unplugged."""
        ...

    def ask(self) -> None:
        """Ask the citizen for a rating. Raises Unplugged."""
        ...

    def cancel(self) -> None:
        """Ask no more, where the device can be told so. Raises Unplugged."""
        ...
