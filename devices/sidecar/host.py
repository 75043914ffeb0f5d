"""The side-car's end: does one request after the other and beats meanwhile."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from devices.errors import DeviceError, DriverFault

BEAT_EVERY = 1.0
Method = Callable[..., Any]
_log = logging.getLogger(__name__)


class SidecarHost:
    """Answers requests with ``methods``. Results are whatever JSON can say."""

    def __init__(self, methods: Mapping[str, Method], hear: TextIO, tell: TextIO) -> None:
        self._methods = methods
        self._hear = hear
        self._tell = tell
        self._lock = threading.Lock()
        self._over = threading.Event()

    def serve(self) -> None:
        """Until the input ends, as it does when the program that started this is gone."""
        threading.Thread(target=self._beat, name="beat", daemon=True).start()
        for line in self._hear:
            self._say(self._answer(json.loads(line)))
        self._over.set()

    def _answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            result = self._methods[request["method"]](**request["params"])
        except DeviceError as error:
            return {"id": request["id"], "error": {"code": error.code, "facts": error.facts}}
        except Exception as error:
            _log.exception("the driver broke in %s", request["method"])
            fault = {"code": DriverFault.code, "facts": {"kind": type(error).__name__}}
            return {"id": request["id"], "error": fault}
        return {"id": request["id"], "result": result}

    def _beat(self) -> None:
        count = 0
        while not self._over.wait(BEAT_EVERY):
            count += 1
            self._say({"beat": count})

    def _say(self, answer: Mapping[str, Any]) -> None:
        with self._lock:
            self._tell.write(json.dumps(answer, ensure_ascii=False) + "\n")
            self._tell.flush()


def run(methods: Mapping[str, Method]) -> int:
    """Serve on this process's standard streams. What a vendor's library prints goes to standard error."""
    sys.stdout.flush()
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as tell, os.fdopen(os.dup(0), encoding="utf-8") as hear:
        os.dup2(2, 1)
        SidecarHost(methods, hear, tell).serve()
    return 0
