/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-stored-list.h"
#include "app/hw-error-sentence.h"
#include "app/hw-startup.h"
#include "app/widgets/hw-busy-button.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-notice-bar.h"
#include "app/widgets/hw-text.h"
#include "client/hw-server-url.h"
#include "contract/hw-instant.h"
#include <glib/gi18n.h>

#define ITEM_KEY "hw-stored-credential"

struct _HwStoredList
{
  GtkBox parent_instance;
  HwCredentialStore *store;
  GtkWidget *heading;
  GtkWidget *status; /* HwNoticeBar */
  GtkBox *rows;
  GtkWidget *delete_all;
  guint deleting;
  gboolean all;  /* is being deleted, also what cannot be read */
  gboolean said; /* what came of deleting */
};

G_DEFINE_FINAL_TYPE (HwStoredList, hw_stored_list, GTK_TYPE_BOX)

static void delete_item (HwStoredList *self, HwStoredCredential *item);

static void
on_delete (HwBusyButton *button, HwStoredList *self)
{
  if (self->deleting > 0 || self->all)
    return;
  hw_busy_button_set_busy (button, TRUE);
  delete_item (self, g_object_get_data (G_OBJECT (button), ITEM_KEY));
}

static void
append_text (GtkWidget *row, const char *text, const char *style)
{
  GtkWidget *label = hw_text_new (text);

  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (row), label);
}

/* Returns: (transfer full) */
static char *
describe (const HwStoredCredential *item)
{
  const HwEstablishment *establishment = item->establishment;

  if (item->kind == HW_CREDENTIAL_REGISTRATION)
    return g_strdup (item->purpose == HW_PURPOSE_FIRST ? _ ("Unfinished password registration")
                                                       : _ ("Unfinished password re-registration"));
  if (establishment == NULL)
    return g_strdup (_ ("Login"));
  /* Translators: a kept login; the establishment's name and number. */
  return g_strdup_printf (_ ("Login for %s (%s)"), establishment->name, establishment->number);
}

static GtkWidget *
new_row (HwStoredList *self, HwStoredCredential *item)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4, NULL);
  GtkWidget *button = hw_busy_button_new (_ ("Delete"));
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *title = describe (item);
  g_autofree char *name = hw_server_url_display (item->server);
  g_autofree char *server = g_strdup_printf (_ ("Server: %s"), name != NULL ? name : item->server);
  g_autofree char *end = hw_instant_format_minute (item->expires_at, zone, hw_startup_get_language ());
  g_autofree char *good_until = g_strdup_printf (_ ("Valid until: %s"), end);
  g_autofree char *description = g_strdup_printf ("%s %s", title, item->email);

  gtk_widget_add_css_class (row, "hw-card");
  append_text (row, title, "hw-fact-value");
  append_text (row, item->email, "hw-support");
  append_text (row, server, "hw-support");
  append_text (row, good_until, "hw-support");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 8);
  gtk_widget_add_css_class (button, "hw-secondary");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), ITEM_KEY, hw_stored_credential_ref (item),
                          (GDestroyNotify) hw_stored_credential_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_delete), self, 0);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static void
say (HwStoredList *self, HwNoticeKind kind, const char *sentence)
{
  hw_notice_bar_set_kind (HW_NOTICE_BAR (self->status), kind);
  hw_notice_bar_set_text (HW_NOTICE_BAR (self->status), sentence);
}

static void
say_error (HwStoredList *self, const GError *error)
{
  g_autofree char *sentence = hw_error_sentence (error, NULL);

  say (self, HW_NOTICE_FAULT, sentence);
}

/* The button that was pressed goes: the focus moves to what is left to press, or to the heading. */
static void
restore_focus (HwStoredList *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  gtk_widget_grab_focus (row != NULL ? gtk_widget_get_last_child (row) : self->heading);
}

