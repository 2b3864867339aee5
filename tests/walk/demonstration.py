#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks from the top page to My Page with the real programs and leaves a picture of every page.

usage: demonstration.py FOLDER   (inside scripts/virtual-desktop, HW_PREFIX set)
"""

import pathlib
import sys
import tempfile

import parts
import steps
from driver import Window
from office import Office

ADDRESS = "taro@example.jp"
ESTABLISHMENT = "株式会社みほん製作所"
PASSWORD = "Midori-no-mado-7"


def main():
    parts.installed()
    pictures = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder, parts.SERVER, parts.COUNTER).start()
        window = None
        try:
            office.register("1301-123456-7", ESTABLISHMENT, ADDRESS)
            print(f"Server at {office.url}; {ESTABLISHMENT} is registered with {ADDRESS}.")
            parts.size_window(960, 1960)
            window = Window(parts.CLIENT, "--server", office.url, env=parts.client_environment("ja"),
                            log=pathlib.Path(folder) / "client.log")
            employer = steps.Employer(window, "ja", pictures)
            employer.open_registration()
            employer.consent()
            employer.enter_email(ADDRESS)
            mail = office.wait_mail("パスワード登録申込受付通知")
            print(f"The mail «{mail['Subject']}» has arrived.")
            employer.look("password-empty")
            employer.set_password(PASSWORD, office.key_in(mail))
            employer.finish()
            employer.log_in(PASSWORD)
            employer.my_page(ESTABLISHMENT)
            print("My Page is open.")
        finally:
            if window:
                window.close()
            office.stop()


if __name__ == "__main__":
    main()
