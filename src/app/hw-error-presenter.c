/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-error-presenter.h"
#include "app/hw-error-sentence.h"
#include <glib/gi18n.h>

static gboolean
add_message (HwField *field, const char *message)
{
  const char *present;
  g_autofree char *both = NULL;

  if (message == NULL)
    return FALSE;
  present = hw_field_get_error (field);
  if (present != NULL && strstr (present, message) != NULL)
    return TRUE;
  /* Translators: two sentences about one field, one after the other. (GTK 4.8 measures a wrapping label with
   * a line break in it wrongly.) */
  both = present != NULL ? g_strdup_printf (_ ("%s %s"), present, message) : g_strdup (message);
  hw_field_set_error (field, both);
  return TRUE;
}

static void
mark_invalid_fields (HwPage *page, const HwProblem *problem)
{
  for (guint i = 0; problem->errors != NULL && i < problem->errors->len; i++)
    {
      const HwFieldError *fault = g_ptr_array_index (problem->errors, i);
      HwField *field = hw_page_find_field (page, fault->pointer);
      g_autofree char *message = NULL;

      if (field == NULL)
        continue;
      message = hw_field_error_sentence (fault, hw_field_get_text (field));
      add_message (field, message);
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
  add_message (field, message);
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
  return TRUE;
}

void
hw_error_presenter_present (HwPage *page, const GError *error)
{
  const HwProblem *problem = hw_client_error_get_problem (error);
  g_autofree char *sentence = hw_page_describe_error (page, error);
  HwContext *context = hw_page_get_context (page);

  if (sentence == NULL && problem != NULL && problem->code == HW_PROBLEM_INVALID_FIELDS)
    mark_invalid_fields (page, problem);
  else if (sentence == NULL && problem != NULL && problem->code == HW_PROBLEM_KEY_WRONG)
    mark_wrong_key (page, problem);
  if (sentence == NULL && show_faulty_fields (page))
    return;

  if (sentence == NULL)
    sentence = hw_error_sentence (
      error, context != NULL ? hw_api_get_server_url (hw_context_get_api (context)) : NULL);
  hw_page_show_sentence (page, sentence);
}
