/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/my-page/hw-password-change-form.h"
#include "app/widgets/hw-new-password.h"
#include "app/widgets/hw-password-field.h"
#include "client/hw-client-error.h"

struct _HwPasswordChangeForm
{
  GtkBox parent_instance;
  HwPasswordField *current;
  HwNewPassword *password;
  HwBusyButton *button;
};

G_DEFINE_FINAL_TYPE (HwPasswordChangeForm, hw_password_change_form, GTK_TYPE_BOX)

enum
{
  SIGNAL_SUBMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_clicked (HwPasswordChangeForm *self)
{
  g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);
}

/* Nearer to the fields than the page's own action of this name, which Enter in a field activates. */
static void
action_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  on_clicked (HW_PASSWORD_CHANGE_FORM (widget));
}

static void
hw_password_change_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HW_TYPE_PASSWORD_CHANGE_FORM);

  G_OBJECT_CLASS (hw_password_change_form_parent_class)->dispose (object);
}

static void
hw_password_change_form_class_init (HwPasswordChangeFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_password_change_form_dispose;
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "page.next", NULL, action_next);

  g_type_ensure (HW_TYPE_PASSWORD_FIELD);
  g_type_ensure (HW_TYPE_NEW_PASSWORD);
  g_type_ensure (HW_TYPE_BUSY_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/my-page/hw-password-change-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HwPasswordChangeForm, current);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordChangeForm, password);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordChangeForm, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
hw_password_change_form_init (HwPasswordChangeForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
hw_password_change_form_get_current (HwPasswordChangeForm *self)
{
  g_return_val_if_fail (HW_IS_PASSWORD_CHANGE_FORM (self), "");
  return hw_form_field_get_text (HW_FORM_FIELD (self->current));
}

const char *
hw_password_change_form_get_new (HwPasswordChangeForm *self)
{
  g_return_val_if_fail (HW_IS_PASSWORD_CHANGE_FORM (self), "");
  return hw_new_password_get_text (self->password);
}

GError *
hw_password_change_form_check (HwPasswordChangeForm *self, const char *email)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);

  g_return_val_if_fail (HW_IS_PASSWORD_CHANGE_FORM (self), NULL);

  if (*hw_password_change_form_get_current (self) == '\0')
    hw_problem_add_field (problem, hw_field_get_pointer (HW_FIELD (self->current)), "empty");
  hw_new_password_check (self->password, email, NULL, problem);
  return problem->errors != NULL && problem->errors->len > 0 ? hw_client_error_new_problem (problem) : NULL;
}

void
hw_password_change_form_clear (HwPasswordChangeForm *self)
{
  g_return_if_fail (HW_IS_PASSWORD_CHANGE_FORM (self));
  hw_password_field_clear (self->current);
  hw_new_password_clear (self->password);
}

HwBusyButton *
hw_password_change_form_get_button (HwPasswordChangeForm *self)
{
  g_return_val_if_fail (HW_IS_PASSWORD_CHANGE_FORM (self), NULL);
  return self->button;
}
