"""Check algorithms of serial frames. Pure; each takes the covered bytes and gives a number.

``xor-odd`` covers the 1st, 3rd, 5th … covered byte, ``xor-even`` the others. The CRCs by their catalogue
names: CRC-16/ARC (reflected 8005, init 0), CRC-16/MODBUS (the same, init FFFF), CRC-16/IBM-3740 (1021,
init FFFF), which makers call CCITT.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import xor
from typing import Literal

Algorithm = Literal[
    "none",
    "sum8",
    "twos-complement",
    "xor8",
    "xor-odd",
    "xor-even",
    "crc16-arc",
    "crc16-modbus",
    "crc16-ccitt",
]


def _xor(data: bytes) -> int:
    return reduce(xor, data, 0)


def _reflected(data: bytes, register: int) -> int:
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ 0xA001 if register & 1 else register >> 1
    return register


def _ccitt(data: bytes) -> int:
    register = 0xFFFF
    for byte in data:
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1 ^ 0x1021 if register & 0x8000 else register << 1) & 0xFFFF
    return register


SIZES: Mapping[Algorithm, int] = {
    "none": 0,
    "sum8": 1,
    "twos-complement": 1,
    "xor8": 1,
    "xor-odd": 1,
    "xor-even": 1,
    "crc16-arc": 2,
    "crc16-modbus": 2,
    "crc16-ccitt": 2,
}
"""Bytes that a check takes in the frame."""

_ALGORITHMS: Mapping[Algorithm, Callable[[bytes], int]] = {
    "none": lambda _: 0,
    "sum8": lambda data: sum(data) & 0xFF,
    "twos-complement": lambda data: -sum(data) & 0xFF,
    "xor8": _xor,
    "xor-odd": lambda data: _xor(data[::2]),
    "xor-even": lambda data: _xor(data[1::2]),
    "crc16-arc": lambda data: _reflected(data, 0),
    "crc16-modbus": lambda data: _reflected(data, 0xFFFF),
    "crc16-ccitt": _ccitt,
}


def check(algorithm: Algorithm, covered: bytes) -> int:
    """The check value over the covered bytes."""
    return _ALGORITHMS[algorithm](covered)
