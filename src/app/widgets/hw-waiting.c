/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-waiting.h"
#include "app/hw-error-sentence.h"
#include "app/widgets/hw-busy-button.h"
#include "app/widgets/hw-notice-bar.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

struct _HwWaiting
{
  GtkBox parent_instance;
  GtkWidget *row;
  GtkSpinner *spinner;
  GtkLabel *label;
  HwNoticeBar *fault;
  guint slow_timeout;
};

G_DEFINE_FINAL_TYPE (HwWaiting, hw_waiting, GTK_TYPE_BOX)

enum
{
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const char *
hw_waiting_slow_sentence (void)
{
  return _ ("The server is taking a long time to answer. Please wait.");
}

static void
on_retry (HwWaiting *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
on_network_changed (HwWaiting *self)
{
  if (g_network_monitor_get_network_available (g_network_monitor_get_default ())
      && hw_notice_bar_get_text (self->fault) != NULL)
    on_retry (self);
}

static void
hw_waiting_dispose (GObject *object)
{
  g_clear_handle_id (&HW_WAITING (object)->slow_timeout, g_source_remove);

  G_OBJECT_CLASS (hw_waiting_parent_class)->dispose (object);
}

static void
hw_waiting_class_init (HwWaitingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_waiting_dispose;
  signals[SIGNAL_RETRY] =
    g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
hw_waiting_init (HwWaiting *self)
{
  GtkWidget *retry = hw_busy_button_new (_ ("Reload"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), 24, 24);
  gtk_widget_set_valign (GTK_WIDGET (self->spinner), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->row), GTK_WIDGET (self->spinner));
  self->label = GTK_LABEL (hw_text_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (self->row), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self), self->row);

  self->fault = HW_NOTICE_BAR (hw_notice_bar_new (NULL));
  hw_notice_bar_set_kind (self->fault, HW_NOTICE_FAULT);
  gtk_widget_add_css_class (retry, "hw-secondary");
  g_signal_connect_object (retry, "clicked", G_CALLBACK (on_retry), self, G_CONNECT_SWAPPED);
  hw_notice_bar_add_button (self->fault, retry);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->fault));
  g_signal_connect_object (g_network_monitor_get_default (), "notify::network-available",
                           G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
}

static void
say (HwWaiting *self, const char *text)
{
  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
on_slow (gpointer data)
{
  HwWaiting *self = HW_WAITING (data);

  self->slow_timeout = 0;
  say (self, hw_waiting_slow_sentence ());
}

/* Either is shown, or neither. */
static void
show (HwWaiting *self, const char *waiting, const char *fault)
{
  g_clear_handle_id (&self->slow_timeout, g_source_remove);
  say (self, waiting != NULL ? waiting : "");
  gtk_spinner_set_spinning (self->spinner, waiting != NULL);
  gtk_widget_set_visible (self->row, waiting != NULL);
  hw_notice_bar_set_text (self->fault, fault);
  gtk_widget_set_visible (GTK_WIDGET (self), waiting != NULL || fault != NULL);
}

void
hw_waiting_start (HwWaiting *self)
{
  g_return_if_fail (HW_IS_WAITING (self));

  show (self, _ ("Loading…"), NULL);
  self->slow_timeout = g_timeout_add_once (HW_WAITING_SLOW_MS, on_slow, self);
}

void
hw_waiting_stop (HwWaiting *self)
{
  g_return_if_fail (HW_IS_WAITING (self));
  show (self, NULL, NULL);
}

void
hw_waiting_fail (HwWaiting *self, const GError *error, const char *server_url)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (HW_IS_WAITING (self));
  g_return_if_fail (error != NULL);

  /* Why, the window says as long as it is so. */
  if (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_OFFLINE))
    sentence = g_strdup (_ ("This could not be loaded. It will load once there is a connection."));
  else
    sentence = hw_error_sentence (error, server_url);
  show (self, NULL, sentence);
}
