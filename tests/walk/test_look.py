# SPDX-License-Identifier: GPL-3.0-or-later
"""How the window looks, measured in its own pixels and extents: contrast of every text in every colour scheme (WCAG 2.2
1.4.3), the size of what is pressed (2.5.5), and that nothing is cut off where the window is narrow or the text large."""

import collections
import contextlib
import re
import time

import pytest
from gi.repository import GLib

import camera
import parts
import scenes
import tree
from camera import SCHEMES, Picture
from driver import BUTTONS, FIELDS, Role
from scenes import ADDRESS, EMAIL, KEY, PASSWORD, QUICK
from studio import Studio

LEAST_CONTRAST = {"light": 4.5, "dark": 4.5, "contrast": 7.0, "contrast-dark": 7.0}
HALF = 44 // 2  # of what is large enough to be pressed
NARROW, WIDE = 360, 960
STEPS = re.compile(r"全\d+ステップ中|Step \d+ of")
TEXTS = (Role.LABEL, *FIELDS)
PRESSED = (*BUTTONS, *FIELDS, Role.CHECK_BOX)
WINDOW_CONTROLS = {"最小化", "最大化", "閉じる", "Minimize", "Maximize", "Close"}  # the desktop's own


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def contrast_of_text(picture, left, top, width, height):
    """Between the commonest colour there, which is the ground, and the one that differs most from it: the strokes' cores.
    (Their edges are mixed, and a mixed colour never differs more.) None: all of one colour, so there is no text."""
    colours = collections.Counter()
    for y in range(max(0, top), min(picture.height, top + height)):
        row = picture.row(y)[max(0, left) * 3:(left + width) * 3]
        colours.update(zip(row[0::3], row[1::3], row[2::3]))
    if len(colours) < 2:
        return None
    ground = colours.most_common(1)[0][0]
    return max(contrast(colour, ground) for colour in colours)


class Look:
    """What is in the window now, and where."""

    def __init__(self, window):
        self.window = window
        self.edge = camera.border(window) // 2
        self.width, self.height = (size - 2 * self.edge for size in camera.geometry(window.x_window)[2:])
        self.nodes = [node for node in window.reader.read().walk() if node.on_screen]

    def faint_texts(self, picture, least):
        """What is read too hard, and how many texts were seen."""
        faults, seen = [], 0
        for node in self.nodes:
            left, top, width, height = node.extents
            text = node.text if node.role in FIELDS else node.name
            if node.role not in TEXTS or not text or top + height > self.height:
                continue
            found = contrast_of_text(picture, left + self.edge, top + self.edge, width, height)
            seen += found is not None
            if found is not None and found < least:
                faults.append(f"«{text}»: {found:.2f}")
        assert seen > 5, "too few texts were seen"
        return faults

    def small_targets(self):
        """What cannot be pressed a full target's half away from its middle. (Extents are without padding on GTK 4.8; on 4.18
        they are with it, and Contains compares with the place instead of the size.)"""
        targets = [node for node in self.nodes if node.role in PRESSED and node.name and node.name not in WINDOW_CONTROLS
                   and min(node.extents[2:]) < 2 * HALF and not self.is_part(node)]
        offsets = [(-HALF, 0), (HALF - 1, 0), (0, -HALF), (0, HALF - 1)]
        answers = iter(self.window.reader.bus.ask([
            (node.sender, node.path, "org.a11y.atspi.Component", "Contains",
             GLib.Variant("(iiu)", (node.center[0] + x, node.center[1] + y, tree.WINDOW_COORDINATES)))
            for node in targets for x, y in offsets]))
        hits = [[next(answers) for _ in offsets] for _ in targets]
        return [f"{node}: {node.extents[2]} x {node.extents[3]} and padding" for node, hit in zip(targets, hits)
                if not all(answer and answer[0] for answer in hit)]

    def is_part(self, node):
        """Of another with the same name: a menu button's button."""
        return any(other.name == node.name and other.role == node.role for other in node.ancestors())

    def cut_off(self):
        return [f"{node}: from {node.extents[0]} to {node.extents[0] + node.extents[2]} of {self.width}" for node in self.nodes
                if node.name and node.role not in (Role.FRAME, Role.SCROLL_BAR) and not kept_aside(node)
                and (node.extents[0] < 0 or node.extents[0] + node.extents[2] > self.width)]


def kept_aside(node):
    """The steps side by side, where there is room for the current one only: GTK 4.8 calls them visible all the same."""
    above = list(node.ancestors())
    return any(STEPS.match(other.name) for other in above[1:])


