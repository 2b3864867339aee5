/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-message.h"
#include "app/hw-window-width.h"
#include "app/widgets/hw-text.h"
#include "app/widgets/hw-wrap-layout.h"
#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDTH_EM 24
#define MARGIN 24 /* pixels */
#define COPY "copy"
#define CLOSE "close"

static void
prepare_children (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *label = GTK_IS_BUTTON (child) ? gtk_button_get_label (GTK_BUTTON (child)) : NULL;

      if (label != NULL)
        {
          gtk_accessible_reset_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
          gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
          if (GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (child))))
            {
              GtkLabel *text = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (child)));

              gtk_label_set_justify (text, GTK_JUSTIFY_CENTER);
              hw_text_wrap (text);
              /* Where words have no room beside each other, libadwaita puts one button above the other. */
              gtk_label_set_wrap_mode (text, PANGO_WRAP_WORD);
              /* libadwaita 1.7 would let it end in an ellipsis, and has room for one line only. */
              gtk_label_set_ellipsize (text, PANGO_ELLIPSIZE_NONE);
              gtk_widget_set_layout_manager (child, hw_wrap_layout_new ());
              continue;
            }
        }
      /* libadwaita measures the large heading at widths where it takes the small one. */
      if (GTK_IS_LABEL (child)
          && (gtk_widget_has_css_class (child, "title-2") || gtk_label_get_wrap (GTK_LABEL (child))))
        hw_text_wrap (GTK_LABEL (child));
      prepare_children (child);
    }
}

/* As wide as its text is large, and no wider than the window that it stands over. */
static void
widen (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  int width = (int) (WIDTH_EM * hw_window_width_get_em (GTK_WIDGET (dialog)));

  if (parent != NULL && gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    width = MIN (width, gtk_widget_get_width (GTK_WIDGET (parent)) - MARGIN);
  gtk_widget_set_size_request (GTK_WIDGET (dialog), width, -1);
}

void
hw_message_prepare (AdwMessageDialog *dialog)
{
  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));

  prepare_children (GTK_WIDGET (dialog));
  widen (GTK_WINDOW (dialog));
}

static AdwMessageDialog *
new_dialog (GtkWindow *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

  adw_message_dialog_add_response (dialog, CLOSE, _ ("Close"));
  adw_message_dialog_set_default_response (dialog, CLOSE);
  adw_message_dialog_set_close_response (dialog, CLOSE);
  return dialog;
}

void
hw_message_show (GtkWindow *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog = new_dialog (parent, heading, body);

  hw_message_prepare (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_response (AdwMessageDialog *dialog, const char *response, GtkLabel *address)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  /* The dialog's own clipboard would go with it. */
  if (g_strcmp0 (response, COPY) == 0 && parent != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (parent)), gtk_label_get_label (address));
}

void
hw_message_show_address (GtkWindow *parent, const char *heading, const char *body, const char *address)
{
  AdwMessageDialog *dialog = new_dialog (parent, heading, body);
  GtkWidget *label = hw_text_new (address);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  adw_message_dialog_set_extra_child (dialog, label);
  adw_message_dialog_add_response (dialog, COPY, _ ("Copy the address"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), label, 0);
  hw_message_prepare (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
