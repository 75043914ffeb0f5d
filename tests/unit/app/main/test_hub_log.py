"""A hub's log is one JSON object a line, and quotes nothing that an exception says."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from app.core.request import request_id
from app.main.logs import install_hub_log

_log = logging.getLogger("app.hub.anything")


@pytest.fixture
def hub_log(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """The handlers of a hub's process, for one test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    install_hub_log()
    yield
    root.handlers, root.level = handlers, level


def test_every_problem_is_one_line_with_its_request(
    hub_log: None, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    request_id.set("ab12cd34")
    try:
        try:
            raise KeyError("王秀兰")
        except KeyError as error:
            raise ValueError("Failing row contains (王秀兰, 110101199003070000)") from error
    except ValueError:
        _log.exception("a push failed for 110101199003070000\nDETAIL: 王秀兰")
    _log.info("nothing of note")
    request_id.set("")
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["logger"], said["request"]) == ("ERROR", "app.hub.anything", "ab12cd34")
    assert said["trace"].startswith("ValueError < test_hub_log.py:")
    assert "KeyError" in said["trace"]
    assert "王秀兰" not in line
    assert "199003070000" not in line
