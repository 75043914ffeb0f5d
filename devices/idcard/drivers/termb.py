"""ID card readers behind a vendor's library with the functions of 华视 ``termb`` (.dll, .so).

The library is not shipped: the settings name its path. It may hang or crash, so this driver runs in a
side-car. On Windows the port is a number (1 to 16 serial, 1001 to 1016 USB); elsewhere a device path.
``CVR_AuthenticateForNoJudge``, where there is one, also finds a card that was read before and still lies
there; ``CVR_Authenticate`` may not.
"""

from __future__ import annotations

import ctypes

from devices.errors import BadReply, DeviceRefused, DriverFault, NotConnected
from devices.idcard.contract import Card
from devices.idcard.vendor_words import card_of, type_of

_OK = 1
_NO_CARD = (2, 3)
"""Finding failed, selecting failed."""
_ALL_TEXT = 4
_LONGEST = 256
_GETTERS = {
    "name": "GetPeopleName",
    "sex": "GetPeopleSex",
    "ethnicity": "GetPeopleNation",
    "birth": "GetPeopleBirthday",
    "address": "GetPeopleAddress",
    "number": "GetPeopleIDCode",
    "authority": "GetDepartment",
    "valid_from": "GetStartDate",
    "valid_to": "GetEndDate",
}


class TermbReader:
    """A CardReader over the library at ``path``."""

    def __init__(self, path: str, port: str) -> None:
        self._path = path
        self._port = port
        self._library: ctypes.CDLL | None = None

    def open(self) -> None:
        """Load the library and open the port. Raises NotConnected; DriverFault when it cannot be loaded."""
        try:
            kind = getattr(ctypes, "WinDLL", ctypes.CDLL)
            self._library = kind(self._path)
        except OSError as error:
            raise DriverFault(library=self._path) from error
        if self._port.isdigit():
            opened = self._library.CVR_InitComm(int(self._port))
        else:
            opened = self._library.CVR_InitComm(self._port.encode(), 0)
        if opened != _OK:
            raise NotConnected(port=self._port)

    def close(self) -> None:
        """Close the port."""
        library, self._library = self._library, None
        if library is not None:
            library.CVR_CloseComm()

    def find(self) -> bool:
        """Find and select a card. Raises DeviceRefused with the library's own word."""
        library = self._loaded()
        name = "CVR_AuthenticateForNoJudge" if self._has("CVR_AuthenticateForNoJudge") else "CVR_Authenticate"
        answer = int(getattr(library, name)())
        if answer == _OK:
            return True
        if answer in _NO_CARD:
            return False
        raise DeviceRefused(answer & 0xFF, command=name)

    def read(self) -> Card:
        """The text of the card found. Raises DeviceRefused, or BadReply when number or name is missing."""
        answer = int(self._loaded().CVR_Read_Content(_ALL_TEXT))
        if answer != _OK:
            raise DeviceRefused(answer & 0xFF, command="CVR_Read_Content")
        words = {field: self._word(getter) for field, getter in _GETTERS.items()}
        if not words["number"] or not words["name"]:
            raise BadReply(command="CVR_Read_Content", reason="fields are missing")
        return card_of(type_of(words["number"]), words)

    def identity(self) -> str:
        """The module's number, where the library tells it."""
        return self._word("CVR_GetSAMID")

    def _word(self, getter: str) -> str:
        """One field, GBK; empty when this library has no such function."""
        if not self._has(getter):
            return ""
        text, length = ctypes.create_string_buffer(_LONGEST), ctypes.c_int(_LONGEST)
        getattr(self._loaded(), getter)(text, ctypes.byref(length))
        return text.value.decode("gb18030", "replace").strip()

    def _has(self, name: str) -> bool:
        return hasattr(self._loaded(), name)

    def _loaded(self) -> ctypes.CDLL:
        if self._library is None:
            raise NotConnected(port=self._port)
        return self._library
