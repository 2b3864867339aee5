/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

typedef enum
{
  HW_PAGE_NONE,
  HW_PAGE_TOP,
  HW_PAGE_CONSENT,
  HW_PAGE_EMAIL,
  HW_PAGE_PASSWORD,
  HW_PAGE_COMPLETION,
  HW_PAGE_EMAIL_AGAIN, /* パスワード再登録 */
  HW_PAGE_PASSWORD_AGAIN,
  HW_PAGE_LOGIN,
  HW_PAGE_MY_PAGE,
  HW_N_PAGES
} HwPageId;

/*
 * HwFlow: which page follows which: one table. It makes the pages, keeps those that keep what was typed, and
 * sees to it that the context has a registration of the right purpose.
 * Signal: page-changed, after which hw_flow_get_page() is the page to show; then hw_page_enter() it.
 */
#define HW_TYPE_FLOW (hw_flow_get_type ())
G_DECLARE_FINAL_TYPE (HwFlow, hw_flow, HW, FLOW, GObject)

HwFlow *hw_flow_new (HwContext *context);
void hw_flow_go_to (HwFlow *self, HwPageId id);
/* hw_flow_take_exit: as the current page would; CANCEL, BACK and TOP ask first where something would be lost.
 */
void hw_flow_take_exit (HwFlow *self, HwExit exit);
/* hw_flow_has_exit: whether the current page has this way out. */
gboolean hw_flow_has_exit (HwFlow *self, HwExit exit);

HwPageId hw_flow_get_id (HwFlow *self);
HwPage *hw_flow_get_page (HwFlow *self); /* (transfer none) (nullable) */
/* hw_flow_get_breadcrumb: (nullable), translated. */
const char *hw_flow_get_breadcrumb (HwFlow *self);
/* hw_flow_get_help_topic: (nullable): the page of help/ about the page shown. */
const char *hw_flow_get_help_topic (HwFlow *self);
/* hw_flow_get_steps: (transfer container) (nullable): titles of the current flow's steps; @current: (out):
 * from
 * 1. %NULL where the page is no step. */
const char **hw_flow_get_steps (HwFlow *self, guint *current);

G_END_DECLS
