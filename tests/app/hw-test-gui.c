/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "app/hw-startup.h"
#include "app/widgets/hw-check-button.h"
#include "app/widgets/hw-form-field.h"
#include "app/widgets/hw-heading.h"

#define PATIENCE_SECONDS 20

void
hw_test_gui_init (int *argc, char ***argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  hw_startup_avoid_gpu ();
  hw_startup_set_up_language ();
  g_test_init (argc, argv, NULL); /* the virtual desktop has a home of its own */
}

static gboolean
on_patience_over (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
print_texts (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_is_drawable (root))
    g_print ("# shown: %s\n", gtk_label_get_text (GTK_LABEL (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    print_texts (child);
}

void
hw_test_wait_until (HwTestCondition condition, gpointer data, const char *what)
{
  gboolean over = FALSE;
  guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_over, &over);

  while (!condition (data) && !over)
    g_main_context_iteration (NULL, TRUE);
  if (over)
    {
      GListModel *windows = gtk_window_get_toplevels ();

      for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
        print_texts (g_list_model_get_item (windows, i));
      g_error ("Not within %d s: %s", PATIENCE_SECONDS, what);
    }
  g_source_remove (timeout);
}

typedef struct
{
  guint left;
} Frames;

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Frames *frames = data;

  if (frames->left == 0)
    return G_SOURCE_REMOVE;
  frames->left--;
  gtk_widget_queue_draw (widget);
  return frames->left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
frames_are_over (gpointer data)
{
  return ((Frames *) data)->left == 0;
}

void
hw_test_frames (GtkWidget *widget, guint n)
{
  Frames frames = { n };

  gtk_widget_add_tick_callback (widget, on_frame, &frames, NULL);
  hw_test_wait_until (frames_are_over, &frames, "frames drawn");
}

HwApplication *
hw_test_application (void)
{
  HwApplication *application = hw_application_new ();
  g_autoptr (GError) error = NULL;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static gboolean
has_page (gpointer data)
{
  return hw_window_get_page (HW_WINDOW (data)) != NULL && gtk_widget_get_mapped (GTK_WIDGET (data));
}

HwWindow *
hw_test_window (HwApplication *application, const char *url)
{
  HwWindow *window = hw_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 860);
  hw_window_set_server (window, url);
  gtk_window_present (GTK_WINDOW (window));
  hw_test_wait_until (has_page, window, "the first page");
  return window;
}

void
hw_test_close_window (HwWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
}

static const char *
read_text (GtkWidget *widget)
{
  static char *label;

  if (HW_IS_BUSY_BUTTON (widget))
    return hw_busy_button_get_text (HW_BUSY_BUTTON (widget));
  if (HW_IS_CHECK_BUTTON (widget))
    return hw_check_button_get_text (HW_CHECK_BUTTON (widget));
  if (HW_IS_HEADING (widget))
    return hw_heading_get_label (HW_HEADING (widget));
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), HW_IS_FORM_FIELD (widget) ? "label" : "text")
      == NULL)
    return NULL;
  g_clear_pointer (&label, g_free);
  g_object_get (widget, HW_IS_FORM_FIELD (widget) ? "label" : "text", &label, NULL);
  return label;
}

GtkWidget *
hw_test_find (gpointer root, GType type, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (root)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (!gtk_widget_get_visible (child))
        continue;
      if (g_type_is_a (G_OBJECT_TYPE (child), type)
          && (text == NULL || g_strcmp0 (read_text (child), text) == 0
              || g_strcmp0 (gtk_widget_get_tooltip_text (child), text) == 0)) /* one with an icon alone */
        return child;
      found = hw_test_find (child, type, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

void
hw_test_press (gpointer root, const char *text)
{
  GtkWidget *button = hw_test_find (root, GTK_TYPE_BUTTON, text);

  if (button == NULL)
    g_error ("There is no button «%s»", text);
  g_signal_emit_by_name (button, "clicked");
}

typedef struct
{
  HwWindow *window;
  const char *title;
} TitledPage;

static gboolean
has_titled_page (gpointer data)
{
  TitledPage *titled = data;
  HwPage *page = hw_window_get_page (titled->window);

  return page != NULL && g_strcmp0 (hw_page_get_title (page), titled->title) == 0;
}

HwPage *
hw_test_wait_page (HwWindow *window, const char *title)
{
  TitledPage titled = { window, title };

  hw_test_wait_until (has_titled_page, &titled, title);
  return hw_window_get_page (window);
}

typedef struct
{
  gpointer root;
  const char *text;
} ShownText;

static gboolean
shows_text (gpointer data)
{
  ShownText *shown = data;

  return hw_test_find (shown->root, GTK_TYPE_LABEL, shown->text) != NULL;
}

void
hw_test_wait_text (gpointer root, const char *text)
{
  ShownText shown = { root, text };

  hw_test_wait_until (shows_text, &shown, text);
}

gboolean
hw_test_shows (gpointer root, const char *text)
{
  return hw_test_find (root, GTK_TYPE_LABEL, text) != NULL;
}

void
hw_test_commit (GtkEditable *editable, const char *text)
{
  int position = gtk_editable_get_position (editable);

  gtk_editable_insert_text (editable, text, -1, &position);
  gtk_editable_set_position (editable, position);
}
