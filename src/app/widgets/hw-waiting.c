/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-waiting.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

struct _HwWaiting
{
  GtkBox parent_instance;
  GtkSpinner *spinner;
  GtkLabel *label;
  guint slow_timeout;
};

G_DEFINE_FINAL_TYPE (HwWaiting, hw_waiting, GTK_TYPE_BOX)

const char *
hw_waiting_slow_sentence (void)
{
  return _ ("The server is taking long to answer. Please wait.");
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
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
hw_waiting_init (HwWaiting *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), 24, 24);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->spinner));
  self->label = GTK_LABEL (hw_text_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
}

static void
on_slow (gpointer data)
{
  HwWaiting *self = HW_WAITING (data);

  self->slow_timeout = 0;
  gtk_label_set_label (self->label, hw_waiting_slow_sentence ());
}

void
hw_waiting_start (HwWaiting *self)
{
  g_return_if_fail (HW_IS_WAITING (self));

  gtk_label_set_label (self->label, _ ("Loading…"));
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_clear_handle_id (&self->slow_timeout, g_source_remove);
  self->slow_timeout = g_timeout_add_once (HW_WAITING_SLOW_MS, on_slow, self);
}

void
hw_waiting_stop (HwWaiting *self)
{
  g_return_if_fail (HW_IS_WAITING (self));

  g_clear_handle_id (&self->slow_timeout, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
