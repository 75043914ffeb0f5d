"""What the desktop loads, and when: the workbench stands before anything behind it is even imported, and a
desk where nothing happens yet loads neither ciphers nor pictures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_HEAVY = ("sqlalchemy", "sqlcipher3", "alembic", "reportlab", "httpx", "logging.handlers", "PySide6.QtPdf")
_PROGRAM = """
import enum, gc, json, sys
from pathlib import Path

from app.config.load import load_settings
from app.main.window.desktop import Desktop
from ui.qt_app import build_application

data, heavy = Path(sys.argv[1]), sys.argv[2:]
application = build_application(rare=False)
desktop = Desktop(data, load_settings(data), equipped=False)
seen = {}

def stands():
    seen["page"] = desktop.window.page.isVisible()
    seen["too_early"] = [name for name in heavy if name in sys.modules]
    built = {kind.__qualname__ for kind in gc.get_objects() if isinstance(kind, enum.EnumMeta)}
    seen["costly"] = sorted(built & {"Qt.AlignmentFlag", "QStyle.StateFlag"})
    desktop.load()

def loaded(state):
    if not state.loading:
        seen["attached"] = "walk_in" in state.enabled
        seen["idle"] = [name for name in ("PIL", "cryptography") if name in sys.modules]
        application.quit()

desktop.window.stands.connect(stands)
desktop.view_model.state_changed.connect(loaded)
desktop.window.show()
application.exec()
desktop.close()
print(json.dumps(seen))
"""


def test_the_workbench_stands_before_anything_behind_it_is_imported(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path), *_HEAVY],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout.splitlines()[-1]) == {
        "page": True,
        "too_early": [],
        "costly": [],
        "attached": True,
        "idle": [],
    }
