/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/consent/hw-consent-page.h"
#include "app/hw-error-sentence.h"
#include "app/pages/consent/hw-consent-document.h"
#include "app/widgets/hw-check.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-waiting.h"
#include <glib/gi18n.h>

struct _HwConsentPage
{
  HwPage parent_instance;
  HwWaiting *waiting;
  HwConsentDocument *privacy_policy;
  HwConsentDocument *terms_of_use;
  HwCheck *check;
  GCancellable *loading; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HwConsentPage, hw_consent_page, HW_TYPE_PAGE)

static HwConsentDocument *
get_unread (HwConsentPage *self)
{
  if (!hw_consent_document_get_seen (self->privacy_policy))
    return self->privacy_policy;
  if (!hw_consent_document_get_seen (self->terms_of_use))
    return self->terms_of_use;
  return NULL;
}

/* Why the way on is closed: (transfer full) (nullable). */
static GError *
find_obstacle (HwConsentPage *self)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);
  gboolean privacy_seen = hw_consent_document_get_seen (self->privacy_policy);
  gboolean terms_seen = hw_consent_document_get_seen (self->terms_of_use);

  if (privacy_seen && terms_seen && hw_check_get_active (self->check))
    return NULL;
  if (!privacy_seen && !terms_seen)
    hw_problem_add_field (problem, "/consent", "unread");
  else if (!privacy_seen)
    hw_problem_add_field (problem, "/consent", "unread-privacy-policy");
  else if (!terms_seen)
    hw_problem_add_field (problem, "/consent", "unread-terms-of-use");
  else
    hw_problem_add_field (problem, "/consent", "not-agreed");
  return hw_client_error_new_problem (problem);
}

/* A screen reader reads what gets the focus: the document then has to say why. */
static void
update_refusal (HwConsentPage *self)
{
  HwConsentDocument *unread = get_unread (self);
  const char *reason = hw_field_get_error (HW_FIELD (self->check));

  hw_consent_document_set_refusal (self->privacy_policy, unread == self->privacy_policy ? reason : NULL);
  hw_consent_document_set_refusal (self->terms_of_use, unread == self->terms_of_use ? reason : NULL);
}

static void
refuse (HwConsentPage *self, const GError *obstacle)
{
  hw_page_show_error (HW_PAGE (self), obstacle);
  update_refusal (self);
  hw_field_focus (HW_FIELD (self->check)); /* leads to the document that is still unread */
}

static void
update_gate (HwConsentPage *self)
{
  HwConsentDocument *unread = get_unread (self);
  HwDocumentView *view = unread != NULL ? hw_consent_document_get_view (unread) : NULL;

  hw_check_set_refusing (self->check, unread != NULL);
  hw_check_set_remedy (self->check, view != NULL ? hw_document_view_get_text_view (view) : NULL);
}

static void
on_seen (HwConsentPage *self)
{
  if (self->check == NULL || self->terms_of_use == NULL) /* while the template is being built */
    return;
  update_gate (self);
  if (hw_field_get_error (HW_FIELD (self->check)) != NULL)
    hw_page_clear_errors (HW_PAGE (self)); /* it names what was unread before */
  update_refusal (self);
}

static void
on_refused (HwConsentPage *self)
{
  g_autoptr (GError) obstacle = find_obstacle (self);

  if (obstacle != NULL)
    refuse (self, obstacle);
}

static void
on_agreed (HwConsentPage *self)
{
  HwContext *context = hw_page_get_context (HW_PAGE (self));
  HwRegistration *registration = context != NULL ? hw_context_get_registration (context) : NULL;

  if (registration == NULL)
    return;
  if (hw_check_get_active (self->check))
    {
      hw_page_clear_errors (HW_PAGE (self));
      hw_registration_set_consent (registration, hw_consent_document_get_version (self->privacy_policy),
                                   hw_consent_document_get_version (self->terms_of_use));
    }
  else
    hw_registration_set_consent (registration, NULL, NULL);
}

