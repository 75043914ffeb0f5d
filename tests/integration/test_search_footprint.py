"""What a process that loads and searches the catalogue must not pay for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from argparse import Namespace
from app.main.tools.catalogue import search
assert search(Namespace(text="hzqf"))["hits"]
print(*sorted({"pypinyin", "sqlalchemy", "PySide6"} & sys.modules.keys()))
"""


def test_searching_loads_neither_reading_dictionary_nor_store_nor_qt() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (run.stdout.strip(), run.returncode) == ("", 0), run.stderr
