"""Layers: defaults, then the machine's ``settings.json``, then the command line."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from app.config.schema import Settings
from app.core.errors import ConfigError

FILE = "settings.json"
Layer = Mapping[str, Any]


def load_settings(data: Path, command_line: Layer | None = None) -> Settings:
    """The settings in force. ``command_line`` is a nested mapping such as ``{"hub": {"url": …}}``.

    Raises ConfigError: ``config.broken`` (file, line), ``config.unknown_key`` (key, suggestion),
    ``config.wrong_value`` (key, reason).
    """
    merged = _merge(_machine_layer(data), command_line or {})
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        raise _explain(error) from error


def remember(data: Path, changes: Layer) -> None:
    """Store choices made on screen in the machine's layer, replacing the file in one step."""
    merged = _merge(_machine_layer(data), changes)
    Settings.model_validate(merged)
    data.mkdir(parents=True, exist_ok=True)
    fresh = data / f"{FILE}.new"
    fresh.write_text(json.dumps(merged, ensure_ascii=False, indent=2), encoding="utf-8")
    fresh.replace(data / FILE)


def _machine_layer(data: Path) -> Layer:
    path = data / FILE
    if not path.exists():
        return {}
    try:
        layer = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("config.broken", file=FILE, line=getattr(error, "lineno", 0)) from error
    if not isinstance(layer, dict):
        raise ConfigError("config.broken", file=FILE, line=1)
    return layer


def _merge(under: Layer, over: Layer) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = (
            _merge(below, value) if isinstance(value, Mapping) and isinstance(below, Mapping) else value
        )
    return merged


def _explain(error: ValidationError) -> ConfigError:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    key = ".".join(place)
    if first["type"] == "extra_forbidden":
        known = _known_keys(Settings)
        close = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        return ConfigError("config.unknown_key", key=key, suggestion=close[0] if close else "")
    return ConfigError("config.wrong_value", key=key, reason=first["msg"])


def _known_keys(model: type[BaseModel], prefix: str = "") -> list[str]:
    keys = []
    for name, declared in model.model_fields.items():
        keys.append(prefix + name)
        kind = declared.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            keys += _known_keys(kind, f"{prefix}{name}.")
    return keys