static gboolean
has_focus (HwStoredList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
show_items (HwStoredList *self, GPtrArray *items)
{
  gboolean focused = has_focus (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  for (guint i = 0; i < items->len; i++)
    gtk_box_append (self->rows, new_row (self, g_ptr_array_index (items, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->rows), items->len > 0);
  gtk_widget_set_visible (self->delete_all,
                          items->len > 1 || hw_credential_store_get_has_unreadable (self->store));
  hw_busy_button_set_busy (HW_BUSY_BUTTON (self->delete_all), FALSE);
  if (focused)
    restore_focus (self);
}

/* (nullable): what to say about what is there */
static const char *
describe_state (HwStoredList *self, guint n_items)
{
  gboolean unreadable = hw_credential_store_get_has_unreadable (self->store);

  if (unreadable && self->all)
    return _ ("Data that cannot be read could not be deleted. Delete it in the app that manages this "
              "computer’s keyring.");
  if (self->said)
    return NULL;
  if (unreadable)
    return _ ("Some saved data cannot be read. “Delete all saved data” deletes it, too.");
  return n_items == 0 ? _ ("Nothing is saved in the keyring.") : "";
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwStoredList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
    hw_credential_store_load_finish (HW_CREDENTIAL_STORE (source), result, &error);
  const char *state;

  if (items == NULL)
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      show_items (self, none);
      say_error (self, error);
      return;
    }
  show_items (self, items);
  state = describe_state (self, items->len);
  if (state != NULL)
    say (self, HW_NOTICE_INFORMATION, *state != '\0' ? state : NULL);
  self->all = FALSE;
}

static void
load (HwStoredList *self)
{
  hw_credential_store_load_async (self->store, NULL, NULL, on_loaded, g_object_ref (self));
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwStoredList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (hw_credential_store_clear_finish (HW_CREDENTIAL_STORE (source), result, &error))
    say (self, HW_NOTICE_DONE, _ ("Deleted from the keyring."));
  else
    say_error (self, error);
  self->said = TRUE;
  load (self);
}

/* What was listed is deleted: now the rest of it, or what there is now. */
static void
go_on (HwStoredList *self)
{
  if (self->all)
    hw_credential_store_clear_async (self->store, NULL, on_cleared, g_object_ref (self));
  else
    load (self);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwStoredList) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean deleted = hw_credential_store_remove_finish (HW_CREDENTIAL_STORE (source), result, &error);

  if (deleted)
    say (self, HW_NOTICE_DONE, _ ("Deleted from the keyring."));
  else
    say_error (self, error);
  self->said = TRUE;
  self->deleting--;
  if (self->deleting == 0)
    go_on (self);
}

static void
delete_item (HwStoredList *self, HwStoredCredential *item)
{
  self->deleting++;
  hw_credential_store_remove_async (self->store, item, NULL, on_deleted, g_object_ref (self));
}

static void
on_delete_all (HwStoredList *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  if (self->deleting > 0 || self->all)
    return;
  self->all = TRUE;
  hw_busy_button_set_busy (HW_BUSY_BUTTON (self->delete_all), TRUE);
  if (row == NULL)
    go_on (self);
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    delete_item (self, g_object_get_data (G_OBJECT (gtk_widget_get_last_child (row)), ITEM_KEY));
}

static void
hw_stored_list_dispose (GObject *object)
{
  g_clear_object (&HW_STORED_LIST (object)->store);

  G_OBJECT_CLASS (hw_stored_list_parent_class)->dispose (object);
}

static void
hw_stored_list_class_init (HwStoredListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_stored_list_dispose;
}

static void
hw_stored_list_init (HwStoredList *self)
{
  GtkBox *box = GTK_BOX (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (box, 16);
  self->heading =
    g_object_new (HW_TYPE_HEADING, "level", 2, "label", _ ("Data saved on this computer"), NULL);
  gtk_box_append (box, self->heading);
  gtk_box_append (
    box,
    hw_text_new (
      _ ("In the keyring (this computer’s protected store), the app saves only unfinished registrations, and "
         "logins for which “Stay logged in” was ticked. Your password and authentication keys are never "
         "saved. The server’s address and the window’s size are saved in the app’s settings.")));
  gtk_box_append (box, hw_text_new (_ ("If you delete saved data, you will have to log in again, or start "
                                       "the registration again, the next time you open the app.")));
  self->status = hw_notice_bar_new (_ ("Checking the keyring…"));
  gtk_box_append (box, self->status);
  self->rows =
    GTK_BOX (g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, "orientation",
                           GTK_ORIENTATION_VERTICAL, "spacing", 12, "visible", FALSE, NULL));
  gtk_box_append (box, GTK_WIDGET (self->rows));
  self->delete_all = hw_busy_button_new (_ ("Delete all saved data"));
  gtk_widget_set_visible (self->delete_all, FALSE);
  gtk_widget_set_halign (self->delete_all, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->delete_all, "hw-secondary");
  g_signal_connect_object (self->delete_all, "clicked", G_CALLBACK (on_delete_all), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, self->delete_all);
}

GtkWidget *
hw_stored_list_new (HwCredentialStore *store)
{
  HwStoredList *self = g_object_new (HW_TYPE_STORED_LIST, NULL);

  self->store = store != NULL ? g_object_ref (store) : hw_credential_store_new ();
  load (self);
  return GTK_WIDGET (self);
}