static void
show_terms (HwConsentPage *self, const HwTerms *terms)
{
  hw_consent_document_set_document (self->privacy_policy, terms->privacy_policy);
  hw_consent_document_set_document (self->terms_of_use, terms->terms_of_use);
  gtk_widget_set_visible (GTK_WIDGET (self->privacy_policy), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->terms_of_use), TRUE);
  update_gate (self);
  if (get_unread (self) != NULL)
    hw_check_set_active (self->check, FALSE); /* consent is to what was read */
}

static void
on_terms (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwConsentPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HwTerms) terms = hw_api_get_terms_finish (HW_API (source), result, &error);

  g_clear_object (&self->loading);
  if (self->waiting == NULL) /* disposed of meanwhile */
    return;
  hw_waiting_stop (self->waiting);
  if (terms != NULL)
    {
      show_terms (self, terms);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  hw_waiting_fail (self->waiting, error, hw_api_get_server_url (HW_API (source)));
}

static void
load (HwConsentPage *self)
{
  if (self->loading != NULL)
    return;
  if (hw_consent_document_get_version (self->privacy_policy) == NULL)
    hw_waiting_start (self->waiting);
  self->loading = g_cancellable_new ();
  hw_api_get_terms_async (hw_context_get_api (hw_page_get_context (HW_PAGE (self))), self->loading, on_terms,
                          g_object_ref (self));
}

static void
hw_consent_page_enter (HwPage *page)
{
  HwConsentPage *self = HW_CONSENT_PAGE (page);
  HwRegistration *registration = hw_context_get_registration (hw_page_get_context (page));

  if (!hw_registration_get_consented (registration))
    hw_check_set_active (self->check, FALSE);
  load (self);
}

static void
hw_consent_page_leave_async (HwPage *page, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (page, c, cb, data);
  g_autoptr (GError) obstacle = find_obstacle (HW_CONSENT_PAGE (page));

  g_task_set_source_tag (task, hw_consent_page_leave_async);
  if (obstacle != NULL)
    g_task_return_error (task, g_steal_pointer (&obstacle));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
hw_consent_page_leave_finish (HwPage *page, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
hw_consent_page_handle_error (HwPage *page, const GError *error)
{
  if (!hw_client_error_is_problem (error, HW_PROBLEM_INVALID_FIELDS))
    return FALSE;
  refuse (HW_CONSENT_PAGE (page), error);
  return TRUE;
}

static gboolean
on_find (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HwConsentPage *self = HW_CONSENT_PAGE (widget);
  HwConsentDocument *document = get_unread (self);

  if (document == NULL)
    document = self->privacy_policy;
  hw_document_view_open_search (hw_consent_document_get_view (document));
  return GDK_EVENT_STOP;
}

static void
hw_consent_page_dispose (GObject *object)
{
  HwConsentPage *self = HW_CONSENT_PAGE (object);

  g_cancellable_cancel (self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_CONSENT_PAGE);

  G_OBJECT_CLASS (hw_consent_page_parent_class)->dispose (object);
}

static void
hw_consent_page_class_init (HwConsentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HwPageClass *page_class = HW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_consent_page_dispose;
  page_class->enter = hw_consent_page_enter;
  page_class->leave_async = hw_consent_page_leave_async;
  page_class->leave_finish = hw_consent_page_leave_finish;
  page_class->handle_error = hw_consent_page_handle_error;

  g_type_ensure (HW_TYPE_CONSENT_DOCUMENT);
  g_type_ensure (HW_TYPE_CHECK);
  g_type_ensure (HW_TYPE_HEADING);
  g_type_ensure (HW_TYPE_WAITING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/consent/hw-consent-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HwConsentPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, HwConsentPage, privacy_policy);
  gtk_widget_class_bind_template_child (widget_class, HwConsentPage, terms_of_use);
  gtk_widget_class_bind_template_child (widget_class, HwConsentPage, check);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_seen);
  gtk_widget_class_bind_template_callback (widget_class, on_refused);
  gtk_widget_class_bind_template_callback (widget_class, on_agreed);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, on_find, NULL);
}

static void
hw_consent_page_init (HwConsentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_gate (self);
}
