"""The described interface, tried out: whatever fits or misses the description, the answer has its shape."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from app.hub.access import LOCAL, OPEN
from app.main.bench.postgres import PostgresServer
from app.main.hub.process import HubProcess
from app.sync.trust import DeviceKind
from tests.support.hub import HALL, enrolled

_tried = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    derandomize="CI" in os.environ,
)


@pytest.fixture(scope="module")
def tried_hub(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """A hub of its own: wrong codes are tried at it until it listens to none. On the stricter database."""
    with HubProcess(tmp_path_factory.mktemp("hub"), postgres.new_database()) as made:
        yield made


@pytest.fixture(scope="module")
def proofs(tried_hub: HubProcess) -> dict[DeviceKind, dict[str, str]]:
    """The headers of two devices that may do much, enrolled before anything is tried."""
    clients = {kind: enrolled(tried_hub, HALL, kind, "3") for kind in (DeviceKind.WINDOW, DeviceKind.LOBBY)}
    said = {kind: client.authorization() for kind, client in clients.items()}
    for client in clients.values():
        client.close()
    return said


@pytest.fixture(scope="module")
def described(tried_hub: HubProcess, proofs: dict[DeviceKind, dict[str, str]]) -> Any:
    """The description, with one hall and one window in it so that what is tried gets somewhere."""
    raw = httpx.get(f"{tried_hub.url}/openapi.json", trust_env=False, timeout=60).json()
    for path in raw["paths"].values():
        for operation in path.values():
            for part in operation.get("parameters", []):
                if part["name"] == "hall_id":
                    part["schema"] = {"type": "string", "enum": [HALL]}
    schema = schemathesis.openapi.from_dict(raw)
    schema.config.update(base_url=tried_hub.url)
    return schema


def check_shape(response: Any) -> None:
    assert response.status_code < 500, response.text
    if response.status_code >= 400 and response.request.method != "HEAD":
        error = response.json()["error"]
        assert set(error) == {"code", "params"}


def try_out(described: Any, judge: Callable[[Any], None]) -> int:
    """Send what fits and what misses the description to every address; how many addresses there were."""
    tried = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @_tried
        @given(case=operation.as_strategy())
        def each(case: Any) -> None:
            judge(case)

        each()
        tried += 1
    return tried


def name_of(case: Any) -> str:
    """The function behind an address."""
    return str(case.operation.definition.raw["operationId"])


def test_a_known_device_gets_an_answer_of_the_shape(
    described: Any, proofs: dict[DeviceKind, dict[str, str]]
) -> None:
    served = set()

    def judge(case: Any) -> None:
        for proof in proofs.values():
            response = case.call(headers=proof)
            check_shape(response)
            if response.status_code < 400:
                served.add(name_of(case))

    assert try_out(described, judge) > 15
    assert len(served) > 5, "what is tried gets somewhere"


def test_a_stranger_gets_no_data(described: Any) -> None:
    def judge(case: Any) -> None:
        response = case.call()
        check_shape(response)
        if response.status_code < 400:
            assert name_of(case).startswith(tuple((*OPEN, *LOCAL)))

    assert try_out(described, judge) > 15
