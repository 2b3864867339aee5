/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-page-private.h"
#include "app/widgets/hw-waiting.h"
#include <glib/gi18n.h>

/* Who waits gets a word, unless the page has said something itself. */
static void
on_slow (gpointer data)
{
  HwPage *self = HW_PAGE (data);
  HwPagePrivate *priv = hw_page_get_private (self);

  priv->slow_timeout = 0;
  if (!gtk_widget_get_visible (GTK_WIDGET (priv->status)))
    hw_page_set_status (self, hw_waiting_slow_sentence ());
}

GCancellable *
hw_page_begin (HwPage *self, HwBusyButton *button)
{
  HwPagePrivate *priv;

  g_return_val_if_fail (HW_IS_PAGE (self), NULL);

  priv = hw_page_get_private (self);
  g_return_val_if_fail (priv->cancellable == NULL, priv->cancellable);

  hw_page_clear_errors (self);
  hw_page_set_status (self, NULL);
  priv->cancellable = g_cancellable_new ();
  priv->busy_button = g_object_ref (button != NULL ? button : priv->next);
  hw_busy_button_set_busy (priv->busy_button, TRUE);
  priv->slow_timeout = g_timeout_add_once (HW_WAITING_SLOW_MS, on_slow, self);
  hw_page_update_buttons (self);
  hw_page_notify_busy (self);
  return priv->cancellable;
}

GCancellable *
hw_page_begin_next (HwPage *self)
{
  HwPagePrivate *priv;

  g_return_val_if_fail (HW_IS_PAGE (self), NULL);

  priv = hw_page_get_private (self);
  if (priv->cancellable == NULL)
    return NULL;
  g_object_unref (priv->cancellable);
  priv->cancellable = g_cancellable_new ();
  return priv->cancellable;
}

void
hw_page_end (HwPage *self, const GError *error)
{
  HwPagePrivate *priv;

  g_return_if_fail (HW_IS_PAGE (self));

  priv = hw_page_get_private (self);
  if (priv->cancellable == NULL) /* the page was left, or is going */
    return;
  g_clear_handle_id (&priv->slow_timeout, g_source_remove);
  g_clear_object (&priv->cancellable);
  hw_busy_button_set_busy (priv->busy_button, FALSE);
  g_clear_object (&priv->busy_button);
  hw_page_set_status (self, NULL);
  hw_page_update_buttons (self);
  hw_page_notify_busy (self);

  if (error == NULL)
    return;
  if (HW_PAGE_GET_CLASS (self)->handle_error != NULL && HW_PAGE_GET_CLASS (self)->handle_error (self, error))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    hw_page_set_status (self, _ ("Sending was stopped. What you entered is still there."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hw_page_show_error (self, error);
}

gboolean
hw_page_get_busy (HwPage *self)
{
  g_return_val_if_fail (HW_IS_PAGE (self), FALSE);
  return hw_page_get_private (self)->cancellable != NULL;
}

void
hw_page_stop (HwPage *self)
{
  g_return_if_fail (HW_IS_PAGE (self));
  if (hw_page_get_private (self)->cancellable != NULL)
    g_cancellable_cancel (hw_page_get_private (self)->cancellable);
}

void
hw_page_set_status (HwPage *self, const char *status)
{
  HwPagePrivate *priv;

  g_return_if_fail (HW_IS_PAGE (self));

  priv = hw_page_get_private (self);
  gtk_label_set_label (priv->status, status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->status), status != NULL);
}

static void
on_left (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HwPage *self = HW_PAGE (source);
  g_autoptr (GError) error = NULL;
  gboolean left = HW_PAGE_GET_CLASS (self)->leave_finish (self, result, &error);

  hw_page_end (self, error);
  if (left)
    hw_page_go (self, HW_EXIT_NEXT);
}

void
hw_page_next (HwPage *self)
{
  g_return_if_fail (HW_IS_PAGE (self));

  if (hw_page_get_busy (self))
    return;
  HW_PAGE_GET_CLASS (self)->leave_async (self, hw_page_begin (self, NULL), on_left, NULL);
}
