/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-error-summary.h"
#include "app/widgets/hw-icon.h"
#include "app/widgets/hw-link.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

struct _HwErrorSummary
{
  GtkBox parent_instance;
  GtkLabel *sentence;
  GtkBox *links;
  char *name; /* (nullable): all of its text; NULL while hidden */
};

G_DEFINE_FINAL_TYPE (HwErrorSummary, hw_error_summary, GTK_TYPE_BOX)

static void
hw_error_summary_finalize (GObject *object)
{
  g_clear_pointer (&HW_ERROR_SUMMARY (object)->name, g_free);

  G_OBJECT_CLASS (hw_error_summary_parent_class)->finalize (object);
}

static void
hw_error_summary_class_init (HwErrorSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_error_summary_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
hw_error_summary_init (HwErrorSummary *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = hw_icon_new ("dialog-error-symbolic");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-error-summary");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), icon);
  self->sentence = GTK_LABEL (hw_text_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->sentence), TRUE);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (self), row);

  self->links = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->links));
}

static void
remove_links (HwErrorSummary *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->links))) != NULL)
    gtk_box_remove (self->links, child);
}

void
hw_error_summary_clear (HwErrorSummary *self)
{
  g_return_if_fail (HW_IS_ERROR_SUMMARY (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_label_set_label (self->sentence, "");
  g_clear_pointer (&self->name, g_free);
  remove_links (self);
}

/* @name: (transfer full) */
static void
appear (HwErrorSummary *self, const char *sentence, char *name)
{
  self->name = name;
  gtk_label_set_label (self->sentence, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
hw_error_summary_show_sentence (HwErrorSummary *self, const char *sentence)
{
  g_return_if_fail (HW_IS_ERROR_SUMMARY (self));
  g_return_if_fail (sentence != NULL);

  hw_error_summary_clear (self);
  appear (self, sentence, g_strdup (sentence));
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Returns: (transfer full) */
static char *
count (GPtrArray *fields)
{
  return g_strdup_printf (ngettext ("There is %d error in what you entered.",
                                    "There are %d errors in what you entered.", fields->len),
                          (int) fields->len);
}

/* Returns: (transfer full) (nullable): NULL where there are none */
static char *
name_for (GPtrArray *fields)
{
  g_autofree char *sentence = NULL;
  GString *name;

  if (fields->len == 0)
    return NULL;
  sentence = count (fields);
  name = g_string_new (sentence);
  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (name, " %s", hw_field_get_error (g_ptr_array_index (fields, i)));
  return g_string_free (name, FALSE);
}

static void
on_link_clicked (GtkButton *link, HwField *field)
{
  hw_field_focus (field);
}

gboolean
hw_error_summary_set_fields (HwErrorSummary *self, GPtrArray *fields)
{
  g_autofree char *name = name_for (fields);
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (HW_IS_ERROR_SUMMARY (self), FALSE);

  if (g_strcmp0 (name, self->name) == 0)
    return FALSE;
  hw_error_summary_clear (self);
  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < fields->len; i++)
    {
      HwField *field = g_ptr_array_index (fields, i);
      GtkWidget *link = hw_link_new (hw_field_get_error (field), NULL);

      g_signal_connect_object (link, "clicked", G_CALLBACK (on_link_clicked), field, 0);
      gtk_box_append (self->links, link);
    }
  sentence = count (fields);
  appear (self, sentence, g_steal_pointer (&name));
  return TRUE;
}

void
hw_error_summary_show_fields (HwErrorSummary *self, GPtrArray *fields)
{
  g_return_if_fail (HW_IS_ERROR_SUMMARY (self));
  g_return_if_fail (fields->len > 0);

  hw_error_summary_clear (self);
  hw_error_summary_set_fields (self, fields);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

const char *
hw_error_summary_get_text (HwErrorSummary *self)
{
  g_return_val_if_fail (HW_IS_ERROR_SUMMARY (self), NULL);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return NULL;
  return gtk_label_get_label (self->sentence);
}
