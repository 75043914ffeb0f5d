"""Words that are printed on paper: Chinese in every language of the screen, so not marked for translation."""

PAPER: dict[str, str] = {
    "id_kind.resident": "居民身份证",
    "id_kind.hmt": "港澳台居民居住证",
    "id_kind.foreigner": "外国人永久居留身份证",
    "id_kind.hm-pass": "港澳居民来往内地通行证",
    "id_kind.tw-pass": "台湾居民来往大陆通行证",
    "id_kind.credit-code": "统一社会信用代码",
    "receipt.code_to_come": "登记后赋码",
    "receipt.original": "原件",
    "receipt.copy": "复印件",
    "receipt.scan": "扫描件",
    "receipt.card": "读卡核验",
    "receipt.licence": "电子证照",
    "receipt.tolerated": "容缺后补",
    "receipt.committed": "告知承诺",
    "receipt.waived": "免交",
    "limit_on_paper.workday": "{value} 个工作日",
    "limit_on_paper.hour": "{value} 个办公小时",
    "limit_on_paper.natural_day": "{value} 个自然日",
    "limit_on_paper.on_the_spot": "当场",
}
