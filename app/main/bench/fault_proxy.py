"""A bad line between windows and their hub: a TCP proxy that delays, cuts, swallows and falls silent.

Nothing in it knows the protocol: it does to bytes what switches, cables and firewalls do.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from contextlib import suppress
from enum import StrEnum

_CHUNK = 16 << 10
_LATENCY_S = (0.05, 0.4)
_READ_ERRORS = (ConnectionError, asyncio.IncompleteReadError, TimeoutError, OSError)


class Weather(StrEnum):
    """What the line does to a connection that is opened, or to bytes on their way."""

    CLEAR = "clear"
    LATENCY = "latency"
    """every chunk comes late"""
    RESET = "reset"
    """the connection is torn somewhere in the middle of a body"""
    HALF_OPEN = "half_open"
    """requests pass, answers never come back: done, and nobody knows"""
    BLACK_HOLE = "black_hole"
    """accepted, and then nothing in either direction"""


class FaultProxy:
    """Listens on loopback and forwards to ``port``; ``weather`` may be changed at any time, by any thread."""

    def __init__(self, port: int, seed: int) -> None:
        self.weather = Weather.CLEAR
        self.faults: Counter[str] = Counter()
        self.port = 0
        self._target = port
        self._random = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        self._listening = threading.Event()
        self._connections: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="fault-proxy", daemon=True)

    def start(self) -> str:
        """Begin to listen; returns the address to use in the hub's place."""
        self._thread.start()
        self._listening.wait()
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Cut every connection and end."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def cut(self) -> None:
        """Tear every connection that stands now."""
        self._loop.call_soon_threadsafe(lambda: [task.cancel() for task in self._connections])

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        self._loop.run_forever()
        server.close()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._serve(reader, writer)
        except _READ_ERRORS:
            writer.transport.abort()
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._connections.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.weather is Weather.BLACK_HOLE:
            self.faults[Weather.BLACK_HOLE] += 1
            while await reader.read(_CHUNK):
                pass
            return
        hub_reader, hub_writer = await asyncio.open_connection("127.0.0.1", self._target)
        try:
            await self._both_ways((reader, hub_writer), (hub_reader, writer))
        finally:
            hub_writer.close()

    async def _both_ways(
        self,
        up: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        down: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        ways = [asyncio.ensure_future(self._carry(*up, answers=False))]
        ways.append(asyncio.ensure_future(self._carry(*down, answers=True)))
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in done:
                way.result()
        finally:
            for way in ways:
                way.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*ways, return_exceptions=True)

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, answers: bool
    ) -> None:
        while chunk := await source.read(_CHUNK):
            weather = self.weather
            if weather is not Weather.CLEAR:
                self.faults[weather] += 1
            if weather is Weather.LATENCY:
                await asyncio.sleep(self._random.uniform(*_LATENCY_S))
            elif weather is Weather.RESET:
                sink.write(chunk[: self._random.randrange(len(chunk) + 1)])
                await sink.drain()
                raise ConnectionResetError
            elif weather is Weather.BLACK_HOLE or (weather is Weather.HALF_OPEN and answers):
                continue
            sink.write(chunk)
            await sink.drain()
