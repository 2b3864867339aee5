/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outbox-fixture.h"

#include "contract/hw-wipe.h"

static void
test_sends (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  HwId id = outbox_fixture_queue_key (self, "taro@company.example");
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 1);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored 0001 taro@company.example"), ==, 1);
  g_autoptr (HwSecretString) key = outbox_fixture_key_in (self, 1);
  g_assert_cmpstr (key, ==, g_ptr_array_index (self->keys, 0));

  g_assert_cmpuint (outbox_fixture_logged (id.text, "sent"), ==, 1);
  g_assert_cmpuint (outbox_fixture_logged (id.text, "t***@c***.example"), ==, 1);
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 0);
  g_assert_cmpuint (outbox_fixture_counts (outbox).sent, ==, 1);
}

static void
test_notice (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_notice (self, "taro@company.example");
  hw_outbox_run_once (outbox);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
  g_autoptr (HwSecretString) key = outbox_fixture_key_in (self, 1);
  g_assert_null (key);
}

static void
test_decoy (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_decoy (self, "nobody@company.example");
  outbox_fixture_queue_key (self, "taro@company.example");
  outbox_fixture_queue_decoy (self, "noone@company.example");
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 3);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt "), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored 0001 taro@company.example"), ==, 1);
  g_assert_cmpuint (outbox_fixture_counts (outbox).discarded, ==, 2);
  g_assert_cmpuint (outbox_fixture_counts (outbox).sent, ==, 1);
}

static void
test_stale (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "taro@company.example");
  hw_clock_advance (self->clock, 1);
  outbox_fixture_queue_key (self, "jiro@company.example");
  hw_clock_advance (self->clock, OUTBOX_KEY_LIFETIME - 1); /* Taro's key is over, Jiro's not yet */
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 2);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt "), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored 0001 jiro@company.example"), ==, 1);
  g_assert_cmpuint (outbox_fixture_counts (outbox).stale, ==, 1);
}

static void
test_greylisted (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  HwId id = outbox_fixture_queue_key (self, "greylisted@company.example");
  outbox_fixture_queue_key (self, "full@company.example");
  outbox_fixture_queue_key (self, "taro@company.example");
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 3); /* those two hold up nobody */
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored 0001 taro@company.example"), ==, 1);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 2);
  g_assert_cmpuint (outbox_fixture_counts (outbox).retried, ==, 2);
  g_assert_cmpuint (outbox_fixture_logged (id.text, "450 4.2.0"), ==, 1);

  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 0); /* not at once */
  gint64 wait = outbox_fixture_next_at (self) - hw_clock_now (self->clock);
  g_assert_cmpint (wait, >, G_TIME_SPAN_SECOND / 2);
  g_assert_cmpint (wait, <=, G_TIME_SPAN_SECOND);
  hw_clock_advance (self->clock, G_TIME_SPAN_SECOND);
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 2);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 3);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
}

static void
test_permanent (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  HwId id = outbox_fixture_queue_key (self, "unknown@company.example");
  outbox_fixture_queue_key (self, "spam@company.example");
  outbox_fixture_queue_key (self, "taro@company.example");
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 3);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
  g_assert_cmpuint (outbox_fixture_counts (outbox).failed, ==, 2);
  g_assert_cmpuint (outbox_fixture_logged (id.text, "550 5.1.1"), ==, 1);
}

static void
test_cut_in_data (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "dropped-once@company.example");
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 1);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 1);
  hw_clock_advance (self->clock, G_TIME_SPAN_SECOND);
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 1);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
}

/* One failed connection is enough to know: nobody else is tried until it is time again. */
static void
test_server_down_for_a_while (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "taro@company.example");
  outbox_fixture_queue_key (self, "jiro@company.example");
  smtp_fixture_stop (self->server);
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 1);
  outbox_fixture_queue_decoy (self, "nobody@company.example"); /* rows of one instant come in any order */
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 0);
  g_assert_cmpuint (outbox_fixture_counts (outbox).retried, ==, 1);

  /* Ten minutes: some twenty tries, not more. */
  for (guint second = 0; second < 600; second++)
    {
      hw_clock_advance (self->clock, G_TIME_SPAN_SECOND);
      hw_outbox_run_once (outbox);
    }
  g_assert_cmpuint (outbox_fixture_counts (outbox).retried, >=, 10);
  g_assert_cmpuint (outbox_fixture_counts (outbox).retried, <=, 40);

  smtp_fixture_restart (self->server);
  for (guint second = 0; second < 60; second++)
    {
      hw_clock_advance (self->clock, G_TIME_SPAN_SECOND);
      hw_outbox_run_once (outbox);
    }
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 2);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt nobody"), ==, 0);
}

