/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-process-metrics.h"

#include "server/http/hw-metrics-text.h"

#include <sys/resource.h>
#include <unistd.h>

/* 0 where it cannot be read. */
static guint64
resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) numbers = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;

  numbers = g_strsplit (text, " ", 3);
  return g_strv_length (numbers) > 1
           ? g_ascii_strtoull (numbers[1], NULL, 10) * (guint64) sysconf (_SC_PAGESIZE)
           : 0;
}

static guint64
open_files (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint64 n_files = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n_files++;
  return MAX (n_files, 1) - 1; /* the folder itself is not one */
}

static double
processor_seconds (void)
{
  struct rusage usage = { 0 };

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

void
hw_process_metrics_write (GString *text, double started_at)
{
  struct rlimit files = { 0 };

  getrlimit (RLIMIT_NOFILE, &files);
  hw_metrics_text_family (text, "process_start_time_seconds", "gauge",
                          "When it started, as seconds since 1970.");
  hw_metrics_text_number (text, "process_start_time_seconds", "", started_at);
  hw_metrics_text_family (text, "process_cpu_seconds_total", "counter", "Processor time that it took.");
  hw_metrics_text_number (text, "process_cpu_seconds_total", "", processor_seconds ());
  hw_metrics_text_family (text, "process_resident_memory_bytes", "gauge", "Memory that it holds.");
  hw_metrics_text_sample (text, "process_resident_memory_bytes", "", resident_bytes ());
  hw_metrics_text_family (text, "process_open_fds", "gauge", "Files and connections that it has open.");
  hw_metrics_text_sample (text, "process_open_fds", "", open_files ());
  hw_metrics_text_family (text, "process_max_fds", "gauge", "So many it may have open.");
  hw_metrics_text_sample (text, "process_max_fds", "", files.rlim_cur);
}
