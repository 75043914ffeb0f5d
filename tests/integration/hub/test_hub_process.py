"""The hub as a process of its own: ready when it says so, gone when it should be, plain about what fails."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.core.errors import AppError, EnvironmentMissing, Refused
from app.core.ids import new_id
from app.journal.model import Author
from app.main.commands.parser import parser
from app.main.hub.process import HubProcess
from app.main.hub.server import run
from app.tickets.model import Priority
from app.tickets.remote import RemoteDesk
from tests.support.hub import RunningHub, enrolled, is_up, until

KIOSK, CLERK = Author("", "kiosk"), Author("li", "3")


def test_a_ticket_goes_its_way_over_the_network(running_hub: RunningHub, hall: str) -> None:
    client = running_hub.client(hall)
    desk = RemoteDesk(client)
    assert client.health().ready
    assert desk.call_next(new_id(), CLERK) is None
    desk.issue(new_id(), KIOSK, "SSDJ")
    special = desk.issue(new_id(), KIOSK, "SHSW", Priority.SPECIAL, "elderly")
    press = new_id()
    called = desk.call_next(press, CLERK)
    assert called is not None
    assert (called.number, called.group, called.window) == (special.number, "elderly", "3")
    assert desk.call_next(press, CLERK) == called
    assert desk.recall(new_id(), CLERK, called.id).calls == 2
    missed = desk.miss(new_id(), CLERK, called.id)
    assert desk.restore(new_id(), CLERK, missed.id).front
    again = desk.call_next(new_id(), CLERK)
    assert again is not None
    desk.start(new_id(), CLERK, again.id)
    assert desk.finish(new_id(), CLERK, again.id).state == "finished"
    client.close()


def test_refusals_come_with_their_code_and_facts(sqlite_hub: RunningHub, hall: str) -> None:
    client = sqlite_hub.client(hall)
    desk = RemoteDesk(client)
    with pytest.raises(Refused) as unknown:
        desk.start(new_id(), CLERK, "no-such-ticket")
    assert unknown.value.code == "tickets.unknown_ticket"
    ticket = desk.issue(new_id(), KIOSK, "SSDJ")
    with pytest.raises(Refused) as state:
        desk.finish(new_id(), CLERK, ticket.id)
    assert (state.value.code, state.value.params["state"]) == ("tickets.wrong_state", "waiting")
    client.close()


def test_wrong_requests_are_answered_without_repeating_what_stood_in_them(sqlite_hub: RunningHub) -> None:
    secret = "110101199003070000"
    said = sqlite_hub.proof("hall-1")
    with httpx.Client(base_url=sqlite_hub.url, trust_env=False, headers=said, timeout=60) as http:
        wrong = http.post("/v1/halls/hall-1/tickets", json={"command_id": secret, "priority": secret})
        assert wrong.status_code == 422
        assert wrong.json()["error"]["code"] == "hub.bad_request"
        assert secret not in wrong.text
        broken = http.post(
            "/v1/halls/hall-1/tickets", content=b"\xff", headers={"Content-Type": "application/json"}
        )
        assert (broken.status_code, broken.json()["error"]["code"]) == (400, "sync.malformed")
        nowhere = http.get("/v1/nothing")
        assert (nowhere.status_code, nowhere.json()["error"]["code"]) == (404, "hub.no_such_address")
        garbage = http.post("/v1/push", content=b"not zstd")
        assert (garbage.status_code, garbage.json()["error"]["code"]) == (400, "sync.malformed")
        assert http.get("/openapi.json").status_code == 200


def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    numbers = []
    for _ in range(2):
        with HubProcess(tmp_path) as hub, closing(enrolled(hub, "hall-1")) as client:
            numbers.append(RemoteDesk(client).issue(new_id(), KIOSK, "SSDJ").number)
    assert numbers == ["A001", "A002"]


def test_a_taken_port_is_said_so(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(EnvironmentMissing) as taken:
            HubProcess(tmp_path, port=port).start()
        assert (taken.value.code, taken.value.params) == ("hub.port_taken", {"port": port})


@pytest.mark.parametrize(
    ("argument", "code"),
    [("--workers=2", "hub.needs_postgresql"), ("--host=0.0.0.0", "hub.needs_init")],
)
def test_what_it_will_not_do(tmp_path: Path, argument: str, code: str) -> None:
    with pytest.raises(AppError) as refused:
        run(parser().parse_args(["hub", "--data", str(tmp_path), "--port=0", argument]))
    assert refused.value.code == code


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_it_does_not_outlive_the_desktop(db_url: str, tmp_path: Path) -> None:
    desktop = (
        "import sys, threading\n"
        "from pathlib import Path\n"
        "from app.main.hub.process import HubProcess\n"
        "workers = 2 if sys.argv[2].startswith('postgresql') else 1\n"
        "print(HubProcess(Path(sys.argv[1]), sys.argv[2], workers).start(), flush=True)\n"
        "threading.Event().wait()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", desktop, str(tmp_path), db_url], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    url = parent.stdout.readline().strip()
    assert is_up(url)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until(lambda: not is_up(url))


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_workers_do_not_outlive_their_supervisor(own_hub: HubProcess) -> None:
    url = own_hub.start()
    os.kill(own_hub.pid, signal.SIGKILL)
    until(lambda: not is_up(url))
