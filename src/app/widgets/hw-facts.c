/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-facts.h"
#include "app/widgets/hw-text.h"

struct _HwFacts
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (HwFacts, hw_facts, GTK_TYPE_BOX)

static void
hw_facts_class_init (HwFactsClass *klass)
{
}

static void
hw_facts_init (HwFacts *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-facts");
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = hw_text_new (text);

  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
find_value (HwFacts *self, const char *term)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (row))), term))
      return gtk_widget_get_last_child (row);
  return NULL;
}

static GtkWidget *
add_row (HwFacts *self, const char *term)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = new_label (term, "hw-fact-term");
  GtkWidget *value = new_label (NULL, "hw-fact-value");

  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, name, NULL,
                                  -1);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), value);
  gtk_box_append (GTK_BOX (self), row);
  return value;
}

void
hw_facts_set (HwFacts *self, const char *term, const char *value)
{
  GtkWidget *label;

  g_return_if_fail (HW_IS_FACTS (self));
  g_return_if_fail (term != NULL);

  label = find_value (self, term);
  if (label == NULL)
    label = add_row (self, term);
  gtk_label_set_label (GTK_LABEL (label), value != NULL ? value : "");
  gtk_widget_set_visible (gtk_widget_get_parent (label), value != NULL);
}

const char *
hw_facts_get (HwFacts *self, const char *term)
{
  GtkWidget *label;

  g_return_val_if_fail (HW_IS_FACTS (self), NULL);

  label = find_value (self, term);
  if (label == NULL || !gtk_widget_get_visible (gtk_widget_get_parent (label)))
    return NULL;
  return gtk_label_get_label (GTK_LABEL (label));
}
