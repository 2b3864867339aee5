/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-breadcrumb.h"
#include "app/widgets/hw-landmark.h"
#include "app/widgets/hw-link.h"
#include "app/widgets/hw-text.h"
#include "app/widgets/hw-wrap-box.h"
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
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        hw_landmark_role (GTK_ACCESSIBLE_ROLE_NAVIGATION));
}

static void
hw_breadcrumb_init (HwBreadcrumb *self)
{
  GtkWidget *line = hw_wrap_box_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-breadcrumb");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Where you are"),
                                  -1);

  self->top = hw_link_new (_ ("Top"), NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->top), "win.top");
  hw_wrap_box_append (HW_WRAP_BOX (line), self->top);
  self->separator = gtk_label_new (">");
  hw_wrap_box_append (HW_WRAP_BOX (line), self->separator);
  self->current = GTK_LABEL (hw_text_new (NULL));
  gtk_label_set_natural_wrap_mode (self->current, GTK_NATURAL_WRAP_NONE);
  hw_wrap_box_append (HW_WRAP_BOX (line), GTK_WIDGET (self->current));
  gtk_widget_set_hexpand (line, TRUE);
  gtk_box_append (GTK_BOX (self), line);
}

void
hw_breadcrumb_set_current (HwBreadcrumb *self, const char *title)
{
  g_return_if_fail (HW_IS_BREADCRUMB (self));
  gtk_label_set_label (self->current, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self), title != NULL);
}
