/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_text_new: (transfer floating): a label whose text wraps and stands at the start. @text: (nullable). */
GtkWidget *hw_text_new (const char *text);

/* hw_text_wrap: makes @label wrap as our language's rules ask for: Japanese between characters, but no 「 at
 * a line's end and no 。 at a line's start; no hyphens put in; and neither the ending
 * of a sentence nor a number and its unit, nor a word in katakana, in two. Labels keep what attributes they
 * have. */
void hw_text_wrap (GtkLabel *label);

/* hw_text_wrap_buffer: the same for the text that @buffer has now; its language is up to its own tags. */
void hw_text_wrap_buffer (GtkTextBuffer *buffer);

/* hw_text_wrap_all: hw_text_wrap() for each label below @root that wraps already: those of templates. */
void hw_text_wrap_all (GtkWidget *root);

/* hw_text_find: (nullable): what the first label says, of @root and all below it. */
const char *hw_text_find (GtkWidget *root);

/* hw_text_get_language: of Pango, for text in the interface's language. */
PangoLanguage *hw_text_get_language (void);

G_END_DECLS
