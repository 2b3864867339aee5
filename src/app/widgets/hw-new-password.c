/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-new-password.h"
#include "app/hw-error-sentence.h"
#include "app/widgets/hw-password-field.h"
#include "app/widgets/hw-password-rules.h"
#include "contract/hw-password-rule.h"
#include <glib/gi18n.h>

struct _HwNewPassword
{
  GtkBox parent_instance;
  HwPasswordField *password;
  HwPasswordRules *rules;
  HwPasswordField *confirmation;
  char *pointer;
};

G_DEFINE_FINAL_TYPE (HwNewPassword, hw_new_password, GTK_TYPE_BOX)

enum
{
  PROP_POINTER = 1,
  N_PROPS
};

enum
{
  SIGNAL_TEXT_GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GParamSpec *properties[N_PROPS];

/* Said while typing: whoever types full-width characters would otherwise learn it only in the end. */
static void
update_wrong_characters (HwNewPassword *self, const char *password)
{
  HwFieldError fault = { .pointer = self->pointer,
                         .code = (char *) hw_password_fault_code (HW_PASSWORD_NOT_HALF_WIDTH) };
  g_autofree char *sentence = hw_field_error_sentence (&fault, password);
  HwField *field = HW_FIELD (self->password);

  if (hw_password_rule_check (password, NULL, NULL) & HW_PASSWORD_NOT_HALF_WIDTH)
    hw_field_set_error (field, sentence);
  else if (g_strcmp0 (hw_field_get_error (field), sentence) == 0)
    hw_field_set_error (field, NULL);
}

static void
on_password_changed (HwNewPassword *self)
{
  const char *password = hw_new_password_get_text (self);
  g_autofree char *open_rules = NULL;

  hw_password_rules_update (self->rules, password);
  open_rules = hw_password_rules_describe (self->rules);
  hw_form_field_set_extra_description (HW_FORM_FIELD (self->password), open_rules);
  update_wrong_characters (self, password);
}

static gboolean
on_text_given (HwNewPassword *self, const char *text)
{
  gboolean taken = FALSE;

  g_signal_emit (self, signals[SIGNAL_TEXT_GIVEN], 0, text, &taken);
  return taken;
}

static void
hw_new_password_constructed (GObject *object)
{
  HwNewPassword *self = HW_NEW_PASSWORD (object);
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  G_OBJECT_CLASS (hw_new_password_parent_class)->constructed (object);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 24);

  self->password = HW_PASSWORD_FIELD (hw_password_field_new (_ ("New password"), self->pointer));
  hw_form_field_set_support_text (
    HW_FORM_FIELD (self->password),
    _ ("8 to 32 half-width characters, with at least one digit, one letter and one symbol"));
  self->rules = HW_PASSWORD_RULES (hw_password_rules_new ());
  self->confirmation = HW_PASSWORD_FIELD (
    hw_password_field_new (_ ("New password (confirmation)"), HW_NEW_PASSWORD_CONFIRMATION));
  gtk_box_append (GTK_BOX (group), GTK_WIDGET (self->password));
  gtk_box_append (GTK_BOX (group), GTK_WIDGET (self->rules));
  gtk_box_append (GTK_BOX (self), group);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->confirmation));

  g_signal_connect_object (hw_form_field_get_editable (HW_FORM_FIELD (self->password)), "changed",
                           G_CALLBACK (on_password_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "text-given", G_CALLBACK (on_text_given), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->confirmation, "text-given", G_CALLBACK (on_text_given), self,
                           G_CONNECT_SWAPPED);
  on_password_changed (self);
}

static void
hw_new_password_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_POINTER)
    g_value_set_string (value, HW_NEW_PASSWORD (object)->pointer);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hw_new_password_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_POINTER)
    HW_NEW_PASSWORD (object)->pointer = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hw_new_password_finalize (GObject *object)
{
  g_clear_pointer (&HW_NEW_PASSWORD (object)->pointer, g_free);

  G_OBJECT_CLASS (hw_new_password_parent_class)->finalize (object);
}

static void
hw_new_password_class_init (HwNewPasswordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = hw_new_password_constructed;
  object_class->get_property = hw_new_password_get_property;
  object_class->set_property = hw_new_password_set_property;
  object_class->finalize = hw_new_password_finalize;

  properties[PROP_POINTER] = g_param_spec_string (
    "pointer", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_TEXT_GIVEN] = g_signal_new ("text-given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                             G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
hw_new_password_init (HwNewPassword *self)
{
}

GtkWidget *
hw_new_password_new (const char *pointer)
{
  return g_object_new (HW_TYPE_NEW_PASSWORD, "pointer", pointer, NULL);
}

const char *
hw_new_password_get_text (HwNewPassword *self)
{
  g_return_val_if_fail (HW_IS_NEW_PASSWORD (self), "");
  return hw_form_field_get_text (HW_FORM_FIELD (self->password));
}

static void
add_faults (HwNewPassword *self, HwPasswordFaults faults, HwProblem *problem)
{
  for (guint i = 0; i < HW_N_PASSWORD_FAULTS; i++)
    if (faults & (1u << i))
      hw_problem_add_field (problem, self->pointer, hw_password_fault_code (1u << i));
}

void
hw_new_password_check (HwNewPassword *self, const char *email, const char *key, HwProblem *problem)
{
  const char *password;
  const char *confirmation;

  g_return_if_fail (HW_IS_NEW_PASSWORD (self));
  g_return_if_fail (problem != NULL);

  password = hw_new_password_get_text (self);
  confirmation = hw_form_field_get_text (HW_FORM_FIELD (self->confirmation));
  if (*password == '\0')
    hw_problem_add_field (problem, self->pointer, "empty");
  else
    add_faults (self, hw_password_rule_check (password, email, key), problem);
  if (*password == '\0' && *confirmation == '\0') /* it has to be filled in as well: say so at once */
    hw_problem_add_field (problem, HW_NEW_PASSWORD_CONFIRMATION, "empty");
  else if (!g_str_equal (password, confirmation))
    hw_problem_add_field (problem, HW_NEW_PASSWORD_CONFIRMATION, "mismatch");
}

void
hw_new_password_clear (HwNewPassword *self)
{
  g_return_if_fail (HW_IS_NEW_PASSWORD (self));
  hw_password_field_clear (self->password);
  hw_password_field_clear (self->confirmation);
}
