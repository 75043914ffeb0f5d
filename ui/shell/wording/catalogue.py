"""Words for the catalogue (事项目录) and the working calendar."""

from ui.common.marking import QT_TRANSLATE_NOOP

CATALOGUE: dict[str, str] = {
    "catalogue.broken": QT_TRANSLATE_NOOP(
        "Notices",
        "事项目录没有载入｜{file} 第 {line} 行：{reason}（{place}）｜改正后重新导入，或恢复上一版目录",
    ),
    "catalogue.unknown_answer": QT_TRANSLATE_NOOP(
        "Notices", "情形没有选上｜目录里没有这个答案，目录可能刚更新过｜移除事项后重新加办"
    ),
    "catalogue.two_answers": QT_TRANSLATE_NOOP(
        "Notices", "情形没有选上｜「{question}」有两个答案｜移除事项后重新加办"
    ),
    "workdays.calendar_broken": QT_TRANSLATE_NOOP(
        "Notices", "节假日表没有载入｜{file} 第 {line} 行：{reason}（{place}）｜改正后重新载入，或恢复上一版"
    ),
    "workdays.out_of_range": QT_TRANSLATE_NOOP(
        "Notices", "没有算出期限｜{count} 个工作日超出能算的范围（最多 {max}）｜核对天数"
    ),
    "workdays.suspension_reversed": QT_TRANSLATE_NOOP(
        "Notices", "没有算出期限｜恢复日 {resume} 早于挂起日 {start}｜改正日期"
    ),
    "workdays.not_a_date": QT_TRANSLATE_NOOP(
        "Notices", "没有算出期限｜「{text}」不是日期｜写成 2026-07-06 的样子"
    ),
    "workdays.no_such_year": QT_TRANSLATE_NOOP(
        "Notices", "没有算出期限｜年份 {year} 不在 {first} 到 {last} 之间｜改正日期"
    ),
    "reason.syntax": QT_TRANSLATE_NOOP("Notices", "写法有误"),
    "reason.missing_field": QT_TRANSLATE_NOOP("Notices", "缺少必填的内容"),
    "reason.unknown_value": QT_TRANSLATE_NOOP("Notices", "取值不在代码表里"),
    "reason.wrong_type": QT_TRANSLATE_NOOP("Notices", "类型不对"),
    "reason.bad_value": QT_TRANSLATE_NOOP("Notices", "取值不对"),
    "reason.missing_file": QT_TRANSLATE_NOOP("Notices", "找不到文件"),
    "reason.unknown_format": QT_TRANSLATE_NOOP("Notices", "格式版本不认识"),
    "reason.changed": QT_TRANSLATE_NOOP("Notices", "内容与发布时不一致"),
    "reason.duplicate": QT_TRANSLATE_NOOP("Notices", "与前面的重复"),
    "reason.unknown_reference": QT_TRANSLATE_NOOP("Notices", "引用的内容不存在"),
}
