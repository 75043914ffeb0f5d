"""A screen of one's own: an X server, a window manager and, if wanted, a Chinese input method (fcitx 5)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import TracebackType

from tests.support.hub import until

PATIENCE = 60.0
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


class Screen:
    """Starts at entry, ends at exit. ``environment`` is what programs need to appear on it."""

    def __init__(self, folder: Path) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
        }

    def __enter__(self) -> Screen:
        ours, theirs = os.pipe()
        self.start("Xvfb", "-displayfd", str(theirs), "-screen", "0", "1024x768x24", pass_fds=(theirs,))
        os.close(theirs)
        with os.fdopen(ours) as told:
            self.environment["DISPLAY"] = f":{told.readline().strip()}"
        self.start("openbox")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def start(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        """Start a program that lives as long as the screen."""
        self._processes.append(
            subprocess.Popen(
                command,
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=pass_fds,
            )
        )

    def say(self, *command: str) -> str:
        """Run a small program; what it said."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout.strip()

    def type(self, text: str, delay_ms: int) -> None:
        """Press and release keys with so much time between them; a line break at the end is Enter."""
        enter = ("key", "Return") if text.endswith("\n") else ()
        self.say("xdotool", "type", "--args", "1", "--delay", str(delay_ms), text.rstrip("\n"), *enter)

    def start_input_method(self) -> None:
        """fcitx 5 with pinyin, on a session bus of its own."""
        config = Path(self.environment["XDG_CONFIG_HOME"]) / "fcitx5"
        config.mkdir(parents=True)
        (config / "profile").write_text(PROFILE, "utf-8")
        bus = f"unix:path={self.environment['XDG_RUNTIME_DIR']}/bus"
        self.environment |= {"DBUS_SESSION_BUS_ADDRESS": bus, "XMODIFIERS": "@im=fcitx"}
        self.start("dbus-daemon", "--session", "--nofork", f"--address={bus}")
        until(Path(bus.partition("path=")[2]).exists, what="the session bus")
        self.start("fcitx5", "--disable", "wayland,waylandim,notifications,cloudpinyin")
        owner = "org.freedesktop.DBus.NameHasOwner"
        asked = ("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", owner)
        portal = "string:org.freedesktop.portal.IBus"
        until(lambda: "true" in self.say(*asked, portal), what="the input method")

    def turn_input_method(self, *, on: bool) -> None:
        """Chinese or plain letters."""
        wanted = "2" if on else "1"

        def turned() -> bool:
            self.say("fcitx5-remote", "-o" if on else "-c")
            return self.say("fcitx5-remote") == wanted

        until(turned, what="the other state of the input method")
