/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/password/hw-key-field.h"
#include "contract/hw-authentication-key.h"
#include "contract/hw-half-width.h"
#include "contract/hw-wipe.h"
#include <glib/gi18n.h>
#include <string.h>

/* Longer than anybody types a key, blanks and all: a text with a key in it, or one without. */
#define TEXT_LENGTH (3 * HW_AUTHENTICATION_KEY_LENGTH)

struct _HwKeyField
{
  HwFormField parent_instance;
  gboolean rewriting; /* our own changes are not looked at again */
  guint composed_source;
};

G_DEFINE_FINAL_TYPE (HwKeyField, hw_key_field, HW_TYPE_FORM_FIELD)

static void
rewrite (HwKeyField *self, GtkEditable *text, const char *key, int position)
{
  int end = 0;

  self->rewriting = TRUE;
  gtk_editable_delete_text (text, 0, -1);
  gtk_editable_insert_text (text, key, -1, &end);
  gtk_editable_set_position (text, position < 0 ? end : position);
  self->rewriting = FALSE;
}

static gboolean
is_a_text (const char *inserted)
{
  return g_utf8_strlen (inserted, -1) > TEXT_LENGTH || strpbrk (inserted, "\r\n") != NULL;
}

static const char *
not_found_sentence (void)
{
  return _ ("No authentication key was found in what you pasted. Paste the text of the email, including the "
            "line with the key.");
}

static void
say_not_found (HwKeyField *self)
{
  hw_form_field_set_note (HW_FORM_FIELD (self), NULL);
  hw_field_set_error (HW_FIELD (self), not_found_sentence ());
}

/* What was said of a text before; not what the page says of the key. */
static void
say_nothing (HwKeyField *self)
{
  hw_form_field_set_note (HW_FORM_FIELD (self), NULL);
  if (g_strcmp0 (hw_field_get_error (HW_FIELD (self)), not_found_sentence ()) == 0)
    hw_field_set_error (HW_FIELD (self), NULL);
}

static void
take (HwKeyField *self, GtkEditable *text, const char *key, gboolean from_text)
{
  g_autoptr (HwSecretString) shown = hw_authentication_key_format (key);

  say_nothing (self);
  rewrite (self, text, shown, -1);
  if (from_text)
    hw_form_field_set_note (HW_FORM_FIELD (self), _ ("The authentication key was taken from the text."));
}

static void
on_insert_text (HwKeyField *self, const char *inserted, int length, int *position, GtkEditable *text)
{
  g_autoptr (HwSecretString) whole = NULL;
  g_autoptr (HwSecretString) key = NULL;

  if (self->rewriting || hw_form_field_is_composing (HW_FORM_FIELD (self)))
    return;
  whole = length < 0 ? g_strdup (inserted) : g_strndup (inserted, (gsize) length);
  say_nothing (self);
  key = hw_authentication_key_find (whole);
  if (key == NULL && !is_a_text (whole))
    return;

  g_signal_stop_emission_by_name (text, "insert-text");
  if (key == NULL)
    {
      say_not_found (self);
      return;
    }
  take (self, text, key, is_a_text (whole));
  *position = gtk_editable_get_position (text);
}

/* Half-width and upper case, character by character, so that the caret stays where it is. */
static char *
tidy (const char *typed)
{
  char *tidied = hw_half_width (typed, NULL);

  for (char *p = tidied; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
  return tidied;
}

static void
on_changed (HwKeyField *self)
{
  GtkEditable *text = hw_form_field_get_editable (HW_FORM_FIELD (self));
  g_autoptr (HwSecretString) tidied = NULL;

  if (self->rewriting || hw_form_field_is_composing (HW_FORM_FIELD (self)))
    return;
  tidied = tidy (gtk_editable_get_text (text));
  if (strcmp (tidied, gtk_editable_get_text (text)) != 0)
    rewrite (self, text, tidied, gtk_editable_get_position (text));
}

static gboolean
tidy_composed (gpointer data)
{
  HwKeyField *self = data;

  self->composed_source = 0;
  on_changed (self);
  return G_SOURCE_REMOVE;
}

/* GtkText says so before it has put its composition away itself, and does not stand a change of the text
 * until then. */
static void
on_preedit_changed (HwKeyField *self)
{
  if (self->composed_source == 0)
    self->composed_source = g_idle_add_full (G_PRIORITY_HIGH, tidy_composed, self, NULL);
}

static GtkWidget *
hw_key_field_create_entry (HwFormField *field)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();
  GtkWidget *entry = gtk_entry_new_with_buffer (buffer);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI
                                                  | GTK_INPUT_HINT_UPPERCASE_CHARS | GTK_INPUT_HINT_PRIVATE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE); /* its history would keep copies */
  gtk_widget_add_css_class (entry, "hw-key");
  /* Or digits alone would be taken for Japanese, and have another font than letters. */
  pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string ("en")));
  gtk_entry_set_attributes (GTK_ENTRY (entry), attributes);
  return entry;
}

static void
hw_key_field_constructed (GObject *object)
{
  HwKeyField *self = HW_KEY_FIELD (object);
  GtkEditable *text;
  g_autofree char *support = NULL;

  G_OBJECT_CLASS (hw_key_field_parent_class)->constructed (object);

  support = g_strdup_printf (
    _ ("10 half-width letters and digits (example: %s). You can also paste the whole text of the email."),
    HW_KEY_FIELD_EXAMPLE);
  hw_form_field_set_support_text (HW_FORM_FIELD (self), support);

  text = hw_form_field_get_editable (HW_FORM_FIELD (self));
  g_signal_connect_object (text, "insert-text", G_CALLBACK (on_insert_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "preedit-changed", G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
}

static void
hw_key_field_dispose (GObject *object)
{
  g_clear_handle_id (&HW_KEY_FIELD (object)->composed_source, g_source_remove);

  G_OBJECT_CLASS (hw_key_field_parent_class)->dispose (object);
}

static void
hw_key_field_class_init (HwKeyFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_key_field_dispose;
  G_OBJECT_CLASS (klass)->constructed = hw_key_field_constructed;
  HW_FORM_FIELD_CLASS (klass)->create_entry = hw_key_field_create_entry;
}

static void
hw_key_field_init (HwKeyField *self)
{
}

char *
hw_key_field_get_key (HwKeyField *self)
{
  g_return_val_if_fail (HW_IS_KEY_FIELD (self), NULL);
  return hw_authentication_key_normalize (hw_form_field_get_text (HW_FORM_FIELD (self)));
}

void
hw_key_field_take (HwKeyField *self, const char *text)
{
  g_autoptr (HwSecretString) key = NULL;

  g_return_if_fail (HW_IS_KEY_FIELD (self));
  g_return_if_fail (text != NULL);

  key = hw_authentication_key_find (text);
  if (key != NULL)
    take (self, hw_form_field_get_editable (HW_FORM_FIELD (self)), key, TRUE);
  else
    say_not_found (self);
}
