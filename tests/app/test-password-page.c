/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-bad-server.h"
#include "hw-test-page.h"
#include "app/pages/password/hw-password-page.h"
#include "contract/hw-wipe.h"
#include <string.h>

#define FEW_MINUTES HW_TEST_OFFICE_NO_WAIT "[registration]\nkey-lifetime=299\n"
#define LONG_WAIT "[limits]\nmail-interval=600\n"
#define SHORT_KEY HW_TEST_OFFICE_NO_WAIT "[registration]\nkey-lifetime=2\n"
#define WAIT_FOR_MAIL "[limits]\nmail-interval=60\n"
#define WRONG_KEY "00000-00000"
#define EXPIRED "認証キーの有効期限が切れました。はじめからパスワード登録をやり直してください。"
#define LOCKED                                                                                                                                                   \
  "認証キーの誤りが上限に達したため、この手続きは続けられません。はじめからパスワード登録をやり直してくださ" \
  "い。"

static HwRegistration *
open_page (HwTestPage *fixture, HwPurpose purpose, const char *email)
{
  HwRegistration *registration = hw_test_page_start (fixture, purpose, email);

  hw_test_page_show (fixture, HW_TYPE_PASSWORD_PAGE);
  return registration;
}

static HwRegistration *
open_registered (HwTestPage *fixture)
{
  hw_test_office_register (fixture->office, HW_TEST_EMAIL);
  return open_page (fixture, HW_PURPOSE_FIRST, HW_TEST_EMAIL);
}

static char *
wait_key (HwTestPage *fixture)
{
  HwRegistration *registration = hw_context_get_registration (fixture->context);

  return hw_test_office_wait_key (fixture->office, HW_TEST_EMAIL,
                                  hw_registration_get_reference (registration));
}

static void
type_password (HwTestPage *fixture, const char *password)
{
  hw_test_page_type (fixture, "/password", password);
  hw_test_page_type (fixture, "/password-confirmation", password);
}

static void
type_all (HwTestPage *fixture, const char *password, const char *key)
{
  type_password (fixture, password);
  hw_test_page_type (fixture, "/authentication_key", key);
}

static void
assert_error (HwTestPage *fixture, const char *pointer, const char *sentence)
{
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, pointer))), ==, sentence);
}

static void
assert_typed (HwTestPage *fixture, const char *pointer, const char *text)
{
  g_assert_cmpstr (hw_form_field_get_text (hw_test_page_field (fixture, pointer)), ==, text);
}

/* The one that holds this piece of text. */
static GtkWidget *
find_piece (GtkWidget *root, const char *piece)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (!gtk_widget_get_visible (child))
        continue;
      if (GTK_IS_LABEL (child) && strstr (gtk_label_get_text (GTK_LABEL (child)), piece) != NULL)
        return child;
      found = find_piece (child, piece);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
shows_piece (GtkWidget *root, const char *piece)
{
  return find_piece (root, piece) != NULL;
}

static void
assert_piece (HwTestPage *fixture, const char *piece)
{
  if (!shows_piece (GTK_WIDGET (fixture->page), piece))
    g_error ("The page does not show «%s»", piece);
}

static void
assert_ended (HwTestPage *fixture, const char *sentence)
{
  g_assert_true (hw_test_shows (fixture->page, sentence));
  g_assert_nonnull (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "はじめからやり直す"));
  g_assert_null (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "完了"));
  g_assert_null (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "キャンセル"));
  g_assert_null (hw_page_find_field (fixture->page, "/password"));
}

static void
says_to_whom_and_until_when (HwTestPage *fixture, gconstpointer unused)
{
  HwRegistration *registration = open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  g_autofree char *reference = g_strdup_printf ("受付番号：%s", hw_registration_get_reference (registration));

  g_assert_cmpstr (hw_page_get_title (fixture->page), ==, "パスワード登録");
  g_assert_true (hw_test_shows (fixture->page, "入力したメールアドレス：nobody@example.jp"));
  g_assert_true (hw_test_shows (fixture->page, reference));
  assert_piece (fixture, "認証キーの有効期限：令和");
  assert_piece (fixture, "まで（残り約30分）");
  assert_piece (fixture,
                "system@localhostからのメール受信を許可し、はじめからパスワード登録をやり直してください。");
  assert_piece (fixture, "登録を完了する前に「パスワード登録」画面を閉じないでください。");
  assert_piece (fixture,
                "ハローワークに登録されていないメールアドレスには、メールは届きません。開設済みの場合は、"
                "その旨のメールをお送りします。");

  hw_test_press (fixture->page, "メールアドレスを入力し直す");
  hw_test_page_wait_exit (fixture, HW_EXIT_RESTART);
  g_assert_cmpint (hw_registration_get_stage (registration), ==, HW_STAGE_AWAITING_KEY);
}

