/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outbox-fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#define LEASE (15 * G_TIME_SPAN_SECOND)

static void
test_woken (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "taro@company.example");
  hw_outbox_start (outbox);
  smtp_fixture_wait (self->server, "stored 0001 taro", 1);
  outbox_fixture_wait_for (self, 0);
  for (guint i = 2; i < 6; i++)
    {
      outbox_fixture_queue_key (self, "jiro@company.example");
      hw_outbox_wake (outbox);
      smtp_fixture_wait (self->server, "stored", i);
    }
  outbox_fixture_wait_for (self, 0);
  hw_outbox_stop (outbox);
  g_assert_cmpuint (smtp_fixture_count (self->server, "connect"), ==, 1);
}

/* Nobody wakes it: the row was queued by another process. */
static void
test_looks_by_itself (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  hw_outbox_start (outbox);
  outbox_fixture_queue_key (self, "taro@company.example");
  outbox_fixture_wait_for (self, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
}

static void
test_two_workers (OutboxFixture *self, gconstpointer data)
{
  enum
  {
    MAILS = 60,
    BATCH = 8
  };
  for (guint i = 0; i < MAILS; i++)
    {
      g_autofree char *recipient =
        g_strdup_printf ("%s+%03u@company.example", i % BATCH == 0 ? "gated" : "taro", i);
      outbox_fixture_queue_key (self, recipient);
    }
  g_autoptr (HwOutbox) one = outbox_fixture_outbox (self, OUTBOX_FROM);
  g_autoptr (HwOutbox) two = outbox_fixture_outbox (self, OUTBOX_FROM);
  hw_outbox_start (one);
  hw_outbox_start (two);
  smtp_fixture_wait (self->server, "waiting", 2); /* each has a batch of its own */
  smtp_fixture_open_gate (self->server);
  outbox_fixture_wait_for (self, 0);
  hw_outbox_stop (one);
  hw_outbox_stop (two);

  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, MAILS);
  for (guint i = 0; i < MAILS; i++)
    {
      g_autofree char *event = g_strdup_printf ("rcpt %s+%03u@", i % BATCH == 0 ? "gated" : "taro", i);
      g_assert_cmpuint (smtp_fixture_count (self->server, event), ==, 1);
    }
  g_assert_cmpuint (outbox_fixture_counts (one).sent, >, 0);
  g_assert_cmpuint (outbox_fixture_counts (two).sent, >, 0);
}

/* Waits until the row's lease is moved on beyond @instant. */
static void
wait_for_lease_beyond (OutboxFixture *self, gint64 instant)
{
  gint64 until = g_get_monotonic_time () + G_TIME_SPAN_MINUTE;
  while (outbox_fixture_next_at (self) <= instant)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_usleep (10000);
    }
}

/* A delivery that outlasts its lease is not begun by anybody else. */
static void
test_slow_delivery (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) slow = outbox_fixture_outbox (self, OUTBOX_FROM);
  g_autoptr (HwOutbox) other = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "gated@company.example");
  hw_outbox_start (slow);
  smtp_fixture_wait (self->server, "waiting", 1);
  hw_clock_advance (self->clock, 10 * G_TIME_SPAN_SECOND);
  wait_for_lease_beyond (self, OUTBOX_START + LEASE);
  hw_clock_advance (self->clock, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (hw_outbox_run_once (other), ==, 0);

  smtp_fixture_open_gate (self->server);
  outbox_fixture_wait_for (self, 0);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt gated"), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
}

/* What was superseded while an earlier mail of the same batch took its time is not sent any more. */
static void
test_superseded (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "gated@company.example");
  hw_clock_advance (self->clock, 1); /* rows of one instant come in any order */
  HwId old = outbox_fixture_queue_key (self, "taro@company.example");
  hw_outbox_start (outbox);
  smtp_fixture_wait (self->server, "waiting", 1);
  hw_clock_advance (self->clock, 2 * G_TIME_SPAN_SECOND);
  g_autoptr (GError) error = NULL;
  g_assert_true (hw_store_mail_done (self->store, &old, &error)); /* as a newer key does */
  smtp_fixture_open_gate (self->server);
  outbox_fixture_wait_for (self, 0);
  hw_outbox_stop (outbox);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt "), ==, 1);
}

/* A key that ends while the server takes its time is not sent. */
static void
test_stale_while_sending (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "silent@company.example");
  hw_outbox_start (outbox);
  smtp_fixture_wait (self->server, "silent", 1);
  hw_clock_advance (self->clock, OUTBOX_KEY_LIFETIME);
  outbox_fixture_wait_for (self, 0);
  hw_outbox_stop (outbox);
  g_assert_cmpuint (outbox_fixture_counts (outbox).stale, ==, 1);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt "), ==, 1);
}

static gpointer
stop (gpointer outbox)
{
  hw_outbox_stop (outbox);
  return NULL;
}

