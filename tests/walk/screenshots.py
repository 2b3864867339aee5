#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures that stores and the README show, in both languages, from the real window.

usage: screenshots.py FOLDER   (inside scripts/virtual-desktop; HW_PREFIX, and HW_LOCPATH where there is no Japanese locale)
"""

import os
import pathlib
import sys
import tempfile

import camera
import parts
import steps
from driver import Window, wait_for
from office import Office
from offices import ADDRESS, ESTABLISHMENT, NUMBER, PASSWORD

WANTED = ("top", "email", "password", "my-page")
CONFIG = "[server]\n[mail]\nfrom=noreply@mypage.example.jp\n"
SIZE = (1000, 700)  # at most, says Flathub


class Photographer(steps.Employer):
    """An employer who keeps a picture of some pages, under their names."""

    def look(self, name):
        if name in WANTED:
            number = camera.x_windows(self.window)[0]
            camera.resize(number, *SIZE)
            (self.pictures / f"{name}-{self.language}.png").write_bytes(camera.settled(number).png())


def main():
    parts.installed()
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
