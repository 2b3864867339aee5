/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-api.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_document_window_present: shows @document in a window of its own over @parent. */
void hw_document_window_present (GtkWindow *parent, const HwDocument *document);

/* hw_document_window_open: loads プライバシーポリシー (@id "privacy-policy") or 利用規約 ("terms-of-use") and
 * shows it in a window of its own over @parent; what goes wrong is said there. */
void hw_document_window_open (GtkWindow *parent, HwApi *api, const char *id, GCancellable *c);

G_END_DECLS
