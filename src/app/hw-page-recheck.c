/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-page-private.h"
#include "app/hw-error-presenter.h"

/* An error of a field, since it was presented. */
typedef struct
{
  HwField *field;
  char *shown; /* (nullable): the error as it stands under the field; NULL: not true any more, but others may
                  be */
  gboolean local; /* the page's own check found it, and can tell when it is mended by another field */
} HwWatch;

static void
watch_free (HwWatch *watch)
{
  g_object_unref (watch->field);
  g_free (watch->shown);
  g_free (watch);
}

/* Returns: (transfer full) (nullable): what is wrong with @field as it stands */
static char *
check (HwPage *self, HwField *field)
{
  g_autoptr (GError) error =
    HW_PAGE_GET_CLASS (self)->check != NULL ? HW_PAGE_GET_CLASS (self)->check (self) : NULL;

  return error != NULL ? hw_error_presenter_describe_field (field, error) : NULL;
}

static void
show (HwWatch *watch, const char *message)
{
  if (g_strcmp0 (watch->shown, message) == 0)
    return;
  g_free (watch->shown);
  watch->shown = g_strdup (message);
  hw_field_set_error (watch->field, message);
}

/* Pixels that the summary takes from the page. */
static int
measure (GtkWidget *summary)
{
  GtkWidget *parent = gtk_widget_get_parent (summary);
  int least = 0, height = 0;

  if (!gtk_widget_get_visible (summary))
    return 0;
  /* The page may not have been placed yet, and have no width. */
  gtk_widget_measure (summary, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (summary, GTK_ORIENTATION_VERTICAL, MAX (gtk_widget_get_width (parent), least), NULL,
                      &height, NULL, NULL);
  return height + gtk_box_get_spacing (GTK_BOX (parent));
}

/* What is read or typed must not move when something above it comes or goes. */
static void
hold_still (GtkWidget *summary, int pixels_more)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (summary, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *place;

  if (scroller == NULL)
    return;
  place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  if (gtk_adjustment_get_value (place) > 0)
    gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + pixels_more);
}

static void
update_summary (HwPage *self)
{
  HwPagePrivate *priv = hw_page_get_private (self);
  GtkWidget *summary = GTK_WIDGET (priv->summary);
  g_autoptr (GPtrArray) faulty = g_ptr_array_new ();
  int height = measure (summary);

  for (guint i = 0; i < priv->watched->len; i++)
    {
      HwWatch *watch = g_ptr_array_index (priv->watched, i);

      if (hw_field_get_error (watch->field) != NULL)
        g_ptr_array_add (faulty, watch->field);
    }
  if (hw_error_summary_set_fields (priv->summary, faulty))
    hold_still (summary, measure (summary) - height);
}

static void
on_edited (HwPage *self, HwField *edited)
{
  HwPagePrivate *priv = hw_page_get_private (self);

  for (guint i = 0; i < priv->watched->len; i++)
    {
      HwWatch *watch = g_ptr_array_index (priv->watched, i);
      g_autofree char *now = NULL;

      if (watch->field != edited && !watch->local)
        continue;
      /* The field may have said something of its own meanwhile, and that is its own to take back. */
      if (g_strcmp0 (hw_field_get_error (watch->field), watch->shown) != 0)
        continue;
      now = check (self, watch->field);
      if (now == NULL || (watch->field == edited && g_strcmp0 (now, watch->shown) != 0))
        show (watch, NULL);
    }
  update_summary (self);
}

/* The field of @self that has the focus; not while a button has it, which may be being pressed and must not
 * move. */
static HwField *
get_focused_field (HwPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !GTK_IS_TEXT (focus) || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;
  return HW_FIELD (gtk_widget_get_ancestor (focus, HW_TYPE_FIELD));
}

static void
recheck (gpointer data)
{
  HwPage *self = HW_PAGE (data);
  HwPagePrivate *priv = hw_page_get_private (self);
  HwField *focused = get_focused_field (self);

  priv->recheck_idle = 0;
  if (focused == NULL)
    return;
  for (guint i = 0; i < priv->watched->len; i++)
    {
      HwWatch *watch = g_ptr_array_index (priv->watched, i);
      g_autofree char *now = NULL;

      /* What still shows is still true; what the field says of its own is enough. */
      if (watch->field == focused || hw_field_get_error (watch->field) != NULL)
        continue;
      now = check (self, watch->field);
      g_clear_pointer (&watch->shown, g_free);
      show (watch, now);
    }
  update_summary (self);
}

static void
on_left (HwPage *self)
{
  HwPagePrivate *priv = hw_page_get_private (self);

  if (priv->recheck_idle == 0)
    priv->recheck_idle = g_idle_add_once (recheck, self);
}

void
hw_page_watch_errors (HwPage *self, GPtrArray *fields)
{
  HwPagePrivate *priv;

  g_return_if_fail (HW_IS_PAGE (self));

  hw_page_forget_errors (self);
  priv = hw_page_get_private (self);
  priv->watched = g_ptr_array_new_with_free_func ((GDestroyNotify) watch_free);
  for (guint i = 0; i < fields->len; i++)
    {
      HwWatch *watch = g_new0 (HwWatch, 1);
      g_autofree char *now = NULL;

      watch->field = g_object_ref (g_ptr_array_index (fields, i));
      watch->shown = g_strdup (hw_field_get_error (watch->field));
      now = check (self, watch->field);
      watch->local = now != NULL;
      g_ptr_array_add (priv->watched, watch);
    }

  priv->listened = hw_page_find_fields (self); /* one field can mend another's error */
  for (guint i = 0; i < priv->listened->len; i++)
    {
      HwField *field = g_object_ref (g_ptr_array_index (priv->listened, i));

      g_signal_connect_object (field, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (field, "left", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
    }
}

void
hw_page_forget_errors (HwPage *self)
{
  HwPagePrivate *priv = hw_page_get_private (self);

  g_clear_handle_id (&priv->recheck_idle, g_source_remove);
  for (guint i = 0; priv->listened != NULL && i < priv->listened->len; i++)
    {
      HwField *field = g_ptr_array_index (priv->listened, i);

      g_signal_handlers_disconnect_by_func (field, on_edited, self);
      g_signal_handlers_disconnect_by_func (field, on_left, self);
      g_object_unref (field);
    }
  g_clear_pointer (&priv->listened, g_ptr_array_unref);
  g_clear_pointer (&priv->watched, g_ptr_array_unref);
}
