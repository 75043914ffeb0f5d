"""What waits for a clerk survives a disk that is put back; a new epoch alone costs nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.hub.epoch import renew_epoch
from app.journal.model import journal
from tests.support import sync_model_checks as checks
from tests.support.sync_model import ModelHub
from tests.support.sync_model_window import ModelWindow, Opener

OURS, THEIRS = "13900000002", "13900000001"


def sync(*windows: ModelWindow) -> None:
    """A few turns each, as a sync thread takes them."""
    for window in windows:
        window.sync()


def test_a_correction_of_a_receipt_that_is_refused_waits_for_the_clerk(
    opened: Opener, model_hub: ModelHub, caplog: pytest.LogCaptureFixture
) -> None:
    lost = opened()
    copy = lost.disk.copied(lost.store)
    lost.receive()
    sync(lost)
    window = opened(copy)
    new = window.receive()
    window.amend(new, OURS)
    sync(window)
    assert window.renumber_refused() == 1
    sync(window)
    window.settle_first("mine")
    sync(window)
    assert (window.overview().conflicts, window.overview().failed) == ((), ())
    assert checks.phone(model_hub, new) == checks.phone(window, new) == OURS
    assert "cases.number_taken" in caplog.text
    checks.node_is_whole(window)


@pytest.mark.parametrize("copied", ["before it was made", "before it was sent"])
def test_a_restored_window_lists_again_what_waits_for_its_clerk(
    opened: Opener, caplog: pytest.LogCaptureFixture, copied: str
) -> None:
    ours, other = opened(), opened(number="5")
    case_id = ours.receive()
    sync(ours)
    other.corrections.note(other.author, case_id, "转到本窗口")
    sync(other, ours)
    other.amend(case_id, THEIRS)
    sync(other)
    before = ours.disk.copied(ours.store)
    ours.amend(case_id, OURS)
    copy = before if copied == "before it was made" else ours.disk.copied(ours.store)
    ours.receive()
    sync(ours)
    restored = opened(copy)
    restored.receive()
    sync(restored)
    assert restored.overview().conflicts == ours.overview().conflicts
    assert len(ours.overview().conflicts) == 1
    assert "new life" in caplog.text
    checks.node_is_whole(restored)


def test_a_new_epoch_alone_makes_nobody_send_again(
    opened: Opener, model_hub: ModelHub, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    window = opened()
    for _ in range(3):
        window.receive()
    sync(window)
    renew_epoch(model_hub.store)
    monkeypatch.setattr(model_hub.hub, "push", lambda *_: pytest.fail("it sends again"))
    sync(window)
    assert (window.pusher.status.pending, window.pusher.status.differences) == (0, 0)
    assert "another hub database" in caplog.text
    with model_hub.store.read() as conn:
        stored = list(conn.execute(select(journal.c.id).where(journal.c.node == window.node.node)).scalars())
    assert sorted(stored) == sorted(window.own_ids())
