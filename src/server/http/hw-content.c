/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-content.h"

#include "contract/hw-notices.h"
#include "contract/hw-session-message.h"
#include "contract/hw-terms.h"
#include "server/http/hw-json-line.h"

#include <string.h>

/* A file is read whole; more than this is a mistake. */
#define MAX_FILE_LENGTH (1024 * 1024)

typedef struct
{
  char *etag;
  HwHttpResponse *whole;
  HwHttpResponse *not_modified;
} Prepared;

struct _HwContent
{
  Prepared documents[HW_N_CONTENT_DOCUMENTS][HW_N_LANGUAGES];
  GPtrArray *menus[HW_N_LANGUAGES]; /* (element-type HwMenuEntry) */
  char *privacy_version;
  char *terms_version;
};

struct _HwContentShelf
{
  GRWLock lock;
  HwContent *content;
};

typedef struct
{
  const char *folder;
  GPtrArray *faults;
  HwLanguage language;
  char *path; /* of the file being read, and what stands in it */
  char *text; /* (nullable) */
  gsize length;
} Loading;

static void
add_fault (Loading *loading, const char *message)
{
  g_ptr_array_add (loading->faults, g_strdup_printf ("%s: %s", loading->path, message));
}

/* @error: of a reader: what is wrong at a JSON pointer. */
static void
add_shape_fault (Loading *loading, const GError *error)
{
  guint line = hw_json_line_find (loading->text, loading->length, error->message);

  g_ptr_array_add (loading->faults, g_strdup_printf ("%s: line %u: %s", loading->path, line, error->message));
}

static JsonNode *
read_file (Loading *loading, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s.%s.json", name, hw_language_tag (loading->language));
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_free (loading->path);
  g_clear_pointer (&loading->text, g_free);
  loading->path = g_build_filename (loading->folder, file, NULL);
  if (!g_file_get_contents (loading->path, &loading->text, &loading->length, &error))
    {
      g_ptr_array_add (loading->faults, g_strdup (error->message));
      return NULL;
    }
  if (loading->length > MAX_FILE_LENGTH)
    {
      add_fault (loading, "it is longer than 1 MiB");
      return NULL;
    }
  node = hw_json_parse (loading->text, loading->length, &error);
  if (node == NULL)
    add_fault (loading, error->message);
  return node;
}

/* Takes over @node. */
static void
prepare (HwContent *self, HwContentDocument document, HwLanguage language, JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  Prepared *prepared = &self->documents[document][language];
  char *text = hw_json_to_string (owned);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  const char *tag = hw_language_tag (language);

  prepared->etag = g_strdup_printf ("\"%s\"", sha256);
  prepared->whole = hw_http_response_new_document (200, "application/json", body, prepared->etag, tag);
  prepared->not_modified = hw_http_response_new_document (304, NULL, NULL, prepared->etag, tag);
}

static void
load_notices (HwContent *self, Loading *loading, const char *mail_from)
{
  g_autoptr (JsonNode) node = read_file (loading, "notices");
  g_autoptr (HwNotices) notices = NULL;
  g_autoptr (GError) error = NULL;

  if (node == NULL)
    return;
  notices = hw_notices_from_json (node, HW_JSON_STRICT, mail_from, &error);
  if (notices == NULL)
    add_shape_fault (loading, error);
  else
    prepare (self, HW_DOCUMENT_NOTICES, loading->language, hw_notices_to_json (notices));
}

static void
load_menu (HwContent *self, Loading *loading)
{
  g_autoptr (JsonNode) node = read_file (loading, "menu");
  g_autoptr (GError) error = NULL;

  if (node == NULL)
    return;
  self->menus[loading->language] = hw_menu_from_json (node, HW_JSON_STRICT, &error);
  if (self->menus[loading->language] == NULL)
    add_shape_fault (loading, error);
}

