/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-unfinished-list.h"
#include "app/hw-error-sentence.h"
#include "app/widgets/hw-notice-bar.h"
#include <glib/gi18n.h>

struct _HwUnfinishedList
{
  GtkBox parent_instance;
  HwPage *page; /* not owned: we are in it */
  GListModel *registrations;
};

G_DEFINE_FINAL_TYPE (HwUnfinishedList, hw_unfinished_list, GTK_TYPE_BOX)

#define REGISTRATION_KEY "hw-registration"

/* Takes no room while there is nothing unfinished. */
static void
update_visible (HwUnfinishedList *self)
{
  gboolean any = FALSE;

  for (GtkWidget *bar = gtk_widget_get_first_child (GTK_WIDGET (self)); bar != NULL && !any;
       bar = gtk_widget_get_next_sibling (bar))
    any = gtk_widget_get_visible (bar);
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

static HwRegistration *
get_registration (GtkWidget *bar)
{
  return g_object_get_data (G_OBJECT (bar), REGISTRATION_KEY);
}

/* The window was gone before the answer came. Returns: (transfer full) */
static char *
describe_completed (HwRegistration *registration)
{
  const char *email = hw_registration_get_email (registration);

  return hw_registration_get_purpose (registration) == HW_PURPOSE_FIRST
           ? g_strdup_printf (_ ("The password registration is complete (%s)."), email)
           : g_strdup_printf (_ ("The password re-registration is complete (%s)."), email);
}

static void
update_bar (GtkWidget *bar)
{
  HwRegistration *registration = get_registration (bar);
  int minutes = hw_wait_minutes (hw_registration_get_seconds_left (registration));
  const char *email = hw_registration_get_email (registration);
  const char *format =
    hw_registration_get_purpose (registration) == HW_PURPOSE_FIRST
      ? ngettext (
        "A password registration is unfinished (%s, about %d minute left). Do you want to continue?",
        "A password registration is unfinished (%s, about %d minutes left). Do you want to continue?",
        minutes)
      : ngettext (
        "A password re-registration is unfinished (%s, about %d minute left). Do you want to continue?",
        "A password re-registration is unfinished (%s, about %d minutes left). Do you want to continue?",
        minutes);
  g_autofree char *text = NULL;

  if (hw_registration_get_stage (registration) == HW_STAGE_AWAITING_KEY)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      text = g_strdup_printf (format, email, minutes);
#pragma GCC diagnostic pop
    }
  else if (hw_registration_get_stage (registration) == HW_STAGE_COMPLETED)
    text = describe_completed (registration);
  if (g_strcmp0 (text, hw_notice_bar_get_text (HW_NOTICE_BAR (bar))) != 0)
    hw_notice_bar_set_text (HW_NOTICE_BAR (bar), text);
  if (gtk_widget_get_parent (bar) != NULL)
    update_visible (HW_UNFINISHED_LIST (gtk_widget_get_parent (bar)));
}

static void
on_continue (GtkButton *button, GtkWidget *bar)
{
  HwUnfinishedList *self = HW_UNFINISHED_LIST (gtk_widget_get_ancestor (bar, HW_TYPE_UNFINISHED_LIST));

  g_autoptr (HwRegistration) registration = g_object_ref (get_registration (bar));
  HwContext *context = hw_page_get_context (self->page);

  hw_context_set_registration (context, registration);
  if (hw_registration_get_stage (registration) == HW_STAGE_COMPLETED)
    {
      hw_context_set_login_email (context, hw_registration_get_email (registration));
      hw_client_dismiss_registration (hw_context_get_client (context), registration);
    }
  hw_page_go (self->page, HW_EXIT_RESUME);
}

static void
on_given_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwPage) page = user_data;
  g_autoptr (GError) error = NULL;

  hw_registration_give_up_finish (HW_REGISTRATION (source), result, &error);
  hw_page_end (page, error);
}

static void
on_give_up (GtkButton *button, GtkWidget *bar)
{
  HwUnfinishedList *self = HW_UNFINISHED_LIST (gtk_widget_get_ancestor (bar, HW_TYPE_UNFINISHED_LIST));

  if (hw_page_get_busy (self->page))
    return;
  hw_registration_give_up_async (get_registration (bar), hw_page_begin (self->page, HW_BUSY_BUTTON (button)),
                                 on_given_up, g_object_ref (self->page));
}

static GtkWidget *
new_bar (HwRegistration *registration)
{
  GtkWidget *bar = hw_notice_bar_new (NULL);
  gboolean completed = hw_registration_get_stage (registration) == HW_STAGE_COMPLETED;
  GtkWidget *go_on =
    hw_busy_button_new (completed ? _ ("Continue to the login") : _ ("Continue the registration"));
  GtkWidget *give_up = completed ? NULL : hw_busy_button_new (_ ("Cancel the registration"));

  g_object_set_data_full (G_OBJECT (bar), REGISTRATION_KEY, g_object_ref (registration), g_object_unref);
  gtk_widget_add_css_class (go_on, "hw-primary");
  g_signal_connect_object (go_on, "clicked", G_CALLBACK (on_continue), bar, 0);
  hw_notice_bar_add_button (HW_NOTICE_BAR (bar), go_on);
  if (give_up != NULL)
    {
      gtk_widget_add_css_class (give_up, "hw-secondary");
      g_signal_connect_object (give_up, "clicked", G_CALLBACK (on_give_up), bar, 0);
      hw_notice_bar_add_button (HW_NOTICE_BAR (bar), give_up);
    }
  g_signal_connect_object (registration, "notify::seconds-left", G_CALLBACK (update_bar), bar,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (registration, "notify::stage", G_CALLBACK (update_bar), bar, G_CONNECT_SWAPPED);
  update_bar (bar);
  return bar;
}

static void
on_items_changed (HwUnfinishedList *self, guint position, guint removed, guint added)
{
  GtkWidget *before = NULL;
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; i < position; i++)
    {
      before = child;
      child = gtk_widget_get_next_sibling (child);
    }
  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (GTK_BOX (self), child);
      child = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (HwRegistration) registration = g_list_model_get_item (self->registrations, position + i);
      GtkWidget *bar = new_bar (registration);

      gtk_box_insert_child_after (GTK_BOX (self), bar, before);
      before = bar;
    }
  update_visible (self);
}

static void
hw_unfinished_list_dispose (GObject *object)
{
  HwUnfinishedList *self = HW_UNFINISHED_LIST (object);

  if (self->registrations != NULL)
    g_signal_handlers_disconnect_by_data (self->registrations, self);
  g_clear_object (&self->registrations);

  G_OBJECT_CLASS (hw_unfinished_list_parent_class)->dispose (object);
}

static void
hw_unfinished_list_class_init (HwUnfinishedListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_unfinished_list_dispose;
}

static void
hw_unfinished_list_init (HwUnfinishedList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
hw_unfinished_list_attach (HwUnfinishedList *self, HwPage *page)
{
  g_return_if_fail (HW_IS_UNFINISHED_LIST (self));

  if (self->page == page)
    return;
  g_assert (self->page == NULL);
  self->page = page;
  self->registrations =
    g_object_ref (hw_client_get_registrations (hw_context_get_client (hw_page_get_context (page))));
  g_signal_connect_object (self->registrations, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (self->registrations));
}
