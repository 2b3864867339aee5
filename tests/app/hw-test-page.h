/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hw-test-account.h"
#include "hw-test-gui.h"
#include "app/widgets/hw-form-field.h"

/* One page in a plain window, with a real office behind it: what the tests of pages 4 to 7 share. */
typedef struct
{
  HwTestOffice *office;
  HwClient *client;
  HwContext *context;
  GtkWidget *window; /* (nullable): no page yet */
  HwPage *page;
  int exit; /* -1: none taken since hw_test_page_forget_exit() */
} HwTestPage;

/* hw_test_page_set_up: a fixture's set-up. @config: the server's config file, or HW_TEST_OFFICE_NO_WAIT. */
void hw_test_page_set_up (HwTestPage *self, gconstpointer config);
void hw_test_page_tear_down (HwTestPage *self, gconstpointer unused);

/* hw_test_page_close: all but the office. */
void hw_test_page_close (HwTestPage *self);

/* hw_test_page_show: makes a page of @type and enters it; the former one goes. */
void hw_test_page_show (HwTestPage *self, GType type);
/* hw_test_page_use_server: a client of its own for @url, before the page is shown. */
void hw_test_page_use_server (HwTestPage *self, const char *url);

/* hw_test_page_start: the context's registration, just started for @email. */
HwRegistration *hw_test_page_start (HwTestPage *self, HwPurpose purpose, const char *email);
/* hw_test_page_log_in: makes a session that the client shows. */
HwSession *hw_test_page_log_in (HwTestPage *self, const char *email, const char *password, gboolean remember);

/* hw_test_page_field: by pointer; must be there. */
HwFormField *hw_test_page_field (HwTestPage *self, const char *pointer);
void hw_test_page_type (HwTestPage *self, const char *pointer, const char *text);
/* hw_test_page_press: presses @button and waits for the request's end. */
void hw_test_page_press (HwTestPage *self, const char *button);
void hw_test_page_wait_idle (HwTestPage *self);
void hw_test_page_forget_exit (HwTestPage *self);
/* hw_test_page_wait_exit: waits for a way out, and fails unless it is @exit. */
void hw_test_page_wait_exit (HwTestPage *self, HwExit exit);
/* hw_test_page_assert_message: what the page leaves for the next. */
void hw_test_page_assert_message (HwTestPage *self, const char *message);
