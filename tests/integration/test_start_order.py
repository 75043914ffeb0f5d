"""What the desktop loads, and when: the workbench stands before anything behind it is even imported, and a
desk where nothing happens yet loads neither ciphers nor pictures, nor what only libraries ask for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_HEAVY = (
    "sqlalchemy sqlcipher3 alembic reportlab httpx logging.handlers PySide6.QtPdf typing_extensions traceback"
)
_WAITING = "PIL cryptography asyncio ssl importlib.metadata email hashlib zstandard"
_PROGRAM = """
import enum, gc, json, sys
from pathlib import Path

from app.main.commands.grammar import QT, loaded
loaded("window.desktop", QT)
from app.config.load import load_settings
from app.main.window.desktop import Desktop
from ui.qt_app import build_application

data, heavy, waiting = Path(sys.argv[1]), sys.argv[2].split(), sys.argv[3].split()
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
        seen["idle"] = [name for name in waiting if name in sys.modules]
        application.quit()

desktop.window.stands.connect(stands)
desktop.view_model.state_changed.connect(loaded)
desktop.window.show()
application.exec()
desktop.close()
print(json.dumps(seen))
"""


def _start(data: Path) -> dict[str, object]:
    answer = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(data), _HEAVY, _WAITING],
        capture_output=True,
        text=True,
        timeout=60,
        # No print system: whoever asks one needs HTTP.
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "CUPS_SERVER": str(data / "no.sock")},
    )
    assert answer.returncode == 0, answer.stderr
    seen: dict[str, object] = json.loads(answer.stdout.splitlines()[-1])
    return seen


def test_the_workbench_stands_before_anything_behind_it_is_imported(tmp_path: Path) -> None:
    making, again = _start(tmp_path), _start(tmp_path)
    stands = {"page": True, "too_early": [], "costly": [], "attached": True}
    assert making == stands | {"idle": making["idle"]}
    assert again == stands | {"idle": []}
