/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-breadcrumb.h"
#include "app/widgets/hw-link.h"
#include <glib/gi18n.h>

struct _HwBreadcrumb
{
  GtkBox parent_instance;
  GtkWidget *top;
  GtkWidget *separator;
  GtkLabel *current;
};

G_DEFINE_FINAL_TYPE (HwBreadcrumb, hw_breadcrumb, GTK_TYPE_BOX)

static void
hw_breadcrumb_class_init (HwBreadcrumbClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
hw_breadcrumb_init (HwBreadcrumb *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-breadcrumb");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Where you are"),
                                  -1);

  self->top = hw_link_new (_ ("Top"), NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->top), "win.top");
  gtk_box_append (GTK_BOX (self), self->top);
  self->separator = gtk_label_new (">");
  gtk_box_append (GTK_BOX (self), self->separator);
  self->current = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->current, 0);
  gtk_label_set_wrap (self->current, TRUE);
  gtk_label_set_wrap_mode (self->current, PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->current));
}

void
hw_breadcrumb_set_current (HwBreadcrumb *self, const char *title)
{
  g_return_if_fail (HW_IS_BREADCRUMB (self));
  gtk_label_set_label (self->current, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self), title != NULL);
}
