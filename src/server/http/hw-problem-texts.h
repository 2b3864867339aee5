/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"
#include "contract/hw-problem.h"

G_BEGIN_DECLS

/* The sentences of problems, a table a language: gettext's language is per process, a request's is not. */

/* hw_problem_texts_fill: sets title and detail of @problem, and the detail of each of its errors, in
 * @language; what is set already stays. */
void hw_problem_texts_fill (HwProblem *problem, HwLanguage language);

G_END_DECLS
