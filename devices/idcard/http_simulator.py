"""The process of a simulated vendor HTTP service for ID card readers (演示设备).

Its first line is ``{"kind": "idcard-http", "port": URL}``. It is told what to do by lines of JSON
(devices.simulation.stage):

| line | does |
|---|---|
| ``{"do": "card_in", "name": "样本甲"}`` | lays down a card of sample_cards |
| ``{"do": "card_out"}`` | lifts it |
| ``{"do": "status", "value": "0x66"}`` | answers every reading with this status; empty: as usual |
| ``{"do": "drop", "field": "cardno"}`` | leaves a field out of its answers; empty: none |
| ``{"do": "silence", "on": true}`` | takes requests and does not answer |
| ``{"do": "garble", "on": true}`` | answers with what is no JSON |
"""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Callable

from devices.idcard.contract import Card, CardType
from devices.idcard.http_profile import HttpProfile
from devices.idcard.sam_protocol import sam_id_of
from devices.idcard.sample_cards import SAMPLES
from devices.idcard.simulated_sam import PHOTO, SAM_ID
from devices.idcard.text_block import LONG_TERM, decode
from devices.simulation.stage import Stage

PORTRAIT = bytes.fromhex("89504e470d0a1a0a") + PHOTO
"""What stands for the decoded portrait: it begins as a PNG file."""


class SimulatedHttpService:
    """Answers GET requests, one connection each."""

    def __init__(self, lines: list[str]) -> None:
        verbs: dict[str, Callable[..., None]] = {
            "card_in": self.card_in,
            "card_out": self.card_out,
            "status": self.answer_with,
            "drop": self.drop,
            "silence": self.silence,
            "garble": self.garble,
        }
        self._stage = Stage("idcard-http", verbs, lines)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self._card: Card | None = None
        self._status = self._dropped = ""
        self._silent = self._garbled = False

    def run(self) -> int:
        """Serve in the foreground until told to end; the exit code."""
        self._stage.listen(self._socket.fileno(), self._accept)
        return self._stage.run(port=f"http://127.0.0.1:{self._socket.getsockname()[1]}")

    def card_in(self, name: str) -> None:
        """Lay down a sample card."""
        self._card = decode(SAMPLES[name])

    def card_out(self) -> None:
        """Lift it."""
        self._card = None

    def answer_with(self, value: str = "") -> None:
        """Answer every reading with a status."""
        self._status = value

    def drop(self, field: str = "") -> None:
        """Leave a field out."""
        self._dropped = field

    def silence(self, on: bool = True) -> None:
        """Answer nothing."""
        self._silent = on

    def garble(self, on: bool = True) -> None:
        """Answer nonsense."""
        self._garbled = on

    def _accept(self) -> None:
        connection, _ = self._socket.accept()
        connection.setblocking(False)
        self._stage.listen(connection.fileno(), lambda: self._hear(connection))

    def _hear(self, connection: socket.socket) -> None:
        """Requests are short and arrive in one piece on a machine's own network."""
        request = connection.recv(4096)
        if request and self._silent:
            return
        self._stage.forget(connection.fileno())
        if request:
            path = request.split(b" ", 2)[1].decode("ascii", "replace").partition("?")[0]
            body = b"<html>" if self._garbled else json.dumps(self._answer(path), ensure_ascii=False).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            connection.sendall(head.encode() + body)
        connection.close()

    def _answer(self, path: str) -> dict[str, str]:
        usual = HttpProfile()
        if path == usual.identity_path:
            return {"code": "0", "retcode": "0x90 0x1", usual.identity_field: sam_id_of(SAM_ID)}
        if self._status or self._card is None:
            return {"code": "1", "retcode": f"{self._status or '0x80'} 0x1"}
        answer = {"code": "0", "retcode": "0x90 0x1", **_words(self._card)}
        answer.pop(self._dropped, None)
        return answer


def _words(card: Card) -> dict[str, str]:
    usual = HttpProfile()
    types = {kind: code for code, kind in usual.types.items()}
    said = {
        "name": card.name or card.chinese_name,
        "sex": card.sex,
        "ethnicity": card.ethnicity if card.card_type is CardType.RESIDENT else "",
        "birth": card.birth,
        "address": card.address,
        "number": card.number,
        "valid_from": card.valid_from,
        "valid_to": LONG_TERM if card.valid_to is None else card.valid_to,
        "authority": card.authority,
        "english_name": card.english_name,
        "pass_number": card.pass_number,
        "issue_count": card.issue_count,
    }
    return {
        **{usual.fields[field]: word for field, word in said.items()},
        usual.type_field: types[card.card_type],
        usual.photo_field: base64.b64encode(PORTRAIT).decode(),
    }


def run(lines: list[str]) -> int:
    """Serve in the foreground until the process is told to end; 0, or 2 when the script is wrong."""
    return SimulatedHttpService(lines).run()
