/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-text.h"
#include "app/hw-startup.h"

/* Pango takes it from LC_CTYPE, which may be C where the interface is Japanese (LANGUAGE=ja). */
PangoLanguage *
hw_text_get_language (void)
{
  return pango_language_from_string (hw_language_tag (hw_startup_get_language ()));
}

void
hw_text_wrap (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  if (gtk_label_get_attributes (label) != NULL)
    return;
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_language_new (hw_text_get_language ()));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
}

GtkWidget *
hw_text_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  hw_text_wrap (GTK_LABEL (label));
  return label;
}

void
hw_text_wrap_all (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_label_get_wrap (GTK_LABEL (root)))
    hw_text_wrap (GTK_LABEL (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hw_text_wrap_all (child);
}
