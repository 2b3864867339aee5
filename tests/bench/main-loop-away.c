/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-account.h"
#include "hw-test-gui.h"
#include "app/hw-startup.h"
#include "app/pages/consent/hw-consent-document.h"
#include "app/widgets/hw-form-field.h"
#include "contract/hw-wipe.h"
#include <time.h>

/*
 * How long the main loop is away at the most, from the first frame on, during a whole registration and a
 * login: the time between the return of one poll and the start of the next, while nothing that a person does
 * is taken notice of. What the measurement does itself in between is left out. Prints for each step the
 * median and the worst over all rounds; the time on the processor beside it tells what is our own doing from
 * what others' work on the machine makes of it.
 *
 * usage: main-loop-away [ROUNDS]     (on a virtual desktop; HW_TEST_SERVER and so on as in the tests)
 */

#define DEFAULT_ROUNDS 7
#define MAX_ROUNDS 100
#define PATIENCE_SECONDS 120
#define PASSWORD "Midori-no-mado-7"

enum
{
  STEP_TOP,
  STEP_CONSENT,
  STEP_READ,
  STEP_EMAIL,
  STEP_PASSWORD,
  STEP_TYPE,
  STEP_COMPLETION,
  STEP_LOGIN,
  STEP_MY_PAGE,
  N_STEPS
};

static const char *const step_names[N_STEPS] = {
  "top page filled",    "consent page opened",  "documents read",
  "e-mail page opened", "password page opened", "password and key typed",
  "completion",         "login page opened",    "My Page opened",
};

/* One turn's time away, in microseconds. */
typedef struct
{
  gint64 wall;
  gint64 processor;
} Away;

static Away worst[N_STEPS][MAX_ROUNDS];
static guint round_number;
static int step = -1; /* -1: not counted */
static Away back;     /* when the last poll returned */
static Away left_out; /* since then: the measurement's own doing */

static Away
now (void)
{
  struct timespec processor;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &processor);
  return (Away){ g_get_monotonic_time (), processor.tv_sec * G_USEC_PER_SEC + processor.tv_nsec / 1000 };
}

static int
measured_poll (GPollFD *fds, guint n, int timeout)
{
  Away here = now ();
  int result;

  if (step >= 0 && back.wall != 0)
    {
      Away *most = &worst[step][round_number];

      most->wall = MAX (most->wall, here.wall - back.wall - left_out.wall);
      most->processor = MAX (most->processor, here.processor - back.processor - left_out.processor);
    }
  result = g_poll (fds, n, timeout);
  back = now ();
  left_out = (Away){ 0 };
  return result;
}

static void
leave_out (Away since)
{
  Away here = now ();

  left_out.wall += here.wall - since.wall;
  left_out.processor += here.processor - since.processor;
}

static gboolean
on_patience_over (gpointer data)
{
  g_error ("Not within %d s: %s", PATIENCE_SECONDS, (const char *) data);
  return G_SOURCE_REMOVE;
}

static void
wait_until (HwTestCondition condition, gpointer data, const char *what)
{
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_over, (gpointer) what);

  for (;;)
    {
      Away start = now ();
      gboolean holds = condition (data);

      leave_out (start);
      if (holds)
        break;
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (patience);
}

