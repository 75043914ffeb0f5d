"""Every setting, its default and what it does. Frozen; unknown keys are refused."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Theme = Literal["light", "dark", "contrast"]
TextScale = Literal[100, 125, 150]
_SEEN = r"^[^\x00-\x1f]*\Z"
Key = Annotated[str, Meta(pattern=_SEEN, max_length=64)]
"""What the journal keeps of a setting has room for 64 characters, on every hub."""
_HOURS = r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]\Z"
Shown = Annotated[str, Meta(pattern=_SEEN, max_length=100)]
Place = Annotated[str, Meta(pattern=_SEEN, max_length=300)]
"""A file, a port or an address: no system opens one with a NUL, and no QR code holds any length."""


class _Section(Struct, frozen=True, forbid_unknown_fields=True):
    """Read before the first paint, hence msgspec: importing it costs a tenth of what pydantic costs."""


class Hall(_Section, frozen=True):
    """The hall (大厅) this machine stands in."""

    id: Annotated[str, Meta(pattern=r"^[\w-][\w.-]{0,63}\Z", description="first part of every key")] = (
        "hall-1"
    )
    name: Annotated[Shown, Meta(description="name on screens and documents")] = "示例区政务服务中心"
    division: Annotated[str, Meta(pattern=r"^[0-9]{6}\Z", description="division (GB/T 2260)")] = "319999"
    site: Annotated[str, Meta(pattern=r"^[0-9]{2}\Z", description="2-digit site within the division")] = "01"
    phone: Annotated[Shown, Meta(description="enquiry telephone on documents")] = "000-12345"
    progress_url: Annotated[
        Place, Meta(description="what the QR code of a receipt opens; {case_no} is the case number")
    ] = "https://example.org/progress/{case_no}"


class Window(_Section, frozen=True):
    """The window (窗口) this machine serves."""

    number: Annotated[
        int, Meta(ge=1, le=33, description="window number; also owns a block of case numbers")
    ] = 3
    name: Annotated[
        Shown, Meta(description="name on the workbench and on documents; empty: after its number")
    ] = ""
    zones: Annotated[tuple[Key, ...], Meta(description="zones (功能区) this window calls; empty: all")] = ()
    clerk_id: Annotated[
        Key, Meta(description="staff number (工号) of who works here; empty: whoever signs in")
    ] = "demo"
    clerk_name: Annotated[Shown, Meta(description="name of who works here")] = "李静"
    demo_cards: Annotated[
        bool,
        Meta(
            description="use what simulated devices (演示设备) give: cards, codes, pages, ratings; "
            "off in production"
        ),
    ] = True

    @property
    def usual_clerk(self) -> str:
        """The name of who works here until somebody signs in; empty: nobody does."""
        return self.clerk_name if self.clerk_id else ""

    @property
    def shown_name(self) -> str:
        """What the window is called."""
        return self.name or f"{self.number}号综合窗口"


class Hub(_Section, frozen=True):
    """The hub this machine talks to."""

    url: Annotated[Place, Meta(description="address of the hub; empty: one runs inside this machine")] = ""


class Device(_Section, frozen=True):
    """Which device stands in a place of the window, and how it is driven."""

    driver: Annotated[
        Key,
        Meta(description="name of the driver; empty: the usual one; none: there is no such device"),
    ] = ""
    port: Annotated[
        Place,
        Meta(description="serial port, usb:VID:PID[:SERIAL], or URL; empty: a simulated device is offered"),
    ] = ""
    baud: Annotated[int, Meta(ge=0, description="speed of a serial port in baud; 0: find it")] = 0
    address: Annotated[int, Meta(ge=0, le=255, description="on a shared line (RS-485); 0: any")] = 0
    profile: Annotated[
        Place, Meta(description="file with what a configurable driver must know; empty: as usual")
    ] = ""


class Scanner(Device, frozen=True):
    """A scanner on a line of its own, or one that types."""

    prefix: Annotated[
        str, Meta(pattern=_SEEN, max_length=1, description="character that a scanner that types sends first")
    ] = ""


class Camera(Device, frozen=True):
    """A document camera: ``port`` is its id or a part of its name."""

    rotation: Annotated[
        Literal[0, 90, 180, 270], Meta(description="clockwise turn that its mounting needs, in degrees")
    ] = 0


class Devices(_Section, frozen=True):
    """The devices of this window (外设), by kind."""

    idcard: Annotated[Device, Meta(description="ID card reader (读卡器)")] = Device()
    scanner: Annotated[
        Scanner, Meta(description="barcode scanner (扫码枪); driver keyboard: one that types")
    ] = Scanner()
    staff_card: Annotated[Device, Meta(description="reader of staff cards (工作证)")] = Device()
    ticket_printer: Annotated[
        Device,
        Meta(description="printer of queue tickets (小票打印机): serial port, host:9100 or /dev/usb/lp0"),
    ] = Device()
    call_pad: Annotated[
        Device, Meta(description="call pad (呼叫器), with its evaluator where it has one")
    ] = Device()
    evaluator: Annotated[Device, Meta(description="evaluator (评价器) on a line of its own")] = Device()
    window_display: Annotated[
        Device, Meta(description="display over the window (窗口屏): serial port or host:5005")
    ] = Device()
    camera: Annotated[Camera, Meta(description="document camera (高拍仪); driver uvc: a USB camera")] = (
        Camera()
    )
    page_scanner: Annotated[
        Device,
        Meta(description="page scanner (扫描仪); driver sane, or program: profile is what to run"),
    ] = Device()


class Tablets(_Section, frozen=True):
    """Network evaluators (评价平板) that connect to this window."""

    port: Annotated[int, Meta(ge=0, le=65535, description="port they connect to; 0: there are none")] = 0
    host: Annotated[Place, Meta(description="address of this machine that they reach")] = "0.0.0.0"
    token: Annotated[Key, Meta(description="what a tablet must know; without one none is let in")] = ""


class SlipPrinting(_Section, frozen=True):
    """How queue tickets (号票) are printed."""

    width_mm: Annotated[Literal[58, 80], Meta(description="width of the paper in mm")] = 80
    letters: Annotated[
        bool, Meta(description="in the printer's own letters where it has them: faster, less sure")
    ] = False
    barcode: Annotated[bool, Meta(description="bars instead of a QR code")] = False


_Shift = Annotated[float, Meta(ge=-30, le=30)]


class Placement(_Section, frozen=True):
    """Where a printer must print on its sheet (套打), in mm; `print-test-page` shows what to enter."""

    right_mm: Annotated[_Shift, Meta(description="print so much further to the right")] = 0.0
    down_mm: Annotated[_Shift, Meta(description="print so much further down")] = 0.0
    taller_mm: Annotated[
        _Shift, Meta(description="a sheet is so much taller than its page; for endless paper that drifts")
    ] = 0.0


class Printer(_Section, frozen=True):
    """The A4 printer."""

    name: Annotated[Shown, Meta(description="queue name; empty: the system's default, else save as PDF")] = ""
    placement: Annotated[
        dict[str, Placement], Meta(description="corrections by queue name, for each printer that needs them")
    ] = {}


class Appearance(_Section, frozen=True):
    """How the desktop looks; remembered per machine."""

    theme: Annotated[Theme, Meta(description="light, dark or high contrast")] = "light"
    text_scale: Annotated[TextScale, Meta(description="text size in per cent")] = 100
    language: Annotated[Literal["zh", "en"], Meta(description="language of the screen")] = "zh"


class HallScreen(_Section, frozen=True):
    """The big screen (大屏)."""

    farthest_seat_m: Annotated[
        float, Meta(gt=0, le=40, description="distance of the farthest seat in metres")
    ] = 10.0
    diagonal_inch: Annotated[float, Meta(gt=5, le=200, description="screen diagonal in inches")] = 55.0
    say_yao: Annotated[bool, Meta(description="say 幺 instead of 一 for the digit 1")] = False


class Kiosk(_Section, frozen=True):
    """The ticket machine (取号机)."""

    zones: Annotated[
        tuple[Key, ...], Meta(max_length=6, description="zones (功能区) on it; empty: the first six")
    ] = ()
    hours: Annotated[
        tuple[Annotated[str, Meta(pattern=_HOURS)], ...],
        Meta(description="hours in which it gives numbers, such as 08:30-12:00; empty: always"),
    ] = ()


class HallVoice(_Section, frozen=True):
    """The voice of the hall (语音)."""

    volume: Annotated[int, Meta(ge=0, le=100, description="in per cent of the machine's own volume")] = 100
    quiet: Annotated[
        tuple[Annotated[str, Meta(pattern=_HOURS)], ...],
        Meta(description="hours without voice (静音时段), such as 12:00-13:30"),
    ] = ()
    pack: Annotated[Place, Meta(description="folder of a recorded voice pack; empty: the shipped one")] = ""


class Settings(_Section, frozen=True):
    """All settings of one machine."""

    hall: Hall = Hall()
    window: Window = Window()
    hub: Hub = Hub()
    devices: Devices = Devices()
    printer: Printer = Printer()
    slips: SlipPrinting = SlipPrinting()
    tablets: Tablets = Tablets()
    appearance: Appearance = Appearance()
    hall_screen: HallScreen = HallScreen()
    hall_voice: HallVoice = HallVoice()
    kiosk: Kiosk = Kiosk()
