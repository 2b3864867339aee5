/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-error-sentence.h"
#include "client/hw-server-url.h"
#include "contract/hw-authentication-key.h"
#include "contract/hw-email.h"
#include "contract/hw-wipe.h"
#include <glib/gi18n.h>

#define EXAMPLE_ADDRESS "tantou@example.co.jp"

typedef struct
{
  const char *pointer; /* NULL: any */
  const char *code;    /* NULL: any */
  const char *msgid;
} Sentence;

/* The first that fits counts. Pointers as in API.md's bodies, and as hw-error-presenter.h adds. */
static const Sentence sentences[] = {
  { "/email", "empty", N_ ("Enter your ID (e-mail address).") },
  { "/email", "too-long", N_ ("Enter an e-mail address of up to 100 characters.") },
  { "/password", "empty", N_ ("Enter a new password.") },
  { "/new_password", "empty", N_ ("Enter a new password.") },
  { "/login-password", "empty", N_ ("Enter your password.") },
  { "/current_password", "empty", N_ ("Enter your current password.") },
  { "/current_password", "wrong-password", N_ ("The current password is not correct.") },
  { "/password-confirmation", "empty", N_ ("Enter the new password again to confirm it.") },
  { "/password-confirmation", "mismatch",
    N_ ("The new password and its confirmation differ. Enter the same password in both.") },
  { "/consent", "unread-privacy-policy",
    N_ ("You have not seen the end of “Privacy policy” yet. Read it to its end; then you can tick “I "
        "agree”.") },
  { "/consent", "unread-terms-of-use",
    N_ ("You have not seen the end of “My Page terms of use” yet. Read it to its end; then you can tick “I "
        "agree”.") },
  { "/consent", "unread",
    N_ ("You have not seen the ends of “Privacy policy” and “My Page terms of use” yet. Read both to their "
        "ends; "
        "then you can tick “I agree”.") },
  { "/consent", "not-agreed",
    N_ ("To go on, tick “I agree to the “Privacy policy” and the “My Page terms of use””.") },
  { "/server-url", "empty", N_ ("Enter the server’s address.") },
  { "/server-url", "not-a-url",
    N_ ("This address cannot be used. Enter one that begins with “https://”, as the operator told you.") },
  { NULL, "too-common", N_ ("This password is in common use and cannot be used. Enter another one.") },
  { NULL, "contains-email",
    N_ ("A password that contains the part of your e-mail address before the “@” cannot be used.") },
  { NULL, "contains-key", N_ ("A password that contains the authentication key cannot be used.") },
  { NULL, "not-half-width",
    N_ (
      "There are characters that cannot be used (full-width characters, half-width katakana, spaces). Enter "
      "half-width letters, digits and symbols.") },
  { NULL, "too-short",
    N_ ("Enter 8 to 32 characters, with at least one half-width digit, letter and symbol.") },
  { NULL, "too-long",
    N_ ("Enter 8 to 32 characters, with at least one half-width digit, letter and symbol.") },
  { NULL, "no-digit",
    N_ ("Enter 8 to 32 characters, with at least one half-width digit, letter and symbol.") },
  { NULL, "no-letter",
    N_ ("Enter 8 to 32 characters, with at least one half-width digit, letter and symbol.") },
  { NULL, "no-symbol",
    N_ ("Enter 8 to 32 characters, with at least one half-width digit, letter and symbol.") },
};

static char *
describe_email (const char *typed)
{
  g_autofree char *email = hw_email_normalize (typed, NULL);
  char quoted[7] = "";
  gunichar bad_character = 0;
  HwEmailFault fault = hw_email_check (email, &bad_character);

  if (fault == HW_EMAIL_NO_AT)
    return g_strdup_printf (_ ("There is no “@” in the e-mail address. Enter it in a form like %s."),
                            EXAMPLE_ADDRESS);
  if (fault == HW_EMAIL_BAD_CHARACTER && g_unichar_isprint (bad_character))
    {
      g_unichar_to_utf8 (bad_character, quoted);
      return g_strdup_printf (_ ("“%s” cannot be used in an e-mail address."), quoted);
    }
  return g_strdup_printf (_ ("This is not an e-mail address. Enter it in a form like %s."), EXAMPLE_ADDRESS);
}

static char *
describe_key (const char *typed)
{
  g_autoptr (HwSecretString) key = hw_authentication_key_normalize (typed);
  guint length = 0;

  switch (hw_authentication_key_check (key, &length))
    {
    case HW_AUTHENTICATION_KEY_EMPTY:
      return g_strdup (_ ("Enter the authentication key."));
    case HW_AUTHENTICATION_KEY_WRONG_LENGTH:
      return g_strdup_printf (
        ngettext ("The authentication key has 10 characters (now %d character). Look at the mail again.",
                  "The authentication key has 10 characters (now %d characters). Look at the mail again.",
                  length),
        (int) length);
    case HW_AUTHENTICATION_KEY_OK:
    case HW_AUTHENTICATION_KEY_BAD_CHARACTER:
    default:
      return g_strdup (
        _ ("There are characters that an authentication key never has. Look at the mail again."));
    }
}

