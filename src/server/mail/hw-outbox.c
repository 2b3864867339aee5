/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "hellowork-mypage-mail"

#include "server/mail/hw-outbox.h"

#include "contract/hw-email.h"
#include "server/mail/hw-backoff.h"
#include "server/mail/hw-delivery-guard.h"
#include "server/mail/hw-delivery.h"
#include <signal.h>
#include <string.h>

#define BATCH 8
/* Other processes queue mails too: look this often even unasked. */
#define LONGEST_SLEEP (5 * G_TIME_SPAN_SECOND)
#define SHORTEST_SLEEP (10 * G_TIME_SPAN_MILLISECOND)
/* A row leased longer ago than this is held anew before it is sent: it may have been superseded. */
#define FRESH_LEASE G_TIME_SPAN_SECOND
/* How long hw_outbox_stop() waits for the delivery under way before it cancels it: with what cancelling
 * takes, the server ends within 10 s of SIGTERM. */
#define STOP_PATIENCE (8 * G_TIME_SPAN_SECOND)

struct _HwOutbox
{
  HwStore *store;
  HwServerSecret *secret;
  HwClock *clock;
  HwMailer *mailer;
  char *from;

  GThread *thread;
  GCancellable *stop; /* cancels the delivery under way */
  GMutex lock;        /* for what follows */
  GCond changed;
  gboolean woken;
  gboolean stopping;
  gboolean running;
  HwOutboxCounts counts;

  /* The worker's own: */
  gint64 paused_until;   /* no mail can be sent before this instant */
  guint failures_in_row; /* of deliveries that say nothing about their recipient */
  gboolean store_failed; /* said once until it works again */
  GHashTable *sent;      /* ids that were sent, while the store would not hear of it */
};

static gboolean
is_stopping (HwOutbox *self)
{
  g_mutex_lock (&self->lock);
  gboolean stopping = self->stopping;
  g_mutex_unlock (&self->lock);
  return stopping;
}

static void
measure (HwOutbox *self, const HwMailRecord *mail, HwDeliveryOutcome outcome, gint64 begin)
{
  if (outcome == HW_DELIVERY_STALE || outcome == HW_DELIVERY_INTERRUPTED)
    return;
  gint64 waited = hw_clock_now (self->clock) - mail->requested_at;
  g_mutex_lock (&self->lock);
  hw_histogram_add_since (&self->counts.deliveries, begin);
  if (outcome == HW_DELIVERY_SENT)
    hw_histogram_add (&self->counts.waits, waited);
  g_mutex_unlock (&self->lock);
}

static void
count (HwOutbox *self, guint64 *counter)
{
  g_mutex_lock (&self->lock);
  (*counter)++;
  g_mutex_unlock (&self->lock);
}

/* Notes whether the store works; says so where that has changed. @error: where it is kept: arguments are
 * evaluated in any order, and the call that sets it may be one of them. */
static gboolean
note_store (HwOutbox *self, gboolean worked, GError **error)
{
  if (!worked && !self->store_failed)
    g_warning ("The outbox cannot use the store: %s", (*error)->message);
  else if (worked && self->store_failed)
    g_message ("The outbox can use the store again");
  self->store_failed = !worked;
  return worked;
}

/* The row goes. Where the store refuses, it comes back once its lease is over: a mail that was sent is
 * remembered until then, so that it is not sent twice. */
static void
mark_done (HwOutbox *self, const HwMailRecord *mail, gboolean sent)
{
  g_autoptr (GError) error = NULL;
  gboolean done = hw_store_mail_done (self->store, &mail->id, &error);
  if (note_store (self, done, &error))
    g_hash_table_remove (self->sent, mail->id.text);
  else if (sent)
    g_hash_table_add (self->sent, g_strdup (mail->id.text));
}

static void
mark_retry (HwOutbox *self, const HwMailRecord *mail, gint64 next_at, const char *reason)
{
  g_autoptr (GError) error = NULL;
  note_store (self, hw_store_mail_retry (self->store, &mail->id, next_at, reason, &error), &error);
}

