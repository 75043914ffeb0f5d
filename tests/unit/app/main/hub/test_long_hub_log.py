"""What a hub that lives with a desktop says does not fill the disk over the years."""

from __future__ import annotations

from pathlib import Path

from app.main.hub.process import HubProcess


def test_a_long_log_is_put_aside_at_the_next_start_and_two_are_kept(tmp_path: Path) -> None:
    log, hub = tmp_path / "hub.log", HubProcess(tmp_path)
    for said in (b"1", b"2", b"3"):
        log.write_bytes(said * 2_000_000)
        with hub._open_log() as opened:
            opened.write(b"begun")
        assert log.read_bytes() == b"begun"
        assert (tmp_path / "hub.log.1").read_bytes()[:1] == said
    with hub._open_log() as opened:
        opened.write(b" again")
    assert log.read_bytes() == b"begun again"
    assert len(list(tmp_path.iterdir())) == 2
