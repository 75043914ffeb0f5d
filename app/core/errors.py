"""The one tree of errors that may reach a person.

AppError                    a code and its parameters; worded only in ui/shell/notices.py
├── RuleViolation           a rule of the law, the catalogue or the hall says no
├── Superseded              somebody else changed the subject first
├── StorageError
│   ├── StoreUnavailable    the environment: disk full, wrong key, damaged, newer schema, locked
│   └── StoreBug            our own mistake
├── PeripheralError         a device did not do its work (wraps devices.errors)
├── SyncError
│   ├── Offline             the hub cannot be reached
│   └── Refused             the hub answered no, with its reason
├── ContentError            a shipped or imported file is broken: names file, line, reason
├── ConfigError             a setting is unknown or wrong
└── EnvironmentMissing      the machine lacks something: says what and how to get it (exit code 3)

A code is a dotted lower-case name such as ``store.wrong_key``. It never changes its meaning, because
clerks read it out on the telephone and translations hang on it.
"""

from __future__ import annotations


class AppError(Exception):
    """An error with a stable code and the facts a person needs to act on it.

    ``params`` hold only facts that may be shown and logged: never names, numbers or addresses of citizens.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({facts})" if facts else self.code


class RuleViolation(AppError):
    """A command was refused by a rule; ``field`` names the input to go to, if there is one."""

    def __init__(self, code: str, /, field: str = "", **params: object) -> None:
        super().__init__(code, **params)
        self.field = field


class Superseded(AppError):
    """An event was made on a state that is not the present one; ``version``: where its subject stands."""

    def __init__(self, code: str, /, version: int, **params: object) -> None:
        super().__init__(code, version=version, **params)
        self.version = version


class StorageError(AppError):
    """The store could not do its work."""


class StoreUnavailable(StorageError):
    """The environment's fault: the clerk or the administrator can mend it."""


class StoreBug(StorageError):
    """Our fault: report it."""


class PeripheralError(AppError):
    """A device did not do its work."""


class SyncError(AppError):
    """Talking to the hub failed."""


class Offline(SyncError):
    """The hub cannot be reached; everything done is kept and goes out later."""


class Refused(SyncError):
    """The hub answered no."""


class ContentError(AppError):
    """A catalogue, calendar or other content file is broken; params: file, line, reason."""


class ConfigError(AppError):
    """A setting is unknown or has a wrong value; params: key, suggestion or reason."""


class EnvironmentMissing(AppError):
    """The machine lacks something; params: what, remedy."""
