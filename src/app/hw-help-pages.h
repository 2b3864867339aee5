/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"
#include "contract/hw-terms.h"

G_BEGIN_DECLS

/* A page of help/, as far as the window shows it. */
typedef struct
{
  char *id;
  char *group;          /* (nullable): the section of the index that lists it */
  char *sort_key;       /* (nullable) */
  HwDocument *document; /* of the index: its groups, as sections without paragraphs */
  GPtrArray *groups;    /* (element-type utf8): of the index: their ids, in the order of the sections */
} HwHelpPage;

void hw_help_page_free (HwHelpPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwHelpPage, hw_help_page_free)

/* hw_help_page_parse: (transfer full): a Mallard page, of which it knows the elements that help/ uses; %NULL
 * with
 * @error where it is none. @language: of quotation marks and bullets. */
HwHelpPage *hw_help_page_parse (const char *xml, gssize length, HwLanguage language, GError **error);

/* hw_help_pages_load: (transfer full) (element-type HwHelpPage): all pages that came with the program, in
 * reading order; the index is the first. */
GPtrArray *hw_help_pages_load (HwLanguage language);

G_END_DECLS
