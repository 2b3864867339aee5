/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HwCounterCommand HwCounterCommand;

/* What only some commands take. */
typedef enum
{
  HW_COUNTER_TAKES_NOTHING = 0,
  HW_COUNTER_TAKES_ENTRY = 1 << 0, /* --establishment-number, --establishment-name, --email */
  HW_COUNTER_TAKES_END = 1 << 1,   /* --end */
  HW_COUNTER_TAKES_EMAIL = 1 << 2, /* its argument is an address */
  HW_COUNTER_TAKES_CLEAR = 1 << 3, /* --clear */
} HwCounterTakes;

/* The command line, read. Paths are as given, everything else is UTF-8. */
typedef struct
{
  gboolean version;
  gboolean json;
  char *config; /* (nullable): path */
  char *store;  /* (nullable): URI */
  const HwCounterCommand *command;
  char *argument;             /* (nullable): the command's: an address in UTF-8, a path, or an ID */
  char *establishment_number; /* (nullable) */
  char *establishment_name;   /* (nullable) */
  char *email;                /* (nullable) */
  gboolean end;
  gboolean clear;
} HwCounterOptions;

void hw_counter_options_clear (HwCounterOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HwCounterOptions, hw_counter_options_clear)

/**
 * hw_counter_options_parse:
 * @arguments: argv; strings may be in any encoding
 *
 * Options may stand before and after the command. `--help` prints the help and exits.
 *
 * Returns: FALSE with G_OPTION_ERROR: wrong usage
 */
gboolean hw_counter_options_parse (HwCounterOptions *self, char **arguments, GError **error);

G_END_DECLS
