/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-window.h"
#include "app/hw-document-window.h"
#include "app/hw-error-sentence.h"
#include "app/hw-settings.h"
#include "app/hw-startup.h"
#include "app/hw-toast.h"
#include "app/hw-window-width.h"
#include "app/pages/server/hw-server-page.h"
#include "app/widgets/hw-breadcrumb.h"
#include "app/widgets/hw-footer.h"
#include "app/widgets/hw-menu-focus.h"
#include "app/widgets/hw-menu-names.h"
#include "app/widgets/hw-notice-bar.h"
#include "app/widgets/hw-step-indicator.h"
#include "app/widgets/hw-text.h"
#include "app/widgets/hw-wrap-box.h"
#include "client/hw-server-url.h"
#include <glib/gi18n.h>

/* The first page waits this long for the keyring, to open on My Page at once where there is a session. */
#define KEYRING_GRACE_MS 300

struct _HwWindow
{
  AdwApplicationWindow parent_instance;
  GtkWidget *header_title;
  GtkWidget *back;
  GtkMenuButton *menu;
  GtkWidget *lock;
  GtkLabel *server;
  GtkWidget *server_box;
  GtkLabel *subject;
  AdwToastOverlay *toasts;
  GtkScrolledWindow *scroller;
  HwBreadcrumb *breadcrumb;
  HwStepIndicator *steps;
  HwNoticeBar *network_notice;
  HwNoticeBar *keyring_notice;
  AdwBin *host;
  HwFooter *footer;

  HwContext *context;        /* (nullable) until there is a server */
  HwFlow *flow;              /* (nullable) likewise */
  GCancellable *cancellable; /* of what runs for this server */
  guint first_page_timeout;
  guint late_sessions;
  guint width_idle;
  gboolean moved; /* the person has gone somewhere: the keyring's answer moves nothing any more */
  gboolean leaving;
};

G_DEFINE_FINAL_TYPE (HwWindow, hw_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_subject (HwWindow *self)
{
  HwPage *page = hw_window_get_page (self);
  const char *subject = page != NULL ? hw_page_get_subject (page) : NULL;

  gtk_label_set_label (self->subject, subject != NULL ? subject : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject), subject != NULL);
}

static void
show_page (HwWindow *self, HwPage *page)
{
  HwPage *former = hw_window_get_page (self);

  if (former != NULL)
    g_signal_handlers_disconnect_by_func (former, update_subject, self);
  adw_bin_set_child (self->host, GTK_WIDGET (page));
  g_signal_connect_object (page, "notify::subject", G_CALLBACK (update_subject), self, G_CONNECT_SWAPPED);
  update_subject (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  hw_page_enter (page);
}

static void
on_page_changed (HwWindow *self)
{
  guint current;
  g_autofree const char **steps = hw_flow_get_steps (self->flow, &current);

  hw_breadcrumb_set_current (self->breadcrumb, hw_flow_get_breadcrumb (self->flow));
  hw_step_indicator_set_steps (self->steps, steps, current);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", hw_flow_has_exit (self->flow, HW_EXIT_BACK));
  gtk_widget_set_visible (self->back, hw_flow_has_exit (self->flow, HW_EXIT_BACK));
  self->moved = self->moved || hw_flow_get_id (self->flow) != HW_PAGE_TOP;
  show_page (self, hw_flow_get_page (self->flow));
}

static void
on_notices_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  hw_context_load_notices_finish (HW_CONTEXT (source), result, NULL); /* without them there is no footer */
}

static void
show_first_page (HwWindow *self)
{
  GListModel *sessions = hw_client_get_sessions (hw_context_get_client (self->context));
  g_autoptr (HwSession) first = g_list_model_get_item (sessions, 0);

  g_clear_handle_id (&self->first_page_timeout, g_source_remove);
  if (first != NULL && !self->moved)
    {
      if (hw_client_get_session (hw_context_get_client (self->context)) == NULL)
        hw_client_set_session (hw_context_get_client (self->context), first);
      hw_context_load_notices_async (self->context, self->cancellable, on_notices_loaded, NULL);
      hw_flow_go_to (self->flow, HW_PAGE_MY_PAGE);
    }
  else if (hw_flow_get_page (self->flow) == NULL)
    hw_flow_go_to (self->flow, HW_PAGE_TOP);
}

static void
on_late_sessions (gpointer user_data)
{
  HwWindow *self = HW_WINDOW (user_data);

  self->late_sessions = 0;
  if (hw_flow_get_page (self->flow) != NULL && !self->moved)
    show_first_page (self);
}

/* A keyring that is slow, or is unlocked only now, gives its sessions late. They come one by one; the client
 * says which it takes for the one to show once all are there. */
static void
on_sessions_changed (HwWindow *self)
{
  if (self->late_sessions == 0)
    self->late_sessions = g_idle_add_once (on_late_sessions, self);
}

static void
on_first_page_timeout (gpointer user_data)
{
  HwWindow *self = HW_WINDOW (user_data);

  self->first_page_timeout = 0;
  show_first_page (self);
}

