/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Whether what a window shows is seen whole, and said in the language that it is shown in. */
typedef struct
{
  GHashTable *faults; /* a set of sentences */
  char *known;        /* what the server's content says: in no catalog */
} HwTestFit;

/* hw_test_fit_init: @content: the folder of the server's content. */
void hw_test_fit_init (HwTestFit *self, const char *content);
void hw_test_fit_clear (HwTestFit *self);

/* hw_test_fit_look: takes down what is cut off in @window, now in @state, and is wider than @width; and which
 * of its texts are not in brackets, as the pseudo-locale's are, unless @foreign says that they need not be.
 */
void hw_test_fit_look (HwTestFit *self, GtkWidget *window, const char *state, int width, gboolean foreign);

/* hw_test_fit_assert: fails where something was taken down; the test's messages say what. */
void hw_test_fit_assert (HwTestFit *self);
