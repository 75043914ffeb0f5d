"""What a measurement calls the memory of a process."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

import pytest

from app.main.bench.process_costs import memory_kb

_SIZE = 64 * 1024 * 1024
_SOME = 16 * 1024

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells it")


def test_what_a_process_fills_is_its_memory() -> None:
    before = memory_kb([os.getpid()])
    written = bytearray(os.urandom(_SIZE))
    assert memory_kb([os.getpid()]) - before > _SIZE // 1024 - _SOME
    assert len(written) == _SIZE


def test_a_file_that_it_reads_alone_is_not(tmp_path: Path) -> None:
    (tmp_path / "library").write_bytes(bytes(_SIZE))
    before = memory_kb([os.getpid()])
    with (
        (tmp_path / "library").open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as seen,
    ):
        assert not any(seen[at] for at in range(0, _SIZE, mmap.PAGESIZE))
        assert memory_kb([os.getpid()]) - before < _SOME
