/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-error-presenter.h"
#include "app/hw-error-sentence.h"
#include <glib/gi18n.h>
#include <string.h>

/* @all: (transfer full) (nullable). Returns: (transfer full) */
static char *
join (char *all, const char *message)
{
  g_autofree char *before = all;

  if (before == NULL)
    return g_strdup (message);
  if (strstr (before, message) != NULL)
    return g_steal_pointer (&before);
  /* Translators: two sentences about one field, one after the other. (GTK 4.8 measures a wrapping label with
   * a line break in it wrongly.) */
  return g_strdup_printf (_ ("%s %s"), before, message);
}

char *
hw_error_presenter_describe_field (HwField *field, const GError *error)
{
  const HwProblem *problem = hw_client_error_get_problem (error);
  char *all = NULL;

  g_return_val_if_fail (HW_IS_FIELD (field), NULL);

  for (guint i = 0; problem != NULL && problem->errors != NULL && i < problem->errors->len; i++)
    {
      const HwFieldError *fault = g_ptr_array_index (problem->errors, i);
      g_autofree char *message = NULL;

      if (g_strcmp0 (fault->pointer, hw_field_get_pointer (field)) != 0)
        continue;
      message = hw_field_error_sentence (fault, hw_field_get_text (field));
      all = join (all, message);
    }
  return all;
}

static void
mark_invalid_fields (HwPage *page, const GError *error)
{
  g_autoptr (GPtrArray) fields = hw_page_find_fields (page);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *message = hw_error_presenter_describe_field (g_ptr_array_index (fields, i), error);

      if (message != NULL)
        hw_field_set_error (g_ptr_array_index (fields, i), message);
    }
}

static void
mark_wrong_key (HwPage *page, const HwProblem *problem)
{
  HwField *field = hw_page_find_field (page, "/authentication_key");
  g_autofree char *message = NULL;

  if (field == NULL)
    return;
  message = hw_wrong_key_sentence (problem->attempts_left);
  hw_field_set_error (field, message);
}

static gboolean
show_faulty_fields (HwPage *page)
{
  g_autoptr (GPtrArray) fields = hw_page_find_fields (page);

  for (guint i = fields->len; i > 0; i--)
    if (hw_field_get_error (g_ptr_array_index (fields, i - 1)) == NULL)
      g_ptr_array_remove_index (fields, i - 1);
  if (fields->len == 0)
    return FALSE;
  hw_page_show_fields (page, fields);
  hw_page_watch_errors (page, fields);
  return TRUE;
}

void
hw_error_presenter_present (HwPage *page, const GError *error)
{
  const HwProblem *problem = hw_client_error_get_problem (error);
  g_autofree char *sentence = hw_page_describe_error (page, error);
  HwContext *context = hw_page_get_context (page);

  if (sentence == NULL && problem != NULL && problem->code == HW_PROBLEM_INVALID_FIELDS)
    mark_invalid_fields (page, error);
  else if (sentence == NULL && problem != NULL && problem->code == HW_PROBLEM_KEY_WRONG)
    mark_wrong_key (page, problem);
  if (sentence == NULL && show_faulty_fields (page))
    return;

  if (sentence == NULL)
    sentence = hw_error_sentence (
      error, context != NULL ? hw_api_get_server_url (hw_context_get_api (context)) : NULL);
  hw_page_show_sentence (page, sentence);
}
