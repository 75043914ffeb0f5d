"""What tests of a hall without its hub share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from app.journal.read import own_events
from app.journal.verify import rebuild
from app.tickets.board import FeedGap
from app.tickets.model import PROJECTED
from app.tickets.projection import PROJECTIONS
from tests.support.partition import PartitionedHall


@pytest.fixture
def hall() -> Iterator[PartitionedHall]:
    """A hall; in the end its feed shows what its hub does, windows' tickets follow from their journals."""
    made = PartitionedHall()
    yield made
    board = made.hub.board()
    with suppress(FeedGap):
        shown = made.hub.followed()
        assert shown.waiting == board.waiting
        assert (shown.at_windows, shown.missed, shown.calls) == (board.at_windows, board.missed, board.calls)
    for window in (made.three, made.four):
        with window.store.read() as conn:
            own = own_events(conn, window.node, 0, 10_000)
            assert rebuild(conn, own, PROJECTIONS, PROJECTED) == ()
