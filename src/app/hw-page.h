/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-context.h"
#include "app/hw-leave-question.h"
#include "app/widgets/hw-busy-button.h"
#include "app/widgets/hw-field.h"
#include "app/widgets/hw-notice-bar.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* The ways out of a page. Where each leads stands in the table of hw-flow.c: pages don't know each other. */
typedef enum
{
  HW_EXIT_NEXT,           /* 次へ進む, after leave_finish() said yes */
  HW_EXIT_CANCEL,         /* キャンセル; asks first where something would be lost */
  HW_EXIT_BACK,           /* to the page before; asks first */
  HW_EXIT_TOP,            /* トップ; asks first */
  HW_EXIT_REGISTER,       /* 求人者マイページ開設（パスワード登録） */
  HW_EXIT_LOG_IN,         /* 求人者マイページにログイン, 別の事業所を追加 */
  HW_EXIT_FORGOTTEN,      /* パスワードを忘れた方 */
  HW_EXIT_MY_PAGE,        /* to the session that the client has */
  HW_EXIT_RESUME,         /* 登録を続ける: to the password page of the context's registration */
  HW_EXIT_RESTART,        /* はじめからやり直す, メールアドレスを入力し直す */
  HW_EXIT_TERMS_OUTDATED, /* to the consent page again */
  HW_N_EXITS
} HwExit;

/*
 * HwPage: a page: error summary, notice bar, level 1 heading, the page's own content (its template's
 * children), a status line, and its buttons: キャンセル left, 次へ進む right (actions page.cancel,
 * page.next). While a request runs the right one shows a spinner and the left one reads 送信を中止.
 *
 * Properties: title; next-label, cancel-label: (nullable) strings, %NULL: no such button; busy (read-only);
 * subject: (nullable): whom the page is about, which the window keeps in sight however far it is scrolled.
 * Signal: exit (HwExit), for the flow.
 */
#define HW_TYPE_PAGE (hw_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (HwPage, hw_page, HW, PAGE, AdwBin)

struct _HwPageClass
{
  AdwBinClass parent_class;

  /* enter: the page is shown (again): takes over what the context holds now. */
  void (*enter) (HwPage *self);
  /* leave: checks what was entered (faults are HW_CLIENT_ERROR_PROBLEM invalid-fields, as the server's) and
   * asks the server. Success leads to HW_EXIT_NEXT; an error is presented. The default succeeds. */
  void (*leave_async) (HwPage *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
  gboolean (*leave_finish) (HwPage *self, GAsyncResult *result, GError **error);
  /* check: (transfer full) (nullable): what can be told without the server to be wrong with what is typed, as
   * invalid-fields; changes nothing. By it an error that was shown goes once it is mended. */
  GError *(*check) (HwPage *self);
  /* handle_error: whether the page has dealt with @error itself (another page, another state). */
  gboolean (*handle_error) (HwPage *self, const GError *error);
  /* describe_error: (transfer full) (nullable): the page's own sentence for @error, before the general one.
   */
  char *(*describe_error) (HwPage *self, const GError *error);
  /* ask_leave: fills in @question and returns TRUE where leaving would lose something. */
  gboolean (*ask_leave) (HwPage *self, HwLeaveQuestion *question);
};

/* For pages. */
HwContext *hw_page_get_context (HwPage *self);
void hw_page_set_title (HwPage *self, const char *title);
/* hw_page_set_subject: (nullable): an establishment's name and number. */
void hw_page_set_subject (HwPage *self, const char *subject);
void hw_page_set_next_label (HwPage *self, const char *label);
/* hw_page_go: takes the way out @exit. */
void hw_page_go (HwPage *self, HwExit exit);
/* hw_page_next: what the right button does: leave_async(), then HW_EXIT_NEXT or the error. */
void hw_page_next (HwPage *self);
/* hw_page_begin: a request starts: errors cleared, busy; @button: (nullable): shows the spinner, if not the
 * right button. Returns: (transfer none): cancelled by 送信を中止 and when the page is left. End it with
 * hw_page_end(), once. */
GCancellable *hw_page_begin (HwPage *self, HwBusyButton *button);
/* hw_page_begin_next: another request follows on the first before the page is idle; it can be stopped even
 * where the first was. Returns: (transfer none) (nullable): none where the page was left meanwhile. */
GCancellable *hw_page_begin_next (HwPage *self);
/* hw_page_end: @error: (nullable): is handled by the page or presented; a cancelled request says so. */
void hw_page_end (HwPage *self, const GError *error);
gboolean hw_page_get_busy (HwPage *self);
/* hw_page_set_status: (nullable): the line above the buttons: 登録の状況を確認しています…. */
void hw_page_set_status (HwPage *self, const char *status);
/* hw_page_set_notice: (nullable): the sentence that is no error on top of the page. */
void hw_page_set_notice (HwPage *self, HwNoticeKind kind, const char *notice);
void hw_page_toast (HwPage *self, const char *text);
void hw_page_clear_errors (HwPage *self);
/* hw_page_show_error: @error as sentences, in summary and fields, with the focus; see hw-error-presenter.h.
 */
void hw_page_show_error (HwPage *self, const GError *error);
/* hw_page_find_fields: (transfer container) (element-type HwField): those shown, in page order. */
GPtrArray *hw_page_find_fields (HwPage *self);
/* hw_page_find_field: (nullable): by pointer. */
HwField *hw_page_find_field (HwPage *self, const char *pointer);

/* For flow and window. */
void hw_page_set_context (HwPage *self, HwContext *context);
const char *hw_page_get_title (HwPage *self);
const char *hw_page_get_subject (HwPage *self);
void hw_page_enter (HwPage *self);
/* hw_page_stop: cancels the request under way, if any. */
void hw_page_stop (HwPage *self);
/* hw_page_ask_leave: @then (@object) is called where nothing would be lost, or once the person says so. */
void hw_page_ask_leave (HwPage *self, HwLeaveFunc then, gpointer object);

/* For the presenter. */
GtkWidget *hw_page_get_body (HwPage *self);
char *hw_page_describe_error (HwPage *self, const GError *error);
void hw_page_show_sentence (HwPage *self, const char *sentence);
void hw_page_show_fields (HwPage *self, GPtrArray *fields);
/* hw_page_watch_errors: from now on the errors that @fields show go as soon as they are no longer true, and
 * the summary follows; left still wrong, a field is checked once more. Nothing else is said while typing. */
void hw_page_watch_errors (HwPage *self, GPtrArray *fields);

G_END_DECLS
