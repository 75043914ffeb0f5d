"""Two programs that write as one machine do not meet on a data folder."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import StoreUnavailable
from app.main import kiosk
from app.main.tools.backup import restore, start_over
from app.main.window import desktop
from app.main.window.sole_program import sole_program
from app.main.window.store import STORE_FILE
from app.sync.enrol import new_key
from app.sync.identity import DeviceIdentity, keep_identity
from app.sync.trust import DeviceKind

KIOSK = DeviceIdentity(DeviceKind.KIOSK, ("hall-1",), "", "", "", "0f" * 32, new_key())


@pytest.mark.parametrize("command", [kiosk.run, desktop.run, restore, start_over])
def test_whoever_comes_second_is_refused_and_changes_nothing(
    command: Callable[[Namespace], object], tmp_path: Path
) -> None:
    keep_identity(tmp_path, KIOSK)
    # What a store that was moved away leaves behind.
    (tmp_path / STORE_FILE).touch()
    with sole_program(tmp_path):
        before = sorted(tmp_path.iterdir())
        with pytest.raises(StoreUnavailable) as refused:
            command(Namespace(data=tmp_path, hub="", file=tmp_path / "backup", passphrase_file=None))
        assert refused.value.code == "store.in_use"
        assert sorted(tmp_path.iterdir()) == before


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    with sole_program(tmp_path):
        pass
    with sole_program(tmp_path):
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())
