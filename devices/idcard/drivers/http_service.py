"""An ID card reader behind its vendor's local HTTP service: USB and HID readers, with the portrait."""

from __future__ import annotations

import base64
import binascii
import http.client
import json
import logging
import re
import time
from contextlib import closing
from typing import Any
from urllib.parse import urlencode, urlsplit

from devices.errors import BadReply, DeviceRefused, DeviceTimeout, NotConnected, Unplugged
from devices.idcard.contract import Card, CardType
from devices.idcard.http_profile import HttpProfile
from devices.idcard.vendor_words import card_of

TIMEOUT = 5.0
"""Seconds for one request."""
_LARGEST = 1 << 20
_STATUS = re.compile(r"\s*(?:0x)?([0-9A-Fa-f]{1,2})\b")
_log = logging.getLogger(__name__)


class HttpServiceReader:
    """A CardReader. The service reads in one go, so ``find`` keeps what it read for ``read``."""

    def __init__(self, url: str, profile: HttpProfile | None = None, timeout: float = TIMEOUT) -> None:
        self._url = url
        self._parts = urlsplit(url)
        self._profile = profile or HttpProfile()
        self._timeout = timeout
        self._found: dict[str, Any] | None = None

    def open(self) -> None:
        """Make sure that the service answers. Raises NotConnected, or DeviceTimeout."""
        try:
            self._ask(self._profile.identity_path, {})
        except BadReply:
            return  # it is there, and of another version: what counts is whether it reads

    def close(self) -> None:
        """Forget what was read; every request has a connection of its own."""
        self._found = None

    def identity(self) -> str:
        """The module's number as the service tells it."""
        return str(self._ask(self._profile.identity_path, {}).get(self._profile.identity_field, ""))

    def find(self) -> bool:
        """Whether a card lies there, which is read with it. Raises DeviceRefused for any other status."""
        self._found = None
        answer = self._ask(self._profile.read_path, self._profile.read_parameters)
        status = _STATUS.match(str(answer.get(self._profile.status_field, "")))
        if status is None:
            raise BadReply(command="read", reason="no status")
        if status[1].upper() in self._profile.empty:
            return False
        if status[1].upper() not in self._profile.read:
            raise DeviceRefused(int(status[1], 16), command="read")
        self._found = answer
        return True

    def read(self) -> Card:
        """The card that was found. Raises BadReply when the answer lacks its number or name."""
        answer, self._found = self._found, None
        if answer is None:
            raise BadReply(command="read", reason="nothing found before")
        profile = self._profile
        words = {field: str(answer[name]) for field, name in profile.fields.items() if answer.get(name)}
        if not words.get("number") or not (words.get("name") or words.get("english_name")):
            raise BadReply(command="read", reason="fields are missing")
        kind = profile.types.get(str(answer.get(profile.type_field, "0")), CardType.RESIDENT)
        return card_of(kind, words, _photo(answer.get(profile.photo_field)))

    def _ask(self, path: str, parameters: Any) -> dict[str, Any]:
        """One request. Logs path, status, size and time, never the answer."""
        started = time.monotonic()
        status, body = self._request(path + ("?" + urlencode(parameters) if parameters else ""))
        spent = (time.monotonic() - started) * 1000
        _log.debug("%s: HTTP %d, %d bytes, %.1f ms", path, status, len(body), spent)
        if status != http.client.OK:
            raise BadReply(command=path, reason=f"HTTP {status}")
        try:
            answer = json.loads(_text(body))
        except ValueError as error:
            raise BadReply(command=path, reason="no JSON") from error
        if not isinstance(answer, dict):
            raise BadReply(command=path, reason="no object")
        return answer

    def _request(self, target: str) -> tuple[int, bytes]:
        secure = self._parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        try:
            service = kind(self._parts.hostname or "", self._parts.port, timeout=self._timeout)
            with closing(service):
                service.request("GET", self._parts.path.rstrip("/") + target)
                response = service.getresponse()
                return response.status, response.read(_LARGEST)
        except TimeoutError as error:
            raise DeviceTimeout(command=target.partition("?")[0], seconds=self._timeout) from error
        except ConnectionRefusedError as error:
            raise NotConnected(port=self._url) from error
        except (OSError, ValueError) as error:
            raise Unplugged(port=self._url) from error
        except http.client.HTTPException as error:
            raise BadReply(command=target.partition("?")[0], reason=type(error).__name__) from error


def _text(body: bytes) -> str:
    """UTF-8, with or without its mark, or the Chinese of Windows."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def _photo(text: object) -> bytes:
    """The portrait out of Base64, which may be broken into lines or begin as a ``data:`` address."""
    try:
        return base64.b64decode("".join(str(text or "").rpartition(",")[2].split()), validate=True)
    except binascii.Error:
        return b""  # a portrait that is garbled is a portrait that is missing
