/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json.h"

#include "contract/hw-json-gate.h"

G_DEFINE_QUARK (hw_json_error, hw_json_error)

JsonNode *
hw_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local = NULL;

  if (!hw_json_gate_check (text, length, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local))
    {
      /* Its own message quotes the text. */
      g_set_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SYNTAX, "line %u, column %u: the value cannot be read",
                   json_parser_get_current_line (parser), json_parser_get_current_pos (parser));
      return NULL;
    }
  return json_parser_steal_root (parser);
}
