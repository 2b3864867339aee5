/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-flow.h"
#include "app/pages/completion/hw-completion-page.h"
#include "app/pages/consent/hw-consent-page.h"
#include "app/pages/email/hw-email-page.h"
#include "app/pages/login/hw-login-page.h"
#include "app/pages/my-page/hw-my-page.h"
#include "app/pages/password/hw-password-page.h"
#include "app/pages/top/hw-top-page.h"
#include <glib/gi18n.h>

#define ANY_PURPOSE (-1)

typedef struct
{
  const char *name;
  GType (*get_type) (void);
  int purpose;            /* HwPurpose: the page is about a registration of this purpose */
  guint step;             /* from 1; 0: no step */
  const char *breadcrumb; /* msgid; NULL: the top itself */
  gboolean kept;          /* stays as it was while other pages are shown: what was typed, not secrets */
  HwPageId exits[HW_N_EXITS];
} HwFlowRow;

/* clang-format off */
static const HwFlowRow table[HW_N_PAGES] = {
  [HW_PAGE_TOP] = {
    "top", hw_top_page_get_type, ANY_PURPOSE, 0, NULL, TRUE,
    { [HW_EXIT_REGISTER] = HW_PAGE_CONSENT, [HW_EXIT_LOG_IN] = HW_PAGE_LOGIN,
      [HW_EXIT_MY_PAGE] = HW_PAGE_MY_PAGE, [HW_EXIT_RESUME] = HW_PAGE_PASSWORD } },
  [HW_PAGE_CONSENT] = {
    "consent", hw_consent_page_get_type, HW_PURPOSE_FIRST, 1, N_ ("Password registration"), TRUE,
    { [HW_EXIT_NEXT] = HW_PAGE_EMAIL, [HW_EXIT_CANCEL] = HW_PAGE_TOP, [HW_EXIT_BACK] = HW_PAGE_TOP,
      [HW_EXIT_TOP] = HW_PAGE_TOP } },
  [HW_PAGE_EMAIL] = {
    "email", hw_email_page_get_type, HW_PURPOSE_FIRST, 2, N_ ("Password registration"), TRUE,
    { [HW_EXIT_NEXT] = HW_PAGE_PASSWORD, [HW_EXIT_CANCEL] = HW_PAGE_TOP, [HW_EXIT_BACK] = HW_PAGE_CONSENT,
      [HW_EXIT_TOP] = HW_PAGE_TOP, [HW_EXIT_TERMS_OUTDATED] = HW_PAGE_CONSENT } },
  [HW_PAGE_PASSWORD] = {
    "password", hw_password_page_get_type, HW_PURPOSE_FIRST, 3, N_ ("Password registration"), FALSE,
    { [HW_EXIT_NEXT] = HW_PAGE_COMPLETION, [HW_EXIT_CANCEL] = HW_PAGE_TOP, [HW_EXIT_BACK] = HW_PAGE_EMAIL,
      [HW_EXIT_TOP] = HW_PAGE_TOP, [HW_EXIT_RESTART] = HW_PAGE_EMAIL, [HW_EXIT_LOG_IN] = HW_PAGE_LOGIN } },
  [HW_PAGE_COMPLETION] = {
    "completion", hw_completion_page_get_type, HW_PURPOSE_FIRST, 4, N_ ("Password registration"), FALSE,
    { [HW_EXIT_NEXT] = HW_PAGE_LOGIN, [HW_EXIT_TOP] = HW_PAGE_TOP } },
  [HW_PAGE_EMAIL_AGAIN] = {
    "email-again", hw_email_page_get_type, HW_PURPOSE_AGAIN, 1, N_ ("Password re-registration"), TRUE,
    { [HW_EXIT_NEXT] = HW_PAGE_PASSWORD_AGAIN, [HW_EXIT_CANCEL] = HW_PAGE_LOGIN, [HW_EXIT_BACK] = HW_PAGE_LOGIN,
      [HW_EXIT_TOP] = HW_PAGE_TOP } },
  [HW_PAGE_PASSWORD_AGAIN] = {
    "password-again", hw_password_page_get_type, HW_PURPOSE_AGAIN, 2, N_ ("Password re-registration"), FALSE,
    { [HW_EXIT_NEXT] = HW_PAGE_LOGIN, [HW_EXIT_CANCEL] = HW_PAGE_TOP, [HW_EXIT_BACK] = HW_PAGE_EMAIL_AGAIN,
      [HW_EXIT_TOP] = HW_PAGE_TOP, [HW_EXIT_RESTART] = HW_PAGE_EMAIL_AGAIN, [HW_EXIT_LOG_IN] = HW_PAGE_LOGIN } },
  [HW_PAGE_LOGIN] = {
    "login", hw_login_page_get_type, ANY_PURPOSE, 0, N_ ("My Page login"), FALSE,
    { [HW_EXIT_NEXT] = HW_PAGE_MY_PAGE, [HW_EXIT_CANCEL] = HW_PAGE_TOP, [HW_EXIT_BACK] = HW_PAGE_TOP,
      [HW_EXIT_TOP] = HW_PAGE_TOP, [HW_EXIT_REGISTER] = HW_PAGE_CONSENT,
      [HW_EXIT_FORGOTTEN] = HW_PAGE_EMAIL_AGAIN, [HW_EXIT_RESUME] = HW_PAGE_PASSWORD,
      [HW_EXIT_MY_PAGE] = HW_PAGE_MY_PAGE } },
  [HW_PAGE_MY_PAGE] = {
    "my-page", hw_my_page_get_type, ANY_PURPOSE, 0, N_ ("My Page home"), FALSE,
    { [HW_EXIT_TOP] = HW_PAGE_TOP, [HW_EXIT_LOG_IN] = HW_PAGE_LOGIN, [HW_EXIT_RESUME] = HW_PAGE_PASSWORD } },
};

