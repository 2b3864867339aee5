/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A word to who waits: after this long. */
#define HW_WAITING_SLOW_MS 3000

/* hw_waiting_slow_sentence: サーバーの応答に時間がかかっています。このままお待ちください。 */
const char *hw_waiting_slow_sentence (void);

/*
 * HwWaiting: says that something is being loaded, after HW_WAITING_SLOW_MS that it takes long, and why it
 * could not be loaded, with a button もう一度読み込む. Not visible otherwise.
 *
 * Signal: retry: the button was pressed, or the network is there again.
 */
#define HW_TYPE_WAITING (hw_waiting_get_type ())
G_DECLARE_FINAL_TYPE (HwWaiting, hw_waiting, HW, WAITING, GtkBox)

/* hw_waiting_start: again: the three seconds begin anew. */
void hw_waiting_start (HwWaiting *self);
/* hw_waiting_stop: it is there. */
void hw_waiting_stop (HwWaiting *self);
/* hw_waiting_fail: @error as a sentence; @server_url: as for hw_error_sentence(). */
void hw_waiting_fail (HwWaiting *self, const GError *error, const char *server_url);

G_END_DECLS
