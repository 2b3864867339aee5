/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-client.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwEstablishmentSwitcher: the establishments that are logged in here, by name and number, each a button that
 * shows its My Page; the one shown is marked. Hidden where there is only one. Signal: chosen (HwSession).
 */
#define HW_TYPE_ESTABLISHMENT_SWITCHER (hw_establishment_switcher_get_type ())
G_DECLARE_FINAL_TYPE (HwEstablishmentSwitcher, hw_establishment_switcher, HW, ESTABLISHMENT_SWITCHER, GtkBox)

/* hw_establishment_switcher_set_client: once. */
void hw_establishment_switcher_set_client (HwEstablishmentSwitcher *self, HwClient *client);

/* hw_establishment_switcher_describe: (transfer full): @session's establishment by name and number; its
 * address while that is not known. */
char *hw_establishment_switcher_describe (HwSession *session);

G_END_DECLS
