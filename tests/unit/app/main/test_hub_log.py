"""A hub's log is one JSON object a line, and quotes nothing that an exception says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from uvicorn.protocols.websockets import websockets_sansio_impl

from app.main.logs import REFUSED

HUB = """
import logging
from app.core.request import request_id
from app.main.logs import install_hub_log

install_hub_log()
log = logging.getLogger("app.hub.anything")
request_id.set("ab12cd34")
try:
    try:
        raise KeyError("王秀兰")
    except KeyError as error:
        raise ValueError("Failing row contains (王秀兰, 110101199003070000)") from error
except ValueError:
    log.exception("a push failed for 110101199003070000\\nDETAIL: 王秀兰")
log.info("nothing of note")
log.warning("wrong %d", "王秀兰")
logging.getLogger("uvicorn.error").error("ASGI callable returned without completing handshake.")
"""


def test_every_problem_is_one_line_with_its_request() -> None:
    said = subprocess.run([sys.executable, "-X", "utf8", "-c", HUB], capture_output=True, check=True).stderr
    # The last of the four is no problem: a live connection was refused, with an answer.
    failed, wrong = (json.loads(line) for line in said.decode().splitlines())
    assert (failed["level"], failed["logger"]) == ("ERROR", "app.hub.anything")
    assert failed["request"] == wrong["request"] == "ab12cd34"
    assert failed["trace"].startswith("ValueError < <string>:")
    assert "KeyError" in failed["trace"]
    assert "王秀兰" not in json.dumps(failed, ensure_ascii=False)
    assert "199003070000" not in json.dumps(failed)


def test_the_line_that_is_left_out_is_the_one_that_the_server_writes() -> None:
    assert f'error("{REFUSED}")' in Path(websockets_sansio_impl.__file__).read_text("utf-8")
