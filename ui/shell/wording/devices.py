"""Words for devices, cards, printers and printed documents."""

from ui.common.marking import QT_TRANSLATE_NOOP

DEVICES: dict[str, str] = {
    "card.reading": QT_TRANSLATE_NOOP("Notices", "正在读卡｜｜把证平放，先不要拿走"),
    "card.no_reader": QT_TRANSLATE_NOOP("Notices", "没有读证｜读卡器{reason}｜先手工填写，连上后再按 F5"),
    "card.awaited": QT_TRANSLATE_NOOP("Notices", "等着读证｜｜把证平放在读卡器上，再等 {seconds} 秒"),
    "card.none": QT_TRANSLATE_NOOP("Notices", "没有读到证件｜读卡器上没有卡｜把证平放在读卡器上，再按 F5"),
    "card.unread": QT_TRANSLATE_NOOP(
        "Notices", "证件没有读出来｜放得不稳，或芯片接触不好｜拿起来重新平放 2 秒；三次不成就手工填写"
    ),
    "card.unknown_kind": QT_TRANSLATE_NOOP(
        "Notices", "证件没有读出来｜这张卡不是身份证、居住证或永久居留证｜换一张证，或手工填写"
    ),
    "card.not_genuine": QT_TRANSLATE_NOOP(
        "Notices", "证件没有通过验证｜芯片的安全验证没有通过｜不要凭这张证收件，按大厅的规定核验"
    ),
    "card.demo_refused": QT_TRANSLATE_NOOP(
        "Notices", "没有采用这张证｜它来自演示读卡器，本窗口只办真实业务｜换用真实的读卡器"
    ),
    "card.nobody_called": QT_TRANSLATE_NOOP(
        "Notices", "证件读到了，还没有用上｜没有叫号，也没有开始办理｜先叫号，或用无号直办"
    ),
    "reader.self_test": QT_TRANSLATE_NOOP(
        "Notices", "自检没通过｜读卡器有故障｜重新插拔，仍不行就换一台；可以先手工填写"
    ),
    "reader.not_licensed": QT_TRANSLATE_NOOP(
        "Notices", "没有授权｜读卡器的安全模块没有授权｜联系设备厂家；可以先手工填写"
    ),
    "at_device.camera": QT_TRANSLATE_NOOP("Notices", "高拍仪"),
    "at_device.page_scanner": QT_TRANSLATE_NOOP("Notices", "扫描仪"),
    "device.absent": QT_TRANSLATE_NOOP("Notices", "未连接｜没有找到设备｜插好后自动连接"),
    "device.connecting": QT_TRANSLATE_NOOP("Notices", "连接中｜设备正在准备｜马上就能用"),
    "device.ready": QT_TRANSLATE_NOOP("Notices", "正常"),
    "device.busy": QT_TRANSLATE_NOOP("Notices", "工作中"),
    "device.trouble": QT_TRANSLATE_NOOP("Notices", "有故障｜设备不能工作｜重新插拔，仍不行就换一台"),
    "device.stand_in": QT_TRANSLATE_NOOP(
        "Notices", "已换别的方式｜原来的设备没有连上｜可以照常办；设备插好后自动换回"
    ),
    "device.hung": QT_TRANSLATE_NOOP(
        "Notices", "驱动没有反应｜设备的驱动卡住了，已经放开｜会自动再连；三次不成就按「重连」"
    ),
    "device.error": QT_TRANSLATE_NOOP("Notices", "有故障｜设备没有完成工作｜重新插拔，仍不行就换一台"),
    "device.not_connected": QT_TRANSLATE_NOOP("Notices", "未连接｜没有找到设备｜插好后自动连接"),
    "device.port_busy": QT_TRANSLATE_NOOP(
        "Notices", "被占用｜另一个程序正在使用设备｜关掉那个程序，设备自动连接"
    ),
    "device.port_denied": QT_TRANSLATE_NOOP(
        "Notices", "没有权限｜系统不让当前用户使用设备｜让管理员开放端口的权限"
    ),
    "device.unplugged": QT_TRANSLATE_NOOP(
        "Notices", "已断开｜连线松了，或设备被拔掉｜重新插好，设备自动连接"
    ),
    "device.timeout": QT_TRANSLATE_NOOP("Notices", "没有应答｜设备可能断电或死机｜检查电源，重新插拔"),
    "device.bad_reply": QT_TRANSLATE_NOOP(
        "Notices", "应答有误｜设备发来的内容读不懂｜重新插拔，仍不行就换一台"
    ),
    "device.refused": QT_TRANSLATE_NOOP("Notices", "没有执行｜设备不接受这个操作｜重新插拔，仍不行就换一台"),
    "device.driver_fault": QT_TRANSLATE_NOOP(
        "Notices", "驱动出错｜程序里的设备驱动出错｜重新打开程序；仍不行就告诉管理员"
    ),
    "print.waiting": QT_TRANSLATE_NOOP("Notices", "等待打印"),
    "print.printing": QT_TRANSLATE_NOOP("Notices", "正在打印"),
    "print.saved": QT_TRANSLATE_NOOP("Notices", "已存为 PDF｜这台电脑没有打印机｜到 {folder} 取"),
    "print.done": QT_TRANSLATE_NOOP("Notices", "已打印"),
    "print.failed": QT_TRANSLATE_NOOP("Notices", "没有打出来｜｜换一台打印机，或再打一次"),
    "printer.out_of_paper": QT_TRANSLATE_NOOP("Notices", "缺纸｜｜加纸后自动接着打"),
    "printer.jammed": QT_TRANSLATE_NOOP("Notices", "卡纸｜｜取出卡住的纸，自动接着打"),
    "printer.cover_open": QT_TRANSLATE_NOOP("Notices", "盖子没关｜｜关好后自动接着打"),
    "printer.out_of_toner": QT_TRANSLATE_NOOP("Notices", "缺墨粉｜｜换好后自动接着打"),
    "printer.output_full": QT_TRANSLATE_NOOP("Notices", "出纸口满了｜｜取走出纸口的纸，自动接着打"),
    "printer.tray_missing": QT_TRANSLATE_NOOP("Notices", "纸盒没装好｜｜把纸盒推到底，自动接着打"),
    "printer.held": QT_TRANSLATE_NOOP(
        "Notices", "文书被扣住｜打印服务里设了先不打｜让管理员放行；也可以换一台打印机"
    ),
    "printer.attention": QT_TRANSLATE_NOOP(
        "Notices", "打印机出错｜｜看打印机面板上的提示；也可以换一台打印机"
    ),
    "printer.document_broken": QT_TRANSLATE_NOOP(
        "Notices", "没有打印｜文件不是能读的 PDF，校正不了位置｜换一份文件"
    ),
    "printer.offline": QT_TRANSLATE_NOOP("Notices", "没有联机｜｜检查电源和连线；也可以换一台打印机"),
    "printer.stopped": QT_TRANSLATE_NOOP(
        "Notices", "已暂停｜打印机在系统里被暂停｜让管理员恢复它；也可以换一台打印机"
    ),
    "printer.system_down": QT_TRANSLATE_NOOP(
        "Notices", "打印服务没有应答｜这台电脑的打印服务没有运行｜让管理员启动打印服务；文书已保存"
    ),
    "printer.no_default": QT_TRANSLATE_NOOP(
        "Notices", "没有默认打印机｜｜选一台打印机，或在系统里设一台默认的"
    ),
    "printer.unknown": QT_TRANSLATE_NOOP(
        "Notices", "找不到打印机｜系统里没有这个名称的打印机｜换一台打印机，或改正设置里的名称"
    ),
    "printer.not_accepting": QT_TRANSLATE_NOOP(
        "Notices", "不收文书｜打印机在系统里停止接收｜让管理员恢复它；也可以换一台打印机"
    ),
    "printer.refused": QT_TRANSLATE_NOOP("Notices", "没有接受文书｜打印服务不接受这份文书｜换一台打印机"),
    "printer.folder_refused": QT_TRANSLATE_NOOP(
        "Notices", "没有存成 PDF｜存放的文件夹不能写入，或磁盘已满｜腾出空间或检查权限，会自动再存"
    ),
    "printer.job_unknown": QT_TRANSLATE_NOOP(
        "Notices", "不知道是否打出｜打印服务里查不到这份文书｜看出纸口，没有纸就再打一次"
    ),
    "printer.job_cancelled": QT_TRANSLATE_NOOP(
        "Notices", "打印被取消｜有人在系统里取消了它，或打印机没有这种纸｜需要时再打一次"
    ),
    "printer.job_failed": QT_TRANSLATE_NOOP(
        "Notices", "没有打出来｜打印机报告出错｜看打印机的提示，再打一次或换一台"
    ),
    "printer.interrupted": QT_TRANSLATE_NOOP(
        "Notices", "不知道是否打出｜交给打印机时中断了｜看出纸口，没有纸就再打一次"
    ),
    "printer.no_answer": QT_TRANSLATE_NOOP(
        "Notices", "一直没有打完｜等了 2 分钟没有结果｜检查打印机；也可以换一台"
    ),
    "document.waits": QT_TRANSLATE_NOOP(
        "Notices", "收件凭证还没有打出来｜打印机：{reason}｜凭证已保存，修好后自动打印；也可以按 F8 换一台"
    ),
    "document.glyph_missing": QT_TRANSLATE_NOOP(
        "Notices", "收件凭证上有字打不出来｜字库里没有 {codes}｜把字手写补在纸上，并把代码告诉管理员"
    ),
    "document.reason_missing": QT_TRANSLATE_NOOP(
        "Notices", "还没有补打｜没有选补打原因｜先选原因，原因会记入办理记录"
    ),
    "document.reason_too_long": QT_TRANSLATE_NOOP(
        "Notices", "还没有补打｜原因超过 {longest} 个字｜写短一些再打"
    ),
    "document.content_erased": QT_TRANSLATE_NOOP(
        "Notices", "没有补打 {number}｜其中的个人信息已按规定清除｜凭申请人手中的原件复印"
    ),
    "document.font_missing": QT_TRANSLATE_NOOP("Notices", "没有写成文书｜程序缺少字体 {font}｜重新安装程序"),
    "document.issued_elsewhere": QT_TRANSLATE_NOOP(
        "Notices", "没有再出收件凭证｜{number} 已由另一台电脑出具｜到那台电脑补打"
    ),
    "document.job_unknown": QT_TRANSLATE_NOOP(
        "Notices", "没有打印｜找不到这份文书的打印任务｜按 F8 打开文书再打"
    ),
    "document.job_vanished": QT_TRANSLATE_NOOP(
        "Notices", "打印情况没有记下｜打印任务不见了｜看出纸口，没有纸就按 F8 再打"
    ),
    "document.unknown": QT_TRANSLATE_NOOP(
        "Notices", "打不开收件凭证｜它还在写，或由另一台电脑出具｜几秒后再按 F8；仍没有就到受理的窗口补打"
    ),
    "document.in_front": QT_TRANSLATE_NOOP("Notices", "没有受理｜前面打开着文书｜按 Esc 返回后再受理"),
    "document.none_yet": QT_TRANSLATE_NOOP("Notices", "还没有文书｜｜受理一件后，这里就有收件凭证"),
    "document.saved": QT_TRANSLATE_NOOP("Notices", "已存为 {file}"),
    "document.not_saved": QT_TRANSLATE_NOOP(
        "Notices", "没有存成 {file}｜文件夹不能写入，或磁盘已满｜换一个位置再存"
    ),
}
