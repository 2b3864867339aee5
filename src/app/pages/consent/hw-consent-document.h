/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-document-view.h"

G_BEGIN_DECLS

/*
 * HwConsentDocument: one of the two documents of the consent page: title, 未確認 or 確認済み, the text in its
 * scrolling area, and the button that leads to its end.
 * Properties: title, end-label (of the button), read-only: seen.
 */
#define HW_TYPE_CONSENT_DOCUMENT (hw_consent_document_get_type ())
G_DECLARE_FINAL_TYPE (HwConsentDocument, hw_consent_document, HW, CONSENT_DOCUMENT, GtkBox)

/* hw_consent_document_set_document: the same version again is left as it is, seen or not. */
void hw_consent_document_set_document (HwConsentDocument *self, const HwDocument *document);
/* hw_consent_document_get_version: (nullable): of what is shown. */
const char *hw_consent_document_get_version (HwConsentDocument *self);
gboolean hw_consent_document_get_seen (HwConsentDocument *self);
/* hw_consent_document_set_refusal: why nobody may go on, for whoever is led here to read. @reason:
 * (nullable). */
void hw_consent_document_set_refusal (HwConsentDocument *self, const char *reason);
HwDocumentView *hw_consent_document_get_view (HwConsentDocument *self);

G_END_DECLS