static void
on_client_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (hw_client_load_finish (HW_CLIENT (source), result, &error))
    show_first_page (HW_WINDOW (user_data));
  g_object_unref (user_data);
}

static void
on_notices_changed (HwWindow *self)
{
  hw_footer_set_notices (self->footer, hw_context_get_notices (self->context));
}

static void
on_keyring_changed (HwWindow *self)
{
  HwCredentialStore *store = hw_client_get_credential_store (hw_context_get_client (self->context));
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!hw_credential_store_get_available (store))
    {
      error = g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING, "");
      sentence = hw_error_sentence (error, NULL);
    }
  hw_notice_bar_set_text (self->keyring_notice, sentence);
}

/* Said, and nothing is blocked for it: the monitor may be wrong. */
static void
on_network_changed (HwWindow *self)
{
  const char *url = self->context != NULL ? hw_api_get_server_url (hw_context_get_api (self->context)) : NULL;
  gboolean offline = url != NULL && !hw_server_url_is_loopback (url)
                     && !g_network_monitor_get_network_available (g_network_monitor_get_default ());
  g_autoptr (GError) error = g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_OFFLINE, "");
  g_autofree char *sentence = offline ? hw_error_sentence (error, url) : NULL;

  hw_notice_bar_set_text (self->network_notice, sentence);
}

static void
close_server (HwWindow *self)
{
  g_clear_handle_id (&self->first_page_timeout, g_source_remove);
  g_clear_handle_id (&self->late_sessions, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->flow != NULL)
    g_signal_handlers_disconnect_by_data (self->flow, self);
  if (self->context != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->context, self);
      g_signal_handlers_disconnect_by_data (hw_context_get_api (self->context), self);
      g_signal_handlers_disconnect_by_data (
        hw_client_get_credential_store (hw_context_get_client (self->context)), self);
      g_signal_handlers_disconnect_by_data (hw_client_get_sessions (hw_context_get_client (self->context)),
                                            self);
    }
  g_clear_object (&self->flow);
  g_clear_object (&self->context);
}

static void
show_server_line (HwWindow *self, const char *url)
{
  g_autofree char *name = url != NULL ? hw_server_url_display (url) : NULL;
  g_autofree char *text = name != NULL ? g_strdup_printf (_ ("Server: %s"), name) : NULL;

  gtk_label_set_label (self->server, text != NULL ? text : "");
  gtk_widget_set_visible (self->server_box, url != NULL);
}

/* Not for the address's sake: only once the connection has proved to be encrypted. */
static void
update_lock (HwWindow *self)
{
  gtk_widget_set_visible (self->lock,
                          self->context != NULL && hw_api_get_encrypted (hw_context_get_api (self->context)));
}

static void
on_server_entered (HwPage *page, int exit, HwWindow *self)
{
  HwApplication *application = HW_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  hw_application_set_server_url (application, hw_server_page_get_url (HW_SERVER_PAGE (page)));
}

