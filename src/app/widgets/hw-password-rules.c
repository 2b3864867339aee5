/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-password-rules.h"
#include "app/widgets/hw-icon.h"
#include "app/widgets/hw-text.h"
#include "app/widgets/hw-wrap-box.h"
#include "contract/hw-password-rule.h"
#include <glib/gi18n.h>

typedef struct
{
  HwPasswordFaults faults; /* the rule is met where the password has none of these */
  const char *text;        /* msgid */
} HwRule;

static const HwRule rules[] = {
  { HW_PASSWORD_TOO_SHORT | HW_PASSWORD_TOO_LONG, N_ ("8 to 32 characters") },
  { HW_PASSWORD_NO_DIGIT, N_ ("At least one digit") },
  { HW_PASSWORD_NO_LETTER, N_ ("At least one letter") },
  { HW_PASSWORD_NO_SYMBOL, N_ ("At least one symbol") },
  { HW_PASSWORD_NOT_HALF_WIDTH, N_ ("Only half-width letters, digits and symbols (no spaces)") },
};

#define N_RULES G_N_ELEMENTS (rules)

typedef struct
{
  GtkWidget *row;
  GtkWidget *icon;
  GtkWidget *word;
  gboolean met;
} HwRuleRow;

struct _HwPasswordRules
{
  GtkBox parent_instance;
  HwRuleRow rows[N_RULES];
};

G_DEFINE_FINAL_TYPE (HwPasswordRules, hw_password_rules, GTK_TYPE_BOX)

static void
set_met (HwPasswordRules *self, guint i, gboolean met)
{
  HwRuleRow *row = &self->rows[i];
  const char *word = met ? _ ("Met") : _ ("Not yet met");
  /* Translators: a rule for passwords, then whether it is met. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), _ (rules[i].text), word);

  row->met = met;
  gtk_image_set_from_icon_name (GTK_IMAGE (row->icon),
                                met ? "object-select-symbolic" : "list-remove-symbolic");
  gtk_label_set_label (GTK_LABEL (row->word), word);
  if (met)
    gtk_widget_add_css_class (row->row, "hw-met");
  else
    gtk_widget_remove_css_class (row->row, "hw-met");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = hw_text_new (text);

  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  return label;
}

static void
add_row (HwPasswordRules *self, guint i)
{
  HwRuleRow *row = &self->rows[i];
  GtkWidget *text = new_label (_ (rules[i].text));
  GtkWidget *words = hw_wrap_box_new ();

  row->row =
    g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "spacing", 8, NULL);
  gtk_widget_add_css_class (row->row, "hw-rule");
  row->icon = hw_icon_new (NULL);
  gtk_widget_set_valign (row->icon, GTK_ALIGN_START);
  row->word = new_label (NULL);
  gtk_widget_add_css_class (row->word, "hw-rule-word");
  gtk_box_append (GTK_BOX (row->row), row->icon);
  gtk_widget_set_hexpand (words, TRUE);
  hw_wrap_box_append (HW_WRAP_BOX (words), text);
  hw_wrap_box_append (HW_WRAP_BOX (words), row->word);
  gtk_box_append (GTK_BOX (row->row), words);
  gtk_box_append (GTK_BOX (self), row->row);
}

static void
hw_password_rules_class_init (HwPasswordRulesClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST);
}

static void
hw_password_rules_init (HwPasswordRules *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-password-rules");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Rules for the new password"), -1);
  for (guint i = 0; i < N_RULES; i++)
    add_row (self, i);
  hw_password_rules_update (self, "");
}

GtkWidget *
hw_password_rules_new (void)
{
  return g_object_new (HW_TYPE_PASSWORD_RULES, NULL);
}

void
hw_password_rules_update (HwPasswordRules *self, const char *password)
{
  HwPasswordFaults faults;

  g_return_if_fail (HW_IS_PASSWORD_RULES (self));
  g_return_if_fail (password != NULL);

  faults = hw_password_rule_check (password, NULL, NULL);
  for (guint i = 0; i < N_RULES; i++)
    set_met (self, i, *password != '\0' && (faults & rules[i].faults) == 0);
}

char *
hw_password_rules_describe (HwPasswordRules *self)
{
  g_autoptr (GString) open = g_string_new (NULL);

  g_return_val_if_fail (HW_IS_PASSWORD_RULES (self), NULL);

  for (guint i = 0; i < N_RULES; i++)
    if (!self->rows[i].met)
      g_string_append_printf (open, "%s%s", open->len > 0 ? _ (", ") : "", _ (rules[i].text));
  return open->len > 0 ? g_strdup_printf (_ ("Not yet met: %s."), open->str) : NULL;
}
