/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "counter/hw-counter.h"

G_BEGIN_DECLS

/* What is wrong with a line of a file, or with the command line. */
typedef struct
{
  guint line;       /* 0: none */
  const char *code; /* static: hw_desk_error_name(), or of the file: "empty", "encoding", "header", "fields",
                       "quote" */
  char *message;
} HwCounterFault;

/* hw_counter_faults_new: (transfer full) (element-type HwCounterFault) */
GPtrArray *hw_counter_faults_new (void);

/* hw_counter_faults_add: @message: (transfer full) */
void hw_counter_faults_add (GPtrArray *faults, guint line, const char *code, char *message);

/* hw_counter_faults_add_desk: @desk_faults: (element-type HwDeskFault) */
void hw_counter_faults_add_desk (GPtrArray *faults, GPtrArray *desk_faults);

/**
 * hw_counter_faults_report:
 * @file: (nullable): the file's name as a person sees it
 *
 * Prints them by line: on stderr and, where JSON is asked for, as a document on stdout. Sets @error to what
 * that means: nothing was registered.
 */
void hw_counter_faults_report (HwCounter *counter, GPtrArray *faults, const char *file, GError **error);

G_END_DECLS
