/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-problem-texts.h"

#include <string.h>

typedef struct
{
  const char *title[HW_N_LANGUAGES];
  const char *detail[HW_N_LANGUAGES];
} ProblemText;

static const ProblemText problem_texts[HW_N_PROBLEM_CODES] = {
  [HW_PROBLEM_MALFORMED_REQUEST] = { { "形式の誤り", "Malformed request" },
                                     { "送信された内容の形式が正しくありません。アプリを最新版に更新して、も"
                                       "う"
                                       "一度お試しください。",
                                       "The request was not understood. Update the app to its latest version "
                                       "and try again." } },
  [HW_PROBLEM_INVALID_FIELDS] = { { "入力内容の誤り", "Some entries are not valid" },
                                  { "入力内容に誤りがあります。内容をご確認のうえ、もう一度お試しください。",
                                    "Some entries are not valid. Check them and try again." } },
  [HW_PROBLEM_TERMS_OUTDATED] = { { "規約の改定", "The terms have changed" },
                                  { "プライバシーポリシーまたはマイページ利用規約が改定されました。"
                                    "改めて最後までご確認のうえ、同意してください。",
                                    "The privacy policy or the terms of use have changed. Read them to the "
                                    "end again and agree to them." } },
  [HW_PROBLEM_IDEMPOTENCY_CONFLICT] = { { "操作の重複", "Conflicting requests" },
                                        { "この操作は、別の内容ですでに受け付けています。はじめからやり直して"
                                          "ください。",
                                          "This request was accepted before with other contents. Start "
                                          "again." } },
  [HW_PROBLEM_IDEMPOTENCY_RUNNING] = { { "操作の重複", "Conflicting requests" },
                                       { "同じ操作を処理しています。しばらくしてからもう一度お試しください。",
                                         "The same request is being processed. Try again in a moment." } },
  [HW_PROBLEM_KEY_WRONG] = { { "認証キーの誤り", "Wrong authentication key" },
                             { "認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください"
                               "。",
                               "The authentication key is not correct. Check the one in the latest "
                               "email." } },
  [HW_PROBLEM_KEY_EXPIRED] = { { "認証キーの有効期限切れ", "The authentication key has expired" },
                               { "認証キーの有効期限が切れました。メールを再送するか、はじめからやり直してく"
                                 "ださい。",
                                 "The authentication key has expired. Have a new one sent, or start "
                                 "again." } },
  [HW_PROBLEM_REGISTRATION_LOCKED] = { { "この手続きは続けられません", "This registration cannot continue" },
                                       { "認証キーの誤りが上限に達したため、この手続きは続けられません。はじ"
                                         "めからやり直してください。",
                                         "Too many wrong authentication keys were entered. Start again." } },
  [HW_PROBLEM_REGISTRATION_CLOSED] = { { "完了済みの手続き", "This registration is complete" },
                                       { "この手続きは完了しています。ログイン画面へ進んでください。",
                                         "This registration is complete. Go to the login page." } },
  [HW_PROBLEM_CREDENTIAL_INVALID] = { { "認証が必要です", "Not authenticated" },
                                      { "手続きまたはログインの有効期間が終了しました。はじめからやり直してく"
                                        "ださい。",
                                        "The registration or the login has ended. Start again." } },
  [HW_PROBLEM_LOGIN_FAILED] = { { "ログインできません", "Login failed" },
                                { "ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認くだ"
                                  "さい。",
                                  "The ID (email address) or the password is not correct. Check what you "
                                  "entered." } },
  [HW_PROBLEM_TOO_MANY_REQUESTS] = { { "操作の回数の上限", "Too many requests" },
                                     { "操作の回数が上限に達しました。しばらくしてからもう一度お試しください"
                                       "。",
                                       "The limit has been reached. Try again later." } },
  [HW_PROBLEM_NOT_FOUND] = { { "見つかりません", "Not found" },
                             { "指定されたものは見つかりませんでした。",
                               "What was asked for was not found." } },
  [HW_PROBLEM_METHOD_NOT_ALLOWED] = { { "使用できないメソッド", "Method not allowed" },
                                      { "この操作は行えません。アプリを最新版に更新してください。",
                                        "This cannot be done here. Update the app to its latest version." } },
  [HW_PROBLEM_PAYLOAD_TOO_LARGE] = { { "送信内容が大きすぎます", "The request is too large" },
                                     { "送信された内容が大きすぎます。内容を短くして、もう一度お試しください"
                                       "。",
                                       "The request is too large. Shorten it and try again." } },
  [HW_PROBLEM_UNSUPPORTED_MEDIA_TYPE] = { { "対応していない形式", "Unsupported media type" },
                                          { "本文はJSON形式で送信してください。",
                                            "Send the request's body as JSON." } },
  [HW_PROBLEM_HEADER_TOO_LARGE] = { { "ヘッダーが大きすぎます", "The request's header is too large" },
                                    { "送信されたヘッダーが大きすぎます。プロキシなどの設定をご確認ください"
                                      "。",
                                      "The header of the request is too large. Check the settings of your "
                                      "proxy." } },
  [HW_PROBLEM_INTERNAL_ERROR] = { { "サーバーの内部エラー", "Internal error" },
                                  { "サーバーで問題が発生しました。しばらくしてからもう一度お試しください。",
                                    "The server has run into a problem. Try again later." } },
  [HW_PROBLEM_UNAVAILABLE] = { { "一時的に利用できません", "Unavailable for the moment" },
                               { "ただいまサーバーを利用できません。しばらくしてからもう一度お試しください。",
                                 "The server is unavailable for the moment. Try again later." } },
};

