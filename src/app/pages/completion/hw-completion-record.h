/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-instant.h"
#include "contract/hw-registration-message.h"
#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* 控え: what the employer keeps in the files about the registration; never the password. */
typedef struct
{
  char *email;
  char *establishment; /* name and number */
  char *number;        /* of the establishment */
  char *completed;     /* day and clock, in the interface's language */
  char *reference;     /* (nullable): 受付番号 */
} HwCompletionRecord;

/* hw_completion_record_new: (transfer full): @reference: (nullable); @zone: to show the time in. */
HwCompletionRecord *hw_completion_record_new (const HwCompletion *completion,
                                              const char *reference,
                                              GTimeZone *zone,
                                              HwLanguage language);
/* hw_completion_record_basename: (transfer full): what its file is called, without an ending: each
 * establishment's differently, for who keeps several in one folder. */
char *hw_completion_record_basename (const HwCompletionRecord *self);
void hw_completion_record_free (HwCompletionRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwCompletionRecord, hw_completion_record_free)

/* hw_completion_record_draw: onto @cr, from (0, 0), in points, @width wide. */
void hw_completion_record_draw (const HwCompletionRecord *self, cairo_t *cr, double width);

/* hw_completion_record_to_pdf: (transfer full): one page of A4; %NULL with G_IO_ERROR where it cannot be
 * drawn. */
GBytes *hw_completion_record_to_pdf (const HwCompletionRecord *self, GError **error);

G_END_DECLS
