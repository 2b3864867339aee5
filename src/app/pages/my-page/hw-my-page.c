/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/my-page/hw-my-page.h"
#include "app/hw-startup.h"
#include "app/hw-unfinished-list.h"
#include "app/pages/my-page/hw-establishment-switcher.h"
#include "app/pages/my-page/hw-menu-list.h"
#include "app/pages/my-page/hw-password-change-form.h"
#include "app/pages/my-page/hw-session-list.h"
#include "app/widgets/hw-facts.h"
#include "app/widgets/hw-heading.h"
#include "contract/hw-instant.h"
#include <glib/gi18n.h>

#define NOT_TOLD                                                                                          \
  N_ ("You have logged out on this computer. The server could not be reached, so the login stays on the " \
      "server until it expires.")

struct _HwMyPage
{
  HwPage parent_instance;
  HwUnfinishedList *unfinished;
  HwFacts *facts;
  HwBusyButton *log_out;
  HwBusyButton *reload;
  GtkWidget *menu_section;
  HwMenuList *menu;
  HwEstablishmentSwitcher *switcher;
  HwBusyButton *log_out_all;
  HwPasswordChangeForm *password_form;
  GtkWidget *sessions_section;
  HwSessionList *sessions;

  HwSession *session;    /* (nullable) until entered */
  GCancellable *loading; /* (nullable): of what is shown, not of what the person asked for */
  gboolean attached;
};

G_DEFINE_FINAL_TYPE (HwMyPage, hw_my_page, HW_TYPE_PAGE)

static HwClient *
get_client (HwMyPage *self)
{
  return hw_context_get_client (hw_page_get_context (HW_PAGE (self)));
}

/*
 * What is shown.
 */

static void
show_account (HwMyPage *self, const HwAccountSummary *account)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  HwLanguage language = hw_startup_get_language ();
  g_autofree char *opened = NULL;
  g_autofree char *last_login = NULL;

  if (account != NULL)
    {
      opened = hw_instant_format_minute (account->opened_at, zone, language);
      last_login = account->last_login_at != 0
                     ? hw_instant_format_minute (account->last_login_at, zone, language)
                     : g_strdup (_ ("This is your first login"));
    }
  hw_facts_set (self->facts, _ ("Account (email address)"), hw_session_get_email (self->session));
  hw_facts_set (self->facts, _ ("My Page opened"), opened);
  hw_facts_set (self->facts, _ ("Last login"), last_login);
}

static void
show_establishment (HwMyPage *self)
{
  g_autofree char *text = hw_establishment_switcher_describe (self->session);

  hw_page_set_subject (HW_PAGE (self), text);
}

static void
show_menu (HwMyPage *self, GPtrArray *menu)
{
  hw_menu_list_set_entries (self->menu, menu);
  gtk_widget_set_visible (self->menu_section, menu != NULL && menu->len > 0);
}

static void
show_sessions (HwMyPage *self, GPtrArray *sessions)
{
  hw_session_list_set_entries (self->sessions, sessions);
  gtk_widget_set_visible (self->sessions_section, sessions != NULL && sessions->len > 0);
}

/*
 * Loading.
 */

static void
end_loading (HwMyPage *self)
{
  g_clear_object (&self->loading);
  hw_busy_button_set_busy (self->reload, FALSE);
  hw_page_set_status (HW_PAGE (self), NULL);
}

/* Takes over what went wrong; TRUE where it did, and @self has nothing more to do with the answer. */
static gboolean
has_failed (HwMyPage *self, const GError *error)
{
  if (error == NULL)
    return FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE; /* another load, or another page, has taken its place */
  end_loading (self);
  gtk_widget_set_visible (GTK_WIDGET (self->reload), TRUE);
  if (!HW_PAGE_GET_CLASS (self)->handle_error (HW_PAGE (self), error))
    hw_page_show_error (HW_PAGE (self), error);
  return TRUE;
}

static void
on_sessions (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwMyPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions = hw_session_list_finish (HW_SESSION (source), result, &error);

  if (has_failed (self, error))
    return;
  end_loading (self);
  show_sessions (self, sessions);
}

static void
on_home (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwMyPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HwHome) home = hw_session_get_home_finish (HW_SESSION (source), result, &error);

  if (has_failed (self, error))
    return;
  show_establishment (self);
  show_account (self, home->account);
  show_menu (self, home->menu);
  hw_session_list_async (self->session, self->loading, on_sessions, g_object_ref (self));
}

