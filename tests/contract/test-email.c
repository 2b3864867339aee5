/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-email.h"
#include "hw-message-check.h"

#include <string.h>

#define LOCAL_50 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee"
#define LABEL_63 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg"

static const char *const addresses[] = {
  "saiyo@example.co.jp",
  "A@b.jp",
  "SAIYO@EXAMPLE.CO.JP",
  "first.last+tag@sub.example.jp",
  "!#$%&'*+-/=?^_`{|}~@example.jp",
  "-saiyo@example.jp",
  "0@1.example",
  "saiyo@xn--wgv71a119e.jp",
  "saiyo@a-b.jp",
  "saiyo@1301.jp",
  "saiyo@example.j2",
  "saiyo@localhost",
  "saiyo@LocalHost",
  "a..b@docomo.example",
  "a.@docomo.example",
  "saiyo@" LABEL_63 ".jp",
  LOCAL_50 LOCAL_50 "@example.jp" + 11, /* 100 characters */
};

static const struct
{
  const char *email;
  HwEmailFault fault;
  gunichar bad_character;
} faults[] = {
  { "", HW_EMAIL_EMPTY, 0 },
  { "saiyo", HW_EMAIL_NO_AT, 0 },
  { "saiyo.example.jp", HW_EMAIL_NO_AT, 0 },
  { "採用", HW_EMAIL_NO_AT, 0 },
  { "saiyo＠example.jp", HW_EMAIL_NO_AT, 0 },
  { "sai yo@example.jp", HW_EMAIL_BAD_CHARACTER, ' ' },
  { "saiyo@example.jp ", HW_EMAIL_BAD_CHARACTER, ' ' },
  { "saiyo@example.jp\n", HW_EMAIL_BAD_CHARACTER, '\n' },
  { "saiyo@example.jp\r\nBcc:x@example.jp", HW_EMAIL_BAD_CHARACTER, '\r' },
  { "sai\tyo@example.jp", HW_EMAIL_BAD_CHARACTER, '\t' },
  { "sai\001yo@example.jp", HW_EMAIL_BAD_CHARACTER, 1 },
  { "sai\177yo@example.jp", HW_EMAIL_BAD_CHARACTER, 127 },
  { "sai\302\205yo@example.jp", HW_EMAIL_BAD_CHARACTER, 0x85 },
  { "採用@example.jp", HW_EMAIL_BAD_CHARACTER, 0x63A1 },
  { "saiyo@例え.jp", HW_EMAIL_BAD_CHARACTER, 0x4F8B },
  { "ｓaiyo@example.jp", HW_EMAIL_BAD_CHARACTER, 0xFF53 },
  { "ｻｲﾖｳ@example.jp", HW_EMAIL_BAD_CHARACTER, 0xFF7B },
  { "saiyo😀@example.jp", HW_EMAIL_BAD_CHARACTER, 0x1F600 },
  { "saiyo@exam\342\200\213ple.jp", HW_EMAIL_BAD_CHARACTER, 0x200B },
  { "<saiyo@example.jp>", HW_EMAIL_BAD_CHARACTER, '<' },
  { "\"sai yo\"@example.jp", HW_EMAIL_BAD_CHARACTER, '"' },
  { "a@example.jp,b@example.jp", HW_EMAIL_BAD_CHARACTER, ',' },
  { "a@example.jp;b@example.jp", HW_EMAIL_BAD_CHARACTER, ';' },
  { "saiyo@[192.0.2.1]", HW_EMAIL_BAD_CHARACTER, '[' },
  { "sai(yo)@example.jp", HW_EMAIL_BAD_CHARACTER, '(' },
  { "sai\\yo@example.jp", HW_EMAIL_BAD_CHARACTER, '\\' },
  { "mailto:saiyo@example.jp", HW_EMAIL_BAD_CHARACTER, ':' },
  { "@", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "@example.jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@@example.jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@example.jp@example.jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { ".saiyo@example.jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@example", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@localhost.", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@.jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@example.jp.", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@example..jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@-example.jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@example-.jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@exam_ple.jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@example.jp/x", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@192.0.2.1", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { "saiyo@a" LABEL_63 ".jp", HW_EMAIL_NOT_AN_ADDRESS, 0 },
  { LOCAL_50 LOCAL_50 "@example.jp" + 10, HW_EMAIL_TOO_LONG, 0 }, /* 101 characters */
};

static void
test_accepts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      gunichar bad = 7;

      hw_check_note (addresses[i]);
      g_assert_cmpint (hw_email_check (addresses[i], &bad), ==, HW_EMAIL_OK);
      g_assert_cmpuint (bad, ==, 0);
      g_assert_cmpint (hw_email_check (addresses[i], NULL), ==, HW_EMAIL_OK);
    }
  g_assert_cmpuint (strlen (addresses[G_N_ELEMENTS (addresses) - 1]), ==, HW_EMAIL_MAX_LENGTH);
}