/* @version: of the same document in the language that was read before; set where it is NULL. */
static HwDocument *
load_document (Loading *loading, const char *name, char **version)
{
  g_autoptr (JsonNode) node = read_file (loading, name);
  g_autoptr (HwDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  if (node == NULL)
    return NULL;
  document = hw_document_from_json (node, HW_JSON_STRICT, &error);
  if (document == NULL)
    {
      add_shape_fault (loading, error);
      return NULL;
    }
  if (*version == NULL)
    *version = g_strdup (document->version);
  else if (strcmp (*version, document->version) != 0)
    {
      g_autofree char *what =
        g_strdup_printf ("line %u: /version: it differs from the one in the other language",
                         hw_json_line_find (loading->text, loading->length, "/version"));

      add_fault (loading, what);
      return NULL;
    }
  return g_steal_pointer (&document);
}

static void
load_terms (HwContent *self, Loading *loading)
{
  g_autoptr (HwDocument) privacy = load_document (loading, "privacy-policy", &self->privacy_version);
  g_autoptr (HwDocument) terms = load_document (loading, "terms-of-use", &self->terms_version);
  HwTerms both = { .privacy_policy = privacy, .terms_of_use = terms };

  if (privacy != NULL && terms != NULL)
    prepare (self, HW_DOCUMENT_TERMS, loading->language, hw_terms_to_json (&both));
}

HwContent *
hw_content_load (const char *folder, const char *mail_from, GPtrArray *faults)
{
  g_autoptr (HwContent) self = g_atomic_rc_box_new0 (HwContent);
  Loading loading = { .folder = folder, .faults = faults };
  guint before = faults->len;

  for (int language = 0; language < HW_N_LANGUAGES; language++)
    {
      loading.language = (HwLanguage) language;
      load_notices (self, &loading, mail_from);
      load_menu (self, &loading);
      load_terms (self, &loading);
    }
  g_free (loading.path);
  g_free (loading.text);
  return faults->len == before ? g_steal_pointer (&self) : NULL;
}

HwContent *
hw_content_ref (HwContent *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
content_clear (gpointer data)
{
  HwContent *self = data;

  for (guint i = 0; i < HW_N_CONTENT_DOCUMENTS; i++)
    {
      for (guint j = 0; j < HW_N_LANGUAGES; j++)
        {
          g_free (self->documents[i][j].etag);
          g_clear_pointer (&self->documents[i][j].whole, hw_http_response_unref);
          g_clear_pointer (&self->documents[i][j].not_modified, hw_http_response_unref);
        }
    }
  for (guint j = 0; j < HW_N_LANGUAGES; j++)
    g_clear_pointer (&self->menus[j], g_ptr_array_unref);
  g_free (self->privacy_version);
  g_free (self->terms_version);
}

void
hw_content_unref (HwContent *self)
{
  g_atomic_rc_box_release_full (self, content_clear);
}

HwHttpResponse *
hw_content_respond (HwContent *self,
                    HwContentDocument document,
                    HwLanguage language,
                    const char *if_none_match)
{
  const Prepared *prepared = &self->documents[document][language];

  if (hw_etag_matches (if_none_match, prepared->etag))
    return hw_http_response_ref (prepared->not_modified);
  return hw_http_response_ref (prepared->whole);
}

const char *
hw_content_get_privacy_version (HwContent *self)
{
  return self->privacy_version;
}

const char *
hw_content_get_terms_version (HwContent *self)
{
  return self->terms_version;
}

GPtrArray *
hw_content_get_menu (HwContent *self, HwLanguage language)
{
  return self->menus[language];
}

HwContentShelf *
hw_content_shelf_new (HwContent *content)
{
  HwContentShelf *self = g_new0 (HwContentShelf, 1);

  g_rw_lock_init (&self->lock);
  self->content = content;
  return self;
}

HwContent *
hw_content_shelf_get (HwContentShelf *self)
{
  HwContent *content;

  g_rw_lock_reader_lock (&self->lock);
  content = hw_content_ref (self->content);
  g_rw_lock_reader_unlock (&self->lock);
  return content;
}

void
hw_content_shelf_put (HwContentShelf *self, HwContent *content)
{
  HwContent *former;

  g_rw_lock_writer_lock (&self->lock);
  former = self->content;
  self->content = content;
  g_rw_lock_writer_unlock (&self->lock);
  hw_content_unref (former);
}

void
hw_content_shelf_free (HwContentShelf *self)
{
  hw_content_unref (self->content);
  g_rw_lock_clear (&self->lock);
  g_free (self);
}
