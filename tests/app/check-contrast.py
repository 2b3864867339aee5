#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the contrast of the colours that style*.css define (WCAG 2.2, 1.4.3 and 1.4.11); prints TAP.

usage: check-contrast.py FOLDER-OF-STYLES
"""

import pathlib
import re
import sys

STYLES = {
    "light": ["style.css"],
    "dark": ["style.css", "style-dark.css"],
    "high-contrast": ["style.css", "style-hc.css"],
    "high-contrast-dark": ["style.css", "style-dark.css", "style-hc.css", "style-hc-dark.css"],
}

# Text on its ground: 4.5 to 1. In high contrast: 7 to 1.
TEXT = [
    ("window_fg_color", "window_bg_color"), ("window_fg_color", "hw_panel"), ("window_fg_color", "hw_notice_bg"),
    ("window_fg_color", "hw_error_bg"), ("window_fg_color", "hw_done_bg"), ("view_fg_color", "view_bg_color"), ("headerbar_fg_color", "headerbar_bg_color"),
    ("hw_support", "window_bg_color"), ("hw_support", "hw_panel"), ("hw_support", "hw_notice_bg"),
    ("error_color", "window_bg_color"), ("error_color", "hw_error_bg"), ("error_color", "hw_panel"),
    ("success_color", "window_bg_color"), ("hw_warning", "window_bg_color"), ("hw_warning", "hw_panel"), ("success_color", "hw_done_bg"), ("accent_color", "window_bg_color"),
    ("accent_color", "hw_notice_bg"),
    ("accent_color", "hw_panel"), ("accent_fg_color", "accent_bg_color"), ("accent_fg_color", "hw_primary_hover"),
    ("accent_fg_color", "hw_primary_active"),
]
# What tells a control from its ground: 3 to 1.
LINES = [
    ("hw_line", "window_bg_color"), ("hw_line", "view_bg_color"), ("accent_color", "window_bg_color"),
    ("error_color", "window_bg_color"), ("hw_focus_outer", "window_bg_color"), ("hw_focus_outer", "hw_focus_inner"),
]


def colours(folder, files):
    found = {}
    for name in files:
        for key, value in re.findall(r"@define-color (\w+) #([0-9a-f]{6});", (folder / name).read_text()):
            found[key] = tuple(int(value[i:i + 2], 16) / 255 for i in (0, 2, 4))
    return found


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def main():
    folder = pathlib.Path(sys.argv[1])
    bad = 0
    print(f"1..{len(STYLES)}")
    for number, (style, files) in enumerate(STYLES.items(), 1):
        have = colours(folder, files)
        least = 7.0 if style.startswith("high") else 4.5
        faults = [f"{a} on {b}: {ratio(have[a], have[b]):.2f} < {wanted}"
                  for pairs, wanted in ((TEXT, least), (LINES, 3.0)) for a, b in pairs
                  if ratio(have[a], have[b]) < wanted]
        bad += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} {style}-is-legible")
        for fault in faults:
            print("# " + fault)
    sys.exit(1 if bad else 0)


main()
