/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-document-window.h"
#include "app/hw-error-sentence.h"
#include "app/widgets/hw-document-view.h"
#include "app/widgets/hw-header-bar.h"
#include "app/widgets/hw-message.h"
#include "app/widgets/hw-window-keys.h"
#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *parent;
  char *id;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->parent);
  g_free (request->id);
  g_free (request);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

void
hw_document_window_present (GtkWindow *parent, const HwDocument *document)
{
  GtkWidget *window =
    g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "title", document->title,
                  "default-width", 680, "default-height", 640, "destroy-with-parent", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *view = hw_document_view_new ();

  hw_document_view_set_document (HW_DOCUMENT_VIEW (view), document);
  gtk_widget_set_vexpand (view, TRUE);
  gtk_widget_set_margin_top (view, 12);
  gtk_widget_set_margin_bottom (view, 12);
  gtk_widget_set_margin_start (view, 12);
  gtk_widget_set_margin_end (view, 12);
  gtk_box_append (GTK_BOX (box), hw_header_bar_new (document->title));
  gtk_box_append (GTK_BOX (box), view);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_widget_add_css_class (window, "hw-window");
  hw_window_keys_close_on_escape (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (hw_document_view_get_text_view (HW_DOCUMENT_VIEW (view)));
}

static void
on_terms (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HwTerms) terms = hw_api_get_terms_finish (HW_API (source), result, &error);
  g_autofree char *sentence = NULL;

  if (terms != NULL)
    {
      gboolean privacy = g_str_equal (request->id, "privacy-policy");

      hw_document_window_present (request->parent, privacy ? terms->privacy_policy : terms->terms_of_use);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = hw_error_sentence (error, hw_api_get_server_url (HW_API (source)));
  hw_message_show (request->parent, _ ("The document could not be shown"), sentence);
}

void
hw_document_window_open (GtkWindow *parent, HwApi *api, const char *id, GCancellable *c)
{
  Request *request = g_new (Request, 1);

  request->parent = g_object_ref (parent);
  request->id = g_strdup (id);
  hw_api_get_terms_async (api, c, on_terms, request);
}