static void
stop_loading (HwMyPage *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  end_loading (self);
}

static void
load (HwMyPage *self)
{
  if (hw_page_get_busy (HW_PAGE (self)) || self->session == NULL)
    return;
  stop_loading (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->reload)))
    hw_page_clear_errors (HW_PAGE (self));
  hw_busy_button_set_busy (self->reload, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->reload), FALSE);
  hw_page_set_status (HW_PAGE (self), _ ("Loading…"));
  self->loading = g_cancellable_new ();
  hw_session_get_home_async (self->session, self->loading, on_home, g_object_ref (self));
}

static void
show_session (HwMyPage *self, HwSession *session)
{
  g_set_object (&self->session, session);
  hw_password_change_form_clear (self->password_form);
  show_establishment (self);
  show_account (self, NULL);
  show_menu (self, NULL);
  show_sessions (self, NULL);
  load (self);
}

static void
hw_my_page_enter (HwPage *page)
{
  HwMyPage *self = HW_MY_PAGE (page);
  HwClient *client = get_client (self);

  hw_unfinished_list_attach (self->unfinished, page);
  if (!self->attached)
    {
      hw_establishment_switcher_set_client (self->switcher, client);
      g_object_bind_property (self->switcher, "visible", self->log_out_all, "visible", G_BINDING_SYNC_CREATE);
    }
  self->attached = TRUE;
  if (hw_client_get_session (client) != NULL)
    show_session (self, hw_client_get_session (client));
}

static void
on_chosen (HwMyPage *self, HwSession *session)
{
  if (hw_page_get_busy (HW_PAGE (self)))
    return;
  hw_client_set_session (get_client (self), session);
  hw_page_clear_errors (HW_PAGE (self));
  hw_page_set_notice (HW_PAGE (self), HW_NOTICE_INFORMATION, NULL);
  show_session (self, session);
}

static void
on_add (HwMyPage *self)
{
  hw_context_set_login_email (hw_page_get_context (HW_PAGE (self)), NULL);
  hw_page_go (HW_PAGE (self), HW_EXIT_LOG_IN);
}

/*
 * When the session is over.
 */

static void
go_to_login (HwMyPage *self, HwNoticeKind kind, const char *message)
{
  HwContext *context = hw_page_get_context (HW_PAGE (self));

  stop_loading (self);
  hw_password_change_form_clear (self->password_form);
  hw_context_set_login_email (context, hw_session_get_email (self->session));
  hw_context_leave_message (context, kind, message);
  hw_page_go (HW_PAGE (self), HW_EXIT_LOG_IN);
}

static gboolean
hw_my_page_handle_error (HwPage *page, const GError *error)
{
  if (!hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID))
    return FALSE;
  go_to_login (HW_MY_PAGE (page), HW_NOTICE_INFORMATION, _ ("You have been logged out. Log in again."));
  return TRUE;
}

static void
on_logged_out (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwMyPage) self = data;
  HwClient *client = get_client (self);
  g_autoptr (HwSession) other = g_list_model_get_item (hw_client_get_sessions (client), 0);
  gboolean told = hw_session_log_out_finish (HW_SESSION (source), result, NULL);
  const char *message = told ? _ ("You have logged out.") : _ (NOT_TOLD);
  HwNoticeKind kind = told ? HW_NOTICE_DONE : HW_NOTICE_INFORMATION;

  hw_page_end (HW_PAGE (self), NULL);
  if (other == NULL)
    {
      go_to_login (self, kind, message);
      return;
    }
  hw_client_set_session (client, other);
  hw_page_set_notice (HW_PAGE (self), kind, message);
  show_session (self, other);
}

static void
log_out (HwMyPage *self, HwBusyButton *button)
{
  if (hw_page_get_busy (HW_PAGE (self)))
    return;
  stop_loading (self);
  hw_session_log_out_async (self->session, hw_page_begin (HW_PAGE (self), button), on_logged_out,
                            g_object_ref (self));
}

static void
on_log_out (HwMyPage *self)
{
  log_out (self, self->log_out);
}

static void
on_logged_out_of_all (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwMyPage) self = data;
  gboolean told = hw_client_log_out_all_finish (HW_CLIENT (source), result, NULL);

  hw_page_end (HW_PAGE (self), NULL);
  go_to_login (self, told ? HW_NOTICE_DONE : HW_NOTICE_INFORMATION,
               told ? _ ("You have logged out of all establishments.") : _ (NOT_TOLD));
}

