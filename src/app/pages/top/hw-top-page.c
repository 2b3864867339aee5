/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/top/hw-top-page.h"
#include "app/hw-browser.h"
#include "app/hw-error-sentence.h"
#include "app/hw-unfinished-list.h"
#include "app/pages/top/hw-notice-list.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-waiting.h"
#include <glib/gi18n.h>

struct _HwTopPage
{
  HwPage parent_instance;
  HwUnfinishedList *unfinished;
  HwWaiting *waiting;
  HwNoticeList *operator_notices;
  HwNoticeList *news;
  HwNoticeList *links;
  GCancellable *loading; /* (nullable): not a request of the person's: the page is not busy for it */
  gboolean watching;
};

G_DEFINE_FINAL_TYPE (HwTopPage, hw_top_page, HW_TYPE_PAGE)

static void
on_notices_changed (HwTopPage *self)
{
  const HwNotices *notices = hw_context_get_notices (hw_page_get_context (HW_PAGE (self)));

  if (notices == NULL)
    return;
  hw_waiting_stop (self->waiting);
  hw_notice_list_set_items (self->operator_notices, notices->operator_notices,
                            _ ("More notices from the site’s operator"), notices->more_operator_notices_url);
  hw_notice_list_set_items (self->news, notices->news, _ ("More news and notices"), notices->more_news_url);
  hw_notice_list_set_items (self->links, notices->links, NULL, NULL);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwTopPage) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->loading);
  if (hw_context_load_notices_finish (HW_CONTEXT (source), result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || hw_context_get_notices (HW_CONTEXT (source)) != NULL || self->waiting == NULL)
    return;
  /* What is wrong belongs on top; that there is no connection stands there already. */
  if (!g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_OFFLINE))
    gtk_box_reorder_child_after (GTK_BOX (hw_page_get_body (HW_PAGE (self))), GTK_WIDGET (self->waiting),
                                 GTK_WIDGET (self->unfinished));
  hw_waiting_fail (self->waiting, error, hw_api_get_server_url (hw_context_get_api (HW_CONTEXT (source))));
}

static void
load (HwTopPage *self)
{
  if (self->loading != NULL)
    return;
  if (hw_context_get_notices (hw_page_get_context (HW_PAGE (self))) == NULL)
    hw_waiting_start (self->waiting);
  self->loading = g_cancellable_new ();
  hw_context_load_notices_async (hw_page_get_context (HW_PAGE (self)), self->loading, on_loaded,
                                 g_object_ref (self));
}

static void
hw_top_page_enter (HwPage *page)
{
  HwTopPage *self = HW_TOP_PAGE (page);

  if (!self->watching)
    g_signal_connect_object (hw_page_get_context (page), "notices-changed", G_CALLBACK (on_notices_changed),
                             self, G_CONNECT_SWAPPED);
  self->watching = TRUE;
  hw_unfinished_list_attach (self->unfinished, page);
  on_notices_changed (self);
  load (self);
}

/* The login for the establishment shown last may have ended while another's lives: that one is shown, with
 * the switcher and the way to the login, which are My Page's. */
static void
on_log_in (HwTopPage *self)
{
  HwContext *context = hw_page_get_context (HW_PAGE (self));
  HwClient *client = hw_context_get_client (context);
  g_autoptr (HwSession) other = g_list_model_get_item (hw_client_get_sessions (client), 0);

  if (hw_client_get_session (client) == NULL && other != NULL)
    {
      hw_client_set_session (client, other);
      hw_context_leave_message (context, HW_NOTICE_INFORMATION,
                                _ ("You are still logged in to this establishment. To log in to "
                                   "another one, press “Add another establishment”."));
    }
  hw_page_go (HW_PAGE (self), hw_client_get_session (client) != NULL ? HW_EXIT_MY_PAGE : HW_EXIT_LOG_IN);
}

static void
on_provisional (HwTopPage *self)
{
  const HwNotices *notices = hw_context_get_notices (hw_page_get_context (HW_PAGE (self)));

  if (notices != NULL)
    hw_browser_open (GTK_WIDGET (self), notices->provisional_registration_url);
  else
    hw_page_toast (HW_PAGE (self), _ ("The server has not answered yet. Try again later."));
}

static void
on_register (HwTopPage *self)
{
  hw_page_go (HW_PAGE (self), HW_EXIT_REGISTER);
}

static void
hw_top_page_dispose (GObject *object)
{
  HwTopPage *self = HW_TOP_PAGE (object);

  g_cancellable_cancel (self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_TOP_PAGE);

  G_OBJECT_CLASS (hw_top_page_parent_class)->dispose (object);
}

static void
hw_top_page_class_init (HwTopPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_top_page_dispose;
  HW_PAGE_CLASS (klass)->enter = hw_top_page_enter;

  g_type_ensure (HW_TYPE_UNFINISHED_LIST);
  g_type_ensure (HW_TYPE_NOTICE_LIST);
  g_type_ensure (HW_TYPE_WAITING);
  g_type_ensure (HW_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hellowork_mypage/MyPage/pages/top/hw-top-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HwTopPage, unfinished);
  gtk_widget_class_bind_template_child (widget_class, HwTopPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, HwTopPage, operator_notices);
  gtk_widget_class_bind_template_child (widget_class, HwTopPage, news);
  gtk_widget_class_bind_template_child (widget_class, HwTopPage, links);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_log_in);
  gtk_widget_class_bind_template_callback (widget_class, on_provisional);
  gtk_widget_class_bind_template_callback (widget_class, on_register);
}

static void
hw_top_page_init (HwTopPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
