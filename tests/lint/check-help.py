#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of help/: valid Mallard, the same in both languages, no dead link, and every label that they name is one of the
window's; prints TAP. usage: check-help.py SOURCE-ROOT"""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(sys.argv[1])
HELP = ROOT / "help"
SCHEMA = "/usr/share/xml/mallard/1.0/mallard-1.0.rng"
MALLARD = "{http://projectmallard.org/1.0/}"
LANGUAGES = ("C", "ja")
sys.path.insert(0, str(ROOT / "tests/walk"))


def pages(language):
    return {path.stem: ET.parse(path).getroot() for path in sorted((HELP / language).glob("*.page"))}


def pages_are_valid():
    for language in LANGUAGES:
        files = sorted(str(path) for path in (HELP / language).glob("*.page"))
        checked = subprocess.run(["xmllint", "--noout", "--relaxng", SCHEMA, *files], capture_output=True, text=True)
        if checked.returncode:
            yield checked.stderr


def shape(element):
    """The tags below an element, in order, without what a language may do otherwise within a sentence."""
    return [child.tag if child.tag in (MALLARD + "p", MALLARD + "title", MALLARD + "desc") else (child.tag, shape(child))
            for child in element]


def languages_have_the_same_pages():
    first, second = (pages(language) for language in LANGUAGES)
    yield from (f"{name}: in one language only" for name in sorted(first.keys() ^ second.keys()))
    for name in sorted(first.keys() & second.keys()):
        if shape(first[name]) != shape(second[name]):
            yield f"{name}: its parts are not the same in both languages"


def links_lead_somewhere():
    for language in LANGUAGES:
        all_pages = pages(language)
        ids = {"index#" + section.get("id") for section in all_pages["index"].iter(MALLARD + "section")} | set(all_pages)
        for name, page in all_pages.items():
            if page.get("id") != name:
                yield f"{language}/{name}: its id is {page.get('id')}"
            yield from (f"{language}/{name}: {link.get('xref')} is nowhere" for link in page.iter(MALLARD + "link")
                        if link.get("xref") not in ids)


def labels():
    """What the window says in each language."""
    from language import entries as messages

    found = list(messages())
    return {"C": {singular for _, singular, _, _ in found}, "ja": {japanese for _, _, _, japanese in found}}


def labels_are_the_windows():
    known = labels()
    for language in LANGUAGES:
        for name, page in pages(language).items():
            yield from (f"{language}/{name}: no label of the window: {gui.text}" for gui in page.iter(MALLARD + "gui")
                        if gui.text not in known[language])


def pages_are_installed():
    listed = set(re.findall(r"'([a-z-]+)'", re.search(r"help_pages = \[(.*?)\]", (HELP / "meson.build").read_text(), re.S).group(1)))
    bundled = re.findall(r">((?:C|ja)/[a-z-]+)\.page<", (HELP / "hellowork-mypage-help.gresource.xml").read_text())
    for language in LANGUAGES:
        there = {path.stem for path in (HELP / language).glob("*.page")}
        yield from (f"{language}/{name}: not installed" for name in sorted(there ^ listed))
        yield from (f"{language}/{name}: not in the window" for name in sorted(there) if f"{language}/{name}" not in bundled)


def main():
    checks = [pages_are_valid, languages_have_the_same_pages, links_lead_somewhere, labels_are_the_windows, pages_are_installed]
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
