/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-leave-question.h"
#include "app/widgets/hw-message.h"
#include <adwaita.h>

#define OPEN_KEY "hw-leave-question"

typedef struct
{
  HwLeaveFunc then;
  GObject *object;
  GtkWindow *window;
} Request;

static void
on_response (AdwMessageDialog *dialog, const char *response, Request *request)
{
  g_object_set_data (G_OBJECT (request->window), OPEN_KEY, NULL);
  if (g_strcmp0 (response, "leave") == 0)
    request->then (request->object);
}

static void
request_free (Request *request, GClosure *closure)
{
  g_object_unref (request->object);
  g_object_unref (request->window);
  g_free (request);
}

void
hw_leave_question_ask (const HwLeaveQuestion *question, GtkWidget *widget, HwLeaveFunc then, gpointer object)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  AdwMessageDialog *dialog;
  Request *request;

  if (g_object_get_data (G_OBJECT (window), OPEN_KEY) != NULL)
    return;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, question->heading, question->body));
  adw_message_dialog_add_responses (dialog, "leave", question->leave, "stay", question->stay, NULL);
  adw_message_dialog_set_default_response (dialog, "stay");
  adw_message_dialog_set_close_response (dialog, "stay");
  adw_message_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);

  hw_message_prepare (dialog);

  request = g_new (Request, 1);
  request->then = then;
  request->object = g_object_ref (object);
  request->window = g_object_ref (window);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), request, (GClosureNotify) request_free,
                         0);
  g_object_set_data (G_OBJECT (window), OPEN_KEY, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
