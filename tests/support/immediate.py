"""Work without lanes: done at once, in the caller's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class ImmediateTaskRunner:
    """A TaskRunner. An error that nobody wants to be told of is raised."""

    def submit(
        self,
        lane: str,
        work: Callable[[], T],
        on_result: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        try:
            result = work()
        except Exception as error:
            if on_error is None:
                raise
            on_error(error)
            return
        if on_result is not None:
            on_result(result)


class HeldLane(ImmediateTaskRunner):
    """What is given to one lane waits until it goes on; everything else is done at once."""

    def __init__(self, held: str) -> None:
        self.waiting: list[Callable[[], None]] = []
        self._held = held

    def submit(
        self,
        lane: str,
        work: Callable[[], T],
        on_result: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        def perform() -> None:
            ImmediateTaskRunner.submit(self, lane, work, on_result, on_error)

        if lane == self._held:
            self.waiting.append(perform)
        else:
            perform()

    def go_on(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()
