"""A ticket machine whose disk was put back from a copy gives no number twice, once it has met its hub."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import sync_model_checks as checks
from tests.support.sync_model import ModelHub
from tests.support.sync_model_kiosk import ModelKiosk


@pytest.fixture
def kiosk(tmp_path: Path, model_hub: ModelHub) -> Iterator[ModelKiosk]:
    made = ModelKiosk(tmp_path / "kiosk.db", "kiosk", model_hub)
    yield made
    made.store.close()


def given_without_hub(kiosk: ModelKiosk, count: int) -> list[str]:
    kiosk.numbers.reachable = False
    for _ in range(count):
        kiosk.give()
    return [slip.number for slip, _ in kiosk.slips[-count:]]


def test_a_copy_that_was_put_back_in_silence(kiosk: ModelKiosk, caplog: pytest.LogCaptureFixture) -> None:
    kiosk.hear()
    kiosk.pusher.turn()
    copy = kiosk.disk.copied(kiosk.store)
    assert given_without_hub(kiosk, 2) == ["A5001", "A5002"]
    kiosk.pusher.turn()
    lost = given_without_hub(kiosk, 1)
    kiosk.put_back(copy)
    kiosk.pusher.turn()
    kiosk.hear()
    assert lost == ["A5003"], "the hub never heard of it"
    assert given_without_hub(kiosk, 2) == ["A5021", "A5022"]
    kiosk.pusher.turn()
    checks.node_is_whole(kiosk)
    assert "goes on in a new life" in caplog.text
