"""Cards for simulated readers, as the chip's text blocks by name. All persons are invented.

The division codes 110000 and 319999 are not issued to persons; check digits are valid. 刘𬭸 and 马𠅤 carry
characters beyond the basic plane, 阿卜杜热合曼·买买提 a long name with a middle dot.
"""

from __future__ import annotations

from devices.idcard.contract import Card, CardType
from devices.idcard.text_block import encode


def _resident(name: str, sex: str, ethnicity: str, number: str, street: str, valid_to: str | None) -> Card:
    return Card(
        card_type=CardType.RESIDENT,
        number=number,
        sex_code=sex,
        birth=number[6:14],
        valid_from="20200101",
        valid_to=valid_to,
        name=name,
        ethnicity_code=ethnicity,
        address=f"示例省示例市示例区测试路{street}号",
        authority="示例市公安局示例分局",
    )


_RESIDENTS = (
    Card(
        card_type=CardType.RESIDENT,
        number="110000200002290032",
        sex_code="1",
        birth="20000229",
        valid_from="20240301",
        valid_to="20340301",
        name="样例甲",
        ethnicity_code="01",
        address="样例省样例市样例区样例路1号",
        authority="样例市公安局",
    ),
    _resident("样本甲", "1", "01", "31999919780315901X", "1", "20400101"),
    _resident("样本乙", "2", "01", "319999198507229022", "2", "20400101"),
    _resident("示例丙", "1", "01", "319999199912019058", "3", "20400101"),
    _resident("示例丁", "2", "01", "319999200202289067", "4", "20400101"),
    _resident("演示戊", "1", "01", "319999195006099094", "5", None),
    _resident("演示己", "2", "01", "319999199308179100", "6", "20400101"),
    _resident("测试庚", "1", "01", "319999198811309131", "7", "20400101"),
    _resident("测试辛", "2", "01", "319999201005129149", "8", "20400101"),
    _resident("样例壬", "1", "01", "319999196710199173", "9", "20400101"),
    _resident("样例癸", "2", "01", "319999199601029187", "10", "20400101"),
    _resident("刘𬭸", "1", "01", "319999199104089218", "11", "20400101"),
    _resident("阿卜杜热合曼·买买提", "1", "05", "319999197609239331", "12", "20400101"),
    _resident("马𠅤", "1", "03", "319999198311159413", "13", "20400101"),
)

_PERMIT = Card(
    card_type=CardType.HMT,
    number="820000199106150044",
    sex_code="2",
    birth="19910615",
    valid_from="20230101",
    valid_to="20280101",
    name="样例乙",
    address="样例省样例市样例区样例街2号",
    authority="样例市公安局",
    pass_number="M00000001",
    issue_count="01",
)

# The foreigners' layouts hold fields that a Card does not: these two are written as the chip has them.
_FOREIGNER_2017 = (
    "YANGLI, BING".ljust(60)
    + "1NZL310090010111NZL"
    + "样例丙".ljust(15)
    + "2020010120300101"
    + "19900101013100I   "
)
_FOREIGNER_2023 = (
    "样例丙".ljust(15)
    + "10019900101"
    + "YANGLI, BING".ljust(35)
    + "931554199001010013".ljust(33)
    + "2024010120340101"
    + "NZLY001".rjust(18)
)

SAMPLES: dict[str, bytes] = {
    **{card.name: encode(card) for card in _RESIDENTS},
    "样例乙": encode(_PERMIT),
    "样例丙 2017": _FOREIGNER_2017.encode("utf-16-le"),
    "样例丙 2023": _FOREIGNER_2023.encode("utf-16-le"),
}
"""Text blocks by name; 样例丙 holds a foreigner's card of 2017 and the one of 2023 that replaced it."""
