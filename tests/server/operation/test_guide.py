# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's guide says what is: messages of the log, events of the audit, metrics, keys, commands, links."""

import os
import pathlib
import re
import subprocess

import pytest

from server import COUNTER, SOURCE

ROOT = pathlib.Path(SOURCE)
GUIDES = [ROOT / "data" / "OPERATING.md", ROOT / "data" / "OPERATING.ja.md"]
LOGGING = r"\bg_(?:message|warning|critical|error) \(\s*"
LITERAL = r'((?:"(?:[^"\\]|\\.)*"|G_GINT64_FORMAT|G_GUINT64_FORMAT|HW_[A-Z_]+|\s)+)'


@pytest.fixture(params=GUIDES, ids=lambda path: path.name)
def guide(request):
    return request.param.read_text(encoding="utf-8")


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / "src" / folder).rglob("*.c")):
            yield path.read_text(encoding="utf-8")


def shown(literal):
    """A format as the guide writes it: … for what varies."""
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"|(?:G_G)', literal))
    return re.sub(r"%[-0-9.]*(?:l|h|z)*[a-z]?", "…", text).replace('\\"', '"')


def messages():
    for text in sources("server", "contract"):
        for literal in re.findall(LOGGING + LITERAL, text):
            yield shown(literal)


def table(guide, beginning):
    """What stands in backquotes in the first cells of the table whose head begins so."""
    rows = re.search(rf"(?m)^\| {beginning} \|.*\n\|---.*\n((?:\|.*\n)+)", guide)[1]
    cells = [row.split(" | ")[0] for row in rows.splitlines()]
    return [found for cell in cells for found in re.findall("`([^`]+)`", cell)]


def test_the_messages_of_the_code_are_found():
    """Else the next would compare with nothing."""
    found = set(messages())
    assert "Mail … to … sent" in found
    assert "The database's clock is … seconds … ours, which follows it slowly" in found
    assert len(found) > 25
    calls = sum(len(re.findall(LOGGING, text)) for text in sources("server", "contract"))
    assert calls == len(list(messages()))


def test_every_message_of_the_log_stands_in_it_and_no_other(guide):
    listed = table(guide, "message" if "| message |" in guide else "メッセージ")
    listed = [text for text in listed if not text.startswith("counter ")]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(messages())


def test_every_event_of_the_audit_stands_in_it_and_no_other(guide):
    text = "\n".join(sources("server/registration"))
    events = set(re.findall(r'hw_audit_(?:event_for|refusal|failure) \((?:[\w>-]+, ){2}"([a-z-]+)"', text))
    events |= set(re.findall(r'hw_counter_desk_event \(office,(?: disabled \?)? "([a-z-]+)"', text))
    events |= set(re.findall(r': "(account-[a-z-]+)", normalized\)', text))
    events |= set(re.findall(r'end_session \(office, caller, account, [&\w>-]+, "([a-z-]+)"', text))
    events |= set(re.findall(r'#define EVENT "([a-z-]+)"', text))
    assert len(events) > 15
    assert set(table(guide, "event" if "| event |" in guide else "イベント")) == events


def test_every_metric_stands_in_it_and_no_other(guide):
    text = "\n".join(sources("server/http"))
    known = {name for name in re.findall(r'"(?:# (?:HELP|TYPE) )?((?:hw|process)_[a-z_]+)', text)}
    known = {re.sub("_(bucket|count|sum)$", "", name) for name in known}
    listed = {name.split("{")[0] for name in table(guide, "metric" if "| metric |" in guide else "計測値")}
    assert listed == known


def test_what_it_calls_a_key_is_one(guide):
    example = (ROOT / "data" / "server.conf.example").read_text(encoding="utf-8")
    keys = set(re.findall(r"(?m)^#?([a-z][a-z-]*)=", example))
    for block in re.findall(r"(?ms)^```\n(\[(?:server|mail)\].*?)^```", guide):
        for line in block.splitlines():
            assert line.startswith("[") or line.split("=")[0] in keys, line
    for changed in re.findall(r"s\|\^#([a-z-]+)=", guide):
        assert re.search(rf"(?m)^#{changed}=", example), changed


def test_the_counters_commands_exist(guide):
    text = subprocess.run([COUNTER, "--help"], capture_output=True, text=True, check=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout
    commands = set(re.findall(r"(?m)^  ([a-z]+(?: [a-z]+)?)(?= )", text.partition("Commands:")[2]))
    named = set(re.findall(r"(?:^|`)counter ((?:mail )?[a-z]+)", guide, re.M))
    assert {"register", "mail list", "backup"} <= named <= commands


def test_links_lead_somewhere(guide):
    titles = re.findall(r"(?m)^#+ (.*)$", guide)
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    for target in re.findall(r"\]\(([^)]+)\)", guide):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        elif not target.startswith("https://"):
            assert (ROOT / "data" / target).exists(), target


def blocks(path):
    """What there is to type or to write, without what explains it."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"(?ms)^```\n(.*?)^```", text)
    return [re.sub(r"(?m) +# .*$", "", block) for block in found]


def test_both_languages_have_the_same_commands():
    english, japanese = map(blocks, GUIDES)
    assert len(english) > 15
    assert japanese == english


def test_the_readme_leads_to_it():
    for readme, name in (("README.md", "data/OPERATING.md"), ("README.ja.md", "data/OPERATING.ja.md")):
        assert f"]({name})" in (ROOT / readme).read_text(encoding="utf-8")
