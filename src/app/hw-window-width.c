/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-window-width.h"

/* In the text's own size: below it, a line would have fewer characters than this less the margins. */
#define NARROW_EM 34
/* Below it, the two buttons of a page have room beside each other only with hardly any around their words. */
#define TIGHT_EM 18
/* The buttons at both ends of the header bar, in pixels: the title stands in its middle. */
#define HEADER_BUTTONS (2 * 190)
/* Of a monitor's height: panels and the like take the rest. */
#define USABLE_HEIGHT 0.88

double
hw_window_width_get_em (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_units_to_double (pango_font_description_get_size (font));

  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * pango_cairo_context_get_resolution (context) / 72.0;
}

static void
set_css_class (GtkWidget *widget, const char *css_class, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

void
hw_window_width_apply (GtkWidget *window, GtkWidget *title, int width)
{
  double em;
  int natural;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (GTK_IS_WIDGET (title));

  em = hw_window_width_get_em (window);
  set_css_class (window, "hw-narrow", width < NARROW_EM * em);
  set_css_class (window, "hw-tight", width < TIGHT_EM * em);
  gtk_widget_set_visible (title, TRUE); /* or it has no size */
  gtk_widget_measure (title, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_set_visible (title, natural + HEADER_BUTTONS <= width);
}

int
hw_window_width_fit_height (int height)
{
  GdkDisplay *display = gdk_display_get_default ();
  GListModel *monitors = display != NULL ? gdk_display_get_monitors (display) : NULL;
  guint n = monitors != NULL ? g_list_model_get_n_items (monitors) : 0;
  int most = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      GdkRectangle area;

      gdk_monitor_get_geometry (monitor, &area);
      most = MAX (most, (int) (area.height * USABLE_HEIGHT));
    }
  return most > 0 ? MIN (height, most) : height;
}
