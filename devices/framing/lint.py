"""Whether a profile makes sense: every defect with its place, in words for whoever writes profiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from devices.framing.events import PatternError, pattern
from devices.framing.frames import encode, span
from devices.framing.profile import Check, Const, Data, Free, Length, Profile
from devices.framing.template import TEXT, TemplateError, fields, fill

EVENTS = (
    "call_next",
    "recall",
    "evaluate",
    "cancel",
    "confirm",
    "abandon",
    "hang",
    "call_back",
    "transfer",
    "pause",
    "one_metre",
    "result",
    "done",
    "refused",
)
"""What an event rule may report (叫号, 重呼, 评价, 取消, 确认, 弃号, 挂起, 回呼, 转移, 暂停, 一米线,
评价结果, 执行完毕, 没有执行)."""
KNOWN_VALUES: dict[str, tuple[str, ...]] = {
    "show": ("ticket", "waiting"),
    "beep": (),
    "stars": ("stars",),
    "ask": (),
    "cancel": (),
    "text": (TEXT,),
    "clear": (),
    "poll": (),
}
"""The commands that the program gives, and the values that come with them."""


def lint(profile: Profile) -> tuple[str, ...]:
    """Every defect as ``place: what is wrong``; empty when there is none."""
    return (*_layout(profile), *_escape(profile)) or (*_events(profile), *_commands(profile))


def _layout(profile: Profile) -> Iterator[str]:
    kinds = Counter(type(part) for part in profile.layout)
    if kinds[Data] != 1:
        yield f"layout: there must be one data part, not {kinds[Data]}"
    labels = [part.label for part in profile.layout]
    for place, part in enumerate(profile.layout, 1):
        if isinstance(part, Const) and not part.data:
            yield f"layout {place}: const without bytes"
        if isinstance(part, Free) and part.back and len(bytes.fromhex(part.back)) != len(part.data):
            yield f"layout {place}: hex and back differ in length"
        if isinstance(part, Length | Check):
            for name in (part.first, part.last):
                if name not in labels:
                    yield f"layout {place}: there is no part {name!r}; there are {', '.join(labels)}"
            if part.first in labels and part.last in labels:
                yield from _span(profile, place, part)
    if any(isinstance(part, Data) and not part.size for part in profile.layout) and not kinds[Length]:
        yield "layout: data of unknown size needs a len part before it"


def _span(profile: Profile, place: int, part: Length | Check) -> Iterator[str]:
    try:
        places = span(profile.layout, part.first, part.last)
    except ValueError as error:
        yield f"layout {place}: {error}"
        return
    if isinstance(part, Check) and place - 1 in places:
        yield f"layout {place}: a check cannot cover itself"
    if isinstance(part, Length) and not any(isinstance(profile.layout[each], Data) for each in places):
        yield f"layout {place}: a length must cover the data"


def _escape(profile: Profile) -> Iterator[str]:
    if not profile.escape:
        return
    if (
        not profile.layout
        or not isinstance(profile.layout[0], Const)
        or not isinstance(profile.layout[-1], Const)
    ):
        yield "escape: needs a constant head and tail"
    replacements = list(profile.escape.values())
    if len({each.upper() for each in replacements}) != len(replacements):
        yield "escape: two bytes have the same replacement"
    for byte, instead in profile.escape.items():
        if len(instead.replace(" ", "")) != 4:
            yield f"escape {byte}: the replacement must be two bytes"


def _events(profile: Profile) -> Iterator[str]:
    for place, rule in enumerate(profile.events, 1):
        if rule.event not in EVENTS:
            yield f"events {place}: unknown event {rule.event!r}; known are {', '.join(EVENTS)}"
        try:
            pattern(rule.data or "*")
        except PatternError as error:
            yield f"events {place}: pattern {error}"
        if rule.event == "result" and "{value}" not in (rule.data or ""):
            yield f"events {place}: a result needs {{value}} in its data"
    if "evaluator" in profile.does and not profile.levels:
        yield "levels: an evaluator needs the stars of its raw values"


def _commands(profile: Profile) -> Iterator[str]:
    if profile.line.poll and profile.line.poll not in profile.commands:
        yield f"line: there is no command {profile.line.poll!r} to poll with"
    for name, rule in profile.commands.items():
        if name not in KNOWN_VALUES:
            yield f"commands.{name}: unknown command; known are {', '.join(KNOWN_VALUES)}"
            continue
        known = {*KNOWN_VALUES[name], *profile.values}
        try:
            unknown = [each for each in fields(rule.data) if each not in known]
        except TemplateError as error:
            yield f"commands.{name}: {error}"
            continue
        if unknown:
            yield f"commands.{name}: nothing fills {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        else:
            yield from _sent(profile, name)


def _sent(profile: Profile, name: str) -> Iterator[str]:
    """Whether the command fits the frame."""
    rule = profile.commands[name]
    data = fill(rule.data, {**dict.fromkeys(KNOWN_VALUES[name], 0), **profile.values, TEXT: ""}, profile.text)
    try:
        encode(profile, 0, int(rule.cmd or "0", 16), data)
    except (OverflowError, ValueError) as error:
        yield f"commands.{name}: {error}"
