/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-password-field.h"
#include "contract/hw-authentication-key.h"
#include "contract/hw-wipe.h"
#include <glib/gi18n.h>
#include <string.h>

struct _HwPasswordField
{
  HwFormField parent_instance;
  GtkToggleButton *reveal;
  GdkDevice *keyboard; /* (nullable): watched while the entry has the focus */
  gulong caps_lock_handler;
  guint purpose_source;
};

G_DEFINE_FINAL_TYPE (HwPasswordField, hw_password_field, HW_TYPE_FORM_FIELD)

enum
{
  SIGNAL_TEXT_GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkText *
get_text_widget (HwPasswordField *self)
{
  return GTK_TEXT (hw_form_field_get_editable (HW_FORM_FIELD (self)));
}

static void
on_reveal_toggled (HwPasswordField *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->reveal);

  gtk_text_set_visibility (get_text_widget (self), shown);
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal),
                            shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
}

static void
update_caps_lock (HwPasswordField *self)
{
  gboolean on = self->keyboard != NULL && gdk_device_get_caps_lock_state (self->keyboard);

  hw_form_field_set_note (HW_FORM_FIELD (self), on ? _ ("Caps Lock is on") : NULL);
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), "hw-caps-lock");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "hw-caps-lock");
}

/* ibus tells its engine what a field is for only where that differs from the field before; Anthy forgets it
 * whenever a field loses the focus. From one password field to the next it would begin to compose, and show
 * what is typed. */
static gboolean
say_purpose_again (gpointer data)
{
  HwPasswordField *self = data;
  GtkText *text = get_text_widget (self);

  self->purpose_source = 0;
  gtk_text_set_input_purpose (text, GTK_INPUT_PURPOSE_FREE_FORM);
  gtk_text_set_input_purpose (text, GTK_INPUT_PURPOSE_PASSWORD);
  return G_SOURCE_REMOVE;
}

static void
on_focus_in (HwPasswordField *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));

  if (self->keyboard == NULL && seat != NULL)
    g_set_object (&self->keyboard, gdk_seat_get_keyboard (seat));
  if (self->keyboard != NULL && self->caps_lock_handler == 0)
    self->caps_lock_handler = g_signal_connect_object (
      self->keyboard, "notify::caps-lock-state", G_CALLBACK (update_caps_lock), self, G_CONNECT_SWAPPED);
  update_caps_lock (self);
  /* Before the next key, and once the input method knows of the focus, which it hears of after this. */
  if (self->purpose_source == 0)
    self->purpose_source = g_idle_add_full (G_PRIORITY_HIGH, say_purpose_again, self, NULL);
}

static void
on_focus_out (HwPasswordField *self)
{
  g_clear_handle_id (&self->purpose_source, g_source_remove);
  if (self->keyboard != NULL)
    g_clear_signal_handler (&self->caps_lock_handler, self->keyboard);
  g_clear_object (&self->keyboard);
  update_caps_lock (self);
}

/* Several lines, or a sentence with a key in it: no password, for that has no blanks. */
static gboolean
is_a_text (char *inserted)
{
  g_autoptr (HwSecretString) key = NULL;

  g_strstrip (inserted);
  if (strpbrk (inserted, "\r\n") != NULL)
    return TRUE;
  if (strchr (inserted, ' ') == NULL && strstr (inserted, "\343\200\200") == NULL) /* U+3000 */
    return FALSE;
  key = hw_authentication_key_find (inserted);
  return key != NULL;
}

static void
on_insert_text (HwPasswordField *self, const char *inserted, int length, int *position, GtkEditable *text)
{
  g_autoptr (HwSecretString) whole = length < 0 ? g_strdup (inserted) : g_strndup (inserted, (gsize) length);
  gboolean taken = FALSE;

  if (!g_utf8_validate (whole, -1, NULL) || !is_a_text (whole))
    return;
  g_signal_emit (self, signals[SIGNAL_TEXT_GIVEN], 0, whole, &taken);
  if (taken)
    g_signal_stop_emission_by_name (text, "insert-text");
}

static GtkWidget *
hw_password_field_create_entry (HwFormField *field)
{
  return gtk_password_entry_new ();
}

static void
hw_password_field_constructed (GObject *object)
{
  HwPasswordField *self = HW_PASSWORD_FIELD (object);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkText *text;
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;

  G_OBJECT_CLASS (hw_password_field_parent_class)->constructed (object);

  text = get_text_widget (self);
  g_assert (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (text)));
  gtk_editable_set_enable_undo (GTK_EDITABLE (text), FALSE);
  g_signal_connect_object (text, "insert-text", G_CALLBACK (on_insert_text), self, G_CONNECT_SWAPPED);

  g_object_get (self, "label", &label, NULL);
  name = g_strdup_printf (_ ("Show %s"), label);
  self->reveal = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal), "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reveal), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (self->reveal, "toggled", G_CALLBACK (on_reveal_toggled), self, G_CONNECT_SWAPPED);
  hw_form_field_add_beside (HW_FORM_FIELD (self), GTK_WIDGET (self->reveal));

  g_signal_connect_object (focus, "enter", G_CALLBACK (on_focus_in), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_out), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (hw_form_field_get_entry (HW_FORM_FIELD (self)), focus);
}

static void
hw_password_field_dispose (GObject *object)
{
  HwPasswordField *self = HW_PASSWORD_FIELD (object);

  g_clear_handle_id (&self->purpose_source, g_source_remove);
  if (self->keyboard != NULL)
    g_clear_signal_handler (&self->caps_lock_handler, self->keyboard);
  g_clear_object (&self->keyboard);

  G_OBJECT_CLASS (hw_password_field_parent_class)->dispose (object);
}

static void
hw_password_field_class_init (HwPasswordFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = hw_password_field_constructed;
  G_OBJECT_CLASS (klass)->dispose = hw_password_field_dispose;
  HW_FORM_FIELD_CLASS (klass)->create_entry = hw_password_field_create_entry;
  signals[SIGNAL_TEXT_GIVEN] = g_signal_new ("text-given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                             G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
hw_password_field_init (HwPasswordField *self)
{
}

GtkWidget *
hw_password_field_new (const char *label, const char *pointer)
{
  return g_object_new (HW_TYPE_PASSWORD_FIELD, "label", label, "pointer", pointer, "required", TRUE, NULL);
}

void
hw_password_field_clear (HwPasswordField *self)
{
  g_return_if_fail (HW_IS_PASSWORD_FIELD (self));
  hw_form_field_set_text (HW_FORM_FIELD (self), "");
  gtk_toggle_button_set_active (self->reveal, FALSE);
}
