"""Words for attachments (附件) and for bundles that come down from the centre."""

from ui.common.marking import QT_TRANSLATE_NOOP

TRAVEL: dict[str, str] = {
    "attachment.empty": QT_TRANSLATE_NOOP("Notices", "没有加上附件｜文件是空的｜重新扫描或换一个文件"),
    "attachment.too_large": QT_TRANSLATE_NOOP(
        "Notices", "没有加上附件｜文件超过 {limit} MB｜降低扫描分辨率，或分成几个文件"
    ),
    "attachment.unknown_type": QT_TRANSLATE_NOOP(
        "Notices", "没有加上附件｜不收 {type} 这种文件｜换成 PDF、JPEG 或 PNG"
    ),
    "attachment.unknown": QT_TRANSLATE_NOOP("Notices", "没有做成｜没有这个附件｜看一下办件的附件再操作"),
    "attachment.disk_low": QT_TRANSLATE_NOOP(
        "Notices", "没有加上附件｜磁盘剩余空间不到 1 GB｜照常收件；让管理员清理磁盘后再扫描"
    ),
    "attachment.room_low": QT_TRANSLATE_NOOP(
        "Notices", "磁盘快满了｜剩余空间不到 5 GB｜照常收件；让管理员清理磁盘，不到 1 GB 时不能再加附件"
    ),
    "attachment.not_here": QT_TRANSLATE_NOOP("Notices", "打不开附件｜文件不在这台机器上｜到加上它的窗口去看"),
    "attachment.damaged": QT_TRANSLATE_NOOP(
        "Notices", "打不开附件｜存下的文件坏了或被改过｜重新扫描一份，并告诉管理员"
    ),
    "attachment.vanished": QT_TRANSLATE_NOOP(
        "Notices", "没有加上附件｜程序出错了｜再试一次；仍不行就告诉管理员"
    ),
    "attachment.not_announced": QT_TRANSLATE_NOOP(
        "Notices", "附件还没有上传｜它的登记记录还没有到服务器｜程序会自动再传"
    ),
    "attachment.not_begun": QT_TRANSLATE_NOOP(
        "Notices", "附件还没有上传｜服务器上还没有开始接收它｜程序会自动再传"
    ),
    "attachment.wrong_offset": QT_TRANSLATE_NOOP(
        "Notices", "附件还没有传完｜服务器要从第 {offset} 字节接着收｜程序会自动接着传"
    ),
    "attachment.wrong_digest": QT_TRANSLATE_NOOP(
        "Notices", "附件没有传成｜服务器收到的内容与登记的不一致｜程序会从头再传；一直不成就告诉管理员"
    ),
    "attachment.wrong_checksum": QT_TRANSLATE_NOOP(
        "Notices", "附件没有传成｜有一段内容在路上变了｜程序会自动再传；一直不成就告诉管理员"
    ),
    "attachment.malformed": QT_TRANSLATE_NOOP(
        "Notices", "附件没有传成｜服务器读不懂本机的请求，版本可能不一致｜让管理员更新程序"
    ),
    "attachment.tus_version": QT_TRANSLATE_NOOP(
        "Notices", "附件没有传成｜服务器用的是另一版上传协议｜让管理员更新程序"
    ),
    "record.case.attachment_added": QT_TRANSLATE_NOOP("Notices", "已加上一个附件"),
    "record.case.attachment_removed": QT_TRANSLATE_NOOP("Notices", "已去掉一个附件"),
    "bundle.unreadable": QT_TRANSLATE_NOOP(
        "Notices", "没有启用新的下发内容｜文件读不懂，可能没有传完整｜原来的继续有效；让管理员重新发布"
    ),
    "bundle.wrong_signature": QT_TRANSLATE_NOOP(
        "Notices", "没有启用新的下发内容｜签名不是中心的｜原来的继续有效；马上告诉管理员"
    ),
    "bundle.altered": QT_TRANSLATE_NOOP(
        "Notices", "没有启用新的下发内容｜{file} 在签名之后被改过｜原来的继续有效；马上告诉管理员"
    ),
    "bundle.other_key": QT_TRANSLATE_NOOP(
        "Notices",
        "没有启用新的下发内容｜中心换了签名密钥｜"
        "原来的继续有效；让管理员核对，确实换了中心就删掉数据文件夹里的 bundles",
    ),
    "bundle.older": QT_TRANSLATE_NOOP(
        "Notices",
        "没有启用新的下发内容｜服务器给的{kind}第 {version} 版比本机的同号内容早，服务器可能用旧备份恢复过｜"
        "原来的继续有效；一直这样就让管理员在中心重新发布一次",
    ),
    "bundle.content": QT_TRANSLATE_NOOP(
        "Notices",
        "没有启用新的下发内容｜{kind}第 {version} 版的内容用不了：{reason}｜原来的继续有效；改好后重新发布",
    ),
    "bundle.unknown": QT_TRANSLATE_NOOP("Notices", "没有取到下发内容｜服务器上没有这一版｜程序会自动再取"),
    "bundle.file_missing": QT_TRANSLATE_NOOP("Notices", "没有发布｜文件夹里没有 {file}｜补上这个文件再发布"),
    "bundle.roster_broken": QT_TRANSLATE_NOOP(
        "Notices",
        "用不了这份人员名册｜{file} 里只能有 clerks、cards 和 pinyin 三个 JSON 对象｜改好后重新发布",
    ),
    "bundle.roster_twice": QT_TRANSLATE_NOOP(
        "Notices", "用不了这份人员名册｜{file} 里有两处 {entry}，不知道哪一处算数｜只留对的一处，重新发布"
    ),
    "bundle.clerk_broken": QT_TRANSLATE_NOOP(
        "Notices",
        "用不了这份人员名册｜{file} 里的工号 {clerk} 有看不见的字符或太长，或它的姓名是空的、太长｜"
        "改好后重新发布",
    ),
    "bundle.card_broken": QT_TRANSLATE_NOOP(
        "Notices",
        "用不了这份人员名册｜{file} 里登记的工作证 {card}… 不是卡码，或它的工号不在名册里｜"
        "用 zongchuang staff-card 读出卡码，改好后重新发布",
    ),
    "kind.catalogue": QT_TRANSLATE_NOOP("Notices", "事项目录"),
    "kind.calendar": QT_TRANSLATE_NOOP("Notices", "工作日历"),
    "kind.staff": QT_TRANSLATE_NOOP("Notices", "人员名册"),
    "kind.settings": QT_TRANSLATE_NOOP("Notices", "大厅配置"),
    "reason.catalogue.broken": QT_TRANSLATE_NOOP("Notices", "目录文件有缺陷"),
    "reason.workdays.calendar_broken": QT_TRANSLATE_NOOP("Notices", "日历文件有缺陷"),
    "reason.bundle.roster_broken": QT_TRANSLATE_NOOP("Notices", "名册文件有缺陷"),
    "reason.bundle.roster_twice": QT_TRANSLATE_NOOP("Notices", "同一个工号或工作证写了两次"),
    "reason.bundle.clerk_broken": QT_TRANSLATE_NOOP("Notices", "工号或姓名有误"),
    "reason.bundle.card_broken": QT_TRANSLATE_NOOP("Notices", "登记的工作证有误"),
    "reason.config.broken": QT_TRANSLATE_NOOP("Notices", "配置文件有缺陷"),
    "reason.config.unknown_key": QT_TRANSLATE_NOOP("Notices", "有不认识的名称"),
    "reason.config.misspelt_key": QT_TRANSLATE_NOOP("Notices", "有写错的名称"),
    "reason.config.wrong_value": QT_TRANSLATE_NOOP("Notices", "有值不在允许的范围内"),
    "reason.bundle.file_missing": QT_TRANSLATE_NOOP("Notices", "缺少文件"),
    "content.renewed": QT_TRANSLATE_NOOP("Notices", "中心下发的新内容已启用｜事项目录 {version}｜"),
}
