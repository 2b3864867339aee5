/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-header-bar.h"
#include "app/widgets/hw-text.h"
#include <adwaita.h>

GtkWidget *
hw_header_bar_new (const char *title)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *label = hw_text_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE); /* wraps only where it must */
  gtk_widget_add_css_class (label, "title");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), label);
  return bar;
}
