# SPDX-License-Identifier: GPL-3.0-or-later
"""What stores are told: the manifest, and the metainfo as far as Flathub's quality guidelines can be computed."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

SOURCE = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = SOURCE / "flatpak/io.github.hellowork_mypage.MyPage.json"
METAINFO = ElementTree.parse(os.environ["HW_METAINFO"]).getroot()
RAW = "https://raw.githubusercontent.com/hellowork-mypage/hellowork-mypage/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_manifest_asks_for_network_display_and_graphics_only():
    manifest = json.loads(MANIFEST.read_text())
    assert manifest["finish-args"] == [
        "--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"]
    assert manifest["separate-locales"] is False, "a single-file bundle holds no separate locales"


def test_manifest_for_flathub_is_pinned_to_the_commit_of_the_tag(tmp_path):
    folder = tmp_path / "flatpak"
    folder.mkdir()
    for name in (MANIFEST.name, "flathub"):
        shutil.copy(SOURCE / "flatpak" / name, folder)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.jp"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"], ["tag", "-a", "-m", "x", "v9.9.9"]):
        subprocess.run([*git, *command], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    printed = json.loads(subprocess.run([folder / "flathub", "v9.9.9"], check=True, capture_output=True).stdout)
    assert printed["modules"][0].pop("sources") == [
        {"type": "git", "url": "https://github.com/hellowork-mypage/hellowork-mypage.git", "tag": "v9.9.9", "commit": commit}]
    ours = json.loads(MANIFEST.read_text())
    ours["modules"][0].pop("sources")
    assert printed == ours


def test_name_and_summary_are_not_cut_off_and_say_nothing_twice():
    for tag, longest in (("name", 20), ("summary", 35)):
        texts = METAINFO.findall(tag)
        assert {text.get(LANG) for text in texts} == {None, "ja"}
        for text in texts:
            assert 0 < len(text.text) <= longest and not text.text.endswith((".", "。"))
    names = {name.get(LANG): name.text for name in METAINFO.findall("name")}
    for summary in METAINFO.findall("summary"):  # it stands beside the name
        assert names[summary.get(LANG)] not in summary.text


def test_newest_release_is_this_version():
    version = re.search(r"version: '(.*)'", (SOURCE / "meson.build").read_text()).group(1)
    assert METAINFO.find("releases/release").get("version") == version


def test_screenshots_are_in_both_languages_captioned_and_there():
    version = METAINFO.find("releases/release").get("version")
    screenshots = METAINFO.findall("screenshots/screenshot")
    assert [s.get("type") for s in screenshots] == ["default"] + [None] * (len(screenshots) - 1)
    assert len(screenshots) >= 3
    for screenshot in screenshots:
        captions = screenshot.findall("caption")
        assert {c.get(LANG) for c in captions} == {None, "ja"} and not any(c.text.endswith((".", "。")) for c in captions)
        images = screenshot.findall("image")
        assert [i.get(LANG) for i in images] == [None, "ja"]
        for image in images:
            path = image.text.removeprefix(f"{RAW}v{version}/")
            assert path != image.text, f"{image.text} is not of this version's tag"
            found = subprocess.run(["identify", "-format", "%w %h %[opaque]", SOURCE / path], check=True, capture_output=True,
                                   text=True).stdout.lower().split()
            assert found == [image.get("width"), image.get("height"), "false"], "the window's shadow is in the picture"
