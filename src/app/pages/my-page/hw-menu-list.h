/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* HwMenuList: the menu of My Page as the server gives it: each entry opens in the browser. */
#define HW_TYPE_MENU_LIST (hw_menu_list_get_type ())
G_DECLARE_FINAL_TYPE (HwMenuList, hw_menu_list, HW, MENU_LIST, GtkBox)

/* hw_menu_list_set_entries: @entries: (nullable) (element-type HwMenuEntry): copied. */
void hw_menu_list_set_entries (HwMenuList *self, GPtrArray *entries);

G_END_DECLS
