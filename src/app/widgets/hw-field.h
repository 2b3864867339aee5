/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwField: what an error of a page can point at. `pointer` is the JSON pointer by which the server names it
 * in `errors[]` ("/email"); what never leaves the machine has one of our own ("/password-confirmation").
 * Signals: edited: what is typed there has changed; left: the focus has gone from it.
 */
#define HW_TYPE_FIELD (hw_field_get_type ())
G_DECLARE_INTERFACE (HwField, hw_field, HW, FIELD, GtkWidget)

struct _HwFieldInterface
{
  GTypeInterface parent;
  const char *(*get_pointer) (HwField *self);
  const char *(*get_text) (HwField *self);
  void (*set_error) (HwField *self, const char *message);
  const char *(*get_error) (HwField *self);
  gboolean (*focus) (HwField *self);
};

/* hw_field_get_pointer: (nullable). */
const char *hw_field_get_pointer (HwField *self);
/* hw_field_get_text: what is typed there, as it stands; "" where nothing can be typed. May be a secret. */
const char *hw_field_get_text (HwField *self);
/* hw_field_set_error: @message: (nullable): what is wrong and how to mend it; %NULL takes it away. */
void hw_field_set_error (HwField *self, const char *message);
/* hw_field_get_error: (nullable). */
const char *hw_field_get_error (HwField *self);
/* hw_field_focus: moves the focus to where it can be mended, and has it shown. */
gboolean hw_field_focus (HwField *self);

/* For fields. */
void hw_field_emit_edited (HwField *self);
void hw_field_emit_left (HwField *self);

G_END_DECLS
