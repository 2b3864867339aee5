/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"
#include "server/http/hw-http-response.h"

G_BEGIN_DECLS

/*
 * What the content folder holds, checked and ready to be sent: notices.ja.json, menu.ja.json,
 * privacy-policy.ja.json and terms-of-use.ja.json, and the same for en. A snapshot: immutable, reference
 * counted.
 */
typedef struct _HwContent HwContent;

/**
 * hw_content_load:
 * @mail_from: the operator's sender address, which notices show
 * @faults: (element-type utf8): each fault, with its file, and its line where it has one, is added
 *
 * Returns: (transfer full): %NULL where there was any fault
 */
HwContent *hw_content_load (const char *folder, const char *mail_from, GPtrArray *faults);
HwContent *hw_content_ref (HwContent *self);
void hw_content_unref (HwContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwContent, hw_content_unref)

typedef enum
{
  HW_DOCUMENT_NOTICES,
  HW_DOCUMENT_TERMS,
} HwContentDocument;

#define HW_N_CONTENT_DOCUMENTS 2

/* hw_content_respond: (transfer full): 200, or 304 where @if_none_match (nullable) names it. */
HwHttpResponse *hw_content_respond (HwContent *self,
                                    HwContentDocument document,
                                    HwLanguage language,
                                    const char *if_none_match);

/* The versions that a consent must name; the same in both languages. Valid as long as @self. */
const char *hw_content_get_privacy_version (HwContent *self);
const char *hw_content_get_terms_version (HwContent *self);

/* hw_content_get_menu: (transfer none) (element-type HwMenuEntry) */
GPtrArray *hw_content_get_menu (HwContent *self, HwLanguage language);

/* Where the current snapshot lies. Any thread. */
typedef struct _HwContentShelf HwContentShelf;

/* hw_content_shelf_new: @content: (transfer full) */
HwContentShelf *hw_content_shelf_new (HwContent *content);
/* hw_content_shelf_get: (transfer full) */
HwContent *hw_content_shelf_get (HwContentShelf *self);
/* hw_content_shelf_put: @content: (transfer full): replaces the former. */
void hw_content_shelf_put (HwContentShelf *self, HwContent *content);
void hw_content_shelf_free (HwContentShelf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwContentShelf, hw_content_shelf_free)

G_END_DECLS
