"""``zongchuang print-ticket``: what it says before it takes a number."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from app.core.errors import RuleViolation
from app.main.tools.tickets import print_ticket
from ui.shell.notices import word


def test_a_zone_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(RuleViolation) as refused:
        print_ticket(Namespace(data=tmp_path, hub="", printer="", zone="A", again="", screen=True))
    said = word(refused.value.code, refused.value.params)
    assert "功能区 A" in said.why
    assert "SSDJ 商事登记" in said.how
