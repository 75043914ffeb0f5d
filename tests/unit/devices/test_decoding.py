"""Several threads may meet the same kind of message for the first time."""

from __future__ import annotations

import subprocess
import sys

import pytest
from msgspec import Struct, ValidationError

from devices.decoding import convert, decoder, from_json

_MEETING = """
import sys, threading
from msgspec import defstruct
from devices.decoding import convert
sys.setswitchinterval(1e-6)
for n in range(50):
    leaf = defstruct(f"Leaf{n}", [("a", str), ("b", int), ("c", int | None, None)])
    middle = defstruct(f"Middle{n}", [*((name, str) for name in "defgh"), ("leaf", leaf)])
    top = defstruct(f"Top{n}", [("middles", tuple[middle, ...]), ("leaves", tuple[leaf, ...])])
    value = {"middles": [{**dict.fromkeys("defgh", ""), "leaf": {"a": "", "b": 1}}], "leaves": []}
    together = threading.Barrier(4)
    def meet():
        together.wait()
        convert(value, top)
    threads = [threading.Thread(target=meet) for _ in range(4)]
    [each.start() for each in threads]
    [each.join() for each in threads]
"""


class Poke(Struct):
    """A message."""

    seq: int


def test_threads_that_meet_a_new_kind_at_once_do_not_end_the_process() -> None:
    ended = subprocess.run([sys.executable, "-c", _MEETING], capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_values_come_out_as_their_kind_or_not_at_all() -> None:
    assert from_json(b'{"seq": 3}', Poke) == decoder(Poke).decode('{"seq": 3}') == Poke(3)
    assert convert({"seq": "3"}, Poke, strict=False) == Poke(3)
    with pytest.raises(ValidationError):
        from_json("{}", Poke)
    with pytest.raises(ValidationError):
        convert({"seq": "3"}, Poke)
