"""A disk that loses power: what a recorded process wrote, rebuilt as a cut at any moment may leave it.

A write counts as kept only once its file was synced afterwards. Of the rest any part may have reached the
disk: whole, not at all, or torn at a sector.
"""

from __future__ import annotations

import random
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_HEAD = struct.Struct("<cHQQ")


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that the process did; see recorder.c for ``op``."""

    op: str
    name: str
    offset: int
    data: bytes


def read_records(path: Path) -> list[Record]:
    """The records of a run, in order."""
    raw, at, found = path.read_bytes(), 0, []
    while at < len(raw):
        op, name_size, offset, length = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        name = raw[at : at + name_size].decode()
        at += name_size
        data = raw[at : at + length]
        at += length
        found.append(Record(op.decode(), name, offset, data))
    return found


@dataclass
class Disk:
    """What certainly lies on the disk, and what has been written since without a sync."""

    kept: dict[str, bytearray]
    pending: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    acknowledged: int = 0

    def take(self, record: Record) -> None:
        """The process did this."""
        match record.op:
            case "A":
                self.acknowledged = int(record.data.split()[-1])
            case "S":
                for each in self.pending.pop(record.name, []):
                    apply(self.kept, each)
            case _:
                self.pending[record.name].append(record)

    def after_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The files as the next start finds them."""
        files = {name: bytearray(content) for name, content in self.kept.items()}
        for unsynced in self.pending.values():
            for record in unsynced:
                fate = chance.random()
                if fate < 0.4:
                    apply(files, record)
                elif fate < 0.6 and record.op == "W":
                    torn = chance.randrange(len(record.data) // SECTOR + 1) * SECTOR
                    apply(files, Record("W", record.name, record.offset, record.data[:torn]))
        return files


def apply(files: dict[str, bytearray], record: Record) -> None:
    """Carry one record out."""
    if record.op == "U":
        files.pop(record.name, None)
        return
    content = files.setdefault(record.name, bytearray())
    if record.op == "T":
        del content[record.offset :]
        content.extend(bytes(record.offset - len(content)))
    else:
        content.extend(bytes(max(0, record.offset - len(content))))
        content[record.offset : record.offset + len(record.data)] = record.data


def cuts(
    kept: dict[str, bytearray], records: Sequence[Record], times: int, seed: int
) -> Iterator[tuple[int, int, dict[str, bytearray]]]:
    """``times`` cuts of one run at random moments: where, what was acknowledged by then, what is left."""
    chance = random.Random(seed)
    disk, done = Disk(kept), 0
    for moment in sorted(chance.randrange(len(records) + 1) for _ in range(times)):
        while done < moment:
            disk.take(records[done])
            done += 1
        yield moment, disk.acknowledged, disk.after_cut(chance)
