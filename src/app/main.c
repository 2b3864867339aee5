/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-application.h"
#include "app/hw-startup.h"

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_startup_protect_secrets ();
  hw_startup_set_up_language ();
  hw_startup_avoid_gpu ();
  application = hw_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
