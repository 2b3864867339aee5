# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the installed programs are, and what they need around them."""

import functools
import os
import pathlib
import re
import subprocess

PREFIX = pathlib.Path(os.environ.get("HW_PREFIX", "/nowhere"))
SERVER = PREFIX / "bin/hellowork-mypage-server"
COUNTER = PREFIX / "bin/hellowork-mypage-counter"
CLIENT = PREFIX / "bin/hellowork-mypage"

# Where the Japanese locale is, should the system have none.
LOCALE_PATH = {"LOCPATH": os.environ["HW_LOCPATH"]} if "HW_LOCPATH" in os.environ else {}


def installed():
    for program in (SERVER, COUNTER, CLIENT):
        assert program.exists(), f"{program} is not there: run “meson install”, and set HW_PREFIX to its prefix"


@functools.cache
def preloaded():
    """What tells assistive programs where things are on newer GTK (test-bounds-shim.c), in a walk of the test suite.
    AddressSanitizer's library wants to be loaded before any other."""
    shim = os.environ.get("HW_TEST_BOUNDS_SHIM")
    if not shim:
        return {}
    linked = subprocess.run(["ldd", CLIENT], capture_output=True, text=True, check=True).stdout
    return {"LD_PRELOAD": ":".join([*re.findall(r"libasan\S* => (\S+)", linked), shim])}


def client_environment(language):
    """What lets a client that is not installed in /usr find its own data, in this language."""
    locale = {"LC_ALL": "ja_JP.UTF-8", **LOCALE_PATH} if language == "ja" else {"LC_ALL": "C.UTF-8"}
    return {
        **locale,
        **preloaded(),
        "LANGUAGE": language,
        "TZ": "Asia/Tokyo",
        "XDG_DATA_DIRS": f"{PREFIX / 'share'}:/usr/local/share:/usr/share",
        "GSETTINGS_SCHEMA_DIR": str(PREFIX / "share/glib-2.0/schemas"),
        "GSETTINGS_BACKEND": "keyfile",
    }


def client_command(trusting=None):
    """What starts the client; @trusting: the certificate of who alone is an authority to it, in place of the system's."""
    if trusting is None:
        return [CLIENT]
    space = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-current-user", "--keep-caps", "--mount"]
    return [*space, "sh", "-c", 'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"', trusting, CLIENT]


def _settings():
    return pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile"


def forget_settings():
    """As before the first start."""
    _settings().unlink(missing_ok=True)


def size_window(width, height):
    """Lets the next window open at this size, as a window that was closed at it would."""
    _settings().parent.mkdir(parents=True, exist_ok=True)
    _settings().write_text(f"[io/github/hellowork_mypage/MyPage]\nwindow-width={width}\nwindow-height={height}\n")


def ending_by_itself():
    """For a program that is to end by itself: LeakSanitizer takes the first table of GLib's quarks, which GLib lets go when
    it grows, for a leak, and cannot say whose it is."""
    return {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
