/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <gtk/gtk.h>

/*
 * Loaded into the window (LD_PRELOAD), it lets assistive programs, and with them the walks, know where things
 * are. GTK 4.18 adds up where each widget is in its parent's content, and leaves out how far that content is
 * from the parent's own corner: all that is in a padding or a border is off by it. GTK 4.8 is right by
 * itself.
 */
#if GTK_CHECK_VERSION(4, 10, 0)

/* From the corner of @parent to what its children's places are measured from. */
static graphene_point_t
inset (GtkWidget *parent)
{
  graphene_rect_t bounds;

  /* The window's own border is the X server's business: places are measured from its content. */
  if (GTK_IS_ROOT (parent) || !gtk_widget_compute_bounds (parent, parent, &bounds))
    return GRAPHENE_POINT_INIT (0, 0);
  return GRAPHENE_POINT_INIT (-bounds.origin.x, -bounds.origin.y);
}

static gboolean
get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  GtkWidget *widget = GTK_WIDGET (accessible);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  if (!gtk_widget_get_realized (widget))
    return FALSE;
  if (parent == NULL)
    graphene_rect_init (&bounds, 0, 0, (float) gtk_widget_get_width (widget),
                        (float) gtk_widget_get_height (widget));
  else if (gtk_widget_compute_bounds (widget, parent, &bounds))
    {
      graphene_point_t from = inset (parent);

      graphene_rect_offset (&bounds, from.x, from.y);
    }
  else
    return FALSE;
  *x = (int) bounds.origin.x;
  *y = (int) bounds.origin.y;
  *width = (int) bounds.size.width;
  *height = (int) bounds.size.height;
  return TRUE;
}

/* Called before there is any kind of widget, which would inherit the other answer. */
G_MODULE_EXPORT int
g_application_run (GApplication *application, int argc, char **argv)
{
  int (*run) (GApplication *, int, char **) = NULL;
  GtkAccessibleInterface *accessible =
    g_type_interface_peek (g_type_class_ref (GTK_TYPE_WIDGET), g_type_from_name ("GtkAccessible"));

  accessible->get_bounds = get_bounds;
  *(void **) &run = dlsym (RTLD_NEXT, "g_application_run");
  return run (application, argc, argv);
}

#endif

/* What the window starts is no business of ours. */
__attribute__ ((constructor)) static void
keep_to_this_process (void)
{
  g_unsetenv ("LD_PRELOAD");
}