static void
on_log_out_all (HwMyPage *self)
{
  if (hw_page_get_busy (HW_PAGE (self)))
    return;
  stop_loading (self);
  hw_client_log_out_all_async (get_client (self), hw_page_begin (HW_PAGE (self), self->log_out_all),
                               on_logged_out_of_all, g_object_ref (self));
}

/*
 * What the person asks for.
 */

static void
on_session_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwMyPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ended = hw_session_end_other_finish (HW_SESSION (source), result, &error);

  hw_page_end (HW_PAGE (self), error);
  if (!ended)
    return;
  hw_page_toast (HW_PAGE (self), _ ("The device was logged out."));
  load (self);
}

static void
on_end_session (HwMyPage *self, const char *id, gboolean current, HwBusyButton *button)
{
  if (current)
    log_out (self, button);
  else if (!hw_page_get_busy (HW_PAGE (self)))
    hw_session_end_other_async (self->session, id, hw_page_begin (HW_PAGE (self), button), on_session_ended,
                                g_object_ref (self));
}

static void
on_password_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwMyPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean changed = hw_session_change_password_finish (HW_SESSION (source), result, &error);

  hw_page_end (HW_PAGE (self), error);
  if (!changed)
    return;
  hw_password_change_form_clear (self->password_form);
  hw_page_set_notice (HW_PAGE (self), HW_NOTICE_DONE,
                      _ ("The password was changed. All other devices were logged out."));
  hw_page_toast (HW_PAGE (self), _ ("The password was changed."));
  load (self);
}

static GError *
hw_my_page_check (HwPage *page)
{
  HwMyPage *self = HW_MY_PAGE (page);

  return hw_password_change_form_check (self->password_form, hw_session_get_email (self->session));
}

static void
on_change_password (HwMyPage *self)
{
  g_autoptr (GError) fault = NULL;

  if (hw_page_get_busy (HW_PAGE (self)))
    return;
  fault = hw_my_page_check (HW_PAGE (self));
  if (fault != NULL)
    {
      hw_page_show_error (HW_PAGE (self), fault);
      return;
    }
  hw_page_set_notice (HW_PAGE (self), HW_NOTICE_INFORMATION, NULL);
  hw_session_change_password_async (
    self->session, hw_password_change_form_get_current (self->password_form),
    hw_password_change_form_get_new (self->password_form),
    hw_page_begin (HW_PAGE (self), hw_password_change_form_get_button (self->password_form)),
    on_password_changed, g_object_ref (self));
}

/* The page is left: what is still loading is of no use any more. */
static void
hw_my_page_unroot (GtkWidget *widget)
{
  HwMyPage *self = HW_MY_PAGE (widget);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  GTK_WIDGET_CLASS (hw_my_page_parent_class)->unroot (widget);
}

static void
hw_my_page_dispose (GObject *object)
{
  HwMyPage *self = HW_MY_PAGE (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_MY_PAGE);

  G_OBJECT_CLASS (hw_my_page_parent_class)->dispose (object);
}

static void
hw_my_page_class_init (HwMyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_my_page_dispose;
  widget_class->unroot = hw_my_page_unroot;
  HW_PAGE_CLASS (klass)->enter = hw_my_page_enter;
  HW_PAGE_CLASS (klass)->check = hw_my_page_check;
  HW_PAGE_CLASS (klass)->handle_error = hw_my_page_handle_error;

  g_type_ensure (HW_TYPE_UNFINISHED_LIST);
  g_type_ensure (HW_TYPE_FACTS);
  g_type_ensure (HW_TYPE_HEADING);
  g_type_ensure (HW_TYPE_BUSY_BUTTON);
  g_type_ensure (HW_TYPE_MENU_LIST);
  g_type_ensure (HW_TYPE_ESTABLISHMENT_SWITCHER);
  g_type_ensure (HW_TYPE_PASSWORD_CHANGE_FORM);
  g_type_ensure (HW_TYPE_SESSION_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/my-page/hw-my-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, unfinished);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, facts);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, log_out);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, reload);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, menu_section);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, menu);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, log_out_all);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, password_form);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, sessions_section);
  gtk_widget_class_bind_template_child (widget_class, HwMyPage, sessions);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_log_out);
  gtk_widget_class_bind_template_callback (widget_class, on_log_out_all);
  gtk_widget_class_bind_template_callback (widget_class, on_end_session);
  gtk_widget_class_bind_template_callback (widget_class, on_change_password);
}

static void
hw_my_page_init (HwMyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
