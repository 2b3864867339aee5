# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole registration, as the tests of the sandbox need it done again and again."""

from driver import wait_for
from offices import ADDRESS, ESTABLISHMENT, PASSWORD

SUBJECT = "パスワード登録申込受付通知"
NO_KEYRING = "キーリング（パスワードの保管機能）を利用できないため、ログイン状態と途中の手続きは保存されません。手続きはこのまま続けられます。"


def walk_to_password(employer):
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)


def open_my_page(office, employer, keep=False):
    walk_to_password(employer)
    mails = wait_for(office.mails, "the mail with the key")
    employer.set_password(PASSWORD, office.key_in(mails[-1][1]))
    employer.finish()
    employer.log_in(PASSWORD, keep=keep)
    employer.my_page(ESTABLISHMENT)
