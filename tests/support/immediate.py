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
