"""The devices of a window as people know them: names, drivers to choose from, and what helps."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ui.common.marking import QT_TRANSLATE_NOOP

PAPER: Final = "page_printer"
"""The kind whose place is a printer of the system, not a driver and a port."""
BAUDS: Final = ("0", "9600", "19200", "38400", "57600", "115200")
"""Speeds of a line in baud; 0: the usual one, or found by trying."""
_SERIAL, _NETWORK = QT_TRANSLATE_NOOP("DeviceKinds", "串口"), QT_TRANSLATE_NOOP("DeviceKinds", "网口")
_OTHER_PRINTER = QT_TRANSLATE_NOOP("DeviceKinds", "换打印机")
DRIVERS: Final = {
    "": QT_TRANSLATE_NOOP("DeviceKinds", "常用的（自动）"),
    "none": QT_TRANSLATE_NOOP("DeviceKinds", "没有这台设备"),
    "sam_serial": QT_TRANSLATE_NOOP("DeviceKinds", "串口（SAM 协议）"),
    "http": QT_TRANSLATE_NOOP("DeviceKinds", "厂家的本机服务"),
    "termb": QT_TRANSLATE_NOOP("DeviceKinds", "厂家的动态库 termb"),
    "serial": _SERIAL,
    "keyboard": QT_TRANSLATE_NOOP("DeviceKinds", "当键盘用"),
    "uvc": QT_TRANSLATE_NOOP("DeviceKinds", "USB 摄像头"),
    "sane": QT_TRANSLATE_NOOP("DeviceKinds", "系统的扫描服务（SANE）"),
    "program": QT_TRANSLATE_NOOP("DeviceKinds", "厂家的扫描程序"),
    "simulated": QT_TRANSLATE_NOOP("DeviceKinds", "模拟"),
    "pcsc": QT_TRANSLATE_NOOP("DeviceKinds", "系统的读卡服务（PC/SC）"),
    "escpos_tcp": _NETWORK,
    "escpos_serial": _SERIAL,
    "escpos_file": QT_TRANSLATE_NOOP("DeviceKinds", "USB（只写不读）"),
    "profile_tcp": _NETWORK,
    "profile_serial": _SERIAL,
    "tablet": QT_TRANSLATE_NOOP("DeviceKinds", "平板"),
}
"""Drivers by name, in words."""


class Kind(Struct, frozen=True):
    """One line of the device centre."""

    id: str
    icon: str
    name: str
    help: str
    """what to try, in one or two sentences"""
    drivers: tuple[str, ...] = ()
    """those to choose from"""
    where: str = ""
    """an example of an address"""
    profiled: bool = False
    """driven by a profile (resources/device_profiles)"""
    lined: bool = False
    """on a line that has a speed"""
    mute: bool = False
    """answers no test on a line: a person hears it"""
    setting: str = QT_TRANSLATE_NOOP("DeviceKinds", "设置")
    """what the button says that opens the panel"""


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "idcard",
        "card",
        QT_TRANSLATE_NOOP("DeviceKinds", "身份证读卡"),
        QT_TRANSLATE_NOOP(
            "DeviceKinds", "把证平放在读卡器上停 2 秒。三次读不到，先重连；仍不行就手工填写并留存复印件。"
        ),
        ("", "sam_serial", "http", "termb", "none"),
        "COM3 · /dev/ttyUSB0 · usb:1A86:7523",
        lined=True,
    ),
    Kind(
        "scanner",
        "scanner",
        QT_TRANSLATE_NOOP("DeviceKinds", "扫码枪"),
        QT_TRANSLATE_NOOP(
            "DeviceKinds", "按「测试」后 5 秒内扫任意一个码。当键盘用的枪，最好设成串口，输入法就不会打乱它。"
        ),
        ("", "serial", "keyboard", "none"),
        "COM5 · /dev/ttyACM0",
        lined=True,
    ),
    Kind(
        "camera",
        "camera",
        QT_TRANSLATE_NOOP("DeviceKinds", "高拍仪"),
        QT_TRANSLATE_NOOP(
            "DeviceKinds", "插好 USB 线，把纸放平，四角都在画面里。没有高拍仪时，可以先收纸件。"
        ),
        ("", "uvc", "none"),
        QT_TRANSLATE_NOOP("DeviceKinds", "摄像头的名称；空着就用第一个"),
    ),
    Kind(
        "page_scanner",
        "document",
        QT_TRANSLATE_NOOP("DeviceKinds", "扫描仪"),
        QT_TRANSLATE_NOOP("DeviceKinds", "一叠纸放进进纸器，正面朝上。卡纸时打开盖子取出，再扫一次。"),
        ("", "sane", "none"),
        QT_TRANSLATE_NOOP("DeviceKinds", "扫描仪的名称；空着就用第一个"),
    ),
    Kind(
        "evaluator",
        "evaluator",
        QT_TRANSLATE_NOOP("DeviceKinds", "评价器"),
        QT_TRANSLATE_NOOP("DeviceKinds", "评价器不通时，办结后在评价屏上评价，不影响办理。"),
        ("", "none"),
        "COM4 · 192.168.1.20:5005",
        profiled=True,
        lined=True,
        mute=True,
    ),
    Kind(
        PAPER,
        "printer",
        QT_TRANSLATE_NOOP("DeviceKinds", "A4 打印"),
        QT_TRANSLATE_NOOP(
            "DeviceKinds", "打印机先装进系统，再在这里选。文书都已保存，修好或换好后自动接着打。"
        ),
        setting=_OTHER_PRINTER,
    ),
    Kind(
        "ticket_printer",
        "slip",
        QT_TRANSLATE_NOOP("DeviceKinds", "80mm 小票"),
        QT_TRANSLATE_NOOP("DeviceKinds", "「测试」会打出一行字。缺纸时换一卷，热敏面朝外，盖好就接着打。"),
        ("", "none"),
        "192.168.1.30:9100 · COM6 · /dev/usb/lp0",
        lined=True,
        setting=_OTHER_PRINTER,
    ),
    Kind(
        "window_display",
        "display",
        QT_TRANSLATE_NOOP("DeviceKinds", "窗口屏"),
        QT_TRANSLATE_NOOP("DeviceKinds", "「测试」会显示“测试”两个字，随后换回本窗口的内容。"),
        ("", "none"),
        "192.168.1.40:5005 · COM7",
        profiled=True,
        lined=True,
    ),
    Kind(
        "call_pad",
        "call",
        QT_TRANSLATE_NOOP("DeviceKinds", "呼叫器"),
        QT_TRANSLATE_NOOP("DeviceKinds", "呼叫器不通时，用键盘的 F2、F3、F4 叫号，功能一样。"),
        ("", "none"),
        "COM8",
        profiled=True,
        lined=True,
        mute=True,
    ),
    Kind(
        "staff_card",
        "person",
        QT_TRANSLATE_NOOP("DeviceKinds", "工作证"),
        QT_TRANSLATE_NOOP(
            "DeviceKinds", "把工作证放在读卡器上。读卡器要先装进系统的读卡服务（PC/SC），这里才找得到它。"
        ),
        ("", "pcsc", "none"),
        QT_TRANSLATE_NOOP("DeviceKinds", "读卡器的名称；空着就用第一个"),
    ),
    Kind(
        "hall_screen",
        "people",
        QT_TRANSLATE_NOOP("DeviceKinds", "大厅屏"),
        QT_TRANSLATE_NOOP(
            "DeviceKinds", "大厅屏由另一台电脑显示，叫号经服务器送到。「测试」在这台电脑上打开同样的画面。"
        ),
    ),
    Kind(
        "voice",
        "voice",
        QT_TRANSLATE_NOOP("DeviceKinds", "语音"),
        QT_TRANSLATE_NOOP("DeviceKinds", "「测试」念一遍叫号。听不到时，看系统音量和音箱电源。"),
    ),
    Kind(
        "input_method",
        "keyboard",
        QT_TRANSLATE_NOOP("DeviceKinds", "中文输入"),
        QT_TRANSLATE_NOOP(
            "DeviceKinds", "在「试输入」里打几个汉字。打不出来时，在系统里装好 fcitx5 或 ibus，再打开程序。"
        ),
    ),
)
BY_KIND: Final = {kind.id: kind for kind in KINDS}