static void
test_stop_lets_delivery_end (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "gated@company.example");
  hw_clock_advance (self->clock, 1);
  outbox_fixture_queue_key (self, "taro@company.example");
  hw_outbox_start (outbox);
  smtp_fixture_wait (self->server, "waiting", 1);
  GThread *stopper = g_thread_new ("stopper", stop, outbox);
  smtp_fixture_open_gate (self->server);
  g_thread_join (stopper);
  smtp_fixture_wait (self->server, "stored 0001 gated", 1); /* what the server says may come a moment later */

  /* What it had leased and not begun is free for the next process at once. */
  guint waiting = outbox_fixture_waiting (self);
  g_autoptr (HwOutbox) next = outbox_fixture_outbox (self, OUTBOX_FROM);
  g_assert_cmpuint (hw_outbox_run_once (next), ==, waiting);
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 0);
  smtp_fixture_wait (self->server, "rcpt taro", 1);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt taro"), ==, 1);
}

static void
test_stop_is_bounded (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  HwId id = outbox_fixture_queue_key (self, "silent@company.example");
  hw_outbox_start (outbox);
  smtp_fixture_wait (self->server, "silent", 1);
  hw_outbox_stop (outbox);
  /* It may have arrived or not: the next process sends it, under the same Message-ID. */
  g_assert_cmpuint (outbox_fixture_waiting (self), ==, 1);
  g_assert_cmpint (outbox_fixture_next_at (self), <=, hw_clock_now (self->clock));
  g_assert_cmpuint (outbox_fixture_logged (id.text, "interrupted"), ==, 1);
}

/* By another process: nothing can be written. */
static sqlite3 *
lock_store (OutboxFixture *self)
{
  sqlite3 *locker = NULL;
  g_assert_cmpint (sqlite3_open (self->store_uri + strlen ("sqlite:"), &locker), ==, SQLITE_OK);
  sqlite3_busy_timeout (locker, 60000);
  g_assert_cmpint (sqlite3_exec (locker, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  return locker;
}

/* Once the worker has noticed. */
static void
unlock_store (sqlite3 *locker)
{
  gint64 until = g_get_monotonic_time () + G_TIME_SPAN_MINUTE;
  while (outbox_fixture_logged ("cannot use the store", "") == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_usleep (10000);
    }
  g_assert_cmpint (sqlite3_exec (locker, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (locker);
}

/* The store will not hear that a mail was sent: it is remembered, and not sent again. */
static void
test_store_locked (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  HwId id = outbox_fixture_queue_key (self, "gated@company.example");
  hw_outbox_start (outbox);
  smtp_fixture_wait (self->server, "waiting", 1);

  sqlite3 *locker = lock_store (self);
  smtp_fixture_open_gate (self->server);
  unlock_store (locker);

  hw_clock_advance (self->clock, 2 * LEASE);
  outbox_fixture_wait_for (self, 0);
  hw_outbox_stop (outbox);
  g_assert_cmpuint (smtp_fixture_count (self->server, "rcpt gated"), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
  g_assert_cmpuint (outbox_fixture_counts (outbox).sent, ==, 1);
  g_assert_cmpuint (outbox_fixture_logged (id.text, " sent"), ==, 1);
}

/* Nor that one could not be sent: it is tried again once its lease is over. */
static void
test_store_locked_at_a_failure (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (HwOutbox) outbox = outbox_fixture_outbox (self, OUTBOX_FROM);
  outbox_fixture_queue_key (self, "gated@company.example");
  hw_outbox_start (outbox);
  smtp_fixture_wait (self->server, "waiting", 1);

  sqlite3 *locker = lock_store (self);
  smtp_fixture_stop (self->server);
  unlock_store (locker);

  smtp_fixture_restart (self->server);
  smtp_fixture_open_gate (self->server);
  hw_clock_advance (self->clock, 2 * LEASE);
  outbox_fixture_wait_for (self, 0);
  hw_outbox_stop (outbox);
  g_assert_cmpuint (smtp_fixture_count (self->server, "stored"), ==, 1);
  g_assert_cmpuint (outbox_fixture_counts (outbox).sent, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_DFL);
#define ADD(path, test) \
  g_test_add (path, OutboxFixture, NULL, outbox_fixture_set_up, test, outbox_fixture_tear_down)
  ADD ("/outbox-worker/woken", test_woken);
  ADD ("/outbox-worker/looks-by-itself", test_looks_by_itself);
  ADD ("/outbox-worker/two-send-each-row-once", test_two_workers);
  ADD ("/outbox-worker/slow-delivery-keeps-its-lease", test_slow_delivery);
  ADD ("/outbox-worker/superseded-in-the-batch-not-sent", test_superseded);
  ADD ("/outbox-worker/stale-while-sending", test_stale_while_sending);
  ADD ("/outbox-worker/stop-lets-delivery-end", test_stop_lets_delivery_end);
  ADD ("/outbox-worker/stop-is-bounded", test_stop_is_bounded);
  ADD ("/outbox-worker/sent-once-though-store-is-locked", test_store_locked);
  ADD ("/outbox-worker/tried-again-though-store-is-locked", test_store_locked_at_a_failure);
  return g_test_run ();
}
