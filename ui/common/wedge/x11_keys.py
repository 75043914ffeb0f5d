"""Keys caught as the X server sends them, before the input method sees them.

What turns out to be typing goes back through the X server, marked as sent, with the state of the keyboard at
its time: Qt and the input method take it for what it was.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, SignalInstance

from app.peripherals.wedge import Key
from ui.common.wedge.catcher import Catcher

_PRESS, _RELEASE, _SENT = 2, 3, 0x80
_SHIFT, _LOCK, _GROUP_AT, _KEYPAD_LOCK = 0x01, 0x02, 13, 0x10
_COMMANDS = 0x04 | 0x08 | 0x40
"""Control, Alt, Super: no key of a scanner."""
_ENDS = (0xFF0D, 0xFF8D, 0xFF09)
_SHIFTS = (0xFFE1, 0xFFE2)
_LETTERS = range(ord("a"), ord("z") + 1)
_KEYPAD = range(0xFFAA, 0xFFBA)
"""Keysyms of the keypad's characters, from * to 9."""


class _KeyEvent(ctypes.Structure):
    """xcb_key_press_event_t."""

    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("code", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("root", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
        ("child", ctypes.c_uint32),
        ("place", ctypes.c_int16 * 4),
        ("state", ctypes.c_uint16),
        ("same_screen", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
    )


class _Server:
    """A connection of our own to the X server: what a key means, and sending events."""

    def __init__(self) -> None:
        self._x11, self._xcb = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libxcb.so.1")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        unsigned = ctypes.c_uint
        self._x11.XkbKeycodeToKeysym.argtypes = (ctypes.c_void_p, ctypes.c_uint8, unsigned, unsigned)
        self._xcb.xcb_connect.restype = ctypes.c_void_p
        self._xcb.xcb_send_event.argtypes = (
            ctypes.c_void_p,
            ctypes.c_uint8,
            ctypes.c_uint32,
            ctypes.c_uint32,
            ctypes.c_char_p,
        )
        self._xcb.xcb_flush.argtypes = (ctypes.c_void_p,)
        self._display = self._x11.XOpenDisplay(None)
        self._connection = self._xcb.xcb_connect(None, None)

    def keysym(self, code: int, state: int) -> int:
        """The keysym of a key with this state of Shift, Caps Lock, Num Lock and layout."""
        group, shift = state >> _GROUP_AT & 3, bool(state & _SHIFT)
        plain = self._x11.XkbKeycodeToKeysym(self._display, code, group, 0)
        if state & _LOCK and plain in _LETTERS:
            shift = not shift
        upper = self._x11.XkbKeycodeToKeysym(self._display, code, group, 1)
        if upper in _KEYPAD and state & _KEYPAD_LOCK:
            shift = not shift
        return int((upper if shift else plain) or plain)

    def send(self, events: Iterable[bytes]) -> None:
        """Send key events to the windows that they were meant for."""
        for raw in events:
            window = _KeyEvent.from_buffer_copy(raw).window
            self._xcb.xcb_send_event(self._connection, 0, window, 0, raw)
        self._xcb.xcb_flush(self._connection)


class X11Keys(QAbstractNativeEventFilter):
    """A native event filter for the application on X11."""

    def __init__(self, prefix: str = "", parent: QObject | None = None) -> None:
        super().__init__()
        self._server = _Server()
        self._catcher = Catcher(prefix, self._give_back, parent)
        self.scanned: SignalInstance = self._catcher.scanned
        self._on_the_way = 0

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Whether the event is held back."""
        if kind != b"xcb_generic_event_t":
            return False, 0
        address = int(message)
        what = ctypes.c_uint8.from_address(address).value
        if what & ~_SENT not in (_PRESS, _RELEASE):
            return False, 0
        if what & _SENT:
            self._on_the_way = max(0, self._on_the_way - 1)
            return False, 0
        raw = ctypes.string_at(address, ctypes.sizeof(_KeyEvent))
        if not self._catcher.take(self._key_of(raw)):
            return True, 0
        if self._on_the_way:
            self._give_back((raw,))  # not before those that went back and have not arrived
            return True, 0
        return False, 0

    def _key_of(self, raw: bytes) -> Key:
        event = _KeyEvent.from_buffer_copy(raw)
        down = event.kind == _PRESS and not event.state & _COMMANDS
        keysym = self._server.keysym(event.code, event.state)
        if keysym in _KEYPAD:
            keysym -= 0xFF80
        return Key(
            event.time / 1000,
            chr(keysym) if down and 0x20 <= keysym < 0x7F else "",
            ends=down and keysym in _ENDS,
            shifts=down and keysym in _SHIFTS,
            event=raw,
        )

    def _give_back(self, held: Iterable[object]) -> None:
        sent = [bytes((raw[0] | _SENT,)) + raw[1:] for raw in cast(Iterable[bytes], held)]
        self._on_the_way += len(sent)
        self._server.send(sent)
