/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "counter/hw-counter-options.h"
#include "counter/hw-counter-place.h"
#include "server/registration/hw-counter-desk.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One run of the program. */
typedef struct
{
  const HwCounterOptions *options;
  const HwCounterPlace *place;
  HwOffice *office;  /* (nullable): of a command that opens the store */
  gboolean answered; /* a refusal was reported in full already, as a JSON document where asked */
} HwCounter;

/* Refusals that are the counter's own. */
typedef enum
{
  HW_COUNTER_ERROR_REFUSED, /* the message says why */
} HwCounterError;

#define HW_COUNTER_ERROR (hw_counter_error_quark ())
GQuark hw_counter_error_quark (void);

/* A command: what it does, and prints on stdout. Returns: FALSE with @error, whose message is for a person.
 */
typedef gboolean (*HwCounterRun) (HwCounter *self, GError **error);

/* What a command needs of the store. */
typedef enum
{
  HW_COUNTER_OPENS_STORE,  /* which must be there, and the server's secret */
  HW_COUNTER_MAKES_STORE,  /* both are made where they are not there */
  HW_COUNTER_OPENS_NOTHING /* it opens the store by itself, if at all */
} HwCounterOpens;

struct _HwCounterCommand
{
  const char *name;     /* one word, or two */
  const char *argument; /* (nullable): the one that it takes, as its help names it */
  const char *summary;  /* marked for translation */
  HwCounterTakes takes; /* the options of its own */
  HwCounterOpens opens;
  HwCounterRun run;
};

/* The commands, in the order of the help; ends with one without a name. A command is a line there and a
 * command-*.c file here. */
extern const HwCounterCommand hw_counter_commands[];

gboolean hw_command_register (HwCounter *self, GError **error);
gboolean hw_command_import (HwCounter *self, GError **error);
gboolean hw_command_list (HwCounter *self, GError **error);
gboolean hw_command_show (HwCounter *self, GError **error);
gboolean hw_command_disable (HwCounter *self, GError **error);
gboolean hw_command_enable (HwCounter *self, GError **error);
gboolean hw_command_remove (HwCounter *self, GError **error);
gboolean hw_command_sessions (HwCounter *self, GError **error);
gboolean hw_command_limits (HwCounter *self, GError **error);
gboolean hw_command_audit (HwCounter *self, GError **error);
gboolean hw_command_mail_list (HwCounter *self, GError **error);
gboolean hw_command_mail_retry (HwCounter *self, GError **error);
gboolean hw_command_mail_drop (HwCounter *self, GError **error);
gboolean hw_command_housekeeping (HwCounter *self, GError **error);
gboolean hw_command_backup (HwCounter *self, GError **error);

G_END_DECLS
