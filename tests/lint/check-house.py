#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house's own rules, as far as a program can see them; prints TAP. usage: check-house.py SOURCE-ROOT"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])

# Who may include whose headers, besides his own (CONTRIBUTING.md, the map of the house).
MAY_INCLUDE = {
    "contract": [],
    "client": ["contract"],
    "app": ["client", "contract"],
    "server/crypto": ["contract"],
    "server/store": ["contract", "server/crypto"],
    "server/registration": ["contract", "server/crypto", "server/store"],
    "server/mail": ["contract", "server/crypto", "server/store"],
    "server/http": ["contract", "server/crypto", "server/store", "server/registration", "server/mail"],
    "counter": ["contract", "server/crypto", "server/store", "server/registration"],
}


def house_of(path):
    """The folder of MAY_INCLUDE that a path below src/ belongs to; None: a program's main, which may use all."""
    text = path.as_posix()
    return max((h for h in MAY_INCLUDE if text.startswith(h + "/")), key=len, default=None)


def sources():
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "*.c", "*.h"], capture_output=True, text=True)
    names = listed.stdout.split() if listed.returncode == 0 and listed.stdout else [
        str(p.relative_to(ROOT)) for d in ("src", "tests") for p in (ROOT / d).rglob("*.[ch]")]
    return [ROOT / n for n in sorted(names) if (ROOT / n).exists()]


def imports_go_one_way():
    for path in sources():
        relative = path.relative_to(ROOT)
        if relative.parts[0] != "src":
            continue
        own = house_of(relative.relative_to("src"))
        for line in path.read_text().splitlines():
            found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            target = house_of(pathlib.PurePosixPath(found.group(1))) if found else None
            if own and target and target != own and target not in MAY_INCLUDE[own]:
                yield f"{relative}: {own} includes {found.group(1)}"


def licence_stands_first():
    for path in sources():
        if not path.read_text().startswith("/* SPDX-License-Identifier: GPL-3.0-or-later */"):
            yield str(path.relative_to(ROOT))


def client_never_blocks():
    blocking = re.compile(r"\b(secret_\w+_sync|soup_session_send\b|soup_session_send_and_read\b|g_usleep|g_main_context_iteration)\s*\(")
    for path in sources():
        relative = path.relative_to(ROOT)
        if relative.parts[:2] in (("src", "client"), ("src", "app")):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if blocking.search(line):
                    yield f"{relative}:{number}: {line.strip()}"


def no_bad_certificate_can_be_accepted():
    """Whoever asks for a way to accept one is not to find one: neither libsoup's, nor GIO's, nor libcurl's."""
    way = re.compile(r"\baccept[-_]certificate\b|tls[-_](database|interaction|validation)|ssl[-_](strict|use_system)|SSL_VERIFY\w+\W+0")
    for path in sources():
        relative = path.relative_to(ROOT)
        if relative.parts[0] == "src":
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if way.search(line):
                    yield f"{relative}:{number}: {line.strip()}"


def json_is_written_by_us():
    """json-glib's own writer escapes too little; hw_json_to_string() is the one that may be called."""
    for path in sources():
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"(?<!hw_)\bjson_(to_string|generator_\w+)\s*\(", line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def accessible_roles_are_no_abstract_ones():
    """GTK 4.18 answers them with a critical warning, GTK 4.8 takes them: hw_landmark_role() knows."""
    abstract = re.compile(r"ROLE_(COMMAND|COMPOSITE|INPUT|LANDMARK|RANGE|SECTION|SECTION_HEAD|SELECT|STRUCTURE|WIDGET|WINDOW)\b"
                          r'|"accessible-role">(command|composite|input|landmark|range|section|section-head|select|structure|widget|window)<')
    for path in [*sources(), *(ROOT / "src").rglob("*.ui")]:
        relative = path.relative_to(ROOT)
        if relative.parts[:2] == ("src", "app") and path.name != "hw-landmark.c":
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if abstract.search(line):
                    yield f"{relative}:{number}: {line.strip()}"


def translatable_files_are_listed():
    listed = set((ROOT / "po/POTFILES.in").read_text().split())
    for path in sources():
        relative = str(path.relative_to(ROOT))
        if relative.startswith("src/") and re.search(r'\b(N?C?_|g?ngettext|gettext)\s*\(\s*"', path.read_text()) and relative not in listed:
            yield relative
    for path in (ROOT / "src").rglob("*.ui"):
        relative = str(path.relative_to(ROOT))
        if "translatable=" in path.read_text() and relative not in listed:
            yield relative
    for name in listed:
        if not (ROOT / name).exists():
            yield f"{name}: listed, but not there"


def japanese_is_complete():
    checked = subprocess.run(["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(ROOT / "po/ja.po")],
                             capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    if checked.returncode or "fuzzy" in checked.stderr or "untranslated" in checked.stderr:
        yield checked.stderr.strip()


def japanese_is_current():
    """Every string of the sources stands in ja.po, and nothing else does."""
    def ids(text):
        entries = re.findall(r'^(?:msgctxt (".*?"(?:\n".*?")*)\n)?msgid (".*?"(?:\n".*?")*)\n', text, re.M)
        joined = {("".join(re.findall(r'"(.*)"', c)), "".join(re.findall(r'"(.*)"', i))) for c, i in entries}
        joined.discard(("", ""))
        return joined

    made = subprocess.run(
        ["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
         "--keyword=g_dngettext:2,3", "--flag=N_:1:pass-c-format", "--add-comments", "-o", "-", "-f", "po/POTFILES.in"],
        cwd=ROOT, capture_output=True, text=True)
    if made.returncode:
        yield made.stderr
        return
    active = "\n".join(line for line in (ROOT / "po/ja.po").read_text().splitlines() if not line.startswith("#~"))
    have, want = ids(active + "\n"), ids(made.stdout + "\n")
    yield from (f"not in ja.po: {i}" for _, i in sorted(want - have))
    yield from (f"in ja.po, but in no source: {i}" for _, i in sorted(have - want))


def main():
    checks = [imports_go_one_way, licence_stands_first, client_never_blocks, no_bad_certificate_can_be_accepted,
              json_is_written_by_us, accessible_roles_are_no_abstract_ones, translatable_files_are_listed,
              japanese_is_complete, japanese_is_current]
    print(f"1..{len(checks)}")
    bad = 0
    for number, check in enumerate(checks, 1):
        faults = list(check())
        bad += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} {check.__name__.replace('_', '-')}")
        for fault in faults:
            print("# " + fault.replace("\n", "\n# "))
    sys.exit(1 if bad else 0)


main()
