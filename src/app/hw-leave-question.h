/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is asked before a page is left or the window closed where something would be lost. */
typedef struct
{
  const char *heading;
  char *body;        /* freed with g_free() by who asks */
  const char *leave; /* label of the button that leaves: 画面を閉じる */
  const char *stay;  /* 登録を続ける */
} HwLeaveQuestion;

typedef void (*HwLeaveFunc) (gpointer object);

/* hw_leave_question_ask: in a dialog over @widget's window; @then (@object) is called when the answer is to
 * leave; @object: a GObject, kept alive until then. While a question stands open, no second one is asked. */
void
hw_leave_question_ask (const HwLeaveQuestion *question, GtkWidget *widget, HwLeaveFunc then, gpointer object);

G_END_DECLS