typedef struct
{
  const char *pointer; /* NULL: every other */
  const char *code;
  const char *detail[HW_N_LANGUAGES];
} FieldText;

static const FieldText field_texts[] = {
  { "/email", "empty", { "ID（メールアドレス）を入力してください。", "Enter the ID (email address)." } },
  { "/email",
    "not-an-address",
    { "メールアドレスの形式が正しくありません。「name@example.co.jp」のような形式で入力してください。",
      "This is not an email address. Enter one like “name@example.co.jp”." } },
  { "/email",
    "too-long",
    { "メールアドレスは100文字以内で入力してください。",
      "The email address may have at most 100 characters." } },
  { "/authentication_key",
    "malformed-key",
    { "認証キーは半角英数字10文字です。メールの記載をご確認ください。",
      "The authentication key has 10 letters and digits. Check it in the email." } },
  { "/current_password",
    "wrong-password",
    { "現在のパスワードが正しくありません。", "The current password is not correct." } },
  { NULL,
    "too-short",
    { "パスワードは8文字以上で入力してください。", "The password needs at least 8 characters." } },
  { NULL,
    "too-long",
    { "パスワードは32文字以内で入力してください。", "The password may have at most 32 characters." } },
  { NULL, "no-digit", { "パスワードには、半角数字を含めてください。", "The password needs a digit." } },
  { NULL, "no-letter", { "パスワードには、半角英字を含めてください。", "The password needs a letter." } },
  { NULL, "no-symbol", { "パスワードには、半角記号を含めてください。", "The password needs a symbol." } },
  { NULL,
    "not-half-width",
    { "使用できない文字（全角文字、半角カタカナ、空白）が含まれています。半角の英数字・記号で入力してください"
      "。",
      "The password contains characters that cannot be used (full-width characters, half-width katakana, "
      "spaces). Use half-width letters, digits and symbols." } },
  { NULL,
    "too-common",
    { "よく使われるパスワードのため、使用できません。別のパスワードを入力してください。",
      "This password is too common. Enter another one." } },
  { NULL,
    "contains-email",
    { "メールアドレスの「@」より前の部分を含むパスワードは使用できません。",
      "The password must not contain the part of the email address before the “@”." } },
  { NULL,
    "contains-key",
    { "認証キーを含むパスワードは使用できません。",
      "The password must not contain the authentication key." } },
};

static const char *other_field_text[HW_N_LANGUAGES] = { "入力内容をご確認ください。", "Check this entry." };

static const char *
find_field_text (const HwFieldError *error, HwLanguage language)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_texts); i++)
    {
      const FieldText *text = &field_texts[i];

      if (strcmp (text->code, error->code) == 0
          && (text->pointer == NULL || strcmp (text->pointer, error->pointer) == 0))
        return text->detail[language];
    }
  return other_field_text[language];
}

/* "about 3 minutes": whole minutes, rounded up. */
static char *
limit_detail (gint64 retry_in, HwLanguage language)
{
  gint64 minutes = (retry_in + 59) / 60;

  switch (language)
    {
    case HW_LANGUAGE_EN:
      return g_strdup_printf ("The limit has been reached. Try again in about %" G_GINT64_FORMAT " %s.",
                              minutes, minutes == 1 ? "minute" : "minutes");
    case HW_LANGUAGE_JA:
    default:
      return g_strdup_printf (
        "操作の回数が上限に達しました。約%" G_GINT64_FORMAT "分後にもう一度お試しください。", minutes);
    }
}

static char *
wrong_key_detail (int attempts_left, HwLanguage language)
{
  switch (language)
    {
    case HW_LANGUAGE_EN:
      return g_strdup_printf (
        "The authentication key is not correct. Check the one in the latest email. %d %s left.",
        attempts_left, attempts_left == 1 ? "try is" : "tries are");
    case HW_LANGUAGE_JA:
    default:
      return g_strdup_printf ("認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。"
                              "あと%d回入力できます。",
                              attempts_left);
    }
}

static char *
detail_for (const HwProblem *problem, HwLanguage language)
{
  if (problem->code == HW_PROBLEM_TOO_MANY_REQUESTS && problem->retry_in > 0)
    return limit_detail (problem->retry_in, language);
  if (problem->code == HW_PROBLEM_KEY_WRONG && problem->attempts_left > 0)
    return wrong_key_detail (problem->attempts_left, language);
  return g_strdup (problem_texts[problem->code].detail[language]);
}

void
hw_problem_texts_fill (HwProblem *problem, HwLanguage language)
{
  g_assert (problem->code < HW_N_PROBLEM_CODES);

  if (problem->title == NULL)
    problem->title = g_strdup (problem_texts[problem->code].title[language]);
  if (problem->detail == NULL)
    problem->detail = detail_for (problem, language);
  for (guint i = 0; problem->errors != NULL && i < problem->errors->len; i++)
    {
      HwFieldError *error = problem->errors->pdata[i];

      if (error->detail == NULL)
        error->detail = g_strdup (find_field_text (error, language));
    }
}
