"""Words for visits, cases, forms, materials and the handling record (办理记录)."""

from ui.common.marking import QT_TRANSLATE_NOOP

CASES: dict[str, str] = {
    "visit.not_begun": QT_TRANSLATE_NOOP(
        "Notices", "还没有开始办理｜{number} 已经叫到本窗口｜人到了按 Enter 开始，没来按 F4 过号"
    ),
    "visit.none": QT_TRANSLATE_NOOP("Notices", "还没有开始办理｜｜先叫号，或用无号直办"),
    "visit.no_item": QT_TRANSLATE_NOOP("Notices", "还没有选事项｜｜按 Ctrl+M 加办一件"),
    "visit.case_received": QT_TRANSLATE_NOOP(
        "Notices", "这一件已经受理｜受理后的内容不能在这里改｜要改就按更正办理"
    ),
    "visit.finished": QT_TRANSLATE_NOOP("Notices", "没有做成｜这次办理已经结束｜叫下一位，或用无号直办"),
    "visit.not_open": QT_TRANSLATE_NOOP(
        "Notices", "没有存上｜这次办理已经结束，或不是在这台电脑上开始的｜叫下一位，或用无号直办"
    ),
    "visit.not_by_card": QT_TRANSLATE_NOOP(
        "Notices", "没有记下核验｜信息是手工填写的，不是读卡得来｜把证放在读卡器上按 F5"
    ),
    "visit.unknown_case": QT_TRANSLATE_NOOP("Notices", "没有做成｜这件事项已不在本次办理里｜重新加办"),
    "visit.unknown_answer": QT_TRANSLATE_NOOP(
        "Notices", "没有选上｜目录里没有这个答案，目录可能刚更新过｜移除事项后重新加办"
    ),
    "visit.unreadable": QT_TRANSLATE_NOOP(
        "Notices",
        "上次没办完的打不开｜暂存的内容由另一个版本写成，或已损坏｜"
        "已受理的都在；没受理的重新办，并告诉管理员",
    ),
    "visit.items_withdrawn": QT_TRANSLATE_NOOP(
        "Notices",
        "有的事项不再显示｜现行目录里已没有 {items}｜已收的办件照旧有效；没有收的另选事项，并告诉申请人",
    ),
    "visit.restored": QT_TRANSLATE_NOOP("Notices", "已接着上次没办完的｜｜填过的内容都在"),
    "visit.items_left": QT_TRANSLATE_NOOP(
        "Notices", "还不能办结｜还有 {count} 件没有受理｜先受理，或按 Ctrl+W 移除不办的"
    ),
    "visit.nothing_done": QT_TRANSLATE_NOOP(
        "Notices",
        "还没有结束｜这次没有办任何事项，结束后这个号不能再叫｜要办就按 Ctrl+M 加办；只是咨询就再按一次 F12",
    ),
    "visit.one_received": QT_TRANSLATE_NOOP("Notices", "已受理「{item}」｜办件编号 {number}｜接着办下一件"),
    "visit.other_person": QT_TRANSLATE_NOOP(
        "Notices", "没有采用这张证｜本次已有办件受理，这张证是另一个人的｜先按 F12 办结，再为这个人开始办理"
    ),
    "visit.answered": QT_TRANSLATE_NOOP("Notices", "已改选"),
    "visit.item_removed": QT_TRANSLATE_NOOP("Notices", "已移除事项"),
    "visit.material_set": QT_TRANSLATE_NOOP("Notices", "材料已改"),
    "visit.person_replaced": QT_TRANSLATE_NOOP("Notices", "已换成另一人的证"),
    "visit.card_is_now": QT_TRANSLATE_NOOP("Notices", "读的证现在是{role}的"),
    "visit.materials_changed": QT_TRANSLATE_NOOP("Notices", "材料变化：{change}"),
    "case.has_gaps": QT_TRANSLATE_NOOP(
        "Notices", "还不能受理｜还差 {count} 项｜光标已到第一项，补好后再按 Ctrl+Enter"
    ),
    "case.item_not_in_use": QT_TRANSLATE_NOOP(
        "Notices", "现在不能办「{item}」｜事项已取消，或还没有生效｜找替代的事项，并告诉申请人"
    ),
    "case.unknown_item": QT_TRANSLATE_NOOP(
        "Notices", "没有受理｜目录里没有这个事项，目录可能刚更新过｜移除后重新加办"
    ),
    "case.number_block_exhausted": QT_TRANSLATE_NOOP(
        "Notices", "没有受理｜{window} 号窗口今天的 {size} 个办件编号已用完｜换一个窗口收件"
    ),
    "case.window_without_block": QT_TRANSLATE_NOOP(
        "Notices", "没有受理｜办件编号只分到 {last} 号窗口，这里是 {window} 号｜让管理员改正窗口号"
    ),
    "case.duplicate_open": QT_TRANSLATE_NOOP(
        "Notices", "同一申请人的这个事项正在办理｜办件编号 {case_no}｜先核对是不是重复申请"
    ),
    "case.received_on": QT_TRANSLATE_NOOP("Notices", "{day}受理"),
    "case.due": QT_TRANSLATE_NOOP("Notices", "{day}前办结"),
    "case.due_provisional": QT_TRANSLATE_NOOP("Notices", "{day}前办结（暂估）"),
    "limit.workday": QT_TRANSLATE_NOOP("Notices", "承诺 {value} 个工作日办结"),
    "limit.hour": QT_TRANSLATE_NOOP("Notices", "承诺 {value} 个办公小时办结"),
    "limit.natural_day": QT_TRANSLATE_NOOP("Notices", "承诺 {value} 天办结"),
    "limit.on_the_spot": QT_TRANSLATE_NOOP("Notices", "当场办结"),
    "person.age": QT_TRANSLATE_NOOP("Notices", "{years} 岁"),
    "person.by_agent": QT_TRANSLATE_NOOP("Notices", "代办"),
    "person.agent_unknown": QT_TRANSLATE_NOOP("Notices", "姓名未填"),
    "person.card_expired": QT_TRANSLATE_NOOP("Notices", "来人的证件已过有效期｜｜核对本人，并提醒换领新证"),
    "person.minor": QT_TRANSLATE_NOOP(
        "Notices", "申请人未满 18 周岁｜未成年人的申请一般由监护人代办｜选「代办」，并核对监护关系"
    ),
    "material.bring": QT_TRANSLATE_NOOP("Notices", "原件 {originals} 份 · 复印件 {copies} 份"),
    "material.bring_originals": QT_TRANSLATE_NOOP("Notices", "原件 {originals} 份"),
    "material.bring_copies": QT_TRANSLATE_NOOP("Notices", "复印件 {copies} 份"),
    "material.bring_electronic": QT_TRANSLATE_NOOP("Notices", "电子材料"),
    "material.tolerated": QT_TRANSLATE_NOOP("Notices", "{day}前补交"),
    "material.committed": QT_TRANSLATE_NOOP("Notices", "以承诺书代替"),
    "material.waived": QT_TRANSLATE_NOOP("Notices", "电子证照「{certificate}」"),
    "material.not_applicable": QT_TRANSLATE_NOOP("Notices", "本次不用交"),
    "material.taken_original": QT_TRANSLATE_NOOP("Notices", "已收原件"),
    "material.taken_copy": QT_TRANSLATE_NOOP("Notices", "已收复印件"),
    "material.taken_scan": QT_TRANSLATE_NOOP("Notices", "已扫描"),
    "material.taken_card": QT_TRANSLATE_NOOP("Notices", "已读卡核验"),
    "material.taken_licence": QT_TRANSLATE_NOOP("Notices", "已取电子证照"),
    "material.missing": QT_TRANSLATE_NOOP("Notices", "还没有收"),
    "material.unknown": QT_TRANSLATE_NOOP(
        "Notices", "没有改成｜这个事项没有这份材料，目录可能刚更新过｜移除事项后重新加办"
    ),
    "material.state_not_allowed": QT_TRANSLATE_NOOP(
        "Notices", "没有改成｜这份材料不允许这样处理｜按材料下面列出的办法处理"
    ),
    "form.required": QT_TRANSLATE_NOOP("Notices", "还没有填"),
    "form.phone_invalid": QT_TRANSLATE_NOOP("Notices", "不像电话号码｜｜手机 11 位；座机前面加区号"),
    "form.too_long": QT_TRANSLATE_NOOP("Notices", "太长｜最多 {longest} 个字｜写短一些"),
    "form.unknown_choice": QT_TRANSLATE_NOOP("Notices", "不在可选的范围里｜｜重新选一项"),
    "form.not_the_legal_person": QT_TRANSLATE_NOOP(
        "Notices", "与来人姓名不一致｜不是法定代表人来办，要有授权委托书｜选「代办」，或改正姓名"
    ),
    "form.agent_is_applicant": QT_TRANSLATE_NOOP(
        "Notices", "与申请人的号码相同｜代理人不能是申请人本人｜改正号码，或选「本人」"
    ),
    "form.from_card": QT_TRANSLATE_NOOP("Notices", "没有改｜这一项是读卡得来的｜有误就重新读卡"),
    "form.unknown_field": QT_TRANSLATE_NOOP(
        "Notices", "没有填进｜表里没有这一项，目录可能刚更新过｜移除事项后重新加办"
    ),
    "number.shape": QT_TRANSLATE_NOOP("Notices", "位数或字符不对｜｜照着证件逐位核对"),
    "number.region": QT_TRANSLATE_NOOP("Notices", "地区代码不对｜｜照着证件核对开头几位"),
    "number.birth": QT_TRANSLATE_NOOP("Notices", "出生日期不存在｜｜照着证件核对第 7 至 14 位"),
    "number.birth_future": QT_TRANSLATE_NOOP("Notices", "出生日期在今天以后｜｜照着证件核对第 7 至 14 位"),
    "number.check_digit": QT_TRANSLATE_NOOP("Notices", "校验位不对｜多半有一位输错｜照着证件逐位核对"),
    "number.org_check_digit": QT_TRANSLATE_NOOP(
        "Notices", "第 9 至 17 位不对｜其中的组织机构代码有一位输错｜照着执照逐位核对"
    ),
    "number.first_generation": QT_TRANSLATE_NOOP(
        "Notices", "是一代身份证号码｜一代身份证已停用｜改用二代身份证"
    ),
    "number.region_unknown": QT_TRANSLATE_NOOP("Notices", "地区代码不常见｜｜核对证件"),
    "number.authority_unknown": QT_TRANSLATE_NOOP("Notices", "登记机关代码不常见｜｜核对执照"),
    "number.check_digit_differs": QT_TRANSLATE_NOOP("Notices", "校验位与规则不符｜｜核对证件"),
    "question.unanswered": QT_TRANSLATE_NOOP("Notices", "还没有选"),
    "record.visit.opened": QT_TRANSLATE_NOOP("Notices", "开始办理 {ticket_number}"),
    "record.visit.person_verified": QT_TRANSLATE_NOOP("Notices", "已读卡核验{role}"),
    "record.visit.finished": QT_TRANSLATE_NOOP("Notices", "办理结束"),
    "record.case.received": QT_TRANSLATE_NOOP("Notices", "已受理 {case_no}"),
    "record.document.issued": QT_TRANSLATE_NOOP("Notices", "已出收件凭证"),
    "record.document.reprinted": QT_TRANSLATE_NOOP("Notices", "补打收件凭证，{reason}"),
    "role.applicant": QT_TRANSLATE_NOOP("Notices", "申请人"),
    "role.agent": QT_TRANSLATE_NOOP("Notices", "代理人"),
}
