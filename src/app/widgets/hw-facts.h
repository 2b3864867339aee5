/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* HwFacts: what is known, one below the other: a term, and under it its value, which can be copied. */
#define HW_TYPE_FACTS (hw_facts_get_type ())
G_DECLARE_FINAL_TYPE (HwFacts, hw_facts, HW, FACTS, GtkBox)

/* hw_facts_set: @value: (nullable): %NULL hides the fact. The first call for @term appends it. */
void hw_facts_set (HwFacts *self, const char *term, const char *value);

/* hw_facts_get: (nullable). */
const char *hw_facts_get (HwFacts *self, const char *term);

G_END_DECLS
