"""What goes wrong at a device, as an error that may reach a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.core.errors import PeripheralError
from devices.errors import DeviceError


@contextmanager
def told_to_people() -> Iterator[None]:
    """Raises PeripheralError in place of a DeviceError: the same code, the same facts."""
    try:
        yield
    except DeviceError as error:
        raise PeripheralError(error.code, **error.facts) from error
