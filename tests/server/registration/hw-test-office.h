/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-wipe.h"
#include "server/registration/hw-account-session.h"
#include "server/registration/hw-counter-desk.h"
#include "server/registration/hw-password-registration.h"

G_BEGIN_DECLS

/*
 * An office for tests: a real SQLite store in a directory of its own, a clock that stands still until it is
 * advanced, a random server's secret, audit lines kept. Mails are read from the outbox, as the mail worker
 * would read them.
 */
#define TEST_NOW (G_GINT64_CONSTANT (1795000000) * G_USEC_PER_SEC)
#define TEST_EMAIL "taro.yamada@example.co.jp"
#define TEST_OTHER "hanako@example.co.jp"
#define TEST_UNKNOWN "nobody.here@example.co.jp"
#define TEST_PASSWORD "Kasumi-gaseki122"
#define TEST_NEW_PASSWORD "Toranomon#2-2-3"
#define TEST_ORIGIN "192.0.2.1"
#define TEST_OTHER_ORIGIN "198.51.100.7"

typedef struct
{
  char *dir;
  HwStore *store;
  HwServerSecret *secret;
  HwClock *clock;
  HwRegistrationPolicy policy;
  HwOffice *office;
  GMutex lock;
  GPtrArray *audit; /* (element-type utf8): lines */
  HwCaller caller;  /* arrived_at: set anew before each call by the functions below */
} HwTestOffice;

/* For g_test_add(). TEST_EMAIL and TEST_OTHER are registered. */
void hw_test_office_set_up (HwTestOffice *self, gconstpointer unused);
void hw_test_office_tear_down (HwTestOffice *self, gconstpointer unused);

#define hw_test_office_add(path, test) \
  g_test_add (path, HwTestOffice, NULL, hw_test_office_set_up, test, hw_test_office_tear_down)

void hw_test_register (HwTestOffice *self, const char *number, const char *name, const char *email);
void hw_test_advance (HwTestOffice *self, gint64 seconds);

/* The calls, as TEST_ORIGIN unless self->caller says otherwise. @key, @idempotency_key: plain. */
HwRegistrationStatus *hw_test_start (HwTestOffice *self,
                                     HwPurpose purpose,
                                     const char *email,
                                     const char *idempotency_key,
                                     HwProblem **problem);
HwRegistrationStatus *
hw_test_resend (HwTestOffice *self, const char *credential, const char *idempotency_key, HwProblem **problem);
HwRegistrationStatus *hw_test_status (HwTestOffice *self, const char *credential, HwProblem **problem);
HwCompletion *hw_test_set_password (HwTestOffice *self,
                                    const char *credential,
                                    const char *key,
                                    const char *password,
                                    HwProblem **problem);
HwLogin *hw_test_login (HwTestOffice *self, const char *email, const char *password, HwProblem **problem);

/* hw_test_started: (transfer full): the credential of a start that must succeed, with an Idempotency-Key of
 * its own, well after the limits' interval. */
char *hw_test_started (HwTestOffice *self, HwPurpose purpose, const char *email);

/* hw_test_mails: (transfer full) (element-type HwMailRecord): what waits in the outbox; it is empty then. */
GPtrArray *hw_test_mails (HwTestOffice *self);

/* hw_test_key: (transfer full): the key of the one mail that waits and is not to be thrown away. */
char *hw_test_key (HwTestOffice *self);

/* hw_test_open: opens @email's My Page with @password. */
void hw_test_open (HwTestOffice *self, const char *email, const char *password);

/* hw_test_logged_in: (transfer full): the credential of a login that must succeed. */
char *hw_test_logged_in (HwTestOffice *self, const char *email, const char *password);

/* hw_test_count_audit: lines with @event and, unless %NULL, @outcome. */
guint hw_test_count_audit (HwTestOffice *self, const char *event, const char *outcome);

/* hw_test_assert_problem: @result must be %NULL or FALSE, and @problem, which is freed, this. */
#define hw_test_assert_problem(result, problem, expected)                                             \
  G_STMT_START                                                                                        \
  {                                                                                                   \
    g_assert_true (!(result));                                                                        \
    g_assert_nonnull (*(problem));                                                                    \
    g_assert_cmpstr (hw_problem_code_name ((*(problem))->code), ==, hw_problem_code_name (expected)); \
    g_assert_cmpint ((*(problem))->code, ==, (expected));                                             \
    g_clear_pointer ((problem), hw_problem_free);                                                     \
  }                                                                                                   \
  G_STMT_END

G_END_DECLS
