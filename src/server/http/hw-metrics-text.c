/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-metrics-text.h"

void
hw_metrics_text_family (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
append_name (GString *text, const char *name, const char *suffix, const char *labels, const char *bound)
{
  gboolean has_both = *labels != '\0' && bound != NULL;

  g_string_append_printf (text, "%s%s", name, suffix);
  if (*labels == '\0' && bound == NULL)
    return;
  g_string_append_printf (text, "{%s%s", labels, has_both ? "," : "");
  if (bound != NULL)
    g_string_append_printf (text, "le=\"%s\"", bound);
  g_string_append_c (text, '}');
}

static void
append_count (GString *text,
              const char *name,
              const char *suffix,
              const char *labels,
              const char *bound,
              guint64 value)
{
  append_name (text, name, suffix, labels, bound);
  g_string_append_printf (text, " %" G_GUINT64_FORMAT "\n", value);
}

static void
append_double (GString *text,
               const char *name,
               const char *suffix,
               const char *labels,
               const char *format,
               double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, format, value);
  append_name (text, name, suffix, labels, NULL);
  g_string_append_printf (text, " %s\n", number);
}

void
hw_metrics_text_sample (GString *text, const char *name, const char *labels, guint64 value)
{
  append_count (text, name, "", labels, NULL, value);
}

void
hw_metrics_text_number (GString *text, const char *name, const char *labels, double value)
{
  append_double (text, name, "", labels, "%.17g", value);
}

void
hw_metrics_text_seconds (GString *text, const char *name, const char *labels, gint64 microseconds)
{
  append_double (text, name, "", labels, "%.6f", (double) microseconds / G_USEC_PER_SEC);
}

void
hw_metrics_text_histogram (GString *text, const char *name, const char *labels, const HwHistogram *histogram)
{
  char bound[G_ASCII_DTOSTR_BUF_SIZE];
  HwHistogram now;
  guint64 total = 0;

  hw_histogram_copy (histogram, &now);
  for (guint i = 0; i < HW_HISTOGRAM_BOUNDS; i++)
    {
      total += now.buckets[i];
      g_ascii_formatd (bound, sizeof bound, "%g", (double) hw_histogram_bounds[i] / G_USEC_PER_SEC);
      append_count (text, name, "_bucket", labels, bound, total);
    }
  total += now.buckets[HW_HISTOGRAM_BOUNDS];
  append_count (text, name, "_bucket", labels, "+Inf", total);
  append_double (text, name, "_sum", labels, "%.6f", (double) now.microseconds / G_USEC_PER_SEC);
  append_count (text, name, "_count", labels, NULL, total);
}
