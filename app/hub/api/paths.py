"""What the parts of an address and the names in a request may be: what every database can keep."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

STORABLE = r"^[^\x00]*$"
"""PostgreSQL keeps every character but NUL."""

LAST_POSITION = 2**31 - 1

HallId = Annotated[str, Path(pattern=r"^[\w.-]{1,64}$", description="the hall (大厅)")]
TicketId = Annotated[str, Path(max_length=64, pattern=STORABLE)]
