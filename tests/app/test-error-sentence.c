/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "app/hw-error-sentence.h"

#define SERVER "https://mypage.example.jp"

static void
assert_field (const char *pointer, const char *code, const char *typed, const char *expected)
{
  HwFieldError fault = { (char *) pointer, (char *) code, NULL };
  g_autofree char *sentence = hw_field_error_sentence (&fault, typed);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
assert_problem (HwProblem *problem, const char *expected)
{
  g_autoptr (GError) error = hw_client_error_new_problem (problem);
  g_autofree char *sentence = hw_error_sentence (error, SERVER);

  g_assert_cmpstr (sentence, ==, expected);
  hw_problem_free (problem);
}

static void
assert_error (HwClientError code, const char *expected)
{
  g_autoptr (GError) error = g_error_new_literal (HW_CLIENT_ERROR, code, "not for people");
  g_autofree char *sentence = hw_error_sentence (error, SERVER);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
email_faults (void)
{
  assert_field ("/email", "empty", "", "ID（メールアドレス）を入力してください。");
  assert_field ("/email", "not-an-address", "tantou.example.co.jp",
                "メールアドレスに「@」がありません。tantou@example.co.jp のような形式で入力してください。");
  assert_field ("/email", "not-an-address", "山田@example.jp", "「山」はメールアドレスに使用できません。");
  assert_field (
    "/email", "not-an-address", "a@b@example.jp",
    "メールアドレスの形式が正しくありません。tantou@example.co.jp のような形式で入力してください。");
  assert_field ("/email", "too-long", "x", "メールアドレスは100文字以内で入力してください。");
}

static void
password_faults (void)
{
  const char *const composition[] = { "too-short", "too-long", "no-digit", "no-letter", "no-symbol" };

  for (guint i = 0; i < G_N_ELEMENTS (composition); i++)
    {
      assert_field ("/password", composition[i], "",
                    "半角数字、英字、記号のすべてを含む8文字以上32文字以内で入力してください。");
      assert_field ("/new_password", composition[i], "",
                    "半角数字、英字、記号のすべてを含む8文字以上32文字以内で入力してください。");
    }
  assert_field ("/password", "too-common", "",
                "よく使われるパスワードのため、使用できません。別のパスワードを入力してください。");
  assert_field ("/password", "contains-email", "",
                "メールアドレスの「@」より前の部分を含むパスワードは使用できません。");
  assert_field ("/password", "contains-key", "", "認証キーを含むパスワードは使用できません。");
  assert_field ("/password", "not-half-width", "",
                "使用できない文字（全角文字、半角カタカナ、空白）が含まれています。半角の英数字・記号で入力し"
                "てください。");
  assert_field ("/password-confirmation", "empty", "", "新しいパスワード（確認用）を入力してください。");
  assert_field ("/password-confirmation", "mismatch", "",
                "新しいパスワードと確認用の入力が一致しません。同じパスワードを入力してください。");
  assert_field ("/current_password", "wrong-password", "",
                "現在のパスワードが正しくありません。入力内容をご確認ください。");
}

static void
key_faults (void)
{
  HwProblem *problem = hw_problem_new (HW_PROBLEM_KEY_WRONG);

  assert_field ("/authentication_key", "malformed-key", "ABCDE-123",
                "認証キーは10文字です（現在8文字）。メールの記載をご確認ください。");
  assert_field ("/authentication_key", "malformed-key", "", "認証キーを入力してください。");
  assert_field ("/authentication_key", "malformed-key", "ABCDE-1234U",
                "認証キーに使用されない文字が含まれています。メールの記載をご確認ください。");
  problem->attempts_left = 3;
  assert_problem (
    problem,
    "認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと3回入力できます。");
}

static void
refusals (void)
{
  HwProblem *problem = hw_problem_new (HW_PROBLEM_TOO_MANY_REQUESTS);

  problem->retry_in = 61;
  assert_problem (problem, "操作の回数が上限に達しました。約2分後にもう一度お試しください。");
  problem = hw_problem_new (HW_PROBLEM_TOO_MANY_REQUESTS);
  problem->retry_in = 0;
  assert_problem (problem, "操作の回数が上限に達しました。約1分後にもう一度お試しください。");
  assert_problem (hw_problem_new (HW_PROBLEM_KEY_EXPIRED),
                  "認証キーの有効期限が切れました。はじめからパスワード登録をやり直してください。");
  assert_problem (hw_problem_new (HW_PROBLEM_REGISTRATION_LOCKED),
                  "認証キーの誤りが上限に達したため、この手続きは続けられません。はじめからパスワード登録をや"
                  "り直してください。");
  assert_problem (hw_problem_new (HW_PROBLEM_TERMS_OUTDATED),
                  "プライバシーポリシーまたはマイページ利用規約が改定されました。改めて最後までご確認のうえ、"
                  "同意してください。");
  assert_problem (hw_problem_new (HW_PROBLEM_LOGIN_FAILED),
                  "ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認ください。");
  assert_problem (hw_problem_new (HW_PROBLEM_CREDENTIAL_INVALID),
                  "ログインの有効期間が終了しました。もう一度ログインしてください。");
  assert_problem (hw_problem_new (HW_PROBLEM_INTERNAL_ERROR),
                  "サーバー（mypage.example.jp）に接続できません。しばらくしてからもう一度お試しください。");
  assert_problem (hw_problem_new (HW_PROBLEM_UNAVAILABLE),
                  "サーバー（mypage.example.jp）に接続できません。しばらくしてからもう一度お試しください。");
}

static void
unknown_refusal_in_the_servers_words (void)
{
  HwProblem *problem = hw_problem_new (HW_PROBLEM_UNKNOWN);

  problem->detail = g_strdup ("本日は休業日です。");
  assert_problem (problem, "本日は休業日です。");
  assert_problem (hw_problem_new (HW_PROBLEM_UNKNOWN),
                  "サーバーで処理できませんでした。しばらくしてからもう一度お試しください。");
}

static void
every_refusal_has_a_sentence (void)
{
  for (int code = 0; code <= HW_PROBLEM_UNKNOWN; code++)
    {
      g_autoptr (HwProblem) problem = hw_problem_new ((HwProblemCode) code);
      g_autoptr (GError) error = hw_client_error_new_problem (problem);
      g_autofree char *sentence = hw_error_sentence (error, NULL);

      g_assert_true (g_str_has_suffix (sentence, "。"));
    }
}

static void
network_faults (void)
{
  assert_error (HW_CLIENT_ERROR_OFFLINE,
                "インターネットに接続されていません。接続を確認して、もう一度お試しください。"
                "入力内容はそのまま残っています。");
  assert_error (HW_CLIENT_ERROR_UNREACHABLE,
                "サーバー（mypage.example.jp）に接続できません。しばらくしてからもう一度お試しください。");
  assert_error (HW_CLIENT_ERROR_TIMED_OUT,
                "サーバー（mypage.example.jp）に接続できません。しばらくしてからもう一度お試しください。");
  assert_error (
    HW_CLIENT_ERROR_TLS,
    "サーバー（mypage.example.jp）の安全性を確認できないため、送信を中止しました。パソコンの日付と時刻を"
    "ご確認ください。解決しない場合は、ネットワークの管理者にご相談ください。");
  assert_error (HW_CLIENT_ERROR_NOT_OUR_SERVER, "サーバーから正しい応答がありませんでした。公衆Wi-"
                                                "Fiなどでは、ブラウザーでネットワークにログインしてから、"
                                                "もう一度お試しください。");
  assert_error (
    HW_CLIENT_ERROR_NO_KEYRING,
    "キーリング（パスワードの保管機能）を利用できないため、ログイン状態と途中の手続きは保存されません。"
    "手続きはこのまま続けられます。");
}

int
main (int argc, char *argv[])
{
  hw_test_gui_init (&argc, &argv);
  g_test_add_func ("/error-sentence/e-mail-says-what-is-wrong-with-it", email_faults);
  g_test_add_func ("/error-sentence/password-says-what-is-wrong-with-it", password_faults);
  g_test_add_func ("/error-sentence/key-says-what-is-wrong-with-it", key_faults);
  g_test_add_func ("/error-sentence/refusals-say-what-to-do", refusals);
  g_test_add_func ("/error-sentence/unknown-refusal-is-told-in-the-servers-words",
                   unknown_refusal_in_the_servers_words);
  g_test_add_func ("/error-sentence/every-refusal-has-one", every_refusal_has_a_sentence);
  g_test_add_func ("/error-sentence/network-faults-say-what-to-do", network_faults);
  return g_test_run ();
}
