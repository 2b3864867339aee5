# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words may stand in a window of a language, and which are the other one's.

What the server sends and what the employer typed is known by itself; what is left must be of the window's language.
"""

import json
import re

import parts
from rules import CLASS_NAME
from tree import State

JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff01-\uffef]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+")
URL_OR_ADDRESS = re.compile(r"https?://[^\s」、。（）”]*|[\w.+;-]+@[\w.-]+|\b127\.0\.0\.1:\d+")
PRINTED_KEY = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")  # the example of an authentication key

# Latin letters that a Japanese office worker reads without stumbling: terms of the site, names, keys of the keyboard.
LATIN_IN_JAPANESE = {
    "ID", "PDF", "URL", "Wi", "Fi",
    "Caps", "Lock", "Ctrl", "Alt", "End", "Shift", "Tab", "Enter", "Esc", "Home",
    "GNU", "Lesser", "General", "Public", "License", "GTK", "libadwaita", "libsoup", "JSON", "GLib", "libsecret", "Pango", "MIT",
    # proper names
}
# GTK's and the desktop's, in GTK's dialogs: file types, units, paper and queue names come from other places.
LATIN_IN_GTKS = LATIN_IN_JAPANESE | {"GB", "MB", "kB", "PostScript", "SVG", "pdf", "am", "pm"}
# GTK 4.18 says these in English.
ENGLISH_IN_GTKS = {"Grid View", "Page ordering preview",
                   "A visualization of the effect of the collate and reverse options on the page ordering"}
# An English text of ours explains no term in Japanese: it has none.
JAPANESE_IN_ENGLISH = set()


def server_texts(language):
    """All that the sample content says in this language."""
    def strings(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for part in value.values():
                yield from strings(part)
        elif isinstance(value, list):
            for part in value:
                yield from strings(part)

    texts = set()
    for path in (parts.PREFIX / "share/hellowork-mypage/content").glob(f"*.{language}.json"):
        texts.update(strings(json.loads(path.read_text())))
    return texts


def texts_of(node):
    """What is seen or read of it, without what GTK 4.8 makes up for a name."""
    typed = node.is_(State.EDITABLE)
    for text in (node.name, node.description, None if typed else node.text):
        if text and not CLASS_NAME.fullmatch(text):
            yield text


def without(text, known):
    for part in known:
        text = text.replace(part, " ")
    return PRINTED_KEY.sub(" ", URL_OR_ADDRESS.sub(" ", text))


def strays(window, language, known, gtks=False):
    """Words of the other language in this window: [(node, words)]."""
    known = sorted(known | (ENGLISH_IN_GTKS if gtks else set()), key=len, reverse=True)
    for node in window.walk():
        for text in texts_of(node):
            rest = without(text, known)
            if language == "ja":
                words = set(LATIN.findall(rest)) - (LATIN_IN_GTKS if gtks else LATIN_IN_JAPANESE)
            else:
                words = set(JAPANESE.findall(rest)) - JAPANESE_IN_ENGLISH
            if words:
                yield node, sorted(words), text
