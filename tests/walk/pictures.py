#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of one language and text size, inside scripts/virtual-desktop; or makes the index of them all.

usage: pictures.py --language ja|en --text 100|200 [--no-keyring] [--only WORD] FOLDER
       pictures.py --index FOLDER
"""

import argparse
import html
import pathlib
import re
import subprocess
import sys
import time
import traceback

NAME = re.compile(r"(?P<state>.+?)\.(?P<lang>ja|en)\.(?P<view>.+)\.png")


def take(arguments):
    import camera
    import parts
    import scenes
    from studio import ALL_SCHEMES, Studio, log

    parts.installed()
    camera.set_text_scale(arguments.text)
    studio = Studio(arguments.language, arguments.text, arguments.folder, ALL_SCHEMES if arguments.text == 100 else ("light",))
    chosen = [scenes.no_keyring] if arguments.no_keyring else [s for s in scenes.SCENES if (arguments.only or "") in s.__name__]
    failed = []
    for scene in chosen:
        start, before = time.monotonic(), studio.taken
        try:
            with studio:
                scene(studio)
        except Exception:  # the others are wanted all the same; the status says it
            failed.append(scene.__name__)
            log(f"{scene.__name__} ({arguments.language}, {arguments.text} %):\n{traceback.format_exc()}")
        log(f"  {arguments.language} {arguments.text} % {scene.__name__}: {studio.taken - before} pictures, "
            f"{time.monotonic() - start:.0f} s")
    return f"These scenes were not played to their ends: {', '.join(failed)}" if failed else 0


def sheets(folder):
    """A contact sheet for each page and view: its states side by side."""
    made = {}
    for file in sorted(folder.glob("*/*.png")):
        if file.parent.name != "sheets" and (found := NAME.fullmatch(file.name)):
            made.setdefault((file.parent.name, found["lang"], found["view"]), []).append(file)
    (folder / "sheets").mkdir(exist_ok=True)
    for (page, lang, view), files in made.items():
        width = 180 if view.endswith("360") else 480
        labelled = [part for file in files for part in ("-label", NAME.fullmatch(file.name)["state"], str(file))]
        row = len(files) if ".200." in view else 6  # in rows, the longest would be too high together
        subprocess.run(["montage", *labelled, "-tile", f"{row}x", "-geometry", f"{width}x>+6+6", "-gravity", "north", "-background", "#888",
                        str(folder / "sheets" / f"{page}.{lang}.{view}.png")], check=True)
    return made


def index(folder):
    made = sheets(folder)
    pages = sorted({page for page, _, _ in made})
    out = ["<!DOCTYPE html><meta charset=utf-8><title>Pictures</title>",
           "<style>body{font-family:sans-serif;background:#ddd}img{background:#fff;margin:4px;vertical-align:top;max-width:480px}"
           "figure{display:inline-block;margin:4px}figcaption{font-size:80%}</style>"]
    for page in pages:
        out.append(f"<h1>{html.escape(page)}</h1><p>Sheets: ")
        out += [f'<a href="sheets/{page}.{lang}.{view}.png">{lang} {view}</a> ' for p, lang, view in sorted(made) if p == page]
        states = sorted({NAME.fullmatch(f.name)["state"] for (p, _, _), files in made.items() if p == page for f in files})
        for state in states:
            out.append(f"<h2>{html.escape(state)}</h2>")
            for file in sorted(folder.glob(f"{page}/{state}.*.png")):
                view = file.name.removeprefix(state + ".").removesuffix(".png")
                out.append(f'<figure><a href="{page}/{file.name}"><img loading=lazy src="{page}/{file.name}"></a>'
                           f"<figcaption>{html.escape(view)}</figcaption></figure>")
    (folder / "index.html").write_text("\n".join(out))
    print(f"{sum(map(len, made.values()))} pictures: {folder}/index.html")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--language", choices=("ja", "en"))
    parser.add_argument("--text", type=int, default=100)
    parser.add_argument("--no-keyring", action="store_true")
    parser.add_argument("--only")
    parser.add_argument("--index", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    sys.exit(index(arguments.folder) if arguments.index else take(arguments))


if __name__ == "__main__":
    main()
