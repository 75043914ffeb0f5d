"""A ticket machine whose disk was put back from a copy gives no number twice, once it has met its hub."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
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


def test_a_hub_that_was_put_back_leases_no_block_twice(tmp_path: Path, model_hub: ModelHub) -> None:
    kiosks = [ModelKiosk(tmp_path / f"{name}.db", name, model_hub) for name in ("east", "south", "west")]
    kiosks[0].hear()
    copy = model_hub.disk.copied(model_hub.store)
    kiosks[1].hear()
    model_hub.restore(copy)
    kiosks[2].hear()
    given = [number for each in kiosks for number in given_without_hub(each, 20)]
    assert len({*given}) == 60
    for each in kiosks:
        each.pusher.turn()
        checks.node_is_whole(each)
    checks.hub_is_whole(model_hub)
    model_hub.clock.advance(timedelta(days=1))
    kiosks[2].hear()
    assert given_without_hub(kiosks[2], 1) == ["A5001"], "the next day begins at its start"
    for each in kiosks:
        each.store.close()
