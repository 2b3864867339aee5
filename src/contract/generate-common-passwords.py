#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes common-passwords.txt: generate-common-passwords.py > common-passwords.txt

What people type when an office asks for a digit, a letter and a symbol: a word everybody thinks of, written
plainly or with the usual replacements, and one of the usual endings. Upper and lower case count as one. Our own
words and patterns; no list of anybody's stolen passwords went into it. To add some, add words here and run it.
"""

import string
import sys

MIN_LENGTH = 8
MAX_LENGTH = 32

# The first that come to mind, at this desk above all: each with every ending.
FIRST_WORDS = """
password passw0rd p@ssword p@ssw0rd pa$$word passwd pass qwerty asdf admin root user test welcome letmein iloveyou
hello change master abc abcd hellowork kyujin mypage japan nippon tokyo sakura
""".split()

# Each with the common endings.
WORDS = """
pa$$w0rd passcode pasuwado qwertyui qwer asdfgh zxcv zxcvbn administrator guest tester login changeme
secret default sample demo temp system server manager support office company business abcdef aaa aaaa
harowa hellowa kyujinsha koyou saiyo jinji soumu keiri eigyo honsha shiten kaisha jigyosho
kigyo shokai kogyo kensetsu unyu kaigo hoken nenkin romu roudou shigoto shain tencho shacho
nihon osaka kyoto nagoya yokohama sapporo sendai hiroshima fukuoka kobe okinawa hokkaido chiba
saitama
fuji fujisan himawari hanako taro tarou yamada tanaka suzuki sato satou takahashi watanabe ito yamamoto
nakamura kobayashi haruka yuki yuuki ai momo hana sora riku ren aoi kenji hiroshi akira takashi makoto
arigato arigatou konnichiwa ohayo sayonara aishiteru daisuki samurai ninja sushi ramen naruto pokemon pikachu doraemon
totoro kitty mickey
dragon monkey sunshine princess football baseball soccer basketball superman batman starwars summer winter spring
autumn january february march april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday flower shadow computer internet google windows apple android facebook amazon
michael jennifer jordan charlie thomas love lucky happy angel tiger orange banana cookie chocolate coffee
""".split()

NUMBERS = ["1", "12", "123", "1234", "12345", "01", "0123", "00", "11", "111", "777"]
YEARS = [str(year) for year in range(2015, 2028)]
SYMBOLS = ["!", "@", "#", "$", "?", ".", "_", "-", "*"]

COMMON_ENDINGS = (
    ["1!", "12!", "123!", "1234!", "12345!", "01!", "00!", "111!", "777!", "1@", "123@", "1234@", "1#", "123#", "123$"]
    + ["!1", "!12", "!123", "!1234", "@1", "@12", "@123", "@1234", "#1", "#123", "$123", ".1", ".123", "_1", "_123", "-1"]
    + ["-123", "?1", "1?", "1.", "123.", "123_", "1!!", "123!!", "!@#123", "123!@#"]
    + [year + "!" for year in YEARS[3:]]
    + ["@" + year for year in YEARS[3:]]
)

# Rows of the keyboard and the like: whole passwords.
ROWS = """
1qaz@wsx 1qaz!qaz 1qaz2wsx! 1qaz2wsx# !qaz2wsx !qaz1qaz zaq1@wsx zaq!1qaz zaq12wsx! q1w2e3r4! q1w2e3r4t5! 1q2w3e4r!
1q2w3e4r5t! 1q2w3e4r@ 1q2w3e4r# q1w2e3! qwe123!@# qwe!@#123 qwer1234! qwer!234 qwer1234@ asd123!@# zxc123!@# abc123!@#
abc!@#123 123qwe!@# 123abc!@# 123!@#qwe !@#123qwe !@#qwe123 1234qwer! 12345qwert! 1234abcd! 123456a! 123456a@
1234567a! 12345678a! 123456789a! 12345678a@ 123456aa! a123456! a1234567! a12345678! a123456789! aa123456! aa123456@
aaa111!!! abc123!! abcd1234! abcd1234@ abcd!234 a1b2c3d4! a1b2c3d4@ a!123456 aaaaaa1! aaaaaaa1! 1111111a! 11111111a!
00000000a! !1234567a p@ssw0rd! p@ssw0rd1 p@ssw0rd123 1password! !password1 1234pass! 123pass! 1234test! pass@word1
pass@123 admin@123 root@123 test@1234 welcome@1 qwerty@123 india@123 abc@12345 abcd@1234 p@55w0rd p@55word1 pa55w0rd!
pa55word! passw0rd!! letme1n! l3tmein! trustno1! 3edc$rfv 3edc#edc 4rfv$rfv 2wsx@wsx !qaz@wsx3 qazwsx12! qazwsx123!
0okm)okm zaq1zaq1! asdfghjkl1! asdfjkl;1 qwertyuiop1! poiuytrewq1! zxcvbnm1! zxcvbnm,.1 1234567890a! 123456789q!
""".split()


def satisfies(password):
    return (
        MIN_LENGTH <= len(password) <= MAX_LENGTH
        and all("!" <= c <= "~" for c in password)
        and any(c in string.digits for c in password)
        and any(c in string.ascii_letters for c in password)
        and any(c in string.punctuation for c in password)
    )


def endings():
    for number in NUMBERS:
        for symbol in SYMBOLS:
            yield number + symbol
            yield symbol + number
    for year in YEARS:
        for symbol in ["!", "@", "#", "."]:
            yield year + symbol
            yield symbol + year
    for many in ["1!!", "12!!", "123!!", "1234!!", "123!@#", "!@#123", "!1!", "1!1", "@1!", "!23", "!234", "1!2", "@12#"]:
        yield many


def passwords():
    tails = list(endings())
    yield from FIRST_WORDS + WORDS
    for word in FIRST_WORDS:
        for tail in tails:
            yield word + tail
        for head in ["1", "123", "1234"]:
            yield from (head + word + "!", head + "@" + word, "!" + word + head, "@" + word + head)
    for word in WORDS:
        for tail in COMMON_ENDINGS:
            yield word + tail
    yield from ROWS


def main():
    entries = sorted({password.lower() for password in passwords() if satisfies(password)})
    print("# Common passwords that satisfy the rule, lower case, sorted. Made by generate-common-passwords.py.")
    print("\n".join(entries))
    print(f"{len(entries)} passwords", file=sys.stderr)


main()