/* パスワード再登録 is without the first. */
static const char *const step_titles[] = {
  N_ ("Agree to the My Page terms of use"),
  N_ ("Enter your email address"),
  N_ ("Register your password"),
  N_ ("Registration complete"),
};
/* clang-format on */

/* Of help/. */
static const char *const help_topics[HW_N_PAGES] = {
  [HW_PAGE_CONSENT] = "consent",       [HW_PAGE_EMAIL] = "email",       [HW_PAGE_PASSWORD] = "password",
  [HW_PAGE_COMPLETION] = "completion", [HW_PAGE_EMAIL_AGAIN] = "login", [HW_PAGE_PASSWORD_AGAIN] = "password",
  [HW_PAGE_LOGIN] = "login",           [HW_PAGE_MY_PAGE] = "my-page",
};

struct _HwFlow
{
  GObject parent_instance;
  HwContext *context;
  HwPageId id;
  HwPageId came_from; /* to the page that is shown */
  HwPage *page;
  HwPage *kept[HW_N_PAGES];
  HwPageId asked_from; /* while a question stands open */
  HwExit asked_exit;
};

G_DEFINE_FINAL_TYPE (HwFlow, hw_flow, G_TYPE_OBJECT)

enum
{
  SIGNAL_PAGE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hw_flow_dispose (GObject *object)
{
  HwFlow *self = HW_FLOW (object);

  for (guint i = 0; i < HW_N_PAGES; i++)
    g_clear_object (&self->kept[i]);
  g_clear_object (&self->page);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (hw_flow_parent_class)->dispose (object);
}

static void
hw_flow_class_init (HwFlowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_flow_dispose;
  signals[SIGNAL_PAGE_CHANGED] = g_signal_new ("page-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hw_flow_init (HwFlow *self)
{
}

HwFlow *
hw_flow_new (HwContext *context)
{
  HwFlow *self = g_object_new (HW_TYPE_FLOW, NULL);

  self->context = g_object_ref (context);
  return self;
}

/* Pages kept for the former registration of @purpose are made anew for the next. */
static void
drop_kept (HwFlow *self, int purpose)
{
  for (guint i = 0; i < HW_N_PAGES; i++)
    if (table[i].purpose == purpose && table[i].name != NULL)
      g_clear_object (&self->kept[i]);
}

/* Where the table's @target depends on what the context has. */
static HwPageId
resolve (HwFlow *self, HwPageId target, HwExit exit)
{
  HwRegistration *registration = hw_context_get_registration (self->context);

  /* Who does not add another establishment after all is still logged in for the first. */
  if (self->id == HW_PAGE_LOGIN && self->came_from == HW_PAGE_MY_PAGE
      && (exit == HW_EXIT_CANCEL || exit == HW_EXIT_BACK)
      && hw_client_get_session (hw_context_get_client (self->context)) != NULL)
    return HW_PAGE_MY_PAGE;
  if (registration == NULL)
    return target;
  if (exit == HW_EXIT_RESUME && hw_registration_get_stage (registration) == HW_STAGE_COMPLETED)
    return hw_registration_get_purpose (registration) == HW_PURPOSE_FIRST ? HW_PAGE_COMPLETION
                                                                          : HW_PAGE_LOGIN;
  if (exit == HW_EXIT_RESUME && hw_registration_get_purpose (registration) == HW_PURPOSE_AGAIN)
    return HW_PAGE_PASSWORD_AGAIN;
  /* One that was found in the keyring does not know what was agreed to: before it starts again, it asks. */
  if (target == HW_PAGE_EMAIL && !hw_registration_get_consented (registration))
    return HW_PAGE_CONSENT;
  return target;
}

static void
take_exit (HwFlow *self, HwExit exit)
{
  HwPageId target = resolve (self, table[self->id].exits[exit], exit);

  if (target == HW_PAGE_NONE)
    {
      g_warning ("The page \"%s\" has no way out %d", table[self->id].name, (int) exit);
      return;
    }
  if ((exit == HW_EXIT_REGISTER || exit == HW_EXIT_FORGOTTEN)
      && hw_context_need_registration (self->context, table[target].purpose))
    drop_kept (self, table[target].purpose);
  hw_flow_go_to (self, target);
}

static void
on_page_exit (HwPage *page, int exit, HwFlow *self)
{
  if (page == self->page) /* not one whose request ended after it was left */
    hw_flow_take_exit (self, exit);
}

void
hw_flow_go_to (HwFlow *self, HwPageId id)
{
  g_autoptr (HwPage) page = NULL;

  g_return_if_fail (HW_IS_FLOW (self));
  g_return_if_fail (id > HW_PAGE_NONE && id < HW_N_PAGES);

  if (self->page != NULL)
    hw_page_stop (self->page);
  if (table[id].purpose != ANY_PURPOSE && hw_context_get_registration (self->context) == NULL)
    hw_context_need_registration (self->context, table[id].purpose);

  page = self->kept[id];
  if (page == NULL)
    {
      page = g_object_ref_sink (g_object_new (table[id].get_type (), NULL));
      hw_page_set_context (page, self->context);
      g_signal_connect_object (page, "exit", G_CALLBACK (on_page_exit), self, 0);
      if (table[id].kept)
        self->kept[id] = g_object_ref (page);
    }
  else
    g_object_ref (page);
  g_set_object (&self->page, page);
  self->came_from = self->id;
  self->id = id;
  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

static void
on_leave (gpointer object)
{
  HwFlow *self = HW_FLOW (object);

  if (self->id == self->asked_from)
    take_exit (self, self->asked_exit);
}

void
hw_flow_take_exit (HwFlow *self, HwExit exit)
{
  g_return_if_fail (HW_IS_FLOW (self));
  g_return_if_fail (self->page != NULL);

  if (exit != HW_EXIT_CANCEL && exit != HW_EXIT_BACK && exit != HW_EXIT_TOP)
    {
      take_exit (self, exit);
      return;
    }
  self->asked_from = self->id;
  self->asked_exit = exit;
  hw_page_ask_leave (self->page, on_leave, self);
}

gboolean
hw_flow_has_exit (HwFlow *self, HwExit exit)
{
  g_return_val_if_fail (HW_IS_FLOW (self), FALSE);
  return table[self->id].exits[exit] != HW_PAGE_NONE;
}

HwPageId
hw_flow_get_id (HwFlow *self)
{
  g_return_val_if_fail (HW_IS_FLOW (self), HW_PAGE_NONE);
  return self->id;
}

HwPage *
hw_flow_get_page (HwFlow *self)
{
  g_return_val_if_fail (HW_IS_FLOW (self), NULL);
  return self->page;
}

const char *
hw_flow_get_breadcrumb (HwFlow *self)
{
  g_return_val_if_fail (HW_IS_FLOW (self), NULL);
  return table[self->id].breadcrumb != NULL ? _ (table[self->id].breadcrumb) : NULL;
}

const char *
hw_flow_get_help_topic (HwFlow *self)
{
  g_return_val_if_fail (HW_IS_FLOW (self), NULL);
  return help_topics[self->id];
}

const char **
hw_flow_get_steps (HwFlow *self, guint *current)
{
  const char **titles;
  guint skipped;

  g_return_val_if_fail (HW_IS_FLOW (self), NULL);

  *current = table[self->id].step;
  if (table[self->id].step == 0)
    return NULL;
  skipped = table[self->id].purpose == HW_PURPOSE_AGAIN ? 1 : 0;
  titles = g_new0 (const char *, G_N_ELEMENTS (step_titles) - skipped + 1);
  for (guint i = skipped; i < G_N_ELEMENTS (step_titles); i++)
    titles[i - skipped] = _ (step_titles[i]);
  return titles;
}
