# SPDX-License-Identifier: GPL-3.0-or-later
"""The record for the employer's files, on paper and as PDF, through the toolkit's own dialogs."""

import os
import pathlib
import re
import subprocess

import pytest

from conftest import ADDRESS, ESTABLISHMENT, NUMBER, PASSWORD
from driver import BUTTONS, NotThere, State, key, wait_for

TITLE = "パスワード登録完了の控え"
NAME = f"{TITLE}（{NUMBER}）"
A4 = (595, 842)  # points


@pytest.fixture
def documents():
    """The employer's folder for documents."""
    folder = pathlib.Path(os.environ["HOME"]) / "書類"
    folder.mkdir(exist_ok=True)
    settings = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "user-dirs.dirs"
    settings.write_text('XDG_DOCUMENTS_DIR="$HOME/書類"\n')
    yield folder
    settings.unlink()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def complete(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    mail = wait_for(office.mails, "the mail with the key")[-1][1]
    employer.set_password(PASSWORD, office.key_in(mail))
    employer.at("completion")
    return employer, re.search(r"受付番号：?\s*(\d{4})", mail.get_content()).group(1)


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout


def is_whole(pdf):
    return pdf.exists() and b"%%EOF" in pdf.read_bytes()[-1024:]


def check_record(pdf, reference):
    wait_for(lambda: is_whole(pdf), f"the record in {pdf}")
    information = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    assert re.search(r"^Pages:\s+1$", information, re.M)
    size = tuple(round(float(n)) for n in re.search(r"^Page size:\s+([\d.]+) x ([\d.]+)", information, re.M).groups())
    assert size == A4
    text = text_of(pdf)
    for part in (TITLE, f"{ESTABLISHMENT}（{NUMBER}）", ADDRESS, "令和", reference,
                 "このアプリは厚生労働省の公式アプリではありません。"):
        assert part in text, text
    assert PASSWORD not in text and PASSWORD.encode() not in pdf.read_bytes()
    fonts = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True).stdout
    assert "CJK" in fonts, "Japanese type, embedded"
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:]), fonts
    picture = pdf.with_suffix(".png")
    subprocess.run(["pdftoppm", "-png", "-r", "50", "-singlefile", pdf, pdf.with_suffix("")], check=True)
    dark = subprocess.run(["convert", picture, "-colorspace", "gray", "-threshold", "50%", "-format", "%[fx:1-mean]", "info:"],
                          check=True, capture_output=True, text=True).stdout
    assert 0.001 < float(dark) < 0.2, "ink on it, and not black all over"


def find_print_button(window):
    return window.find(roles=BUTTONS, match=r"^印刷\(")


def test_record_is_printed_through_the_print_dialog(start_office, open_window, documents):
    employer, reference = complete(start_office, open_window)
    window = employer.window
    employer.press("控えを印刷")
    window.wait(lambda: find_print_button(window), "the print dialog")
    # The only printer here is a file. The list of printers tells assistive programs nothing on GTK 4.8: by keyboard.
    for _ in range(6):
        key("Tab", "Down")
        try:
            window.wait(lambda: find_print_button(window).is_(State.SENSITIVE), "a printer chosen", 3)
            break
        except NotThere:
            continue
    window.act(find_print_button(window))
    check_record(documents / f"{NAME}.pdf", reference)
    window.wait(lambda: find_print_button(window) is None, "the dialog gone")


def test_record_is_saved_through_the_file_chooser(start_office, open_window, documents):
    employer, reference = complete(start_office, open_window)
    employer.press("控えをPDFで保存")
    save = employer.window.wait(lambda: employer.window.find(roles=BUTTONS, match="^保存"), "the file chooser")
    employer.window.act(save)
    employer.window.expect_text(f"控えを「{NAME}.pdf」に保存しました。")
    check_record(documents / f"{NAME}.pdf", reference)
    assert (documents / f"{NAME}.pdf").stat().st_mode & 0o077 == 0, "for nobody else's eyes"


def test_closing_the_dialogs_does_nothing(start_office, open_window, documents):
    employer, _ = complete(start_office, open_window)
    employer.press("控えを印刷")
    employer.window.wait(lambda: find_print_button(employer.window), "the print dialog")
    key("Escape")
    employer.window.wait(lambda: find_print_button(employer.window) is None, "the dialog gone")
    employer.press("控えをPDFで保存")
    employer.window.wait(lambda: employer.window.find(roles=BUTTONS, match="^保存"), "the file chooser")
    key("Escape")
    employer.window.wait(lambda: employer.window.find(roles=BUTTONS, match="^保存") is None, "the chooser gone")
    assert list(documents.iterdir()) == []
    employer.finish()
