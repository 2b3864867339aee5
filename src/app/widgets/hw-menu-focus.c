/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-menu-focus.h"

typedef struct
{
  GtkWidget *before; /* (nullable) weak: where the focus is, or was before it went into the menu */
  gboolean in_menu;
} HwMenuFocus;

static void
menu_focus_free (gpointer data)
{
  HwMenuFocus *self = data;

  g_clear_weak_pointer (&self->before);
  g_free (self);
}

static HwMenuFocus *
get_menu_focus (GtkMenuButton *button)
{
  return g_object_get_data (G_OBJECT (button), "hw-menu-focus");
}

static void
on_focus_moved (GtkMenuButton *button, GParamSpec *pspec, GtkWindow *window)
{
  HwMenuFocus *self = get_menu_focus (button);
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus == NULL)
    return;
  if (gtk_widget_is_ancestor (focus, GTK_WIDGET (gtk_menu_button_get_popover (button))))
    self->in_menu = TRUE;
  else if (!self->in_menu)
    g_set_weak_pointer (&self->before, focus);
}

static gboolean
give_back (gpointer data)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (data);
  HwMenuFocus *self = get_menu_focus (button);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean left_here = focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (button));

  if (self->in_menu && left_here && root != NULL && self->before != NULL
      && gtk_widget_get_root (self->before) == root && gtk_widget_get_mapped (self->before))
    gtk_root_set_focus (root, self->before);
  self->in_menu = FALSE;
  return G_SOURCE_REMOVE;
}

/* GTK 4.18 gives the focus to the button only after it has said that the menu closed. */
static void
on_closed (GtkMenuButton *button)
{
  g_idle_add_full (G_PRIORITY_HIGH, give_back, g_object_ref (button), g_object_unref);
}

static void
on_root_changed (GtkMenuButton *button)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));

  if (GTK_IS_WINDOW (root))
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (on_focus_moved), button,
                             G_CONNECT_SWAPPED);
}

void
hw_menu_focus_give_back (GtkMenuButton *button)
{
  HwMenuFocus *self;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (gtk_menu_button_get_popover (button) != NULL);

  self = g_new0 (HwMenuFocus, 1);
  g_object_set_data_full (G_OBJECT (button), "hw-menu-focus", self, menu_focus_free);
  g_signal_connect (button, "notify::root", G_CALLBACK (on_root_changed), NULL);
  g_signal_connect_object (gtk_menu_button_get_popover (button), "closed", G_CALLBACK (on_closed), button,
                           G_CONNECT_SWAPPED);
  on_root_changed (button);
}
