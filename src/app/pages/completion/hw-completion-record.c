/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/completion/hw-completion-record.h"
#include "app/hw-startup.h"
#include <cairo-pdf.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <pango/pangocairo.h>

/* Points. A4 is 210 mm by 297 mm. */
#define POINTS_PER_MM (72.0 / 25.4)
#define PAGE_WIDTH (210 * POINTS_PER_MM)
#define PAGE_HEIGHT (297 * POINTS_PER_MM)
#define MARGIN (20 * POINTS_PER_MM)
#define TITLE_SIZE 18
#define TEXT_SIZE 11
#define SMALL_SIZE 9
#define GAP 10.0
/* One font for both scripts, where there is one: of two, an address would stand on another line than its
 * term. */
#define FONT "Noto Sans CJK JP, Noto Sans JP, IPAexGothic, Sans"
#define TERM_SHARE 0.36 /* of the table's width */

HwCompletionRecord *
hw_completion_record_new (const HwCompletion *completion,
                          const char *reference,
                          GTimeZone *zone,
                          HwLanguage language)
{
  HwCompletionRecord *self = g_new0 (HwCompletionRecord, 1);

  self->email = g_strdup (completion->email);
  /* Translators: an establishment's name and number. */
  self->establishment =
    g_strdup_printf (_ ("%s (%s)"), completion->establishment->name, completion->establishment->number);
  self->number = g_strdup (completion->establishment->number);
  self->completed = hw_instant_format_minute (completion->opened_at, zone, language);
  self->reference = g_strdup (reference);
  return self;
}

char *
hw_completion_record_basename (const HwCompletionRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  /* Translators: a file's name; %s is the establishment's number. */
  return g_strdup_printf (_ ("Record of the password registration (%s)"), self->number);
}

void
hw_completion_record_free (HwCompletionRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->email);
  g_free (self->establishment);
  g_free (self->number);
  g_free (self->completed);
  g_free (self->reference);
  g_free (self);
}

/* Returns the height, in points. */
static double
draw_text (cairo_t *cr, const char *text, double x, double y, double width, int size, PangoWeight weight)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int height;

  pango_context_set_round_glyph_positions (pango_layout_get_context (layout),
                                           FALSE); /* paper has no pixels */
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  /* The Japanese forms of characters that Chinese writes otherwise, in either language's interface. */
  pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string ("ja")));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE)); /* not into an address */
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_line_spacing (layout, 1.3f);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  return (double) height / PANGO_SCALE;
}

static void
draw_line (cairo_t *cr, double y, double width)
{
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, width, y);
  cairo_stroke (cr);
}

static double
draw_row (cairo_t *cr, const char *term, const char *value, double y, double width)
{
  double term_width = width * TERM_SHARE;
  double term_height, value_height;

  if (value == NULL)
    return y;
  term_height = draw_text (cr, term, 0, y + GAP, term_width - GAP, TEXT_SIZE, PANGO_WEIGHT_BOLD);
  value_height =
    draw_text (cr, value, term_width, y + GAP, width - term_width, TEXT_SIZE, PANGO_WEIGHT_NORMAL);
  y += MAX (term_height, value_height) + 2 * GAP;
  draw_line (cr, y, width);
  return y;
}

void
hw_completion_record_draw (const HwCompletionRecord *self, cairo_t *cr, double width)
{
  double y = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);

  cairo_set_source_rgb (cr, 0, 0, 0);
  y += draw_text (cr, _ ("Record of the password registration"), 0, y, width, TITLE_SIZE, PANGO_WEIGHT_BOLD);
  y += GAP;
  y += draw_text (cr, _ ("Your password has been registered, and your My Page for employers is open."), 0, y,
                  width, TEXT_SIZE, PANGO_WEIGHT_NORMAL);
  y += 2 * GAP;
  draw_line (cr, y, width);
  y = draw_row (cr, _ ("Establishment"), self->establishment, y, width);
  y = draw_row (cr, _ ("Account (email address)"), self->email, y, width);
  y = draw_row (cr, _ ("Registered on"), self->completed, y, width);
  y = draw_row (cr, _ ("Reference number"), self->reference, y, width);
  y += GAP;
  y += draw_text (cr, _ ("The password is not shown here. Keep it secret."), 0, y, width, SMALL_SIZE,
                  PANGO_WEIGHT_NORMAL);
  draw_text (cr, _ ("This is not an official app of the Ministry of Health, Labour and Welfare."), 0, y,
             width, SMALL_SIZE, PANGO_WEIGHT_NORMAL);
}

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
hw_completion_record_to_pdf (const HwCompletionRecord *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (self != NULL, NULL);

  surface = cairo_pdf_surface_create_for_stream (write_bytes, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  _ ("Record of the password registration"));
  cr = cairo_create (surface);
  cairo_translate (cr, MARGIN, MARGIN);
  hw_completion_record_draw (self, cr, PAGE_WIDTH - 2 * MARGIN);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
