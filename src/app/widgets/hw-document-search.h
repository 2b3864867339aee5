/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* HwDocumentSearch: the search bar above a document: what is found is selected and scrolled to. */
#define HW_TYPE_DOCUMENT_SEARCH (hw_document_search_get_type ())
G_DECLARE_FINAL_TYPE (HwDocumentSearch, hw_document_search, HW, DOCUMENT_SEARCH, GtkBox)

GtkWidget *hw_document_search_new (GtkTextView *text_view);
void hw_document_search_open (HwDocumentSearch *self);

G_END_DECLS
