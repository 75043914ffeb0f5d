"""Whoever connects to a hub, known or not, costs it little memory and little time."""

from __future__ import annotations

import asyncio
import json

import pytest
from fastapi import FastAPI
from uvicorn import Config
from uvicorn.server import ServerState

from app.main.hub import protocol as hub_protocol
from app.main.hub.protocol import MOST_HEAD, LimitedProtocol

HEAD = b"GET / HTTP/1.1\r\nHost: hub\r\n"


def said(*parts: bytes, within: float = 10.0) -> bytes:
    """What a server answers somebody who sends these parts and then waits for it to close."""

    async def talk() -> bytes:
        app = FastAPI()

        @app.get("/")
        async def here() -> str:
            return "here"

        config = Config(app, lifespan="off", log_config=None, timeout_keep_alive=1)
        config.load()
        loop, state = asyncio.get_running_loop(), ServerState()
        server = await loop.create_server(lambda: LimitedProtocol(config, state, {}), "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            for part in parts:
                writer.write(part)
                await writer.drain()
            answer = await asyncio.wait_for(reader.read(), within)
            writer.close()
        return answer

    return asyncio.run(talk())


def refused(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.startswith(b"HTTP/1.1 400 ") and json.loads(body)["error"]["code"] == "sync.malformed"


def test_a_head_of_usual_length_is_heard() -> None:
    assert b'"here"' in said(HEAD, b"X-Long: " + b"a" * 8000 + b"\r\n", b"\r\n")


@pytest.mark.parametrize("part", [b"a" * 1000, b"a\r\nX-Other: " * 100], ids=["one line", "many lines"])
def test_a_head_without_end_is_cut_off(part: bytes) -> None:
    assert refused(said(HEAD + b"X-Long: ", *[part] * (MOST_HEAD // len(part) + 1)))


def test_what_is_no_request_is_refused_in_the_one_shape(caplog: pytest.LogCaptureFixture) -> None:
    assert refused(said(b"\x16\x03\x01 hello\r\n\r\n"))
    assert "Invalid HTTP request" in caplog.text


@pytest.mark.parametrize("begun", [b"", HEAD, HEAD + b"\r\n" + HEAD], ids=["nothing", "half", "the second"])
def test_nobody_keeps_a_connection_by_saying_nothing(begun: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_protocol, "LONGEST_HEAD_S", 0.1)
    answer = said(begun)
    assert refused(answer[answer.rindex(b"HTTP/1.1") :])
