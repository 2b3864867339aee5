#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures that stores and the README show, in both languages, from the real window.

usage: screenshots.py FOLDER   (inside scripts/virtual-desktop; HW_PREFIX, and HW_LOCPATH where there is no Japanese locale)
"""

import os
import pathlib
import subprocess
import sys
import tempfile

import camera
import compositor
import parts
import steps
from driver import Window, wait_for
from office import Office
from offices import ADDRESS, ESTABLISHMENT, NUMBER, PASSWORD

WANTED = ("top", "email", "password", "my-page")
CONFIG = "[server]\n[mail]\nfrom=noreply@mypage.example.jp\n"
SIZE = (1000, 700)  # at most, says Flathub; the shadow comes on top


# What is to be seen of longer pages.
SHOWN = {"password": "新しいパスワード", "my-page": "メニュー"}


class Photographer(steps.Employer):
    """An employer who keeps a picture of some pages, under their names."""

    compositor = None

    def scroll_to(self, name):
        subprocess.run(["xdotool", "mousemove", "500", "400"], check=True)
        while self.window.expect(self.say(name)).center[1] > SIZE[1] * 0.45:
            subprocess.run(["xdotool", "click", "5"], check=True)

    def look(self, name):
        if name in WANTED:
            number = self.window.x_window = camera.x_windows(self.window)[0]
            size = [side + shadow for side, shadow in zip(SIZE, compositor.shadow(number))]
            camera.resize(number, *size)
            if name in SHOWN:
                self.scroll_to(SHOWN[name])
            camera.settled(number, self.window.process.pid)
            (self.pictures / f"{name}-{self.language}.png").write_bytes(self.compositor.png(number, *size))


def main():
    parts.installed()
    Photographer.compositor = compositor.Compositor()
    pictures = pathlib.Path(sys.argv[1]).resolve()
    fonts = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "gtk-4.0/settings.ini"
    fonts.parent.mkdir(parents=True, exist_ok=True)
    fonts.write_text("[Settings]\ngtk-font-name=Noto Sans CJK JP 11\ngtk-cursor-blink=0\n")
    for language in ("ja", "en"):
        with tempfile.TemporaryDirectory() as folder:
            office = Office(folder, parts.SERVER, parts.COUNTER, config=CONFIG, port=8080).start()
            office.register(NUMBER, ESTABLISHMENT, ADDRESS)
            window = Window(parts.CLIENT, "--server", office.url, env=parts.client_environment(language))
            try:
                employer = Photographer(window, language, pictures)
                employer.open_registration()
                employer.consent()
                employer.enter_email(ADDRESS)
                employer.set_password(PASSWORD, office.key_in(wait_for(office.mails, "the mail")[-1][1]))
                employer.finish()
                employer.log_in(PASSWORD)
                employer.my_page(ESTABLISHMENT)
            finally:
                window.close()
                office.stop()


if __name__ == "__main__":
    main()
