# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the window in the two languages, out of po/ja.po: the walk knows the Japanese ones and looks the
English ones up, so that neither can drift from what is shown."""

import ast
import pathlib
import re

PO = pathlib.Path(__file__).resolve().parents[2] / "po" / "ja.po"


def _strings(block):
    return "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', block))


def _entries():
    active = "\n".join(line for line in PO.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    pattern = r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)(?:msgid_plural ((?:"(?:[^"\\]|\\.)*"\s*)+))?msgstr(?:\[0\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)'
    for msgid, plural, msgstr in re.findall(pattern, active, re.M):
        yield _strings(msgid), _strings(plural), _strings(msgstr)


def words(language):
    """A function from the Japanese of PAGES.md to what the window says in this language."""
    if language == "ja":
        return lambda japanese: japanese
    english = {}
    for msgid, _plural, msgstr in _entries():  # the window's come before the counter's, which share some Japanese
        english.setdefault(msgstr, msgid)

    def look_up(japanese):
        assert japanese in english, f"«{japanese}» is no whole translation in po/ja.po"
        return english[japanese]

    return look_up


def stretches(language, japanese):
    """What to look for where a sentence has values in it, or is given in part: the longest stretch without a value, in each
    form that the window may use."""
    texts = [japanese]
    if language != "ja":
        forms = next(((msgid, plural) for msgid, plural, msgstr in _entries() if japanese in msgstr), None)
        assert forms, f"«{japanese}» stands in no translation in po/ja.po"
        texts = [text for text in forms if text]
    return [max(re.split(r"%[0-9$]*[sd]", text), key=len).strip() for text in texts]