static void
rules_turn_met_as_typed (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  hw_test_commit (hw_form_field_get_editable (hw_test_page_field (fixture, "/password")), "abcdefg");
  g_assert_true (hw_test_shows (fixture->page, "満たしています"));
  hw_test_commit (hw_form_field_get_editable (hw_test_page_field (fixture, "/password")), "1!");
  g_assert_false (hw_test_shows (fixture->page, "まだ満たしていません"));
}

static void
faults_are_said_and_nothing_is_lost (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture, HW_PURPOSE_FIRST, "tantou@example.jp");
  hw_test_page_press (fixture, "完了");
  assert_error (fixture, "/password", "新しいパスワードを入力してください。");
  assert_error (fixture, "/authentication_key", "認証キーを入力してください。");
  g_assert_true (hw_test_shows (fixture->page, "入力内容に誤りが3件あります。"));

  type_all (fixture, "Midori-7", "7K3");
  hw_test_page_type (fixture, "/password-confirmation", "Midori-8");
  hw_test_page_press (fixture, "完了");
  assert_error (fixture, "/password", NULL);
  assert_error (fixture, "/password-confirmation",
                "新しいパスワードと確認用の入力が一致しません。同じパスワードを入力してください。");
  assert_error (fixture, "/authentication_key",
                "認証キーは10文字です（現在3文字）。メールの記載をご確認ください。");
  assert_typed (fixture, "/password", "Midori-7");
  assert_typed (fixture, "/password-confirmation", "Midori-8");
  assert_typed (fixture, "/authentication_key", "7K3");

  type_all (fixture, "1-tantou-x", WRONG_KEY);
  hw_test_page_press (fixture, "完了");
  assert_error (fixture, "/password", "メールアドレスの「@」より前の部分を含むパスワードは使用できません。");
  type_all (fixture, "P@ssw0rd", WRONG_KEY);
  hw_test_page_press (fixture, "完了");
  assert_error (fixture, "/password",
                "よく使われるパスワードのため、使用できません。別のパスワードを入力してください。");
  g_assert_cmpint (fixture->exit, ==, -1);
}

static void
pasted_mail_completes (HwTestPage *fixture, gconstpointer unused)
{
  HwRegistration *registration = open_registered (fixture);
  g_autoptr (HwSecretString) key = wait_key (fixture);
  g_autoptr (HwSecretString) mail =
    g_strdup_printf ("受付番号：0000\n\n認証キー\n%.5s-%s\n\n有効期限 12345-67890\n", key, key + 5);

  type_password (fixture, HW_TEST_PASSWORD);
  hw_test_commit (hw_form_field_get_editable (hw_test_page_field (fixture, "/authentication_key")), mail);
  hw_test_press (fixture->page, "完了");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
  g_assert_cmpint (hw_registration_get_stage (registration), ==, HW_STAGE_COMPLETED);
  g_assert_cmpstr (hw_registration_get_completion (registration)->email, ==, HW_TEST_EMAIL);
  g_assert_cmpstr (hw_context_get_login_email (fixture->context), ==, HW_TEST_EMAIL);
  hw_test_page_assert_message (fixture, NULL);
}

/* As the pointer does it: through the drop target of the page. */
static void
drop (HwTestPage *fixture, const char *text)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->page));
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
    }
  g_assert_true (taken);
}

static void
dropped_mail_gives_the_key (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  hw_test_page_type (fixture, "/password", "Abcdefg-1");
  drop (fixture, "ハローワーク\n認証キー\n7K3MP-X9Q2D\n有効期限は30分です。\n");
  assert_typed (fixture, "/authentication_key", "7K3MP-X9Q2D");
  assert_typed (fixture, "/password", "Abcdefg-1");
  assert_piece (fixture, "文章から認証キーを取り出しました。");
  drop (fixture, "明日の会議は10時からです。");
  assert_typed (fixture, "/authentication_key", "7K3MP-X9Q2D");
  assert_piece (fixture, "貼り付けた文章に認証キーが見つかりませんでした。");
}

