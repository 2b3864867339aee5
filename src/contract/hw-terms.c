/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-terms.h"

#include "contract/hw-json-writer.h"
#include "contract/hw-message-fields.h"

#include <string.h>

#define VERSION_MAX_LENGTH 64
#define SHA256_HEX_LENGTH 64
#define MAX_SECTIONS 500
#define MAX_PARAGRAPHS 500
#define PARAGRAPH_MAX_LENGTH 10000

static void
section_free (HwDocumentSection *self)
{
  if (self == NULL)
    return;

  g_free (self->heading);
  g_strfreev (self->paragraphs);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwDocumentSection, section_free)

void
hw_document_free (HwDocument *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_free (self->sha256);
  g_free (self->title);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_free (self);
}

static JsonNode *
section_to_json (gconstpointer item)
{
  const HwDocumentSection *self = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "heading", self->heading);
  hw_json_put_strings (object, "paragraphs", (const char *const *) self->paragraphs);
  return hw_json_object_node (object);
}

JsonNode *
hw_document_to_json (const HwDocument *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "version", self->version);
  hw_json_put_string (object, "sha256", self->sha256);
  hw_json_put_string (object, "title", self->title);
  hw_json_put_items (object, "sections", self->sections, section_to_json);
  return hw_json_object_node (object);
}

/* (transfer full) (nullable): of the document's own JSON, whatever members it has, without version and
 * sha256. */
static char *
compute_sha256 (JsonNode *document)
{
  g_autoptr (JsonNode) rest = hw_json_object_node (json_object_new ());
  g_autofree char *canonical = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, json_node_get_object (document));
  while (json_object_iter_next (&iter, &name, &member))
    if (!g_str_equal (name, "version") && !g_str_equal (name, "sha256"))
      json_object_set_member (json_node_get_object (rest), name, json_node_ref (member));

  canonical = hw_json_to_canonical_string (rest);
  return canonical == NULL ? NULL : g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
}

static gpointer
section_from_json (JsonNode *node, HwJsonStrictness strictness, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, strictness);
  g_autoptr (HwDocumentSection) self = g_new0 (HwDocumentSection, 1);

  self->heading = g_strdup (hw_field_opt_line (reader, "heading", HW_LINE_MAX_LENGTH));
  self->paragraphs = hw_field_strings (reader, "paragraphs", MAX_PARAGRAPHS, PARAGRAPH_MAX_LENGTH);
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

HwDocument *
hw_document_from_json (JsonNode *node, HwJsonStrictness strictness, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, strictness);
  g_autoptr (HwDocument) self = g_new0 (HwDocument, 1);
  JsonArray *sections;

  self->version = g_strdup (hw_field_line (reader, "version", VERSION_MAX_LENGTH));
  self->sha256 = g_strdup (hw_json_reader_opt_string (reader, "sha256", SHA256_HEX_LENGTH));
  self->title = g_strdup (hw_field_line (reader, "title", HW_LINE_MAX_LENGTH));
  sections = hw_json_reader_array (reader, "sections", MAX_SECTIONS);
  self->sections = hw_field_items (reader, "sections", sections, strictness, section_from_json,
                                   (GDestroyNotify) section_free);
  /* Nobody can agree to a document without a word in it. */
  if (sections != NULL && json_array_get_length (sections) == 0)
    hw_json_reader_fail (reader, "sections", "is empty");

  if (!hw_json_reader_failed (reader) && self->sha256 != NULL)
    {
      g_autofree char *computed = compute_sha256 (node);

      if (g_strcmp0 (computed, self->sha256) != 0)
        hw_json_reader_fail (reader, "sha256", "does not match the document");
    }
  if (!hw_json_reader_end (reader, error))
    return NULL;

  if (self->sha256 == NULL)
    {
      /* Of what will be served, not of the file: a null in it is left out. */
      g_autoptr (JsonNode) served = hw_document_to_json (self);

      self->sha256 = compute_sha256 (served);
    }
  return g_steal_pointer (&self);
}

void
hw_terms_free (HwTerms *self)
{
  if (self == NULL)
    return;

  hw_document_free (self->privacy_policy);
  hw_document_free (self->terms_of_use);
  g_free (self);
}

JsonNode *
hw_terms_to_json (const HwTerms *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_member (object, "privacy_policy", hw_document_to_json (self->privacy_policy));
  json_object_set_member (object, "terms_of_use", hw_document_to_json (self->terms_of_use));
  return hw_json_object_node (object);
}

/* A document as served: with its `sha256`. */
static HwDocument *
read_document (HwJsonReader *reader, const char *name)
{
  JsonNode *node = hw_json_reader_object (reader, name);
  JsonNode *sum;
  HwDocument *document;
  GError *inner = NULL;

  if (node == NULL)
    return NULL;
  sum = json_object_get_member (json_node_get_object (node), "sha256");
  if (sum == NULL || JSON_NODE_HOLDS_NULL (sum))
    {
      hw_json_reader_fail (reader, name, "has no sha256");
      return NULL;
    }
  document = hw_document_from_json (node, HW_JSON_TOLERANT, &inner);
  if (document == NULL)
    hw_json_reader_fail_inside (reader, name, -1, inner);
  return document;
}

HwTerms *
hw_terms_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  g_autoptr (HwTerms) self = g_new0 (HwTerms, 1);

  self->privacy_policy = read_document (reader, "privacy_policy");
  self->terms_of_use = read_document (reader, "terms_of_use");
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}
