"""A disk without room for a single byte: what the window has can still be read, also when an older program
made it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from app.db.engine import open_store
from app.db.keys import store_key
from app.db.migrate import scripts
from app.main.window.store import STORE_FILE, open_window_store

pytest.importorskip("resource")
READ = """
import resource, signal, sys
from pathlib import Path
from app.main.window.store import open_window_store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
opened = open_window_store(Path(sys.argv[1]))
with opened.store.read() as conn:
    schema = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
print(opened.problem is not None, schema)
"""


def read(data: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", READ, str(data)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_store_of_this_program(tmp_path: Path) -> None:
    open_window_store(tmp_path).store.close()
    assert read(tmp_path).startswith("True")


def test_a_store_of_the_program_before(tmp_path: Path) -> None:
    key, config = store_key(tmp_path, store_exists=False), scripts()
    with closing(open_store(tmp_path / STORE_FILE, key)) as store, store.engine.connect() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "0002")
        conn.commit()
    assert read(tmp_path) == "True 0002"
