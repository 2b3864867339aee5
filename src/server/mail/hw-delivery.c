/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-delivery.h"

#include "contract/hw-wipe.h"
#include "server/mail/hw-delivery-guard.h"
#include "server/mail/hw-message.h"

gint64
hw_delivery_deadline (const HwMailRecord *mail)
{
  return mail->stale_at != 0 ? mail->stale_at : mail->requested_at + G_TIME_SPAN_DAY;
}

static GBytes *
build (const HwDeliveryMeans *means, const HwMailRecord *mail, GError **error)
{
  if (mail->kind != HW_MAIL_KEY)
    return hw_message_build (mail, NULL, means->from, error);

  g_autoptr (HwSecretString) key =
    mail->sealed_key != NULL ? hw_server_secret_open (means->secret, &mail->id, mail->sealed_key) : NULL;
  if (key == NULL)
    {
      g_set_error_literal (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT,
                           "its key cannot be opened: sealed under another server's secret, or damaged");
      return NULL;
    }
  return hw_message_build (mail, key, means->from, error);
}

static HwDeliveryOutcome
judge (const GError *error)
{
  if (g_error_matches (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT))
    return HW_DELIVERY_FAILED;
  if (g_error_matches (error, HW_MAILER_ERROR, HW_MAILER_ERROR_RECIPIENT_TEMPORARY))
    return HW_DELIVERY_RETRY;
  return HW_DELIVERY_RETRY_ALL;
}

/* The guard has a cancellable of its own, so that "too late" and "stopping" can be told apart. */
static void
pass_on (GCancellable *stop, gpointer delivery)
{
  g_cancellable_cancel (delivery);
}

static gboolean
deliver (const HwDeliveryMeans *means,
         const HwMailRecord *mail,
         GBytes *message,
         GCancellable *stop,
         GError **error)
{
  g_autoptr (GCancellable) delivery = g_cancellable_new ();
  gulong handler = g_cancellable_connect (stop, G_CALLBACK (pass_on), delivery, NULL);
  HwDeliveryGuard *guard =
    hw_delivery_guard_new (means->store, means->clock, &mail->id, hw_delivery_deadline (mail), delivery);
  gboolean delivered = hw_mailer_deliver (means->mailer, mail->recipient, message, delivery, error);
  hw_delivery_guard_free (guard);
  g_cancellable_disconnect (stop, handler);
  return delivered;
}

HwDeliveryOutcome
hw_delivery_run (const HwDeliveryMeans *means, const HwMailRecord *mail, GCancellable *stop, GError **error)
{
  if (hw_clock_now (means->clock) >= hw_delivery_deadline (mail))
    return HW_DELIVERY_STALE;

  g_autoptr (GError) local_error = NULL;
  GBytes *message = build (means, mail, &local_error);
  gboolean delivered = message != NULL && deliver (means, mail, message, stop, &local_error);
  if (message != NULL)
    hw_wipe_bytes_free (message);
  if (delivered)
    return HW_DELIVERY_SENT;

  HwDeliveryOutcome outcome = judge (local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (!g_cancellable_is_cancelled (stop))
        return HW_DELIVERY_STALE;
      outcome = HW_DELIVERY_INTERRUPTED;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return outcome;
}