static void
ask_for_server (HwWindow *self)
{
  HwPage *page = HW_PAGE (hw_server_page_new ());

  g_signal_connect_object (page, "exit", G_CALLBACK (on_server_entered), self, 0);
  hw_breadcrumb_set_current (self->breadcrumb, NULL);
  hw_step_indicator_set_steps (self->steps, NULL, 0);
  hw_footer_set_notices (self->footer, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", FALSE);
  gtk_widget_set_visible (self->back, FALSE);
  show_page (self, page);
}

void
hw_window_set_server (HwWindow *self, const char *url)
{
  g_autoptr (HwClient) client = NULL;

  g_return_if_fail (HW_IS_WINDOW (self));

  close_server (self);
  show_server_line (self, url);
  update_lock (self);
  if (url == NULL)
    {
      on_network_changed (self);
      ask_for_server (self);
      return;
    }

  adw_bin_set_child (self->host, NULL);
  self->moved = FALSE;
  self->cancellable = g_cancellable_new ();
  client = hw_client_new (url, hw_startup_get_language ());
  self->context = hw_context_new (client);
  self->flow = hw_flow_new (self->context);
  g_signal_connect_object (self->flow, "page-changed", G_CALLBACK (on_page_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "notices-changed", G_CALLBACK (on_notices_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hw_client_get_api (client), "notify::encrypted", G_CALLBACK (update_lock), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hw_client_get_sessions (client), "items-changed", G_CALLBACK (on_sessions_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hw_client_get_credential_store (client), "notify::available",
                           G_CALLBACK (on_keyring_changed), self, G_CONNECT_SWAPPED);
  on_notices_changed (self);
  on_network_changed (self);
  on_keyring_changed (self);

  hw_client_load_async (client, self->cancellable, on_client_loaded, g_object_ref (self));
  self->first_page_timeout = g_timeout_add_once (KEYRING_GRACE_MS, on_first_page_timeout, self);
}

static void
action_top (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HwWindow *self = HW_WINDOW (widget);

  if (self->flow != NULL && hw_flow_get_page (self->flow) != NULL
      && hw_flow_has_exit (self->flow, HW_EXIT_TOP))
    hw_flow_take_exit (self->flow, HW_EXIT_TOP);
}

static void
action_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HwWindow *self = HW_WINDOW (widget);

  if (self->flow != NULL && hw_flow_get_page (self->flow) != NULL)
    hw_flow_take_exit (self->flow, HW_EXIT_BACK);
}

static void
action_toast (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hw_toast_show (HW_WINDOW (widget)->toasts, g_variant_get_string (parameter, NULL));
}

static void
action_show_document (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HwWindow *self = HW_WINDOW (widget);

  if (self->context != NULL)
    hw_document_window_open (GTK_WINDOW (self), hw_context_get_api (self->context),
                             g_variant_get_string (parameter, NULL), self->cancellable);
}

static void
save_size (HwWindow *self)
{
  HwApplication *application = HW_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  GSettings *settings = application != NULL ? hw_application_get_settings (application) : NULL;
  int width, height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, HW_SETTING_WINDOW_WIDTH, width);
  g_settings_set_int (settings, HW_SETTING_WINDOW_HEIGHT, height);
  g_settings_set_boolean (settings, HW_SETTING_WINDOW_MAXIMIZED, gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
on_leave (gpointer object)
{
  HwWindow *self = HW_WINDOW (object);

  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self)); /* does nothing while the window is being asked to close */
}

static gboolean
hw_window_close_request (GtkWindow *window)
{
  HwWindow *self = HW_WINDOW (window);
  HwPage *page = hw_window_get_page (self);

  if (!self->leaving && page != NULL)
    hw_page_ask_leave (page, on_leave, self);
  if (!self->leaving && page != NULL)
    return GDK_EVENT_STOP; /* on_leave() closes again */
  save_size (self);
  return GTK_WINDOW_CLASS (hw_window_parent_class)->close_request (window);
}

static gboolean
on_width_changed (gpointer user_data)
{
  HwWindow *self = HW_WINDOW (user_data);

  self->width_idle = 0;
  hw_window_width_apply (GTK_WIDGET (self), self->header_title, gtk_widget_get_width (GTK_WIDGET (self)));
  return G_SOURCE_REMOVE;
}

static void
hw_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HwWindow *self = HW_WINDOW (widget);

  GTK_WIDGET_CLASS (hw_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->width_idle == 0) /* styles must not change while sizes are given out */
    self->width_idle = g_idle_add_full (GTK_PRIORITY_RESIZE, on_width_changed, self, NULL);
}

static void
hw_window_dispose (GObject *object)
{
  HwWindow *self = HW_WINDOW (object);

  g_clear_handle_id (&self->width_idle, g_source_remove);
  close_server (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_WINDOW);

  G_OBJECT_CLASS (hw_window_parent_class)->dispose (object);
}

static void
hw_window_class_init (HwWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_window_dispose;
  widget_class->size_allocate = hw_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = hw_window_close_request;

  gtk_widget_class_install_action (widget_class, "win.top", NULL, action_top);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, action_back);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", action_toast);
  gtk_widget_class_install_action (widget_class, "win.show-document", "s", action_show_document);

  g_type_ensure (HW_TYPE_BREADCRUMB);
  g_type_ensure (HW_TYPE_WRAP_BOX);
  g_type_ensure (HW_TYPE_STEP_INDICATOR);
  g_type_ensure (HW_TYPE_NOTICE_BAR);
  g_type_ensure (HW_TYPE_FOOTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hellowork_mypage/MyPage/hw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HwWindow, header_title);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, back);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, lock);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, server);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, server_box);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, breadcrumb);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, network_notice);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, keyring_notice);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, host);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, footer);
}

static void
hw_window_init (HwWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hw_text_wrap_all (GTK_WIDGET (self));
  hw_menu_focus_give_back (self->menu);
  hw_menu_names_say (self->menu);
  g_signal_connect_object (g_network_monitor_get_default (), "notify::network-available",
                           G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
}

HwWindow *
hw_window_new (HwApplication *application)
{
  HwWindow *self = g_object_new (HW_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = hw_application_get_settings (application);

  if (settings != NULL && g_settings_get_int (settings, HW_SETTING_WINDOW_WIDTH) > 0
      && g_settings_get_int (settings, HW_SETTING_WINDOW_HEIGHT) > 0)
    gtk_window_set_default_size (
      GTK_WINDOW (self), g_settings_get_int (settings, HW_SETTING_WINDOW_WIDTH),
      hw_window_width_fit_height (g_settings_get_int (settings, HW_SETTING_WINDOW_HEIGHT)));
  if (settings != NULL && g_settings_get_boolean (settings, HW_SETTING_WINDOW_MAXIMIZED))
    gtk_window_maximize (GTK_WINDOW (self));
  return self;
}

HwFlow *
hw_window_get_flow (HwWindow *self)
{
  g_return_val_if_fail (HW_IS_WINDOW (self), NULL);
  return self->flow;
}

HwPage *
hw_window_get_page (HwWindow *self)
{
  g_return_val_if_fail (HW_IS_WINDOW (self), NULL);
  return HW_PAGE (adw_bin_get_child (self->host));
}
