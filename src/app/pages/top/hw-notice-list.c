/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/top/hw-notice-list.h"
#include "app/hw-startup.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-link.h"
#include "contract/hw-instant.h"
#include "app/widgets/hw-text.h"

struct _HwNoticeList
{
  GtkBox parent_instance;
  HwHeading *heading;
  GtkBox *items;
};

G_DEFINE_FINAL_TYPE (HwNoticeList, hw_notice_list, GTK_TYPE_BOX)

enum
{
  PROP_TITLE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
hw_notice_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, hw_heading_get_label (HW_NOTICE_LIST (object)->heading));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_notice_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TITLE:
      hw_heading_set_label (HW_NOTICE_LIST (object)->heading, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_notice_list_class_init (HwNoticeListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_notice_list_get_property;
  object_class->set_property = hw_notice_list_set_property;
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_notice_list_init (HwNoticeList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->heading = HW_HEADING (hw_heading_new (NULL, 2));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading));
  self->items = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->items));
}

/* "2026-11-22" as it reads in the interface's language; (transfer full) (nullable). */
static char *
format_date (const char *date)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *noon = g_strdup_printf ("%sT12:00:00Z", date);
  gint64 instant;

  if (!hw_instant_from_rfc3339 (noon, &instant))
    return NULL;
  return hw_instant_format_day (instant, utc, hw_startup_get_language ());
}

static GtkWidget *
new_item (const HwNotice *notice)
{
  GtkWidget *item = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *date = notice->date != NULL ? format_date (notice->date) : NULL;

  gtk_widget_add_css_class (item, "hw-notice-item");
  if (date != NULL)
    {
      GtkWidget *label = hw_text_new (date);

      gtk_widget_add_css_class (label, "hw-support");
      gtk_box_append (GTK_BOX (item), label);
    }
  if (notice->url != NULL)
    gtk_box_append (GTK_BOX (item), hw_link_new (notice->title, notice->url));
  else
    {
      GtkWidget *label = hw_text_new (notice->title);

      gtk_box_append (GTK_BOX (item), label);
    }
  return item;
}

void
hw_notice_list_set_items (HwNoticeList *self, GPtrArray *items, const char *more_text, const char *more_url)
{
  GtkWidget *child;

  g_return_if_fail (HW_IS_NOTICE_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->items))) != NULL)
    gtk_box_remove (self->items, child);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0 || more_url != NULL);
  for (guint i = 0; i < items->len; i++)
    gtk_box_append (self->items, new_item (g_ptr_array_index (items, i)));
  if (more_url != NULL)
    gtk_box_append (self->items, hw_link_new (more_text, more_url));
}
