"""A hub's database knows its keys: lost or exchanged ones are told before anybody is shut out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.core.errors import EnvironmentMissing
from app.db.store import Store
from app.hub.own_keys import own_keys, take_keys
from app.hub.trust import FOLDER
from tests.support.databases import fresh_store, sqlite_url


def problem(store: Store, data: Path) -> str:
    with pytest.raises(EnvironmentMissing) as error:
        own_keys(store, data)
    return error.value.code


def test_the_keys_of_the_first_start_are_those_of_every_start(store: Store, tmp_path: Path) -> None:
    first = own_keys(store, tmp_path)
    assert own_keys(store, tmp_path).digest == first.digest


def test_lost_keys_are_told_and_none_are_made(store: Store, tmp_path: Path) -> None:
    own_keys(store, tmp_path)
    shutil.rmtree(tmp_path / FOLDER)
    assert problem(store, tmp_path) == "hub.trust_missing"
    assert not (tmp_path / FOLDER).exists()
    take_keys(store, tmp_path)
    assert own_keys(store, tmp_path).digest


def test_the_keys_of_another_hub_are_not_taken(store: Store, tmp_path: Path) -> None:
    mine = own_keys(store, tmp_path)
    other = fresh_store(sqlite_url(tmp_path / "other"))
    own_keys(other, tmp_path / "other")
    other.close()
    assert problem(store, tmp_path / "other") == "hub.other_keys"
    assert own_keys(store, tmp_path).digest == mine.digest
