/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-window.h"

/* What the window's tests share: a real window on a virtual display, in Japanese, and waiting for conditions.
 */

/* hw_test_gui_init: before anything else: GTK with its accessibility that tests can ask, and g_test_init().
 */
void hw_test_gui_init (int *argc, char ***argv);

/* hw_test_wait_until: turns the main loop until @condition (@data); fails the test after 20 s, naming @what.
 */
typedef gboolean (*HwTestCondition) (gpointer data);
void hw_test_wait_until (HwTestCondition condition, gpointer data, const char *what);
/* hw_test_frames: lets @widget's window draw @n frames. */
void hw_test_frames (GtkWidget *widget, guint n);

/* hw_test_application: (transfer full): registered, of this test alone. */
HwApplication *hw_test_application (void);
/* hw_test_window: a window with @url's top page shown, of @application. */
HwWindow *hw_test_window (HwApplication *application, const char *url);
void hw_test_close_window (HwWindow *window);

/* hw_test_find: (nullable): the first shown widget below @root of @type that reads @text: label of a button,
 * field or heading, or a label's text. @text: (nullable): any. */
GtkWidget *hw_test_find (gpointer root, GType type, const char *text);
/* hw_test_press: presses the shown button (or link, or check) that reads @text. */
void hw_test_press (gpointer root, const char *text);
/* hw_test_wait_page: waits for the page with the title @title. Returns: (transfer none). */
HwPage *hw_test_wait_page (HwWindow *window, const char *title);
/* hw_test_wait_text: waits for a label that reads @text. */
void hw_test_wait_text (gpointer root, const char *text);
/* hw_test_shows: whether a shown label reads @text. */
gboolean hw_test_shows (gpointer root, const char *text);
/* hw_test_commit: puts @text in at the caret, as an input method or a paste would. */
void hw_test_commit (GtkEditable *editable, const char *text);
