"""A sealed file opens with its secret and no other, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core import sealed
from app.core.errors import ContentError

CONTENT = bytes(range(256)) * 10_000
"""Three portions, the last one not full."""


def quiet(_done: int, _total: int) -> None:
    """Nobody looks."""


@pytest.fixture(scope="module")
def sealed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    (folder / "plain").write_bytes(CONTENT)
    sealed.seal(folder / "plain", folder / "file", "four words make one", "window", "2026-07-04", quiet)
    return folder / "file"


def opening(file: Path, target: Path, secret: str = "four words make one", what: str = "window") -> str:
    """The code of the refusal; empty when it opened."""
    try:
        sealed.unseal(file, target, secret, what, quiet)
    except ContentError as error:
        assert [path.name for path in target.parent.iterdir() if path.name.startswith(target.name)] == []
        return error.code
    assert target.read_bytes() == CONTENT
    return ""


def test_it_opens_with_its_secret(sealed_file: Path, tmp_path: Path) -> None:
    assert opening(sealed_file, tmp_path / "out") == ""
    assert CONTENT[:64] not in sealed_file.read_bytes()


def test_another_secret_does_not_open_it(sealed_file: Path, tmp_path: Path) -> None:
    assert opening(sealed_file, tmp_path / "out", "four words make two") == "sealed.wrong_secret"


def test_a_file_of_another_kind_is_told_before_the_secret_is_tried(sealed_file: Path, tmp_path: Path) -> None:
    assert opening(sealed_file, tmp_path / "out", what="hub") == "sealed.other_kind"
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 something else\n" * 9)
    assert opening(tmp_path / "paper.pdf", tmp_path / "out") == "sealed.not_sealed"


@pytest.mark.parametrize("beside", [b"-17", b"1000000000000000", b"9" * 30, b"[" * 3900])
def test_a_head_that_promises_nonsense_is_no_head(sealed_file: Path, tmp_path: Path, beside: bytes) -> None:
    altered = sealed_file.read_bytes().replace(b'"beside":0', b'"beside":' + beside, 1)
    (tmp_path / "altered").write_bytes(altered)
    assert opening(tmp_path / "altered", tmp_path / "out") == "sealed.not_sealed"


@pytest.mark.parametrize("place", [-1, 200, sealed.PORTION + 300, 2 * sealed.PORTION + 500])
def test_a_changed_bit_is_noticed_wherever_it_is(sealed_file: Path, tmp_path: Path, place: int) -> None:
    changed = bytearray(sealed_file.read_bytes())
    changed[place] ^= 1
    (tmp_path / "changed").write_bytes(changed)
    assert opening(tmp_path / "changed", tmp_path / "out") == "sealed.damaged"


def test_a_cut_off_end_and_exchanged_portions_are_noticed(sealed_file: Path, tmp_path: Path) -> None:
    whole = sealed_file.read_bytes()
    first = len(whole) - len(CONTENT) - 3 * 16
    size = sealed.PORTION + 16
    cut = whole[: first + 2 * size]
    swapped = whole[:first] + whole[first + size : first + 2 * size] + whole[first : first + size]
    for broken in (cut, swapped + whole[first + 2 * size :]):
        (tmp_path / "broken").write_bytes(broken)
        assert opening(tmp_path / "broken", tmp_path / "out") == "sealed.damaged"


def test_a_recovery_key_may_be_typed_as_people_type(tmp_path: Path) -> None:
    key = sealed.new_recovery_key()
    (tmp_path / "plain").write_bytes(CONTENT)
    sealed.seal(tmp_path / "plain", tmp_path / "file", key, "window", "2026-07-04", quiet)
    assert opening(tmp_path / "file", tmp_path / "out", key.lower().replace("-", " ")) == ""


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"before")

    def cut_short() -> None:
        with sealed.whole_file(target) as file:
            file.write(b"half")
            raise RuntimeError("power")

    with pytest.raises(RuntimeError):
        cut_short()
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
