/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Options and config file as texts, before anything is understood: each setting by its section and key; an
 * option wins over its key. */
typedef struct _HwServerSettings HwServerSettings;

/* What kind of value a setting has; numbers are in whole units. */
typedef enum
{
  HW_SETTING_TEXT,
  HW_SETTING_SECONDS,
  HW_SETTING_DAYS,
  HW_SETTING_COUNT,
} HwSettingKind;

typedef struct
{
  const char *section;
  const char *key;
  const char *option_help;     /* (nullable): there is no option of this name */
  const char *option_argument; /* (nullable) */
  HwSettingKind kind;
  gsize offset; /* of a number in HwServerConfig */
  guint min;
  guint max;
} HwSetting;

const HwSetting *hw_server_settings_get_table (guint *length);

/**
 * hw_server_settings_read:
 * @check_config: (out), @show_version: (out): the two options that are no settings
 * @faults: (element-type utf8): mistakes are added
 *
 * Returns: (transfer full) (nullable): %NULL where options or file cannot be read at all
 */
HwServerSettings *
hw_server_settings_read (GStrv arguments, gboolean *check_config, gboolean *show_version, GPtrArray *faults);
void hw_server_settings_free (HwServerSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwServerSettings, hw_server_settings_free)

/* hw_server_settings_get: (transfer none) (nullable): the value of @key of @section; %NULL where it is
 * neither set nor has anything but blanks. */
const char *hw_server_settings_get (HwServerSettings *self, const char *section, const char *key);

/* hw_server_settings_get_place: (transfer none): where @key was set, as a message about it begins:
 * "server.conf:12: listen", "--listen", or "listen" where it was not. */
const char *hw_server_settings_get_place (HwServerSettings *self, const char *section, const char *key);

G_END_DECLS
