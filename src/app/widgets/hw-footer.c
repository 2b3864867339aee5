/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-footer.h"
#include "app/widgets/hw-landmark.h"
#include "app/widgets/hw-link.h"
#include "app/widgets/hw-text.h"
#include "app/widgets/hw-wrap-box.h"
#include <glib/gi18n.h>

struct _HwFooter
{
  GtkBox parent_instance;
  HwWrapBox *links;
  GtkLabel *address;
  GtkLabel *copyright;
};

G_DEFINE_FINAL_TYPE (HwFooter, hw_footer, GTK_TYPE_BOX)

static void
hw_footer_class_init (HwFooterClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        hw_landmark_role (GTK_ACCESSIBLE_ROLE_NAVIGATION));
}

static GtkLabel *
append_label (HwFooter *self)
{
  GtkWidget *label = hw_text_new (NULL);

  gtk_widget_add_css_class (label, "hw-support");
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
hw_footer_init (HwFooter *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-footer");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("About this site"),
                                  -1);

  self->links = HW_WRAP_BOX (hw_wrap_box_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->links));
  self->address = append_label (self);
  gtk_label_set_selectable (self->address, TRUE); /* to copy the telephone number */
  self->copyright = append_label (self);
}

static void
on_document_clicked (GtkWidget *link, const char *id)
{
  gtk_widget_activate_action (link, "win.show-document", "s", id);
}

static void
append_link (HwFooter *self, const HwNotice *notice)
{
  gboolean inside =
    g_strcmp0 (notice->id, "privacy-policy") == 0 || g_strcmp0 (notice->id, "terms-of-use") == 0;
  GtkWidget *link = hw_link_new (notice->title, inside ? NULL : notice->url);

  if (inside)
    g_signal_connect_data (link, "clicked", G_CALLBACK (on_document_clicked), g_strdup (notice->id),
                           (GClosureNotify) (void (*) (void)) g_free, 0);
  hw_wrap_box_append (self->links, link);
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
hw_footer_set_notices (HwFooter *self, const HwNotices *notices)
{
  GtkWidget *child;
  g_autofree char *address = NULL;

  g_return_if_fail (HW_IS_FOOTER (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->links))) != NULL)
    hw_wrap_box_remove (self->links, child);
  gtk_widget_set_visible (GTK_WIDGET (self), notices != NULL);
  if (notices == NULL)
    return;

  for (guint i = 0; i < notices->footer->len; i++)
    append_link (self, g_ptr_array_index (notices->footer, i));
  address = notices->address != NULL ? g_strjoinv ("\n", notices->address) : NULL;
  set_line (self->address, address);
  set_line (self->copyright, notices->copyright);
}
