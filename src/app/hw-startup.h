/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"

G_BEGIN_DECLS

/* hw_startup_protect_secrets: no core files, which would hold passwords. (Not PR_SET_DUMPABLE: the portals
 * then can't tell which Flatpak asks them, and the keyring is lost.) */
void hw_startup_protect_secrets (void);

/* hw_startup_set_up_language: locale and message catalog. Where HW_LOCALE_DIR is set in the environment, the
 * catalog is looked for there instead of where it is installed, so that the program can be run, and tested,
 * from the build folder. */
void hw_startup_set_up_language (void);

/* hw_startup_get_language: the language that the interface is shown in: what the server is asked for too. */
HwLanguage hw_startup_get_language (void);

/* hw_startup_avoid_gpu: tells GDK, before gtk_init(), not to load the GL driver: pages of forms need no GPU,
 * and it costs a quarter of the start and more than half of the memory (FACTS.md). Leaves what the person has
 * set. hw_startup_clean_environment: takes that back after gtk_init(), or programs started from here inherit
 * it. */
void hw_startup_avoid_gpu (void);
void hw_startup_clean_environment (void);

/* hw_startup_place_glyphs: after gtk_init(): glyphs stand on whole pixels, as they do by themselves from GTK
 * 4.16 on where a pixel is a pixel. Between two of them cairo 1.16 draws some without their lowest row: each
 * 「。」 after 「す」, which the font moves nearer. */
void hw_startup_place_glyphs (void);

G_END_DECLS