static void
retry_later (HwOutbox *self, const HwMailRecord *mail, const char *masked, const GError *error)
{
  gint64 now = hw_clock_now (self->clock);
  gint64 delay = hw_backoff_delay (mail->attempts + 1, g_random_double ());
  /* At its deadline it is looked at once more, to be dropped and its sealed key with it. */
  mark_retry (self, mail, MIN (now + delay, hw_delivery_deadline (mail)), error->message);
  count (self, &self->counts.retried);
  if (g_error_matches (error, HW_MAILER_ERROR, HW_MAILER_ERROR_REFUSED)
      || g_error_matches (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP))
    g_warning ("Mail %s to %s waits: THE OPERATOR HAS TO ACT, no mail can be sent: %s", mail->id.text, masked,
               error->message);
  else
    g_message ("Mail %s to %s waits, try %u failed: %s", mail->id.text, masked, mail->attempts + 1,
               error->message);
}

static void
pause_all (HwOutbox *self)
{
  self->failures_in_row++;
  self->paused_until =
    hw_clock_now (self->clock) + hw_backoff_delay (self->failures_in_row, g_random_double ());
}

/* Delivers, and marks the row by what came of it. */
static void
send (HwOutbox *self, const HwMailRecord *mail)
{
  const HwDeliveryMeans means = { self->store, self->secret, self->clock, self->mailer, self->from };
  g_autofree char *masked = hw_email_mask (mail->recipient);
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  HwDeliveryOutcome outcome = hw_delivery_run (&means, mail, self->stop, &error);
  measure (self, mail, outcome, begin);
  if (outcome == HW_DELIVERY_SENT || outcome == HW_DELIVERY_RETRY)
    self->failures_in_row = 0; /* the mail server is there */
  switch (outcome)
    {
    case HW_DELIVERY_SENT:
      mark_done (self, mail, TRUE);
      count (self, &self->counts.sent);
      g_message ("Mail %s to %s sent", mail->id.text, masked);
      break;
    case HW_DELIVERY_STALE:
      mark_done (self, mail, FALSE);
      count (self, &self->counts.stale);
      g_warning ("Mail %s to %s dropped: too late after %u tries", mail->id.text, masked, mail->attempts);
      break;
    case HW_DELIVERY_FAILED:
      mark_done (self, mail, FALSE);
      count (self, &self->counts.failed);
      g_warning ("Mail %s to %s given up: %s", mail->id.text, masked, error->message);
      break;
    case HW_DELIVERY_INTERRUPTED:
      mark_retry (self, mail, hw_clock_now (self->clock), "the server was stopped");
      g_message ("Mail %s to %s interrupted: the server stops", mail->id.text, masked);
      break;
    case HW_DELIVERY_RETRY_ALL:
      pause_all (self);
      retry_later (self, mail, masked, error);
      break;
    case HW_DELIVERY_RETRY:
      retry_later (self, mail, masked, error);
      break;
    }
}

/* Whether the row is still there and ours. */
static gboolean
hold (HwOutbox *self, const HwMailRecord *mail, gint64 until)
{
  g_autoptr (GError) error = NULL;
  gboolean held = FALSE;
  return note_store (self, hw_store_mail_hold (self->store, &mail->id, until, &held, &error), &error) && held;
}

static void
handle (HwOutbox *self, const HwMailRecord *mail, gint64 leased_at)
{
  gint64 now = hw_clock_now (self->clock);
  if (g_hash_table_contains (self->sent, mail->id.text))
    mark_done (self, mail, TRUE);
  else if (mail->discard)
    {
      mark_done (self, mail, FALSE);
      count (self, &self->counts.discarded);
    }
  else if (now < leased_at + FRESH_LEASE || hold (self, mail, now + HW_LEASE_PERIOD))
    send (self, mail);
}

