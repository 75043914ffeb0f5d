"""What an administrator orders: a code is not given for what could never work."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from app.core.errors import RuleViolation
from app.main.hub.administration import enrol


def ask(data: Path, kind: str, *halls: str) -> Namespace:
    return Namespace(data=data, db="", kind=kind, hall=list(halls), window=3, name="", valid_hours=1.0)


@pytest.mark.parametrize("kind", ["window", "hall", "kiosk", "lobby"])
def test_what_stands_in_a_hall_belongs_to_one(tmp_path: Path, kind: str) -> None:
    with pytest.raises(RuleViolation, match=r"auth\.one_hall"):
        enrol(ask(tmp_path, kind, "east", "west"))
    assert enrol(ask(tmp_path, "hub", "east", "west"))["code"]
