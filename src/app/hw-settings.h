/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HW_SETTING_SERVER_URL "server-url"
#define HW_SETTING_WINDOW_WIDTH "window-width"
#define HW_SETTING_WINDOW_HEIGHT "window-height"
#define HW_SETTING_WINDOW_MAXIMIZED "window-maximized"

/* hw_settings_new: (transfer full) (nullable): the app's settings; %NULL where the schema is not installed
 * (GIO would end the program): the app then works on and remembers nothing. */
GSettings *hw_settings_new (void);

G_END_DECLS
