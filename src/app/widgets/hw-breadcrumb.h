/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* HwBreadcrumb: `トップ > パスワード登録`; トップ activates `win.top`. */
#define HW_TYPE_BREADCRUMB (hw_breadcrumb_get_type ())
G_DECLARE_FINAL_TYPE (HwBreadcrumb, hw_breadcrumb, HW, BREADCRUMB, GtkBox)

/* hw_breadcrumb_set_current: @title: (nullable): %NULL: on the top page itself. */
void hw_breadcrumb_set_current (HwBreadcrumb *self, const char *title);

G_END_DECLS