class Gauge:
    """Stands where the camera of the pictures stands: measures each state that a walk comes to."""

    def __init__(self, studio, measure, widths):
        self.studio, self.measure, self.widths, self.faults = studio, measure, widths, []

    def at(self, state):
        window = self.studio.employer.window
        for width in self.widths:
            camera.resize(window.x_window, width + camera.border(window), self.studio.camera.widths[width])
            wait_in_place(window, width)
            self.faults += [f"{state}, {width} pixels wide, {fault}" for fault in self.measure(Look(window), width)]


def wait_in_place(window, width):
    """Until the window has this width, and nothing in it has moved for a while."""
    last, since = [None], [time.monotonic()]

    def still():
        nodes = list(window.reader.read().walk())
        before, last[0] = last[0], [node.extents for node in nodes]
        if last[0] != before:
            since[0] = time.monotonic()
        frame = next((node for node in nodes if node.role == Role.FRAME), None)
        return frame and frame.extents[2] == width and time.monotonic() - since[0] > camera.STILL

    window.wait(still, f"that everything is in its place, {width} pixels wide")


def walk(studio, gauge):
    """Through every page, with what can be wrong on each."""
    office = studio.office(config=QUICK)
    e = studio.open(office)
    e.sees("サイト運営者からのお知らせ")
    gauge.at("top")
    e.press(scenes.OPEN_MY_PAGE)
    e.at("consent")
    e.sees("未確認")
    e.press("次へ進む")
    e.sees_part("入力内容に誤りが%d件あります。")
    gauge.at("consent, refused")
    e.consent()
    e.window.expect(e.say(EMAIL), FIELDS)
    e.press("次へ進む")
    e.sees("ID（メールアドレス）を入力してください。")
    gauge.at("e-mail, refused")
    e.fill(EMAIL, ADDRESS)
    e.press("次へ進む")
    e.window.expect(e.say(KEY))
    e.fill("新しいパスワード", "midori-7")
    e.press("完了")
    e.sees_part("入力内容に誤りが%d件あります。")
    gauge.at("password, refused")
    mail = office.wait_mail(studio.subject(scenes.FIRST_MAIL))
    e.set_password(PASSWORD, mail.get_content())
    e.at("completion")
    gauge.at("completion")
    e.press("ログイン画面へ進む")
    e.at("login")
    e.press("ログイン")
    e.sees_part("入力内容に誤りが%d件あります。")
    gauge.at("login, refused")
    e.log_in(PASSWORD)
    e.at("my-page")
    e.sees("ログイン中の端末")
    e.press("変更する")
    e.sees_part("入力内容に誤りが%d件あります。")
    gauge.at("My Page, refused")


@pytest.fixture
def start_studio(tmp_path):
    parts.installed()
    with contextlib.ExitStack() as stack:
        def start(lang, percent):
            camera.set_text_scale(percent)
            return stack.enter_context(Studio(lang, percent, tmp_path, ("light",)))

        yield start
        camera.set_text_scale(100)


def test_every_text_stands_out_and_all_that_is_pressed_is_large_enough(start_studio):
    studio = start_studio("ja", 100)

    def measure(look, width):
        faults = look.small_targets() + look.cut_off()
        if width == WIDE:
            for scheme, _, picture in studio.camera.shots(studio.employer.window, list(SCHEMES), widths=[WIDE]):
                faults += [f"{scheme}: {fault}" for fault in look.faint_texts(picture, LEAST_CONTRAST[scheme])]
        return faults

    gauge = Gauge(studio, measure, (NARROW, WIDE))
    walk(studio, gauge)
    assert not gauge.faults, "\n".join(gauge.faults)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_is_cut_off_in_a_narrow_window_with_text_twice_as_large(start_studio, lang):
    studio = start_studio(lang, 200)
    gauge = Gauge(studio, lambda look, width: look.cut_off() + look.small_targets(), (NARROW,))
    walk(studio, gauge)
    assert not gauge.faults, "\n".join(gauge.faults)


def test_contrast_is_measured_as_it_is():
    """Grey on white, whose contrast is known: #767676 has 4.54."""
    white, grey = b"\xff\xff\xff", b"\x76\x76\x76"
    picture = Picture(4, 2, white * 6 + grey * 2)
    assert round(contrast_of_text(picture, 0, 0, 4, 2), 2) == 4.54
    assert contrast_of_text(picture, 0, 0, 4, 1) is None