char *
hw_field_error_sentence (const HwFieldError *fault, const char *typed)
{
  g_return_val_if_fail (fault != NULL, NULL);

  if (g_strcmp0 (fault->pointer, "/email") == 0 && g_strcmp0 (fault->code, "not-an-address") == 0)
    return describe_email (typed);
  if (g_strcmp0 (fault->pointer, "/authentication_key") == 0)
    return describe_key (typed);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if ((sentences[i].pointer == NULL || g_strcmp0 (sentences[i].pointer, fault->pointer) == 0)
        && g_strcmp0 (sentences[i].code, fault->code) == 0)
      return g_strdup (_ (sentences[i].msgid));
  if (fault->detail != NULL)
    return g_strdup (fault->detail);
  return g_strdup (_ ("What was entered here cannot be used."));
}

char *
hw_wrong_key_sentence (int attempts_left)
{
  if (attempts_left < 0)
    return g_strdup (_ ("The authentication key is not correct. Look at the key in the newest mail."));
  return g_strdup_printf (
    ngettext ("The authentication key is not correct. Look at the key in the newest mail. You "
              "can enter it %d more time.",
              "The authentication key is not correct. Look at the key in the newest mail. You "
              "can enter it %d more times.",
              attempts_left),
    attempts_left);
}

int
hw_wait_minutes (gint64 seconds)
{
  return (int) CLAMP ((seconds + 59) / 60, 1, 100000);
}

static char *
describe_unreachable (const char *server_url)
{
  g_autofree char *server = server_url != NULL ? hw_server_url_display (server_url) : g_strdup ("?");

  return g_strdup_printf (_ ("The server (%s) cannot be reached. Try again in a while."), server);
}

static char *
describe_problem (const HwProblem *problem, const char *server_url)
{
  switch (problem->code)
    {
    case HW_PROBLEM_TERMS_OUTDATED:
      return g_strdup (
        _ ("The privacy policy or the My Page terms of use were revised. Read them to their ends "
           "again and agree to them."));
    case HW_PROBLEM_IDEMPOTENCY_RUNNING:
      return g_strdup (_ ("The same request is still being dealt with. Try again in a while."));
    case HW_PROBLEM_KEY_WRONG:
      return hw_wrong_key_sentence (problem->attempts_left);
    case HW_PROBLEM_KEY_EXPIRED:
      return g_strdup (
        _ ("The authentication key has expired. Do the password registration again from the beginning."));
    case HW_PROBLEM_REGISTRATION_LOCKED:
      return g_strdup (
        _ ("A wrong authentication key was entered too often, so this registration cannot go on. Do "
           "the password registration again from the beginning."));
    case HW_PROBLEM_REGISTRATION_CLOSED:
      return g_strdup (_ ("This registration is already complete."));
    case HW_PROBLEM_CREDENTIAL_INVALID:
      return g_strdup (_ ("Your login has ended. Log in again."));
    case HW_PROBLEM_LOGIN_FAILED:
      return g_strdup (_ ("The ID (e-mail address) or the password is not correct. Check what you entered."));
    case HW_PROBLEM_TOO_MANY_REQUESTS:
      return g_strdup_printf (ngettext ("Too many attempts. Try again in about %d minute.",
                                        "Too many attempts. Try again in about %d minutes.",
                                        hw_wait_minutes (problem->retry_in)),
                              hw_wait_minutes (problem->retry_in));
    case HW_PROBLEM_INTERNAL_ERROR:
    case HW_PROBLEM_UNAVAILABLE:
      return describe_unreachable (server_url);
    case HW_PROBLEM_INVALID_FIELDS:
    case HW_PROBLEM_MALFORMED_REQUEST:
    case HW_PROBLEM_IDEMPOTENCY_CONFLICT:
    case HW_PROBLEM_NOT_FOUND:
    case HW_PROBLEM_METHOD_NOT_ALLOWED:
    case HW_PROBLEM_PAYLOAD_TOO_LARGE:
    case HW_PROBLEM_UNSUPPORTED_MEDIA_TYPE:
    case HW_PROBLEM_HEADER_TOO_LARGE:
    case HW_PROBLEM_UNKNOWN:
    default:
      if (problem->detail != NULL)
        return g_strdup (problem->detail);
      return g_strdup (_ ("The server could not deal with this. Try again in a while."));
    }
}

char *
hw_error_sentence (const GError *error, const char *server_url)
{
  g_autofree char *server = server_url != NULL ? hw_server_url_display (server_url) : g_strdup ("?");

  g_return_val_if_fail (error != NULL, NULL);

  if (hw_client_error_get_problem (error) != NULL)
    return describe_problem (hw_client_error_get_problem (error), server_url);
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_OFFLINE))
    return g_strdup (
      _ ("There is no connection to the Internet. Check the connection and try again. What you "
         "entered is still there."));
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_TLS))
    return g_strdup_printf (
      _ ("It cannot be made sure that the server (%s) is safe, so sending was stopped. Check "
         "the date and time of your computer. If that does not help, ask your network’s "
         "administrator."),
      server);
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER))
    return g_strdup (
      _ ("There was no proper answer from the server. On public Wi-Fi and the like, log in to the "
         "network in a browser first, then try again."));
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_SERVER_URL))
    return g_strdup (
      _ ("This address cannot be used. Enter one that begins with “https://”, as the operator told you."));
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING))
    return g_strdup (_ ("The keyring (where passwords are kept) cannot be used, so your login and unfinished "
                        "registrations will not be remembered. You can go on all the same."));
  if (error->domain == HW_CLIENT_ERROR)
    return describe_unreachable (server_url);
  return g_strdup (_ ("The server could not deal with this. Try again in a while."));
}
