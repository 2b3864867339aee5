/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"
#include "app/widgets/hw-error-summary.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-notice-bar.h"

G_BEGIN_DECLS

/* What the files of HwPage share. */
typedef struct
{
  HwErrorSummary *summary;
  HwNoticeBar *notice;
  HwHeading *heading;
  GtkBox *body;
  GtkLabel *status;
  GtkWidget *buttons;
  GtkWidget *between; /* the two buttons: as wide as is left */
  HwBusyButton *cancel;
  HwBusyButton *next;
  HwContext *context;
  GCancellable *cancellable; /* of the request under way */
  HwBusyButton *busy_button;
  guint slow_timeout;  /* source id, while the request is young */
  GPtrArray *watched;  /* (nullable) (element-type HwWatch): hw-page-recheck.c */
  GPtrArray *listened; /* (nullable) (element-type HwField) (owned elements): likewise */
  guint recheck_idle;
  char *next_label;
  char *cancel_label;
  char *subject;
} HwPagePrivate;

HwPagePrivate *hw_page_get_private (HwPage *self);

/* hw_page_update_buttons: as labels and request stand now. */
void hw_page_update_buttons (HwPage *self);
void hw_page_notify_busy (HwPage *self);
/* hw_page_forget_errors: ends hw_page_watch_errors(). */
void hw_page_forget_errors (HwPage *self);

G_END_DECLS
