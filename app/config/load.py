"""Layers: defaults, then what the hall says, then the machine's ``settings.json``, then the command line."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import msgspec

from app.config.schema import Settings
from app.core.errors import ConfigError
from app.core.paths import own_folder, refused
from devices.decoding import convert

FILE = "settings.json"
HALL_FILE = "hall-settings.json"
"""What came down from the hub for every machine of the hall; it lies beside the machine's own."""
Layer = Mapping[str, Any]
_remembering = threading.Lock()
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")


def load_settings(data: Path, command_line: Layer | None = None) -> Settings:
    """The settings in force. ``command_line`` is a nested mapping such as ``{"hub": {"url": …}}``.

    Raises ConfigError: ``config.broken`` (file, line), ``config.unknown_key`` (key),
    ``config.misspelt_key`` (key, suggestion), ``config.wrong_value`` (key, reason).
    """
    of_machines = _merge(_layer(data / HALL_FILE), _layer(data / FILE))
    return _typed(_merge(of_machines, command_line or {}))


def hall_layer_in(folder: Path) -> Layer:
    """The hall's layer, as ``settings.json`` of a folder has it. Raises as ``load_settings``."""
    layer = _layer(folder / FILE)
    _typed(layer)
    return layer


def keep_hall_layer(data: Path, layer: Layer) -> None:
    """Let the hall's layer count from the next start on. Raises EnvironmentMissing as ``refused``."""
    try:
        if layer != _layer(data / HALL_FILE):
            _replace(data / HALL_FILE, layer)
    except OSError as error:
        raise refused(error) from error


def remember(data: Path, changes: Layer) -> None:
    """Store choices made on screen in the machine's layer, replacing the file in one step; from any
    thread. A choice that the next start would not take is not kept. Raises as ``load_settings``;
    EnvironmentMissing as ``app.core.paths.refused``."""
    with _remembering:
        try:
            merged = _merge(_layer(data / FILE), changes)
            _typed(merged)
            _replace(data / FILE, merged)
        except OSError as error:
            raise refused(error) from error


def _replace(path: Path, layer: Layer) -> None:
    own_folder(path.parent)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(json.dumps(layer, ensure_ascii=False, indent=2))
        file.flush()
        os.fsync(file.fileno())  # else a power cut may leave an empty file under the old name
    fresh.replace(path)


def _layer(path: Path) -> Layer:
    if not path.exists():
        return {}
    try:
        # Editors on Windows begin a file with a mark of its encoding.
        layer = json.loads(path.read_text(encoding="utf-8-sig"))
        json.dumps(layer, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ConfigError("config.broken", file=path.name, line=getattr(error, "lineno", 0)) from error
    if not isinstance(layer, dict):
        raise ConfigError("config.broken", file=path.name, line=1)
    return layer


def _typed(merged: Layer) -> Settings:
    try:
        return convert(merged, Settings)
    except msgspec.ValidationError as error:
        raise _explain(error) from error


def _merge(under: Layer, over: Layer) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = (
            _merge(below, value) if isinstance(value, Mapping) and isinstance(below, Mapping) else value
        )
    return merged


def _explain(error: msgspec.ValidationError) -> ConfigError:
    reason, _, place = str(error).partition(" - at `$")
    section = place.strip("`.")
    unknown = _UNKNOWN.search(reason)
    if unknown is None:
        return ConfigError("config.wrong_value", key=section, reason=reason)
    key = f"{section}.{unknown[1]}".lstrip(".")
    import difflib  # only for somebody's slip

    close = difflib.get_close_matches(key, list(_known_keys(Settings)), n=1, cutoff=0.5)
    if not close:
        return ConfigError("config.unknown_key", key=key)
    return ConfigError("config.misspelt_key", key=key, suggestion=close[0])


def _known_keys(section: type[msgspec.Struct], prefix: str = "") -> Iterator[str]:
    for declared in msgspec.structs.fields(section):
        yield prefix + declared.name
        kind, place = declared.type, declared.name
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        if get_origin(kind) is dict:
            kind, place = get_args(kind)[1], f"{place}[...]"
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from _known_keys(kind, f"{prefix}{place}.")
