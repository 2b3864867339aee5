/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-terms.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwDocumentView: a document in a scrolling area of its own: selectable, searchable with Ctrl+F, the caret
 * movable. The area's accessible name is the document's title.
 *
 * Properties, read-only: seen: whether the document's last line has been on screen, by whatever means. That
 * is looked at only after a frame was drawn, and only while every line is laid out, the area is mapped, and
 * the line lies within the area, within the page around it, and within the window.
 */
#define HW_TYPE_DOCUMENT_VIEW (hw_document_view_get_type ())
G_DECLARE_FINAL_TYPE (HwDocumentView, hw_document_view, HW, DOCUMENT_VIEW, GtkBox)

GtkWidget *hw_document_view_new (void);

/* hw_document_view_set_document: copies the text; another one is not seen yet. */
void hw_document_view_set_document (HwDocumentView *self, const HwDocument *document);
gboolean hw_document_view_get_seen (HwDocumentView *self);
/* hw_document_view_go_to_end: scrolls page and area to the last line, and puts caret and focus there. */
void hw_document_view_go_to_end (HwDocumentView *self);
void hw_document_view_open_search (HwDocumentView *self);
/* hw_document_view_get_text_view: the focusable area. */
GtkWidget *hw_document_view_get_text_view (HwDocumentView *self);

G_END_DECLS
