# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the window in its languages, out of po/ja.po: the walk knows the Japanese ones and looks the English
ones up, so that neither can drift from what is shown. A third language is made for tests: English that is longer, in
brackets, with accents, to find texts that are clipped or were never translated."""

import ast
import pathlib
import re
import subprocess
import sys

PO = pathlib.Path(__file__).resolve().parents[2] / "po" / "ja.po"
PSEUDO = "en_XA"
DIRECTIVE = re.compile(r"%(?:\d+\$)?[-+ #0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[a-zA-Z%]")
_ACCENTS = str.maketrans("aceinouyACEINOUY", "àçéîñöüýÀÇÉÎÑÖÜÝ")
_STRING = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
_ENTRY = re.compile(rf"^(?:msgctxt {_STRING})?msgid {_STRING}(?:msgid_plural {_STRING})?msgstr(?:\[0\])? {_STRING}", re.M)


def _join(block):
    return "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', block))


def entries():
    """(context, singular, plural, japanese) of each message: context and plural may be "". What stands on the pages
    comes first: some words are elsewhere, and in the counter's program, said otherwise in English."""
    found = []
    for block in PO.read_text(encoding="utf-8").split("\n\n"):
        active = "\n".join(line for line in block.splitlines() if not line.startswith("#"))
        for parts in _ENTRY.findall(active):
            context, singular, plural, japanese = map(_join, parts)
            if singular:
                found.append(("src/app/pages/" not in block, "src/app/" not in block, context, singular, plural, japanese))
    yield from (entry[2:] for entry in sorted(found, key=lambda entry: entry[:2]))


def pseudo(text):
    """[Ïñ bràçkéts, wïth àççéñts, àñd 40 % longér]; directives stay as they are."""
    accented, end = "", 0
    for found in DIRECTIVE.finditer(text):
        accented += text[end:found.start()].translate(_ACCENTS) + found.group(0)
        end = found.end()
    accented += text[end:].translate(_ACCENTS)
    padding = " ".join(["lorem"] * max(1, round(len(text) * 0.4 / 6)))
    stripped = accented.rstrip("\n")
    return f"[{stripped} {padding}]" + accented[len(stripped):]


def _tables(language):
    """Japanese to (singular, plural) of this language."""
    table = {}
    for context, singular, plural, japanese in entries():
        change = pseudo if language == PSEUDO else str
        table.setdefault(japanese, (change(singular), change(plural or singular)))
    return table


def words(language):
    """A function from the Japanese of PAGES.md to what the window says in this language."""
    if language == "ja":
        return lambda japanese: japanese
    table = _tables(language)

    def look_up(japanese):
        assert japanese in table, f"«{japanese}» is no whole translation in po/ja.po"
        return table[japanese][0]

    return look_up


def stretches(language, japanese):
    """What to look for where a sentence has values in it, or is given in part: the longest stretch without a value, in each
    form that the window may use."""
    texts = [japanese]
    if language != "ja":
        forms = next(((singular, plural) for _, singular, plural, msgstr in entries() if japanese in msgstr), None)
        assert forms, f"«{japanese}» stands in no translation in po/ja.po"
        texts = [text for text in forms if text]
    return [max(re.split(r"%[0-9$]*[sd]", text), key=len).strip() for text in texts]


def patterns(language):
    """The same for sentences with values in them: regular expressions, in which a value may be anything."""
    table = _tables(language) if language != "ja" else {}

    def look_up(japanese):
        forms = table[japanese] if table else (japanese,)
        return re.compile("|".join(".*".join(map(re.escape, DIRECTIVE.split(form))) for form in forms), re.S)

    return look_up


def install_pseudo(folder):
    """Makes the pseudo-translation in a folder for HW_LOCALE_DIR."""
    def quote(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    lines = ['msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"', ""]
    for context, singular, plural, _japanese in entries():
        tag = context == "language tag"  # no text: the tag of the language, which is English
        lines += [f"msgctxt {quote(context)}"] if context else []
        lines += [f"msgid {quote(singular)}"]
        if plural:
            lines += [f"msgid_plural {quote(plural)}", f"msgstr[0] {quote(pseudo(singular))}", f"msgstr[1] {quote(pseudo(plural))}"]
        else:
            lines += [f"msgstr {quote(singular if tag else pseudo(singular))}"]
        lines += [""]
    messages = pathlib.Path(folder) / PSEUDO / "LC_MESSAGES"
    messages.mkdir(parents=True)
    subprocess.run(["msgfmt", "--check-format", "-o", messages / "hellowork-mypage.mo", "-"], input="\n".join(lines), text=True,
                   check=True)


if __name__ == "__main__":
    install_pseudo(sys.argv[1])
