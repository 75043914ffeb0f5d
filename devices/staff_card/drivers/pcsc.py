"""Staff cards over PC/SC (pcsc-lite, winscard): the UID of the card on the first reader that holds one.

Called by ctypes and not through a Python package: six functions are needed, which every system with a smart
card service has, and a package would have to be compiled on every machine. Runs in a side-car, because the
service and its reader drivers may hang. The same calls serve Windows, whose DWORD is 32 bits as there a long.
"""

from __future__ import annotations

import ctypes
import sys

from devices.errors import BadReply, DriverFault, NotConnected

GET_UID = bytes.fromhex("FFCA000000")
_LIBRARY = "winscard.dll" if sys.platform == "win32" else "libpcsclite.so.1"
_SCOPE_SYSTEM, _SHARE_SHARED, _ANY_PROTOCOL, _LEAVE = 2, 2, 3, 0
_OK = 0
_NO_READERS = 0x8010002E
_SERVICE_GONE = (0x8010001D, 0x8010001E, 0x80100006)
"""No service, service stopped, handle of a service that is gone."""
_NO_CARD = (0x8010000C, 0x80100066, 0x80100068, 0x80100069, 0x80100009, 0x8010000B)
"""No card, mute, reset, removed, reader vanished, card held by another program."""
_LONGEST = 258
_DWORD = ctypes.c_ulong
_Handle = ctypes.c_size_t if sys.platform == "win32" else ctypes.c_long


class _Header(ctypes.Structure):
    """SCARD_IO_REQUEST."""

    _fields_ = (("protocol", _DWORD), ("size", _DWORD))


class PcscReader:
    """A StaffCardReader. ``name`` is the reader's name or a part of it; empty: any."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._library: ctypes.CDLL | None = None
        self._context = _Handle()

    def open(self) -> None:
        """Reach the service. Raises NotConnected when there is none, or no such reader."""
        self.close()
        try:
            library = getattr(ctypes, "WinDLL", ctypes.CDLL)(_LIBRARY)
        except OSError as error:
            raise DriverFault(library="PC/SC") from error
        self._check(
            library.SCardEstablishContext(_DWORD(_SCOPE_SYSTEM), None, None, ctypes.byref(self._context))
        )
        self._library = library
        if not self._readers():
            raise NotConnected(port=self._name or "PC/SC")

    def close(self) -> None:
        """Leave the service."""
        if self._library is not None:
            self._library.SCardReleaseContext(self._context)
            self._library = None

    def identity(self) -> str:
        """The reader's name."""
        return next(iter(self._readers()), "")

    def card(self) -> bytes:
        """The UID of the card that lies there. Raises NotConnected when the reader is gone."""
        readers = self._readers()
        if not readers:
            raise NotConnected(port=self._name or "PC/SC")
        return next((uid for reader in readers if (uid := self._uid(reader))), b"")

    def _readers(self) -> list[str]:
        library, size = self._loaded(), _DWORD()
        listing = getattr(library, "SCardListReadersA", None) or library.SCardListReaders
        answer = listing(self._context, None, None, ctypes.byref(size)) & 0xFFFFFFFF
        if answer == _NO_READERS:
            return []
        self._check(answer)
        names = ctypes.create_string_buffer(size.value)
        self._check(listing(self._context, None, names, ctypes.byref(size)))
        found = [name.decode("utf-8", "replace") for name in names.raw[: size.value].split(b"\0") if name]
        return [name for name in found if self._name in name]

    def _uid(self, reader: str) -> bytes:
        library, card, protocol = self._loaded(), _Handle(), _DWORD()
        connect = getattr(library, "SCardConnectA", None) or library.SCardConnect
        answer = connect(
            self._context,
            reader.encode(),
            _DWORD(_SHARE_SHARED),
            _DWORD(_ANY_PROTOCOL),
            ctypes.byref(card),
            ctypes.byref(protocol),
        )
        if not self._check(answer):
            return b""
        try:
            return self._transmit(card, protocol)
        finally:
            library.SCardDisconnect(card, _DWORD(_LEAVE))

    def _transmit(self, card: ctypes._SimpleCData[int], protocol: ctypes.c_ulong) -> bytes:
        reply, size = ctypes.create_string_buffer(_LONGEST), _DWORD(_LONGEST)
        header = _Header(protocol, ctypes.sizeof(_Header))
        answer = self._loaded().SCardTransmit(
            card, ctypes.byref(header), GET_UID, _DWORD(len(GET_UID)), None, reply, ctypes.byref(size)
        )
        if not self._check(answer):
            return b""
        data = reply.raw[: size.value]
        return data[:-2] if data[-2:] == b"\x90\x00" else b""

    def _check(self, answer: int) -> bool:
        """Whether it went well; false when it is about the card. Raises NotConnected, BadReply."""
        code = answer & 0xFFFFFFFF
        if code in _NO_CARD:
            return False
        if code in (*_SERVICE_GONE, _NO_READERS):
            raise NotConnected(port=self._name or "PC/SC")
        if code != _OK:
            raise BadReply(command="PC/SC", reason=f"{code:08X}")
        return True

    def _loaded(self) -> ctypes.CDLL:
        if self._library is None:
            raise NotConnected(port=self._name or "PC/SC")
        return self._library