static void
test_refuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gunichar bad = 7;

      hw_check_note (faults[i].email);
      g_assert_cmpint (hw_email_check (faults[i].email, &bad), ==, faults[i].fault);
      g_assert_cmpuint (bad, ==, faults[i].bad_character);
      g_assert_cmpint (hw_email_check (faults[i].email, NULL), ==, faults[i].fault);
    }
  g_assert_cmpuint (strlen (faults[G_N_ELEMENTS (faults) - 1].email), ==, HW_EMAIL_MAX_LENGTH + 1);
}

static void
test_every_ascii_character (void)
{
  for (gunichar c = 1; c < 0x80; c++)
    {
      g_autofree char *email = g_strdup_printf ("a%cb@example.jp", (char) c);
      HwEmailFault fault = hw_email_check (email, NULL);

      if (g_ascii_isalnum ((char) c) || strchr ("!#$%&'*+-/=?^_`{|}~.", (char) c) != NULL)
        g_assert_cmpint (fault, ==, HW_EMAIL_OK);
      else if (c == '@')
        g_assert_cmpint (fault, ==, HW_EMAIL_NOT_AN_ADDRESS);
      else
        g_assert_cmpint (fault, ==, HW_EMAIL_BAD_CHARACTER);
    }
}

static const struct
{
  const char *typed;
  const char *normalized;
  gboolean widened;
} typed[] = {
  { "saiyo@example.jp", "saiyo@example.jp", FALSE },
  { "  saiyo@example.jp\t\n", "saiyo@example.jp", FALSE },
  { "\343\200\200saiyo@example.jp\343\200\200", "saiyo@example.jp", FALSE },
  { "\357\273\277saiyo@example.jp\342\200\213", "saiyo@example.jp", FALSE },
  { "ｓａｉｙｏ＠ｅｘａｍｐｌｅ．ｊｐ", "saiyo@example.jp", TRUE },
  { "saiyo＠example.jp", "saiyo@example.jp", TRUE },
  { "sai－yo＿１２３@example.jp", "sai-yo_123@example.jp", TRUE },
  { "saiーyo@example.jp", "sai-yo@example.jp", TRUE },
  { "sai\343\200\200yo@example.jp", "sai yo@example.jp", TRUE },
  { "Saiyo@Example.JP", "Saiyo@Example.JP", FALSE },
  { "①@example.jp", "①@example.jp", FALSE },
  { "ｻｲﾖｳ@example.jp", "ｻｲﾖｳ@example.jp", FALSE },
  { "", "", FALSE },
  { " \343\200\200 ", "", FALSE },
};

static void
test_normalizes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gboolean widened = !typed[i].widened;
      g_autofree char *normalized = hw_email_normalize (typed[i].typed, &widened);
      g_autofree char *again = hw_email_normalize (normalized, NULL);

      g_assert_cmpstr (normalized, ==, typed[i].normalized);
      g_assert_cmpint (widened, ==, typed[i].widened);
      g_assert_cmpstr (again, ==, normalized);
    }
}

static void
test_folds (void)
{
  g_autofree char *folded = hw_email_fold ("SAIYO.Desk+X@Example.CO.JP");
  g_autofree char *kelvin = hw_email_fold ("\342\204\252@example.jp");

  g_assert_cmpstr (folded, ==, "saiyo.desk+x@example.co.jp");
  g_assert_cmpstr (kelvin, ==, "\342\204\252@example.jp");
}

static void
test_masks (void)
{
  static const struct
  {
    const char *email;
    const char *masked;
  } cases[] = {
    { "tanaka@example.co.jp", "t***@e***.jp" },
    { "a@b.jp", "a***@b***.jp" },
    { "a@localhost", "a***@l***" },
    { "not an address", "***" },
    { "", "***" },
    { "田中@example.jp", "***" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = hw_email_mask (cases[i].email);

      g_assert_cmpstr (masked, ==, cases[i].masked);
    }
}

static void
test_fault_codes (void)
{
  g_assert_null (hw_email_fault_code (HW_EMAIL_OK));
  g_assert_cmpstr (hw_email_fault_code (HW_EMAIL_EMPTY), ==, "empty");
  g_assert_cmpstr (hw_email_fault_code (HW_EMAIL_NO_AT), ==, "not-an-address");
  g_assert_cmpstr (hw_email_fault_code (HW_EMAIL_BAD_CHARACTER), ==, "not-an-address");
  g_assert_cmpstr (hw_email_fault_code (HW_EMAIL_NOT_AN_ADDRESS), ==, "not-an-address");
  g_assert_cmpstr (hw_email_fault_code (HW_EMAIL_TOO_LONG), ==, "too-long");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/email/accepts-addresses", test_accepts);
  g_test_add_func ("/email/refuses-what-is-none", test_refuses);
  g_test_add_func ("/email/takes-dot-atom-characters-only", test_every_ascii_character);
  g_test_add_func ("/email/normalizes-width-and-blanks", test_normalizes);
  g_test_add_func ("/email/folds-ascii-only", test_folds);
  g_test_add_func ("/email/masks-for-logs", test_masks);
  g_test_add_func ("/email/codes-its-faults", test_fault_codes);
  return g_test_run ();
}