/* A field inserts what is dropped on it or pasted into it. */
static void
mail_never_comes_into_a_password (HwTestPage *fixture, gconstpointer unused)
{
  static const char *const pointers[] = { "/password", "/password-confirmation" };

  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  for (guint i = 0; i < G_N_ELEMENTS (pointers); i++)
    {
      GtkEditable *editable = hw_form_field_get_editable (hw_test_page_field (fixture, pointers[i]));

      hw_test_page_type (fixture, pointers[i], "Abcdefg-1");
      hw_test_page_type (fixture, "/authentication_key", "");
      hw_test_commit (editable, "ハローワーク\n認証キー\n7K3MP-X9Q2D\n有効期限は30分です。\n");
      assert_typed (fixture, pointers[i], "Abcdefg-1");
      assert_typed (fixture, "/authentication_key", "7K3MP-X9Q2D");
      assert_piece (fixture, "文章から認証キーを取り出しました。");
      g_assert_true (
        gtk_root_get_focus (GTK_ROOT (fixture->window))
        == GTK_WIDGET (hw_form_field_get_editable (hw_test_page_field (fixture, "/authentication_key"))));

      hw_test_commit (editable, "認証キー： 7K3MP-X9Q2E です");
      assert_typed (fixture, "/authentication_key", "7K3MP-X9Q2E");
      hw_test_commit (editable, "明日の会議は\n10時からです。");
      assert_typed (fixture, pointers[i], "Abcdefg-1");
      assert_piece (fixture, "貼り付けた文章に認証キーが見つかりませんでした。");

      hw_test_page_type (fixture, pointers[i], "");
      hw_test_commit (editable, "7K3MP-X9Q2D"); /* somebody's password */
      assert_typed (fixture, pointers[i], "7K3MP-X9Q2D");
    }
}

static void
wrong_keys_are_counted (HwTestPage *fixture, gconstpointer unused)
{
  HwRegistration *registration = open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");

  type_all (fixture, HW_TEST_PASSWORD, WRONG_KEY);
  for (int left = 4; left > 0; left--)
    {
      g_autofree char *sentence = g_strdup_printf (
        "認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと%d回入力"
        "できます。",
        left);

      hw_test_page_press (fixture, "完了");
      assert_error (fixture, "/authentication_key", sentence);
      assert_typed (fixture, "/authentication_key", WRONG_KEY);
      assert_typed (fixture, "/password", HW_TEST_PASSWORD);
    }
  gtk_test_accessible_assert_relation (
    hw_form_field_get_entry (hw_test_page_field (fixture, "/authentication_key")),
    GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE,
    hw_test_find (hw_test_page_field (fixture, "/authentication_key"), GTK_TYPE_LABEL,
                  hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, "/authentication_key")))));
  hw_test_page_press (fixture, "完了");
  assert_ended (fixture, LOCKED);
  g_assert_cmpint (hw_registration_get_stage (registration), ==, HW_STAGE_LOCKED);

  hw_test_press (fixture->page, "はじめからやり直す");
  hw_test_page_wait_exit (fixture, HW_EXIT_RESTART);
  g_assert_cmpint (hw_registration_get_stage (registration), ==, HW_STAGE_NOT_STARTED);
  g_assert_cmpstr (hw_registration_get_email (registration), ==, "nobody@example.jp");
  g_assert_true (hw_registration_get_consented (registration));
}

static void
restart_says_the_wait (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  type_all (fixture, HW_TEST_PASSWORD, WRONG_KEY);
  for (int i = 0; i < 5; i++)
    hw_test_page_press (fixture, "完了");
  assert_ended (fixture, LOCKED);
  assert_piece (fixture, "秒後に、もう一度申し込めます。");
}

static gboolean
is_over (gpointer data)
{
  return hw_registration_get_seconds_left (HW_REGISTRATION (data)) == 0;
}

