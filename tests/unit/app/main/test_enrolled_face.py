"""Faces of a hall on a machine that was never let in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import ConfigError
from app.main import hall, kiosk
from ui.shell.notices import word


@pytest.mark.parametrize("run", [hall.run, kiosk.run])
def test_a_screen_that_is_not_enrolled_speaks_of_itself(
    run: Callable[[Namespace], int], tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as refused:
        run(Namespace(data=tmp_path, hub="", portrait=False, windowed=True))
    said = word(refused.value.code, refused.value.params)
    assert said.what == "这块屏没有打开"
    assert "照常办理" not in said.sentence
