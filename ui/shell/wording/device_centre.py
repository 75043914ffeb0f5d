"""Words of the device centre and of the diagnosis."""

from ui.common.marking import QT_TRANSLATE_NOOP

DEVICE_CENTRE: dict[str, str] = {
    # Names that the program itself gives to devices; others are shown as their makers wrote them.
    "device_name.另存为 PDF": QT_TRANSLATE_NOOP("Notices", "另存为 PDF"),
    "device_name.演示高拍仪": QT_TRANSLATE_NOOP("Notices", "演示高拍仪"),
    "device_name.演示高拍仪 主头": QT_TRANSLATE_NOOP("Notices", "演示高拍仪 主头"),
    "device_name.演示高拍仪 副头": QT_TRANSLATE_NOOP("Notices", "演示高拍仪 副头"),
    "device_name.演示扫描仪": QT_TRANSLATE_NOOP("Notices", "演示扫描仪"),
    "equipment.none": QT_TRANSLATE_NOOP(
        "Notices", "不使用｜设置里说没有这台设备｜要用时，在右边选驱动和端口"
    ),
    "equipment.unset": QT_TRANSLATE_NOOP("Notices", "未设置｜还没有告诉程序它在哪｜在右边填端口"),
    "equipment.untested": QT_TRANSLATE_NOOP("Notices", "还没试过｜｜按「测试」试一次"),
    "equipment.typing": QT_TRANSLATE_NOOP("Notices", "当键盘用"),
    "equipment.testing": QT_TRANSLATE_NOOP("Notices", "正在测试…"),
    "equipment.scan_now": QT_TRANSLATE_NOOP("Notices", "等着一个码：随便扫一个（5 秒内）"),
    "equipment.scanned": QT_TRANSLATE_NOOP("Notices", "测试通过：扫到一个 {count} 个字符的码"),
    "equipment.test_ok": QT_TRANSLATE_NOOP("Notices", "测试通过：设备有应答"),
    "equipment.test_ok_named": QT_TRANSLATE_NOOP("Notices", "测试通过：{device_name}"),
    "equipment.test_heard": QT_TRANSLATE_NOOP(
        "Notices", "已让它响一声：{device_name}｜它不会应答，要靠人听｜没听到时，检查电源、接线和地址"
    ),
    "equipment.binding": QT_TRANSLATE_NOOP("Notices", "正在换上…"),
    "equipment.bound": QT_TRANSLATE_NOOP("Notices", "已换上，以后也用这个设置"),
    "equipment.bound_later": QT_TRANSLATE_NOOP("Notices", "已记下，下次打开程序时换过来"),
    "equipment.slow": QT_TRANSLATE_NOOP(
        "Notices", "测试没有通过｜5 秒内设备没有应答｜检查电源和连线，再按「重连」"
    ),
    "equipment.hall_cut": QT_TRANSLATE_NOOP(
        "Notices", "收不到叫号｜大厅服务器连不上｜网络恢复后自动更新；这段时间在大厅口头叫号"
    ),
    "equipment.no_sound": QT_TRANSLATE_NOOP(
        "Notices", "没有声音｜这台电脑没有发声的设备｜插上音箱或耳机；大厅的语音由大厅屏那台电脑播放"
    ),
    "voice.pack_broken": QT_TRANSLATE_NOOP(
        "Notices",
        "大厅自己的语音包用不了｜文件夹里没有写对的 manifest.json，现在用自带的语音｜"
        "补好文件，或改正设置 hall_voice.pack，再打开程序",
    ),
    "voice.pack_incomplete": QT_TRANSLATE_NOOP(
        "Notices",
        "语音包不完整｜有的录音缺失或格式不对，叫号时念不出来｜"
        "看屏幕上的叫号；用 zongchuang doctor 查出是哪些，补好再打开程序",
    ),
    "voice.none": QT_TRANSLATE_NOOP(
        "Notices", "没有语音｜程序自带的语音包坏了｜看屏幕上的叫号；让管理员重新安装程序"
    ),
    "equipment.no_input_method": QT_TRANSLATE_NOOP(
        "Notices", "没有中文输入｜没有找到 fcitx5 或 ibus｜让管理员装好并启动输入法，再打开程序"
    ),
    "printer.wrong_shift": QT_TRANSLATE_NOOP(
        "Notices", "没有保存｜这里要填 -30 到 30 之间的毫米数，往回移用负数｜不用移就填 0"
    ),
    "equipment.demo_refused": QT_TRANSLATE_NOOP(
        "Notices", "没有换成模拟的｜本窗口只办真实业务｜接上真实的设备"
    ),
    "doctor.glibc_old": QT_TRANSLATE_NOOP(
        "Notices",
        "系统太旧｜系统的 C 库是 {found}，程序要 2.28 以上｜换用较新的系统",
    ),
    "doctor.disk_low": QT_TRANSLATE_NOOP(
        "Notices", "磁盘快满了｜存放数据的磁盘只剩 {free_mb} MB｜删掉不用的文件，至少留出 500 MB"
    ),
    "reader.none_simulated": QT_TRANSLATE_NOOP(
        "Notices", "没有放上身份证｜读卡器不是模拟的｜在设备中心让身份证读卡用模拟的，或放真证"
    ),
}
