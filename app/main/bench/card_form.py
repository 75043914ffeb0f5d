"""From a card that was read to the form that shows it: the desk and the page, without devices."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop, Qt, QTimer

from app.peripherals.events import CardRead
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.text_block import decode

_ITEM = "IT040"
_CARDS = ("样本甲", "样本乙")
_PATIENCE_MS = 60_000


def form_seconds(times: int) -> list[float]:
    """How long each of ``times`` cards took from the reader's thread to the rendered form, in seconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.config.load import load_settings
    from app.main.window.desktop import Desktop
    from ui.qt_app import build_application

    application = build_application()
    with tempfile.TemporaryDirectory(prefix="zongchuang-bench-") as folder:
        data = Path(folder)
        desktop = Desktop(data, load_settings(data), equipped=False)
        desktop.window.show()
        desktop.load()
        model = desktop.view_model
        _until(lambda: "walk_in" in model.state.enabled)
        model.trigger("walk_in")
        _until(lambda: model.state.ticket.phase == "serving")
        model.set_query(_ITEM)
        model.choose(model.state.search.hits[0])
        _until(lambda: model.state.item is not None)

        def shows(name: str) -> bool:
            item = model.state.item
            return item is not None and any(field.value == name for field in item.fields)

        taken = []
        for number in range(times):
            name = _CARDS[number % len(_CARDS)]
            event = CardRead(decode(SAMPLES[name]), True, datetime.now(UTC))
            began = perf_counter()
            threading.Thread(target=desktop.bus.publish, args=(event,), daemon=True).start()
            _until(partial(shows, name))
            taken.append(perf_counter() - began)
        desktop.close()
    del application
    return taken


def _until(seen: Callable[[], bool]) -> None:
    """Let the program run until something is seen; looks every millisecond."""
    loop, look, limit = QEventLoop(), QTimer(), QTimer()
    look.setTimerType(Qt.TimerType.PreciseTimer)
    look.timeout.connect(loop.quit)
    limit.setSingleShot(True)
    limit.start(_PATIENCE_MS)
    look.start(1)
    while not seen() and limit.isActive():
        loop.exec()