static void
server_decides_that_it_has_expired (HwTestPage *fixture, gconstpointer unused)
{
  HwRegistration *registration = open_registered (fixture);
  g_autoptr (HwSecretString) key = wait_key (fixture);
  GtkWidget *entry = hw_form_field_get_entry (hw_test_page_field (fixture, "/authentication_key"));

  type_all (fixture, HW_TEST_PASSWORD, key);
  gtk_widget_grab_focus (entry);
  hw_test_wait_until (is_over, registration, "the key's end");
  /* At zero nothing is cleared, and the focus stays. */
  assert_typed (fixture, "/password", HW_TEST_PASSWORD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), entry));
  assert_piece (fixture, "まで（期限を過ぎました）");
  g_assert_true (hw_test_shows (fixture->page, "メールを再送すると、新しい認証キーをお送りします。"));
  g_assert_nonnull (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "完了"));

  type_all (fixture, HW_TEST_PASSWORD, WRONG_KEY); /* wrong is not "expired" */
  hw_test_page_press (fixture, "完了");
  assert_error (
    fixture, "/authentication_key",
    "認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと4回入力できます。");
  type_all (fixture, HW_TEST_PASSWORD, key);
  hw_test_page_press (fixture, "完了");
  assert_ended (fixture, EXPIRED);
}

static void
former_key_is_dead_after_resend (HwTestPage *fixture, gconstpointer unused)
{
  g_autoptr (HwSecretString) former = NULL;
  g_autoptr (HwSecretString) key = NULL;

  open_registered (fixture);
  former = wait_key (fixture);
  hw_test_page_press (fixture, "メールを再送する");
  g_assert_true (hw_test_shows (fixture->page,
                                "再送を受け付けました。以前の認証キーは使用できません。新しく届くメールの"
                                "認証キーを入力してください。"));
  key = wait_key (fixture);
  type_all (fixture, HW_TEST_PASSWORD, former);
  hw_test_page_press (fixture, "完了");
  assert_error (
    fixture, "/authentication_key",
    "認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと4回入力できます。");
  type_all (fixture, HW_TEST_PASSWORD, key);
  hw_test_press (fixture->page, "完了");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
}

static void
resend_waits_under_one_name (HwTestPage *fixture, gconstpointer unused)
{
  HwRegistration *registration = open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  GtkWidget *button = hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "メールを再送する");
  guint seconds = hw_registration_get_resend_seconds (registration);
  g_autofree char *sentence = g_strdup_printf ("%u秒後に再送できます。", seconds);

  g_assert_cmpuint (seconds, >, 0);
  g_assert_true (hw_test_shows (fixture->page, sentence));
  g_assert_true (gtk_widget_has_css_class (button, "hw-waiting"));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "メールを再送する");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence);
  hw_test_press (fixture->page, "メールを再送する");
  g_assert_false (hw_page_get_busy (fixture->page)); /* nothing is sent */
}

static void
resend_is_offered_once_there_is_no_wait (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  g_assert_true (hw_test_shows (fixture->page, "メールが届かない場合は、再送できます。"));
  g_assert_false (gtk_widget_has_css_class (
    hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "メールを再送する"), "hw-waiting"));
}

static void
long_wait_is_said_in_minutes (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  g_assert_true (hw_test_shows (fixture->page, "約10分後に再送できます。"));
}

static gboolean
deadline_looks_urgent (HwTestPage *fixture)
{
  GtkWidget *label = find_piece (GTK_WIDGET (fixture->page), "認証キーの有効期限：");
  GtkWidget *row = gtk_widget_get_parent (label);

  g_assert_cmpint (gtk_widget_get_visible (gtk_widget_get_first_child (row)), ==,
                   gtk_widget_has_css_class (row, "hw-soon"));
  return gtk_widget_has_css_class (row, "hw-soon");
}

static void
last_minutes_look_urgent (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  g_assert_true (deadline_looks_urgent (fixture));
}

static void
fresh_key_does_not_look_urgent (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  g_assert_false (deadline_looks_urgent (fixture));
}

