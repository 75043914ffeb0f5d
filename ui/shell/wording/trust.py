"""Words for devices that must be known: enrolment, tokens, certificates, and who may ask for what."""

from ui.common.marking import QT_TRANSLATE_NOOP

TRUST: dict[str, str] = {
    "auth.not_enrolled": QT_TRANSLATE_NOOP(
        "Notices",
        "连不上服务器｜这台机器还没有在服务器上登记｜"
        "让管理员给一个登记码，运行 zongchuang enrol；照常办理，数据存在本机",
    ),
    "auth.screen_not_enrolled": QT_TRANSLATE_NOOP(
        "Notices",
        "这块屏没有打开｜这台机器还没有在服务器上登记｜"
        "让管理员给一个登记码，在这台机器上运行 zongchuang enrol，再打开",
    ),
    "auth.unknown_device": QT_TRANSLATE_NOOP(
        "Notices", "服务器不接受本机｜它不认识这台设备｜让管理员重新登记；照常办理，数据存在本机"
    ),
    "auth.revoked": QT_TRANSLATE_NOOP(
        "Notices", "服务器不再接受本机｜管理员停用了这台设备｜联系管理员；照常办理，数据存在本机"
    ),
    "auth.proof_wrong": QT_TRANSLATE_NOOP(
        "Notices", "服务器不接受本机｜本机的密钥与登记的不一致｜让管理员重新登记；照常办理，数据存在本机"
    ),
    "auth.no_token": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有做这一步｜请求里没有设备的凭证｜再试一次；仍不行就联系管理员"
    ),
    "auth.token_wrong": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有做这一步｜它认不出本机的凭证｜再试一次；仍不行就联系管理员"
    ),
    "auth.token_expired": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有做这一步｜本机的凭证过了期｜再试一次；仍不行就联系管理员"
    ),
    "auth.not_allowed": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有做这一步｜这类设备没有这个权限｜到有权限的设备上操作，或联系管理员"
    ),
    "auth.other_hall": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有做这一步｜本机没有登记在大厅 {hall}｜让管理员检查设置里的大厅编号，或重新登记"
    ),
    "auth.other_window": QT_TRANSLATE_NOOP(
        "Notices",
        "服务器没有做这一步｜本机不是 {window} 号窗口的设备｜让管理员检查设置里的窗口号，或重新登记",
    ),
    "auth.other_node": QT_TRANSLATE_NOOP(
        "Notices",
        "上传停住了｜这份记录（{node}）登记在另一台设备名下｜让管理员停用旧设备或重新登记本机；数据都在本机",
    ),
    "auth.wrong_ca": QT_TRANSLATE_NOOP(
        "Notices",
        "没有连接服务器｜{hub} 上应答的不是登记时的那台服务器，可能有人冒充｜"
        "不要重试，联系管理员核对证书指纹",
    ),
    "auth.wrong_name": QT_TRANSLATE_NOOP(
        "Notices",
        "没有连接服务器｜服务器的证书不包含 {hub} 这个地址｜"
        "让管理员在服务器上运行 zongchuang hub init --name {name}，再重启服务器",
    ),
    "auth.plain_http": QT_TRANSLATE_NOOP(
        "Notices", "没有连接服务器｜地址以 http:// 开头，凭证会被旁人看到｜把设置里的服务器地址改为 https://"
    ),
    "auth.window_missing": QT_TRANSLATE_NOOP(
        "Notices", "没有给出登记码｜窗口的设备要有窗口号｜加上 --window 再运行"
    ),
    "auth.one_hall": QT_TRANSLATE_NOOP(
        "Notices", "没有给出登记码｜只有下级服务器可以属于几个大厅｜只写一个 --hall 再运行"
    ),
    "auth.code_mistyped": QT_TRANSLATE_NOOP(
        "Notices", "没有登记｜登记码里有打错的字符｜对照管理员给的码重新输入"
    ),
    "auth.code_unknown": QT_TRANSLATE_NOOP(
        "Notices", "没有登记｜服务器没有发过这个登记码｜对照管理员给的码重新输入，或让他再给一个"
    ),
    "auth.code_used": QT_TRANSLATE_NOOP(
        "Notices", "没有登记｜这个登记码已经用过｜让管理员再给一个；不是你用的就告诉他"
    ),
    "auth.code_expired": QT_TRANSLATE_NOOP("Notices", "没有登记｜这个登记码过了期｜让管理员再给一个"),
    "auth.too_many_tries": QT_TRANSLATE_NOOP("Notices", "没有登记｜错误的登记码试得太多｜一分钟后再试"),
    "hub.needs_init": QT_TRANSLATE_NOOP(
        "Notices",
        "服务器没有启动｜{host} 可以从别的机器访问，而这里还没有证书｜"
        "先运行 zongchuang hub init --name {host}",
    ),
    "hub.wrong_name": QT_TRANSLATE_NOOP(
        "Notices", "没有做出证书｜{name} 里有不是主机名也不是地址的｜检查 --name 后再运行"
    ),
    "hub.none_here": QT_TRANSLATE_NOOP(
        "Notices",
        "没有做成｜{place} 里还没有过服务器｜检查 --data 和 --db；新装的服务器先用 zongchuang hub 启动一次",
    ),
    "hub.trust_missing": QT_TRANSLATE_NOOP(
        "Notices",
        "没有做成｜服务器的密钥 {file} 不见了｜"
        "从备份恢复 trust 文件夹；确认找不回来，再用 zongchuang hub new-keys 另造，程序不会自己另造",
    ),
    "hub.other_keys": QT_TRANSLATE_NOOP(
        "Notices",
        "没有做成｜这个数据库用的是另一套密钥，不是数据文件夹里的这一套｜"
        "检查 --data 和 --db，或从备份恢复 trust 文件夹；确认找不回来，再用 zongchuang hub new-keys",
    ),
    "hub.trust_unreadable": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有启动｜密钥文件 {file} 的内容不对｜从备份恢复 trust 文件夹，不要删掉它"
    ),
    "hub.trust_open": QT_TRANSLATE_NOOP(
        "Notices", "服务器没有启动｜密钥文件 {file} 能被其他用户读取｜把它的权限改为只有所有者能读写（0600）"
    ),
}