static gboolean
is_over (gpointer data)
{
  return *(guint *) data == 0;
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint *left = data;

  (*left)--;
  gtk_widget_queue_draw (widget);
  return *left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* What the step has set going is drawn. */
static void
draw (HwWindow *window)
{
  guint left = 3;

  gtk_widget_add_tick_callback (GTK_WIDGET (window), on_frame, &left, NULL);
  wait_until (is_over, &left, "frames drawn");
}

typedef struct
{
  HwWindow *window;
  const char *text; /* of the page's title, or of a label */
} Awaited;

static gboolean
has_title (gpointer data)
{
  Awaited *awaited = data;
  HwPage *page = hw_window_get_page (awaited->window);

  return page != NULL && g_strcmp0 (hw_page_get_title (page), awaited->text) == 0;
}

static gboolean
shows (gpointer data)
{
  Awaited *awaited = data;

  return hw_test_shows (awaited->window, awaited->text);
}

static void
wait_page (HwWindow *window, const char *title)
{
  wait_until (has_title, &(Awaited){ window, title }, title);
  draw (window);
}

static void
wait_text (HwWindow *window, const char *text)
{
  wait_until (shows, &(Awaited){ window, text }, text);
  draw (window);
}

static gboolean
is_seen (gpointer data)
{
  return hw_consent_document_get_seen (HW_CONSENT_DOCUMENT (data));
}

/* The press is a person's: what it sets going counts, the search for the button does not. */
static void
press (HwWindow *window, const char *text)
{
  Away start = now ();
  GtkWidget *button = hw_test_find (hw_window_get_page (window), GTK_TYPE_BUTTON, text);

  leave_out (start);
  if (button == NULL)
    g_error ("There is no button «%s»", text);
  g_signal_emit_by_name (button, "clicked");
}

static void
read_document (HwWindow *window, const char *end_button)
{
  Away start = now ();
  GtkWidget *button = hw_test_find (hw_window_get_page (window), HW_TYPE_BUSY_BUTTON, end_button);
  GtkWidget *document = gtk_widget_get_ancestor (button, HW_TYPE_CONSENT_DOCUMENT);

  leave_out (start);
  press (window, end_button);
  wait_until (is_seen, document, end_button);
}

/* Character by character, as a person types, with the loop turning in between. */
static void
type (HwWindow *window, const char *pointer, const char *text)
{
  HwField *field = hw_page_find_field (hw_window_get_page (window), pointer);
  GtkEditable *editable = hw_form_field_get_editable (HW_FORM_FIELD (field));

  for (const char *p = text; *p != '\0'; p++)
    {
      const char letter[] = { *p, '\0' };

      hw_test_commit (editable, letter);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  draw (window);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (GTK_WIDGET (data)) && hw_window_get_page (HW_WINDOW (data)) != NULL;
}

static void
play (HwApplication *application, HwTestOffice *office)
{
  g_autofree char *email = g_strdup_printf ("tantou%u@example.jp", round_number);
  g_autoptr (HwSecretString) key = NULL;
  HwWindow *window;
  HwRegistration *registration;

  hw_test_office_register (office, email);
  window = hw_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 860);
  hw_window_set_server (window, hw_test_office_get_url (office));
  gtk_window_present (GTK_WINDOW (window));
  wait_until (is_mapped, window, "the window");
  draw (window);

  step = STEP_TOP;
  wait_text (window, "所在地情報");
  step = STEP_CONSENT;
  press (window, "求人者マイページ開設（パスワード登録）");
  wait_page (window, "求人者マイページ利用規約確認");
  wait_text (window, "未確認");
  step = STEP_READ;
  read_document (window, "プライバシーポリシーの最後へ移動");
  read_document (window, "マイページ利用規約の最後へ移動");
  press (window, "「プライバシーポリシー」「マイページ利用規約」に同意します");
  draw (window);
  step = STEP_EMAIL;
  press (window, "次へ進む");
  wait_page (window, "メールアドレスの入力（パスワード登録申込）");
  type (window, "/email", email);
  step = STEP_PASSWORD;
  press (window, "次へ進む");
  wait_page (window, "パスワード登録");

  step = -1;
  registration = hw_context_get_registration (hw_page_get_context (hw_window_get_page (window)));
  key = hw_test_office_wait_key (office, email, hw_registration_get_reference (registration));
  draw (window);

  step = STEP_TYPE;
  type (window, "/password", PASSWORD);
  type (window, "/password-confirmation", PASSWORD);
  type (window, "/authentication_key", key);
  step = STEP_COMPLETION;
  press (window, "完了");
  wait_page (window, "パスワード登録完了");
  step = STEP_LOGIN;
  press (window, "ログイン画面へ進む");
  wait_page (window, "求人者マイページログイン");
  type (window, "/login-password", PASSWORD);
  step = STEP_MY_PAGE;
  press (window, "ログイン");
  wait_page (window, "求人者マイページホーム");
  wait_text (window, "ログイン中の端末");
  step = -1;
  gtk_window_destroy (GTK_WINDOW (window));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Away *one = a, *other = b;

  return (one->wall > other->wall) - (one->wall < other->wall);
}

static void
print_row (const char *name, Away *rounds, guint n)
{
  gint64 processor = 0;

  for (guint i = 0; i < n; i++)
    processor = MAX (processor, rounds[i].processor);
  qsort (rounds, n, sizeof (Away), compare);
  g_print ("%-26s %9.1f %9.1f %12.1f\n", name, rounds[n / 2].wall / 1000.0, rounds[n - 1].wall / 1000.0,
           processor / 1000.0);
}

static void
report (guint n)
{
  Away whole[MAX_ROUNDS] = { 0 };

  for (guint i = 0; i < n; i++)
    for (guint s = 0; s < N_STEPS; s++)
      {
        whole[i].wall = MAX (whole[i].wall, worst[s][i].wall);
        whole[i].processor = MAX (whole[i].processor, worst[s][i].processor);
      }
  g_print ("%-26s %9s %9s %12s   longest time away in a round, ms; %u rounds\n", "", "median", "worst",
           "on the CPU", n);
  for (guint s = 0; s < N_STEPS; s++)
    print_row (step_names[s], worst[s], n);
  print_row ("whole registration", whole, n);
}

int
main (int argc, char *argv[])
{
  guint rounds =
    argc > 1 ? (guint) CLAMP (g_ascii_strtoll (argv[1], NULL, 10), 1, MAX_ROUNDS) : DEFAULT_ROUNDS;
  g_autoptr (HwApplication) application = NULL;
  g_autoptr (HwTestOffice) office = NULL;

  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  hw_startup_avoid_gpu ();
  hw_startup_set_up_language ();
  application = hw_test_application ();
  office = hw_test_office_new (HW_TEST_OFFICE_NO_WAIT);
  g_main_context_set_poll_func (NULL, measured_poll);
  for (round_number = 0; round_number < rounds; round_number++)
    play (application, office);
  report (rounds);
  return 0;
}
