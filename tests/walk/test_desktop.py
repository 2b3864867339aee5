# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop and its administrator do with the installed window: start it through the bus, prescribe its server."""

import os
import pathlib
import shutil

import pytest
from gi.repository import GLib

import parts
import steps
from activated import APPLICATION, ActivatedWindow, activate, activate_action, bus_call
from driver import Window

VARIABLE = "HELLOWORK_MYPAGE_SERVER"


@pytest.fixture
def window():
    windows = []
    yield windows.append
    for window in windows:
        window.close()


def test_desktop_starts_it_through_the_session_bus(start_office, window):
    office = start_office()
    services = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "dbus-1/services"
    services.mkdir(parents=True, exist_ok=True)
    shutil.copy(parts.PREFIX / f"share/dbus-1/services/{APPLICATION}.service", services)
    bus_call("ReloadConfig")
    environment = {**parts.client_environment("ja"), VARIABLE: office.url}
    for name in ("DISPLAY", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    bus_call("UpdateActivationEnvironment", GLib.Variant("(a{ss})", (environment,)))
    opened = ActivatedWindow()
    window(opened)
    opened.expect(steps.OPEN_MY_PAGE)
    pid = opened.process.pid
    activate()
    assert opened.process.pid == pid, "a second activation shows the same window"


def open_with(prescribed, log, *arguments):
    return Window(parts.CLIENT, *arguments, env={**parts.client_environment("ja"), VARIABLE: prescribed}, log=log)


def test_prescribed_server_is_used_and_cannot_be_changed(start_office, window, tmp_path):
    office = start_office()
    opened = open_with(office.url, tmp_path / "client.log")
    window(opened)
    opened.expect(steps.OPEN_MY_PAGE)
    activate_action("preferences")
    opened.expect_text("サーバーは管理者が設定しているため、ここでは変更できません。")
    assert opened.value("サーバーのアドレス（URL）") == office.url
    assert opened.find("保存") is None


def test_prescribed_server_that_is_none_is_refused_with_a_reason(window, tmp_path):
    log = tmp_path / "client.log"
    opened = open_with("http://mypage.example.jp", log)
    window(opened)
    opened.expect("接続先のサーバー")
    assert f"{VARIABLE} には https: のURLを指定してください" in log.read_text()
