/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Turns the main loop until @condition holds, and fails the test where it does not within a bound that only a
 * hang reaches. */
#define hw_test_wait_until(condition)                                 \
  G_STMT_START                                                        \
  {                                                                   \
    HwTestBound *bound_ = hw_test_bound_new ();                       \
    while (!(condition))                                              \
      hw_test_bound_iterate (bound_, #condition, __FILE__, __LINE__); \
    hw_test_bound_free (bound_);                                      \
  }                                                                   \
  G_STMT_END

typedef struct _HwTestBound HwTestBound;
HwTestBound *hw_test_bound_new (void);
void hw_test_bound_iterate (HwTestBound *self, const char *condition, const char *file, int line);
void hw_test_bound_free (HwTestBound *self);

/* hw_test_keep_result: a GAsyncReadyCallback; @data: a GAsyncResult ** that was NULL. */
void hw_test_keep_result (GObject *source, GAsyncResult *result, gpointer data);

/* hw_test_wait_result: (transfer full): waits until hw_test_keep_result() was called, and clears @slot. */
GAsyncResult *hw_test_wait_result (GAsyncResult **slot);

/* hw_test_new_folder: (transfer full): a new empty folder; hw_test_remove_folder() removes it with all in it.
 */
char *hw_test_new_folder (void);
void hw_test_remove_folder (const char *path);

/* hw_test_count_notify: counts the notifications of @property in @count as long as @object lives. */
void hw_test_count_notify (gpointer object, const char *property, guint *count);

G_END_DECLS
