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
  { "/email", "empty", N_ ("Enter your ID (email address).") },
  { "/email", "too-long", N_ ("Enter an email address of up to 100 characters.") },
  { "/password", "empty", N_ ("Enter a new password.") },
  { "/new_password", "empty", N_ ("Enter a new password.") },
  { "/login-password", "empty", N_ ("Enter your password.") },
  { "/current_password", "empty", N_ ("Enter your current password.") },
  { "/current_password", "wrong-password", N_ ("The current password is not correct.") },
  { "/password-confirmation", "empty", N_ ("Enter the new password again to confirm it.") },
  { "/password-confirmation", "mismatch",
    N_ ("The new password and its confirmation do not match. Enter the same password in both.") },
  { "/consent", "unread-privacy-policy",
    N_ ("You have not reached the end of the privacy policy yet. Scroll to its end first.") },
  { "/consent", "unread-terms-of-use",
    N_ ("You have not reached the end of the My Page terms of use yet. Scroll to their end first.") },
  { "/consent", "unread",
    N_ ("You have not reached the end of the privacy policy and the My Page terms of use yet. Scroll to "
        "the end of both first.") },
  { "/consent", "not-agreed",
    N_ ("To go on, tick “I agree to the privacy policy and the My Page terms of use”.") },
  { "/server-url", "empty", N_ ("Enter the server’s address.") },
  { "/server-url", "not-a-url",
    N_ ("This address cannot be used. Enter the “https://” address that the operator gave you.") },
  { NULL, "too-common", N_ ("This password is too common and cannot be used. Enter another one.") },
  { NULL, "contains-email",
    N_ ("The password must not contain the part of your email address before the “@”.") },
  { NULL, "contains-key", N_ ("The password must not contain the authentication key.") },
  { NULL, "not-half-width",
    N_ ("The password contains characters that cannot be used (full-width characters, half-width katakana, "
        "spaces). Use half-width letters, digits and symbols.") },
  { NULL, "too-short",
    N_ ("Enter 8 to 32 half-width characters, with at least one digit, one letter and one symbol.") },
  { NULL, "too-long",
    N_ ("Enter 8 to 32 half-width characters, with at least one digit, one letter and one symbol.") },
  { NULL, "no-digit",
    N_ ("Enter 8 to 32 half-width characters, with at least one digit, one letter and one symbol.") },
  { NULL, "no-letter",
    N_ ("Enter 8 to 32 half-width characters, with at least one digit, one letter and one symbol.") },
  { NULL, "no-symbol",
    N_ ("Enter 8 to 32 half-width characters, with at least one digit, one letter and one symbol.") },
};

static char *
describe_email (const char *typed)
{
  g_autofree char *email = hw_email_normalize (typed, NULL);
  char quoted[7] = "";
  gunichar bad_character = 0;
  HwEmailFault fault = hw_email_check (email, &bad_character);

  if (fault == HW_EMAIL_NO_AT)
    return g_strdup_printf (_ ("The email address has no “@”. Enter one like %s."), EXAMPLE_ADDRESS);
  if (fault == HW_EMAIL_BAD_CHARACTER && g_unichar_isprint (bad_character))
    {
      g_unichar_to_utf8 (bad_character, quoted);
      return g_strdup_printf (_ ("“%s” cannot be used in an email address."), quoted);
    }
  return g_strdup_printf (_ ("This is not an email address. Enter one like %s."), EXAMPLE_ADDRESS);
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
        ngettext (
          "The authentication key has 10 characters (you entered %d character). Check the email again.",
          "The authentication key has 10 characters (you entered %d characters). Check the email again.",
          length),
        (int) length);
    case HW_AUTHENTICATION_KEY_OK:
    case HW_AUTHENTICATION_KEY_BAD_CHARACTER:
    default:
      return g_strdup (
        _ ("Authentication keys never contain some of these characters. Check the email again."));
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
  return g_strdup (_ ("This entry cannot be used. Check what you entered."));
}

char *
hw_wrong_key_sentence (int attempts_left)
{
  if (attempts_left < 0)
    return g_strdup (_ ("The authentication key is not correct. Check the key in the latest email."));
  return g_strdup_printf (
    ngettext (
      "The authentication key is not correct. Check the key in the latest email. You can try %d more time.",
      "The authentication key is not correct. Check the key in the latest email. You can try %d more times.",
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

  return g_strdup_printf (_ ("The server (%s) cannot be reached. Try again later."), server);
}

static char *
describe_problem (const HwProblem *problem, const char *server_url)
{
  switch (problem->code)
    {
    case HW_PROBLEM_TERMS_OUTDATED:
      return g_strdup (_ ("The privacy policy or the My Page terms of use have been revised. Read them to "
                          "the end again and agree to them."));
    case HW_PROBLEM_IDEMPOTENCY_RUNNING:
      return g_strdup (_ ("The same request is still being processed. Try again in a moment."));
    case HW_PROBLEM_KEY_WRONG:
      return hw_wrong_key_sentence (problem->attempts_left);
    case HW_PROBLEM_KEY_EXPIRED:
      return g_strdup (
        _ ("The authentication key has expired. Start the password registration again from the beginning."));
    case HW_PROBLEM_REGISTRATION_LOCKED:
      return g_strdup (_ ("A wrong authentication key was entered too many times, so this registration "
                          "cannot continue. Start the password registration again from the beginning."));
    case HW_PROBLEM_REGISTRATION_CLOSED:
      return g_strdup (_ ("This registration is already complete."));
    case HW_PROBLEM_CREDENTIAL_INVALID:
      return g_strdup (_ ("You have been logged out. Log in again."));
    case HW_PROBLEM_LOGIN_FAILED:
      return g_strdup (_ ("The ID (email address) or the password is not correct. Check what you entered."));
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
      return g_strdup (_ ("The server could not process this. Try again later."));
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
    return g_strdup (_ ("There is no internet connection. Check the connection and try again. What you "
                        "entered is still there."));
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_TLS))
    return g_strdup_printf (
      _ ("The server (%s) could not be verified as safe, so nothing was sent. Check the date and time of "
         "your computer. If that does not help, ask your network administrator."),
      server);
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER))
    return g_strdup (_ ("The server did not answer as expected. On public Wi-Fi and the like, log in to the "
                        "network in a browser first, then try again."));
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_SERVER_URL))
    return g_strdup (
      _ ("This address cannot be used. Enter the “https://” address that the operator gave you."));
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING))
    return g_strdup (
      _ ("The keyring (this computer’s protected store) cannot be used, so your login and unfinished "
         "registrations will not be saved. You can go on without it."));
  if (error->domain == HW_CLIENT_ERROR)
    return describe_unreachable (server_url);
  return g_strdup (_ ("The server could not process this. Try again later."));
}