static void
test_server_down_until_stale (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  HwId id = outbox_fixture_queue_key (self, "taro@company.example");
  smtp_fixture_stop (self->server);
  for (guint minute = 0; minute < 30; minute++)
    {
      g_assert_cmpuint (outbox_fixture_waiting (self), ==, 1);
      hw_outbox_run_once (outbox);
      hw_clock_advance (self->clock, G_TIME_SPAN_MINUTE);
    }
  smtp_fixture_restart (self->server);
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 1);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "connect"), ==, 0);
  g_assert_cmpuint (outbox_fixture_counts (outbox).stale, ==, 1);
  g_assert_cmpuint (outbox_fixture_logged (id.text, "too late"), ==, 1);
}

/* Our own fault, not the recipient's: nothing is thrown away, and the operator is told. */
static void
test_sender_refused (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) refused = outbox_fixture_outbox (self, "refused@mail.example");
  HwId id = outbox_fixture_queue_key (self, "taro@company.example");
  g_assert_cmpuint (hw_outbox_run_once (refused), ==, 1);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 1);
  g_assert_cmpuint (outbox_fixture_logged (id.text, "OPERATOR"), ==, 1);

  hw_clock_advance (self->clock, G_TIME_SPAN_MINUTE);
  g_autoptr (HwOutbox) mended = outbox_fixture_outbox (self, OUTBOX_FROM);
  g_assert_cmpuint (hw_outbox_run_once (mended), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
}

static void
test_secret_replaced (OutboxFixture *self, gconstpointer data)
{
  HwId id = outbox_fixture_queue_key (self, "taro@company.example");
  outbox_fixture_queue_notice (self, "jiro@company.example");
  hw_server_secret_unref (self->secret);
  self->secret = hw_server_secret_new_random ();
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 2);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt taro"), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored 0001 jiro"), ==, 1);
  g_assert_cmpuint (outbox_fixture_counts (outbox).failed, ==, 1);
  g_assert_cmpuint (outbox_fixture_logged (id.text, "cannot be opened"), ==, 1);
}

/* A row leased by a worker that died is free again 15 seconds later. */
static void
test_dead_worker (OutboxFixture *self, gconstpointer data)
{
  outbox_fixture_queue_key (self, "taro@company.example");
  g_autoptr (GPtrArray) lost = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = hw_clock_now (self->clock);
  g_assert_true (hw_store_lease_mails (self->store, now, now + 15 * G_TIME_SPAN_SECOND, 10, &lost, &error));
  g_assert_cmpuint (lost->len, ==, 1);

  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  hw_clock_advance (self->clock, 15 * G_TIME_SPAN_SECOND - 1);
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 0);
  hw_clock_advance (self->clock, 1);
  g_assert_cmpuint (hw_outbox_run_once (outbox), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) \
  g_test_add (path, OutboxFixture, NULL, outbox_fixture_set_up, test, outbox_fixture_tear_down)
  ADD ("/outbox/sends-what-is-queued", test_sends);
  ADD ("/outbox/notice-without-key", test_notice);
  ADD ("/outbox/decoy-never-sent", test_decoy);
  ADD ("/outbox/stale-never-sent", test_stale);
  ADD ("/outbox/a-recipients-4xx-holds-up-nobody", test_greylisted);
  ADD ("/outbox/5xx-given-up", test_permanent);
  ADD ("/outbox/cut-in-data-sent-again", test_cut_in_data);
  ADD ("/outbox/nothing-lost-while-server-is-down", test_server_down_for_a_while);
  ADD ("/outbox/nothing-sent-once-stale", test_server_down_until_stale);
  ADD ("/outbox/operators-fault-loses-nothing", test_sender_refused);
  ADD ("/outbox/secret-replaced", test_secret_replaced);
  ADD ("/outbox/dead-workers-rows-come-back", test_dead_worker);
  return g_test_run ();
}
