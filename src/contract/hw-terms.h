/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-json.h"

G_BEGIN_DECLS

typedef struct
{
  char *heading; /* (nullable) */
  GStrv paragraphs;
} HwDocumentSection;

/* プライバシーポリシー or マイページ利用規約. */
typedef struct
{
  char *version;
  char *sha256; /* lower-case hex over the RFC 8785 form without version and sha256 */
  char *title;
  GPtrArray *sections; /* (element-type HwDocumentSection) */
} HwDocument;

void hw_document_free (HwDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwDocument, hw_document_free)
JsonNode *hw_document_to_json (const HwDocument *self);

/* hw_document_from_json: where the node has no `sha256` (a content file), it is computed; where it has one
 * that does not match, the document is refused. */
HwDocument *hw_document_from_json (JsonNode *node, HwJsonStrictness strictness, GError **error);

/* GET /v1/terms. */
typedef struct
{
  HwDocument *privacy_policy;
  HwDocument *terms_of_use;
} HwTerms;

void hw_terms_free (HwTerms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTerms, hw_terms_free)
JsonNode *hw_terms_to_json (const HwTerms *self);
HwTerms *hw_terms_from_json (JsonNode *node, GError **error);

G_END_DECLS
