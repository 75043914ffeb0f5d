"""A hub's keys: made once, kept to their owner, renewed in time, and plain words when they are not right."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import EnvironmentMissing
from app.hub.trust import FOLDER, init_trust, open_trust, renew, replace_lost, served_names
from tests.support.hub import at_once

NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)


def contents(data: Path) -> dict[str, str]:
    return {path.name: path.read_text("ascii") for path in (data / FOLDER).iterdir()}


def problem(data: Path) -> tuple[str, object]:
    with pytest.raises(EnvironmentMissing) as error:
        init_trust(data, [], NOW)
    return error.value.code, error.value.params["file"]


def test_init_again_changes_nothing(tmp_path: Path) -> None:
    first = init_trust(tmp_path, ["hub.example"], NOW)
    before = contents(tmp_path)
    assert init_trust(tmp_path, ["hub.example"], NOW).authority == first.authority
    assert contents(tmp_path) == before


def test_a_new_name_is_added_and_the_authority_stays(tmp_path: Path) -> None:
    first = init_trust(tmp_path, ["hub.example"], NOW)
    second = init_trust(tmp_path, ["10.0.0.5"], NOW)
    assert second.authority == first.authority
    assert set(served_names(tmp_path)) == {"hub.example", "10.0.0.5", "localhost", "127.0.0.1", "::1"}


def test_a_started_hub_keeps_its_keys_when_it_is_initialised(tmp_path: Path) -> None:
    started = open_trust(tmp_path)
    assert not started.authority
    made = init_trust(tmp_path, [], NOW)
    assert made.authority
    assert made.token_key.private_bytes_raw() == started.token_key.private_bytes_raw()
    assert made.seal_key.private_bytes_raw() == started.seal_key.private_bytes_raw()


@pytest.mark.parametrize("name", ["token.key", "seal.key", "signing.key", "authority.pem", "server.pem"])
def test_a_key_that_is_gone_is_told_and_made_anew_only_when_ordered(tmp_path: Path, name: str) -> None:
    init_trust(tmp_path, ["hub.example"], NOW)
    (tmp_path / FOLDER / name).unlink()
    left = contents(tmp_path)
    if name != "server.pem":
        assert problem(tmp_path) == ("hub.trust_missing", name)
        assert contents(tmp_path) == left
    replace_lost(tmp_path)
    init_trust(tmp_path, ["hub.example"], NOW)
    made = contents(tmp_path)
    kept = {each: content for each, content in left.items() if each != "server.pem"}
    assert kept.items() <= made.items()
    assert set(made) == {*left, "server.pem", name}


def test_of_two_first_starts_both_have_the_same_keys(tmp_path: Path) -> None:
    digests = at_once(*[lambda: open_trust(tmp_path).digest] * 4)
    assert len(set(digests)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]


def test_the_certificate_is_made_anew_in_its_last_month(tmp_path: Path) -> None:
    init_trust(tmp_path, ["hub.example"], NOW)
    fresh = contents(tmp_path)["server.pem"]
    renew(tmp_path, NOW + timedelta(days=366))
    assert contents(tmp_path)["server.pem"] == fresh
    renew(tmp_path, NOW + timedelta(days=368))
    assert contents(tmp_path)["server.pem"] != fresh
    assert "hub.example" in served_names(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_nobody_else_on_the_machine_reads_a_key(tmp_path: Path) -> None:
    init_trust(tmp_path, [], NOW)
    folder = tmp_path / FOLDER
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    (folder / "token.key").chmod(0o644)
    assert problem(tmp_path) == ("hub.trust_open", "token.key")


@pytest.mark.parametrize("name", ["authority.pem", "server.pem", "token.key", "seal.key"])
@pytest.mark.parametrize("content", ["", "not a key", "-----BEGIN CERTIFICATE-----\nAAAA\n", "钥匙"])
def test_a_file_that_is_no_key_is_named_and_left_alone(tmp_path: Path, name: str, content: str) -> None:
    init_trust(tmp_path, [], NOW)
    path = tmp_path / FOLDER / name
    path.write_text(content, "utf-8")
    assert problem(tmp_path) == ("hub.trust_unreadable", name)
    assert path.read_text("utf-8") == content


@pytest.mark.parametrize("name", ["", "hub example\0", "主机", "999.1.1.1", "10.0.0"])
def test_what_is_no_name_gets_no_certificate(tmp_path: Path, name: str) -> None:
    with pytest.raises(EnvironmentMissing) as error:
        init_trust(tmp_path, [name], NOW)
    assert error.value.code == "hub.wrong_name"
