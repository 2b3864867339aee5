/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-desk-check.h"

#include "contract/hw-blank.h"
#include "contract/hw-email.h"
#include "contract/hw-establishment-number.h"
#include "hw-build-config.h"

#define GETTEXT_PACKAGE HW_GETTEXT_PACKAGE
#include <glib/gi18n-lib.h>

/* What was seen on earlier lines, to tell what stands twice. */
typedef struct
{
  GHashTable *emails;  /* folded address -> HwDeskEntry */
  GHashTable *numbers; /* establishment number -> HwAccount that named it first */
  GHashTable *lines;   /* that HwAccount -> its line */
  GPtrArray *faults;
} Check;

HwDeskFault *
hw_desk_fault_new (guint line, HwDeskError code, char *message)
{
  HwDeskFault *self = g_new0 (HwDeskFault, 1);

  self->line = line;
  self->code = code;
  self->message = message;
  return self;
}

char *
hw_desk_check_email (const char *typed, char **message)
{
  g_autofree char *email = hw_email_normalize (typed, NULL);

  switch (hw_email_check (email, NULL))
    {
    case HW_EMAIL_OK:
      return g_steal_pointer (&email);
    case HW_EMAIL_EMPTY:
      *message = g_strdup (_ ("The email address is empty."));
      return NULL;
    case HW_EMAIL_TOO_LONG:
      *message = g_strdup_printf (_ ("The email address is longer than %d characters."), HW_EMAIL_MAX_LENGTH);
      return NULL;
    case HW_EMAIL_NO_AT:
    case HW_EMAIL_BAD_CHARACTER:
    case HW_EMAIL_NOT_AN_ADDRESS:
    default:
      *message =
        g_strdup_printf (_ ("“%s” is not an email address. Write it like info@example.co.jp."), email);
      return NULL;
    }
}

static void
add_fault (Check *check, guint line, HwDeskError code, char *message)
{
  g_ptr_array_add (check->faults, hw_desk_fault_new (line, code, message));
}

static gboolean
has_control_character (const char *name)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    switch ((int) g_unichar_type (g_utf8_get_char (p)))
      {
      case G_UNICODE_CONTROL:
      case G_UNICODE_FORMAT: /* would turn the direction of a line of text, or hide in it */
      case G_UNICODE_LINE_SEPARATOR:
      case G_UNICODE_PARAGRAPH_SEPARATOR:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

static char *
check_number (Check *check, const HwDeskEntry *entry)
{
  g_autofree char *number = hw_establishment_number_normalize (entry->establishment_number);

  if (hw_establishment_number_is_valid (number))
    return g_steal_pointer (&number);

  add_fault (
    check, entry->line, HW_DESK_ERROR_NUMBER,
    number[0] == '\0'
      ? g_strdup (_ ("The establishment number is empty."))
      : g_strdup_printf (
        _ ("“%s” is not an establishment number. Write 4, 6 and 1 digits like 1301-123456-7."), number));
  return NULL;
}

static char *
check_name (Check *check, const HwDeskEntry *entry)
{
  g_autofree char *name = hw_blank_strip (entry->establishment_name);
  char *message;

  if (name[0] == '\0')
    message = g_strdup (_ ("The establishment’s name is empty."));
  else if (g_utf8_strlen (name, -1) > HW_ESTABLISHMENT_NAME_MAX_LENGTH)
    message = g_strdup_printf (_ ("The establishment’s name is longer than %d characters."),
                               HW_ESTABLISHMENT_NAME_MAX_LENGTH);
  else if (has_control_character (name))
    message = g_strdup (_ ("The establishment’s name holds a line break or another control character."));
  else
    return g_steal_pointer (&name);

  add_fault (check, entry->line, HW_DESK_ERROR_NAME, message);
  return NULL;
}

static char *
check_email (Check *check, HwDeskEntry *entry)
{
  char *message = NULL;
  g_autofree char *email = hw_desk_check_email (entry->email, &message);
  g_autofree char *folded = NULL;
  HwDeskEntry *earlier;

  if (email == NULL)
    {
      add_fault (check, entry->line, HW_DESK_ERROR_EMAIL, message);
      return NULL;
    }

  folded = hw_email_fold (email);
  earlier = g_hash_table_lookup (check->emails, folded);
  if (earlier != NULL)
    {
      add_fault (check, entry->line, HW_DESK_ERROR_DUPLICATE,
                 g_strdup_printf (_ ("“%s” is already on line %u."), email, earlier->line));
      return NULL;
    }
  g_hash_table_insert (check->emails, g_steal_pointer (&folded), entry);
  return g_steal_pointer (&email);
}

/* One number with two names: which of them is meant is not ours to guess. */
static gboolean
names_agree (Check *check, HwAccount *account, guint line)
{
  HwAccount *earlier = g_hash_table_lookup (check->numbers, account->establishment_number);

  if (earlier == NULL)
    {
      g_hash_table_insert (check->numbers, account->establishment_number, account);
      g_hash_table_insert (check->lines, account, GUINT_TO_POINTER (line));
      return TRUE;
    }
  if (strcmp (earlier->establishment_name, account->establishment_name) == 0)
    return TRUE;

  add_fault (check, line, HW_DESK_ERROR_NAME,
             g_strdup_printf (_ ("The establishment %s is named “%s” here but “%s” on line %u."),
                              account->establishment_number, account->establishment_name,
                              earlier->establishment_name,
                              GPOINTER_TO_UINT (g_hash_table_lookup (check->lines, earlier))));
  return FALSE;
}

static HwAccount *
check_entry (Check *check, HwDeskEntry *entry)
{
  g_autoptr (HwAccount) account = hw_account_new ();

  account->establishment_number = check_number (check, entry);
  account->establishment_name = check_name (check, entry);
  account->email = check_email (check, entry);
  if (account->establishment_number == NULL || account->establishment_name == NULL)
    return NULL;
  if (account->email == NULL || !names_agree (check, account, entry->line))
    return NULL;
  return g_steal_pointer (&account);
}

GPtrArray *
hw_desk_check_entries (GPtrArray *entries, GPtrArray *faults)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_account_free);
  g_autoptr (GHashTable) emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);
  Check check = { .emails = emails, .numbers = numbers, .lines = lines, .faults = faults };

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (accounts, check_entry (&check, entries->pdata[i]));
  return accounts;
}