static HwBadServer *
put_between (HwTestPage *fixture, const HwBadAnswer *answers, guint n_answers)
{
  HwBadServer *between = hw_bad_server_new (answers, n_answers, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", hw_bad_server_get_port (between));

  hw_bad_server_set_behind (between, hw_test_office_get_port (fixture->office));
  hw_test_page_use_server (fixture, url);
  return between;
}

static void
lost_answer_is_asked_for (HwTestPage *fixture, gconstpointer unused)
{
  const HwBadAnswer answers[] = { { .ending = HW_BAD_PASS },    /* terms */
                                  { .ending = HW_BAD_PASS },    /* start */
                                  { .ending = HW_BAD_SWALLOW }, /* 完了 */
                                  { .ending = HW_BAD_PASS } };
  g_autoptr (HwBadServer) between = put_between (fixture, answers, G_N_ELEMENTS (answers));
  g_autoptr (HwSecretString) key = NULL;

  open_registered (fixture);
  key = wait_key (fixture);
  type_all (fixture, HW_TEST_PASSWORD, key);
  hw_test_press (fixture->page, "完了");
  hw_test_wait_text (fixture->page, "登録の状況を確認しています…");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
  hw_test_page_assert_message (fixture, "サーバーからの応答は届きませんでしたが、登録の完了を確認しました。");
}

typedef struct
{
  HwBadServer *server;
  guint n;
} Connections;

static gboolean
has_connections (gpointer data)
{
  Connections *connections = data;

  return hw_bad_server_get_n_connections (connections->server) >= connections->n;
}

static void
stopping_says_how_it_stands (HwTestPage *fixture, gconstpointer unused)
{
  const HwBadAnswer answers[] = { { .ending = HW_BAD_PASS },
                                  { .ending = HW_BAD_PASS },
                                  { .ending = HW_BAD_STALL }, /* 完了: never gets there */
                                  { .ending = HW_BAD_PASS } };
  g_autoptr (HwBadServer) between = put_between (fixture, answers, G_N_ELEMENTS (answers));
  Connections third = { between, 3 };

  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  type_all (fixture, HW_TEST_PASSWORD, WRONG_KEY);
  hw_test_press (fixture->page, "完了");
  hw_test_wait_until (has_connections, &third, "the submission");
  hw_test_press (fixture->page, "送信を中止");
  hw_test_wait_text (fixture->page, "登録の状況を確認しています…");
  hw_test_page_wait_idle (fixture);
  g_assert_true (hw_test_shows (
    fixture->page, "送信を中止しました。登録は完了していません。入力内容はそのまま残っています。"));
  assert_typed (fixture, "/password", HW_TEST_PASSWORD);
  assert_typed (fixture, "/authentication_key", WRONG_KEY);
  g_assert_cmpint (fixture->exit, ==, -1);
}

/* Who has stopped it does not have to wait for a server that does not say how it stands either. */
static void
asking_can_be_stopped_too (HwTestPage *fixture, gconstpointer unused)
{
  const HwBadAnswer answers[] = { { .ending = HW_BAD_PASS },
                                  { .ending = HW_BAD_PASS },
                                  { .ending = HW_BAD_STALL }, /* 完了: never gets there */
                                  { .ending = HW_BAD_STALL }, /* how it stands */
                                  { .ending = HW_BAD_PASS } };
  g_autoptr (HwBadServer) between = put_between (fixture, answers, G_N_ELEMENTS (answers));
  Connections third = { between, 3 }, fourth = { between, 4 };

  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  type_all (fixture, HW_TEST_PASSWORD, WRONG_KEY);
  hw_test_press (fixture->page, "完了");
  hw_test_wait_until (has_connections, &third, "the submission");
  hw_test_press (fixture->page, "送信を中止");
  hw_test_wait_until (has_connections, &fourth, "the question how it stands");
  hw_test_press (fixture->page, "送信を中止");
  hw_test_page_wait_idle (fixture);
  g_assert_true (hw_test_shows (fixture->page,
                                "送信を中止しました。入力内容はそのまま残っています。登録が完了したかどうか"
                                "は、まだ確認できていません。もう一度「完了」を押すと確認できます。"));
  assert_typed (fixture, "/password", HW_TEST_PASSWORD);
  assert_typed (fixture, "/authentication_key", WRONG_KEY);
  g_assert_cmpint (fixture->exit, ==, -1);
}

static void
unreachable_server_loses_nothing (HwTestPage *fixture, gconstpointer unused)
{
  g_autofree char *sentence = NULL;
  g_autoptr (HwSecretString) key = NULL;

  open_registered (fixture);
  key = wait_key (fixture);
  sentence = g_strdup_printf (
    "サーバー（127.0.0.1:%u）に接続できません。しばらくしてからもう一度お試しください。"
    "登録が完了したかどうかは、まだ確認できていません。もう一度「完了」を押すと確認できます。",
    hw_test_office_get_port (fixture->office));
  hw_test_office_stop (fixture->office);
  type_all (fixture, HW_TEST_PASSWORD, key);
  hw_test_page_press (fixture, "完了");
  g_assert_true (hw_test_shows (fixture->page, sentence));
  assert_typed (fixture, "/password", HW_TEST_PASSWORD);
  hw_test_office_start (fixture->office);
  hw_test_press (fixture->page, "完了");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
}

static gboolean
ask (HwTestPage *fixture, HwLeaveQuestion *question)
{
  return HW_PAGE_GET_CLASS (fixture->page)->ask_leave (fixture->page, question);
}

static void
leaving_asks (HwTestPage *fixture, gconstpointer unused)
{
  HwLeaveQuestion question = { 0 };

  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  g_assert_true (hw_registration_get_remembered (hw_context_get_registration (fixture->context)));
  g_assert_true (ask (fixture, &question));
  g_assert_cmpstr (question.heading, ==, "パスワード登録を中断しますか？");
  g_assert_cmpstr (
    question.body, ==,
    "登録を完了する前に「パスワード登録」画面を閉じないでください。\n\n閉じても、認証キーの有効期限までは"
    "続きから再開できます。入力したパスワードは保存されません。");
  g_assert_cmpstr (question.leave, ==, "画面を閉じる");
  g_assert_cmpstr (question.stay, ==, "登録を続ける");
  g_free (question.body);

  type_all (fixture, HW_TEST_PASSWORD, WRONG_KEY);
  for (int i = 0; i < 5; i++)
    hw_test_page_press (fixture, "完了");
  g_assert_false (ask (fixture, &question)); /* nothing is left to lose */
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static void
login_link_asks_first (HwTestPage *fixture, gconstpointer unused)
{
  GtkWidget *button;

  open_page (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  hw_test_press (fixture->page, "求人者マイページにログイン");
  g_assert_nonnull (find_dialog ());
  button =
    gtk_widget_get_ancestor (hw_test_find (find_dialog (), GTK_TYPE_LABEL, "画面を閉じる"), GTK_TYPE_BUTTON);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "画面を閉じる");
  g_assert_false (
    gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  adw_message_dialog_response (find_dialog (), "stay");
  g_assert_cmpint (fixture->exit, ==, -1);
  hw_test_press (fixture->page, "求人者マイページにログイン");
  adw_message_dialog_response (find_dialog (), "leave");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  g_assert_cmpstr (hw_context_get_login_email (fixture->context), ==, "nobody@example.jp");
}

/* The first submission got there, but nobody knows; then another password is sent. */
static void
completed_registration_leads_to_login (HwTestPage *fixture, gconstpointer unused)
{
  const HwBadAnswer answers[] = { { .ending = HW_BAD_PASS },    /* terms */
                                  { .ending = HW_BAD_PASS },    /* start */
                                  { .ending = HW_BAD_SWALLOW }, /* 完了 */
                                  { .ending = HW_BAD_CLOSE },   /* how it stands, and once again */
                                  { .ending = HW_BAD_CLOSE },   { .ending = HW_BAD_PASS } };
  g_autoptr (HwBadServer) between = put_between (fixture, answers, G_N_ELEMENTS (answers));
  g_autoptr (HwSecretString) key = NULL;

  open_registered (fixture);
  key = wait_key (fixture);
  type_all (fixture, HW_TEST_OTHER_PASSWORD, key);
  hw_test_page_press (fixture, "完了");
  assert_piece (fixture,
                "登録が完了したかどうかは、まだ確認できていません。もう一度「完了」を押すと確認できます。");
  type_all (fixture, HW_TEST_PASSWORD, key);
  hw_test_press (fixture->page, "完了");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  hw_test_page_assert_message (
    fixture, "この登録はすでに完了しています。先に送信したパスワードでログインしてください。");
}

static void
again_has_its_own_words (HwTestPage *fixture, gconstpointer unused)
{
  HwLeaveQuestion question = { 0 };
  g_autoptr (HwSecretString) key = NULL;

  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), HW_TEST_EMAIL);
  open_page (fixture, HW_PURPOSE_AGAIN, HW_TEST_EMAIL);
  g_assert_cmpstr (hw_page_get_title (fixture->page), ==, "パスワード再登録");
  assert_piece (fixture, "「パスワード再登録申込受付通知」メールが配信されてから、30分以内に");
  assert_piece (fixture, "はじめからパスワード再登録をやり直してください。");
  g_assert_false (shows_piece (GTK_WIDGET (fixture->page), "パスワード登録"));
  g_assert_true (ask (fixture, &question));
  g_assert_cmpstr (question.heading, ==, "パスワード再登録を中断しますか？");
  g_free (question.body);

  key = wait_key (fixture);
  type_all (fixture, HW_TEST_OTHER_PASSWORD, key);
  hw_test_press (fixture->page, "完了");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
  hw_test_page_assert_message (fixture,
                               "パスワードを再登録しました。新しいパスワードでログインしてください。");
}

#define add(path, config, test) \
  g_test_add (path, HwTestPage, config, hw_test_page_set_up, test, hw_test_page_tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/password-page/says-to-whom-and-until-when", HW_TEST_OFFICE_NO_WAIT, says_to_whom_and_until_when);
  add ("/password-page/rules-turn-met-as-typed", HW_TEST_OFFICE_NO_WAIT, rules_turn_met_as_typed);
  add ("/password-page/faults-are-said-and-nothing-is-lost", HW_TEST_OFFICE_NO_WAIT,
       faults_are_said_and_nothing_is_lost);
  add ("/password-page/pasted-mail-is-reduced-to-the-key", HW_TEST_OFFICE_NO_WAIT, pasted_mail_completes);
  add ("/password-page/dropped-mail-gives-the-key", HW_TEST_OFFICE_NO_WAIT, dropped_mail_gives_the_key);
  add ("/password-page/mail-never-comes-into-a-password", HW_TEST_OFFICE_NO_WAIT,
       mail_never_comes_into_a_password);
  add ("/password-page/wrong-keys-are-counted-and-the-fifth-ends-it", HW_TEST_OFFICE_NO_WAIT,
       wrong_keys_are_counted);
  add ("/password-page/restart-says-how-long-to-wait", WAIT_FOR_MAIL, restart_says_the_wait);
  add ("/password-page/server-decides-that-the-key-has-expired", SHORT_KEY,
       server_decides_that_it_has_expired);
  add ("/password-page/former-key-is-dead-after-a-resend", HW_TEST_OFFICE_NO_WAIT,
       former_key_is_dead_after_resend);
  add ("/password-page/resend-waits-under-one-name", WAIT_FOR_MAIL, resend_waits_under_one_name);
  add ("/password-page/resend-is-offered-once-there-is-no-wait", HW_TEST_OFFICE_NO_WAIT,
       resend_is_offered_once_there_is_no_wait);
  add ("/password-page/long-wait-is-said-in-minutes", LONG_WAIT, long_wait_is_said_in_minutes);
  add ("/password-page/last-minutes-look-urgent", FEW_MINUTES, last_minutes_look_urgent);
  add ("/password-page/fresh-key-does-not-look-urgent", HW_TEST_OFFICE_NO_WAIT,
       fresh_key_does_not_look_urgent);
  add ("/password-page/lost-answer-is-asked-for", HW_TEST_OFFICE_NO_WAIT, lost_answer_is_asked_for);
  add ("/password-page/stopping-says-how-it-stands", HW_TEST_OFFICE_NO_WAIT, stopping_says_how_it_stands);
  add ("/password-page/asking-how-it-stands-can-be-stopped-too", HW_TEST_OFFICE_NO_WAIT,
       asking_can_be_stopped_too);
  add ("/password-page/unreachable-server-loses-nothing", HW_TEST_OFFICE_NO_WAIT,
       unreachable_server_loses_nothing);
  add ("/password-page/leaving-asks-while-something-would-be-lost", HW_TEST_OFFICE_NO_WAIT, leaving_asks);
  add ("/password-page/login-link-asks-first", HW_TEST_OFFICE_NO_WAIT, login_link_asks_first);
  add ("/password-page/completed-registration-leads-to-login", HW_TEST_OFFICE_NO_WAIT,
       completed_registration_leads_to_login);
  add ("/password-page/re-registration-has-its-own-words", HW_TEST_OFFICE_NO_WAIT, again_has_its_own_words);
  return g_test_run ();
}
