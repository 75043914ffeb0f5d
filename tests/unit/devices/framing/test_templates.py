"""Templates of commands: what was filled in is read out again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.framing.load import load, shipped
from devices.framing.profile import Text
from devices.framing.template import TemplateError, encode_text, fill, read

COMMANDS = [(name, command) for name in shipped() for command in load(name).commands]
gb2312 = st.text(st.sampled_from("请到号窗口空闲暂停服务A0123456789 "), max_size=20)


@pytest.mark.parametrize(("name", "command"), COMMANDS)
@given(
    ticket=st.none() | st.integers(0, 255),
    waiting=st.integers(0, 255),
    stars=st.integers(1, 5),
    text=gb2312,
)
def test_a_simulated_device_reads_what_the_program_says(
    name: str, command: str, ticket: int | None, waiting: int, stars: int, text: str
) -> None:
    profile = load(name)
    template = profile.commands[command].data
    if ":3d" not in template:
        ticket = ticket or 0
    values = {**profile.values, "ticket": ticket, "waiting": waiting, "stars": stars, "text": text}
    found = read(template, fill(template, values, profile.text), profile.text)
    assert found is not None
    for field, value in found.items():
        assert value == values[field]


@given(st.binary(max_size=60))
def test_other_data_is_of_no_template(data: bytes) -> None:
    assert read("A3 06 {value:2be}", data, Text()) is None or data[:2] == b"\xa3\x06"


@given(st.text(max_size=60), st.integers(1, 40))
def test_a_text_is_never_too_long_and_never_torn(text: str, longest: int) -> None:
    encoded = encode_text(text, Text(encoding="gb2312", longest=longest))
    assert len(encoded) <= longest
    assert encoded.decode("gb2312") is not None


@pytest.mark.parametrize("template", ["{", "{x}", "0", "{ticket:2xx}", "{len(name):2le}", "G0"])
def test_a_template_that_means_nothing_is_refused(template: str) -> None:
    with pytest.raises(TemplateError):
        fill(template, {"ticket": 1, "x": 1}, Text())
