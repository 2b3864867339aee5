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
};

G_DEFINE_FINAL_TYPE (HwErrorSummary, hw_error_summary, GTK_TYPE_BOX)

static void
hw_error_summary_class_init (HwErrorSummaryClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
hw_error_summary_init (HwErrorSummary *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = hw_icon_new ("dialog-error-symbolic");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-error-summary");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 24);
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
  remove_links (self);
}

static void
appear (HwErrorSummary *self, const char *sentence, const char *name)
{
  gtk_label_set_label (self->sentence, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
hw_error_summary_show_sentence (HwErrorSummary *self, const char *sentence)
{
  g_return_if_fail (HW_IS_ERROR_SUMMARY (self));
  g_return_if_fail (sentence != NULL);

  hw_error_summary_clear (self);
  appear (self, sentence, sentence);
}

static void
on_link_clicked (GtkButton *link, HwField *field)
{
  hw_field_focus (field);
}

void
hw_error_summary_show_fields (HwErrorSummary *self, GPtrArray *fields)
{
  g_autofree char *sentence = NULL;
  g_autoptr (GString) name = NULL;

  g_return_if_fail (HW_IS_ERROR_SUMMARY (self));
  g_return_if_fail (fields->len > 0);

  hw_error_summary_clear (self);
  sentence = g_strdup_printf (ngettext ("There is %d error in what you entered.",
                                        "There are %d errors in what you entered.", fields->len),
                              (int) fields->len);
  name = g_string_new (sentence);
  for (guint i = 0; i < fields->len; i++)
    {
      HwField *field = g_ptr_array_index (fields, i);
      GtkWidget *link = hw_link_new (hw_field_get_error (field), NULL);

      g_signal_connect_object (link, "clicked", G_CALLBACK (on_link_clicked), field, 0);
      gtk_box_append (self->links, link);
      g_string_append_printf (name, " %s", hw_field_get_error (field));
    }
  appear (self, sentence, name->str);
}

const char *
hw_error_summary_get_text (HwErrorSummary *self)
{
  g_return_val_if_fail (HW_IS_ERROR_SUMMARY (self), NULL);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return NULL;
  return gtk_label_get_label (self->sentence);
}
