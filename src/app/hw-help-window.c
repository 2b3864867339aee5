/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-help-window.h"
#include "app/hw-document-window.h"
#include <glib/gi18n.h>

static const struct
{
  const char *heading;
  const char *paragraphs[5];
} sections[] = {
  { N_ ("Opening My Page for employers"),
    { N_ ("If you had your account (e-mail address) registered at the counter of a HelloWork office, press "
          "“Open My "
          "Page for employers (password registration)” on the top page."),
      N_ ("1. Read the privacy policy and the terms of use to their ends, and agree to them."),
      N_ ("2. Enter the e-mail address that you had registered at the counter."),
      N_ ("3. Within 30 minutes, enter a new password and the authentication key that comes by mail."),
      N_ ("4. Log in with your e-mail address and your password.") } },
  { N_ ("If no mail comes"),
    { N_ ("Look into your spam folder, and check that mail from the sender shown on the page is let through "
          "and that "
          "you entered the right address. You can ask for the mail again on the “Password registration” "
          "page.") } },
  { N_ ("If you closed the window before you were done"),
    { N_ ("As long as the authentication key is good, the top page offers to go on when you open the app "
          "again.") } },
  { N_ ("If you forgot your password"),
    { N_ ("Press “Forgot your password?” on the login page, and register a new one.") } },
};

static void
section_free (gpointer data)
{
  HwDocumentSection *section = data;

  g_free (section->heading);
  g_strfreev (section->paragraphs);
  g_free (section);
}

void
hw_help_window_open (GtkWindow *parent)
{
  g_autoptr (HwDocument) document = g_new0 (HwDocument, 1);

  document->title = g_strdup (_ ("How to use"));
  document->sections = g_ptr_array_new_with_free_func (section_free);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      HwDocumentSection *section = g_new0 (HwDocumentSection, 1);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      section->heading = g_strdup (_ (sections[i].heading));
      for (guint j = 0; j < G_N_ELEMENTS (sections[i].paragraphs) && sections[i].paragraphs[j] != NULL; j++)
        g_strv_builder_add (builder, _ (sections[i].paragraphs[j]));
      section->paragraphs = g_strv_builder_end (builder);
      g_ptr_array_add (document->sections, section);
    }
  hw_document_window_present (parent, document);
}
