# SPDX-License-Identifier: GPL-3.0-or-later
"""hellowork-mypage-counter import: what Excel and others write, all lines or none, each fault with its line."""

import json

import pytest

from conftest import HEADER

ROWS = "1301-123456-7,霞が関商事株式会社,taro@example.co.jp\r\n1301-765432-1,虎ノ門製作所,hanako@example.co.jp\r\n"
GOOD = f"{HEADER}\r\n{ROWS}"


@pytest.mark.parametrize("encoded", [
    GOOD.encode(),
    b"\xef\xbb\xbf" + GOOD.encode(),
    GOOD.encode("cp932"),
    GOOD.replace("\r\n", "\n").encode(),
    GOOD.replace("\r\n", "\r").encode(),
    GOOD.rstrip().encode(),
    ("\r\n".join('"' + '","'.join(line.split(",")) + '"' for line in GOOD.split()) + "\r\n").encode(),
], ids=["utf-8", "utf-8-mark", "cp932", "lf", "cr", "no-end", "quoted"])
def test_reads_what_programs_write(counter, encoded):
    assert counter.json("import", counter.file(encoded)) == {
        "registered": [{"line": 2, "email": "taro@example.co.jp"}, {"line": 3, "email": "hanako@example.co.jp"}]}
    accounts = counter.json("list")["accounts"]
    assert [(a["establishment"]["number"], a["establishment"]["name"], a["email"]) for a in accounts] == [
        ("1301-123456-7", "霞が関商事株式会社", "taro@example.co.jp"),
        ("1301-765432-1", "虎ノ門製作所", "hanako@example.co.jp")]


def test_reads_the_characters_of_cp932(counter):
    name = "㈱髙﨑①～―ｱ表十能"
    counter.ok("import", counter.file(f"{HEADER}\r\n1301-123456-7,{name},taro@example.co.jp\r\n".encode("cp932")))
    assert counter.json("list")["accounts"][0]["establishment"]["name"] == name


def test_leaves_out_empty_lines(counter):
    counter.ok("import", counter.file(f"\r\n{HEADER}\r\n\r\n{ROWS}\r\n,,\r\n  \r\n"))
    assert len(counter.emails()) == 2


def test_keeps_commas_and_quotes_within_quotes(counter):
    counter.ok("import", counter.file(f'{HEADER}\n1301-123456-7,"Smith, ""Sons""",taro@example.co.jp\n'))
    assert counter.json("list")["accounts"][0]["establishment"]["name"] == 'Smith, "Sons"'


def test_says_each_fault_with_its_line(counter):
    counter.register(email="known@example.co.jp")
    assert counter.faults(
        f"{HEADER}\r\n"
        "1301-123456-7,霞が関商事株式会社,fine@example.co.jp\r\n"
        "130-123456-7,,bad\r\n"
        "\r\n"
        '1301-123456-7,"霞が関\r\n商事",a@example.co.jp\r\n'
        "1301-123456-7,霞が関商事株式会社\r\n"
        "1301-123456-7,霞が関商事株式会社,b@example.co.jp,x\r\n"
        "1301-123456-7,霞が関商事株式会社,FINE@example.co.jp\r\n"
        "1301-123456-7,霞が関商事株式会社,KNOWN@example.co.jp\r\n"
        "1301-123456-7,別の名前,c@example.co.jp\r\n"
        "1301-123456-7,霞が関商事株式会社,\r\n") == [
            (3, "establishment-number"), (3, "establishment-name"), (3, "email"), (5, "establishment-name"),
            (7, "fields"), (8, "fields"), (9, "duplicate"), (10, "exists"), (11, "establishment-name"),
            (12, "email")]


def test_says_faults_to_people(counter):
    path = counter.file(f"{HEADER}\n1301-123456-7,A,x\n")
    done = counter.refused("import", path)
    assert done.out == ""
    first, last = done.err.splitlines()
    assert path in first and "line 2" in first and "“x”" in first
    assert last.startswith("Nothing was registered.")


@pytest.mark.parametrize("evil", ["\x1b]0;title\x07", "\x1b[2J", "\x9b2J", "\u202e", "\u2028", "x\rOK"])
def test_a_file_cannot_command_the_terminal(counter, evil):
    path = counter.file(f'{HEADER}\n"13{evil}",A,"x{evil}y"\n')
    done = counter.refused("import", path)
    assert "\ufffd" in done.err
    assert not [c for c in done.err if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2028")]


@pytest.mark.parametrize("content, faults", [
    (b"", [(None, "empty")]),
    (b"\r\n\r\n", [(None, "empty")]),
    (b"\xef\xbb\xbf", [(None, "empty")]),
    (f"{HEADER}\r\n", [(None, "empty")]),
    ("email,establishment_name,establishment_number\r\nx,y,z\r\n", [(1, "header")]),
    ("事業所番号,事業所名,メールアドレス\r\n", [(1, "header")]),
    (ROWS, [(1, "header")]),
    (f"{HEADER};x\r\n{ROWS}", [(1, "header")]),
    (f'{HEADER}\r\n1301-123456-7,"A,taro@example.co.jp\r\n1301-123456-7,A,b@example.co.jp\r\n', [(2, "quote")]),
    (f'{HEADER}\r\n1301-123456-7,A"B,taro@example.co.jp\r\n', [(2, "quote")]),
    (f"{HEADER}\r\n{ROWS}".encode("utf-16"), [(1, "encoding")]),
    (f"{HEADER}\r\n".encode() + b"1301-123456-7,\x00,taro@example.co.jp\r\n", [(2, "encoding")]),
    (f"{HEADER}\r\n".encode() + b"\r\n1301-123456-7,\xff\xff,taro@example.co.jp\r\n", [(3, "encoding")]),
    (b"\xef\xbb\xbf" + f"{HEADER}\r\n".encode() + b"1301-123456-7,\x83\x41,taro@example.co.jp\r\n", [(2, "encoding")]),
], ids=["empty", "blank", "mark-only", "header-only", "other-order", "other-names", "no-header", "other-separator",
        "quote-open", "quote-inside", "utf-16", "nul", "no-encoding", "mark-but-cp932"])
def test_refuses_what_is_no_such_file(counter, content, faults):
    assert counter.faults(content) == faults


def test_names_the_header_it_expects(counter):
    assert HEADER in counter.refused("import", counter.file("a,b,c\n")).err
    assert HEADER in counter.refused("import", counter.file("")).err


def test_tells_faults_of_shape_and_of_content_at_once(counter):
    counter.register(email="known@example.co.jp")
    assert counter.faults(f"{HEADER}\n1301-123456-7\n1301-123456-7,霞が関商事株式会社,known@example.co.jp\n") == [
        (2, "fields"), (3, "exists")]


def test_refuses_a_file_that_is_not_there(counter):
    done = counter.refused("import", "nowhere.csv", "--json")
    assert "nowhere.csv" in done.err
    assert json.loads(done.out)["error"]["code"] == "refused"


def test_importing_twice_changes_nothing(counter):
    path = counter.file(GOOD)
    counter.ok("import", path)
    assert counter.faults(GOOD) == [(2, "exists"), (3, "exists")]


def test_imports_thousands(counter):
    rows = "".join(f"1301-{n:06d}-1,事業所{n},office{n}@example.co.jp\r\n" for n in range(3000))
    assert "3000" in counter.ok("import", counter.file(f"{HEADER}\r\n{rows}"))
    assert len(counter.emails()) == 3000
