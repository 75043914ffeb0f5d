"""What a clerk can do about a record that the hub refused for good: take it back, or make it again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.cases.model import case_notes
from app.core.errors import RuleViolation
from app.core.ids import new_id
from app.journal.model import SCHEMA
from app.sync.events import DROPPED
from tests.support import sync_model_checks as checks
from tests.support.sync_model import ADMINISTRATOR, HALL_ID, ModelHub
from tests.support.sync_model_window import Opener


class Hall:
    """Two windows and their hub; ``steal``: an event of ours that is written soon bears the id of theirs."""

    def __init__(self, hub: ModelHub, opened: Opener, patch: pytest.MonkeyPatch) -> None:
        self.hub, self._patch = hub, patch
        self.ours, self.theirs = opened(), opened(number="5")
        self.theirs.receive()
        self.theirs.sync()

    def steal(self, after: int = 0) -> str:
        """``after`` so many others."""
        (taken, *_) = self.theirs.own_ids()
        ids = [taken, *(new_id() for _ in range(after))]
        self._patch.setattr("app.journal.append.new_id", lambda: ids.pop() if ids else new_id())
        return taken

    def refused(self) -> list[tuple[str, str, bool]]:
        return [(row.status, row.code, row.withdrawable) for row in self.ours.overview().failed]


@pytest.fixture
def hall(model_hub: ModelHub, opened: Opener, monkeypatch: pytest.MonkeyPatch) -> Hall:
    return Hall(model_hub, opened, monkeypatch)


def note(hall: Hall, case_id: str) -> str:
    """A note of ours that the hub refuses; its id."""
    event_id = hall.steal()
    hall.ours.corrections.note(hall.ours.author, case_id, "不要辣")
    hall.ours.sync()
    return event_id


def test_a_refused_note_can_be_taken_back(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    case_id = hall.ours.receive()
    event_id = note(hall, case_id)
    assert hall.refused() == [("rejected", "sync.key_reuse", True)]
    assert hall.ours.notes() == ["不要辣"]
    hall.ours.settlements.withdraw(hall.ours.author, event_id)
    hall.ours.sync()
    assert (hall.refused(), hall.ours.notes()) == ([], [])
    checks.node_is_whole(hall.ours)
    checks.same_cases(hall.ours, hall.hub)
    assert "uses the id of another event" in caplog.text


def test_a_refused_record_can_be_made_again_and_counts_once(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    case_id = hall.ours.receive()
    event_id = note(hall, case_id)
    hall.ours.settlements.send_again(hall.ours.author, event_id)
    hall.ours.sync()
    assert (hall.refused(), hall.ours.notes()) == ([], ["不要辣"])
    with hall.hub.store.read() as conn:
        assert list(conn.execute(select(case_notes.c.text)).scalars()) == ["不要辣"]
    checks.node_is_whole(hall.ours)
    assert "uses the id of another event" in caplog.text


def test_a_receipt_is_made_again_but_never_taken_back(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    case_id = hall.ours.receive()
    hall.ours.sync()
    event_id = hall.steal(after=1)
    second = hall.ours.receive()
    hall.ours.sync()
    with pytest.raises(RuleViolation, match=r"sync\.not_withdrawable"):
        hall.ours.settlements.withdraw(hall.ours.author, event_id)
    hall.ours.settlements.send_again(hall.ours.author, event_id)
    hall.ours.sync()
    assert (hall.refused(), hall.ours.case_ids()) == ([], sorted([case_id, second]))
    checks.node_is_whole(hall.ours)
    checks.same_cases(hall.ours, hall.hub)
    assert "uses the id of another event" in caplog.text


def test_what_counts_is_neither_taken_back_nor_made_again(hall: Hall) -> None:
    case_id = hall.ours.receive()
    hall.ours.corrections.note(hall.ours.author, case_id, "不要辣")
    hall.ours.sync()
    event_id = hall.ours.own_ids()[-1]
    for take in (hall.ours.settlements.withdraw, hall.ours.settlements.send_again):
        with pytest.raises(RuleViolation, match=r"sync\.not_in_conflict"):
            take(hall.ours.author, event_id)
    assert hall.ours.notes() == ["不要辣"]


def test_a_correction_of_a_case_that_was_dropped_is_let_go(hall: Hall) -> None:
    hall.ours.wire.schema = SCHEMA + 1
    case_id = hall.ours.receive()
    hall.ours.sync()
    hall.ours.wire.schema = SCHEMA
    hall.ours.amend(case_id, "13900000002")
    hall.ours.sync()
    for each in hall.hub.hub.waiting():
        if each.status == "quarantined":
            hall.hub.hub.decide(HALL_ID, each.event_id, DROPPED, ADMINISTRATOR)
    hall.ours.sync()
    (conflict,) = hall.ours.overview().conflicts
    with pytest.raises(RuleViolation, match=r"sync\.nothing_to_correct"):
        hall.ours.settlements.settle(hall.ours.author, conflict.event_id, {"applicant.phone": "mine"})
    hall.ours.settlements.settle(hall.ours.author, conflict.event_id, {"applicant.phone": "theirs"})
    hall.ours.sync()
    assert (hall.ours.overview().conflicts, hall.hub.hub.waiting()) == ((), [])
    checks.node_is_whole(hall.ours)
