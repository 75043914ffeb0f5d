"""Every setting, its default and what it does. Frozen; unknown keys are refused."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Theme = Literal["light", "dark", "contrast"]
TextScale = Literal[100, 125, 150]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hall(_Section):
    """The hall (大厅) this machine stands in."""

    id: str = Field(
        "hall-1", description="id of the hall; first part of every key", pattern=r"^[\w.-]{1,64}$"
    )
    name: str = Field("示例区政务服务中心", description="name on screens and documents")
    division: str = Field(
        "319999", description="6-digit administrative division (GB/T 2260)", pattern=r"^\d{6}$"
    )
    site: str = Field("01", description="2-digit site within the division", pattern=r"^\d{2}$")
    phone: str = Field("000-12345", description="enquiry telephone on documents")


class Window(_Section):
    """The window (窗口) this machine serves."""

    number: int = Field(3, ge=1, le=33, description="window number; also owns a block of case numbers")
    name: str = Field("3号综合窗口", description="name on the workbench and on documents")
    zones: tuple[str, ...] = Field((), description="zones (功能区) this window calls; empty: all")
    clerk_id: str = Field("demo", description="staff number of the clerk on duty")
    clerk_name: str = Field("李静", description="name of the clerk on duty")
    demo_cards: bool = Field(
        True, description="accept cards of a simulated reader (演示设备); off in production"
    )


class Hub(_Section):
    """The hub this machine talks to."""

    url: str = Field("", description="address of the hub; empty: one runs inside this machine")


class CardReader(_Section):
    """The ID card reader (读卡器)."""

    port: str = Field("", description="serial port; empty: the simulated reader is offered")
    baud: int = Field(115200, description="speed of the port in baud")


class Printer(_Section):
    """The A4 printer."""

    name: str = Field("", description="queue name; empty: the system's default, else save as PDF")


class Appearance(_Section):
    """How the desktop looks; remembered per machine."""

    theme: Theme = Field("light", description="light, dark or high contrast")
    text_scale: TextScale = Field(100, description="text size in per cent")
    language: Literal["zh", "en"] = Field("zh", description="language of the screen")


class HallScreen(_Section):
    """The big screen (大屏)."""

    farthest_seat_m: float = Field(10.0, gt=0, le=40, description="distance of the farthest seat in metres")
    diagonal_inch: float = Field(55.0, gt=5, le=200, description="screen diagonal in inches")
    say_yao: bool = Field(False, description="say 幺 instead of 一 for the digit 1")


class Settings(_Section):
    """All settings of one machine."""

    hall: Hall = Hall()
    window: Window = Window()
    hub: Hub = Hub()
    card_reader: CardReader = CardReader()
    printer: Printer = Printer()
    appearance: Appearance = Appearance()
    hall_screen: HallScreen = HallScreen()