guint
hw_outbox_run_once (HwOutbox *self)
{
  gint64 leased_at = hw_clock_now (self->clock);
  if (leased_at < self->paused_until)
    return 0;

  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  gboolean leased =
    hw_store_lease_mails (self->store, leased_at, leased_at + HW_LEASE_PERIOD, BATCH, &mails, &error);
  if (!note_store (self, leased, &error))
    return 0;

  guint handled = 0;
  while (handled < mails->len && !is_stopping (self) && hw_clock_now (self->clock) >= self->paused_until)
    handle (self, g_ptr_array_index (mails, handled++), leased_at);
  for (guint i = handled; i < mails->len; i++)
    hold (self, g_ptr_array_index (mails, i), 0);
  return handled;
}

/* How long nothing is due, in microseconds. */
static gint64
idle_period (HwOutbox *self)
{
  gint64 now = hw_clock_now (self->clock);
  if (now < self->paused_until)
    return MIN (self->paused_until - now, LONGEST_SLEEP);
  g_autoptr (GError) error = NULL;
  gint64 next_at = 0;
  if (!note_store (self, hw_store_next_mail_at (self->store, &next_at, &error), &error))
    return G_TIME_SPAN_SECOND;
  return next_at == 0 ? LONGEST_SLEEP : CLAMP (next_at - now, SHORTEST_SLEEP, LONGEST_SLEEP);
}

/* Sleeps until something is due, or woken. */
static void
sleep_until_due (HwOutbox *self)
{
  gint64 until = g_get_monotonic_time () + idle_period (self);
  g_mutex_lock (&self->lock);
  while (!self->woken && !self->stopping && g_cond_wait_until (&self->changed, &self->lock, until))
    ;
  self->woken = FALSE;
  g_mutex_unlock (&self->lock);
}

static gpointer
work (gpointer data)
{
  HwOutbox *self = data;
  /* libcurl leaves SIGPIPE to us: a broken connection is an error code. */
  sigset_t signals;
  sigemptyset (&signals);
  sigaddset (&signals, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);

  while (!is_stopping (self))
    if (hw_outbox_run_once (self) == 0)
      sleep_until_due (self);

  g_mutex_lock (&self->lock);
  self->running = FALSE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return NULL;
}

HwOutbox *
hw_outbox_new (HwStore *store, HwServerSecret *secret, HwClock *clock, HwMailer *mailer, const char *from)
{
  HwOutbox *self = g_new0 (HwOutbox, 1);
  self->store = g_object_ref (store);
  self->secret = hw_server_secret_ref (secret);
  self->clock = hw_clock_ref (clock);
  self->mailer = g_object_ref (mailer);
  self->from = g_strdup (from);
  self->stop = g_cancellable_new ();
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  return self;
}

void
hw_outbox_wake (HwOutbox *self)
{
  g_mutex_lock (&self->lock);
  self->woken = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
hw_outbox_start (HwOutbox *self)
{
  g_return_if_fail (self->thread == NULL);

  self->running = TRUE;
  self->thread = g_thread_new ("outbox", work, self);
}

void
hw_outbox_stop (HwOutbox *self)
{
  if (self->thread == NULL)
    return;
  gint64 until = g_get_monotonic_time () + STOP_PATIENCE;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  while (self->running && g_cond_wait_until (&self->changed, &self->lock, until))
    ;
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->stop);
  g_thread_join (g_steal_pointer (&self->thread));
}

void
hw_outbox_free (HwOutbox *self)
{
  if (self == NULL)
    return;
  hw_outbox_stop (self);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_hash_table_unref (self->sent);
  g_object_unref (self->stop);
  g_free (self->from);
  g_object_unref (self->mailer);
  hw_clock_unref (self->clock);
  hw_server_secret_unref (self->secret);
  g_object_unref (self->store);
  g_free (self);
}

void
hw_outbox_get_counts (HwOutbox *self, HwOutboxCounts *counts)
{
  g_mutex_lock (&self->lock);
  *counts = self->counts;
  g_mutex_unlock (&self->lock);
}
