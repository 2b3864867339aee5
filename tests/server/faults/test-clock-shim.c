/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/*
 * Loaded before the C library (LD_PRELOAD), it puts a program's clocks forward or back by what the file of
 * HW_TEST_CLOCK says; fake_clock.py writes it. libfaketime does more, but takes memory while it holds a lock
 * of its own, and that deadlocks with AddressSanitizer: here are no memory, no lock and no call but the
 * kernel's.
 */
typedef struct
{
  int64_t wall;   /* seconds: the wall clock alone, which somebody has set */
  int64_t passed; /* seconds: every clock, as if time had passed */
} Offsets;

static const Offsets none;
static const Offsets *offsets = &none;

__attribute__ ((constructor)) static void
map_file (void)
{
  const char *path = getenv ("HW_TEST_CLOCK");
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  void *map = fd >= 0 ? mmap (NULL, sizeof (Offsets), PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;

  if (map != MAP_FAILED)
    offsets = map;
  if (fd >= 0)
    close (fd);
}

static int64_t
offset_of (clockid_t clock)
{
  int64_t passed = __atomic_load_n (&offsets->passed, __ATOMIC_RELAXED);

  switch (clock)
    {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_TAI:
      return passed + __atomic_load_n (&offsets->wall, __ATOMIC_RELAXED);
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_BOOTTIME:
      return passed;
    default:
      return 0;
    }
}

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int result = (int) syscall (SYS_clock_gettime, clock, now);

  if (result == 0)
    now->tv_sec += offset_of (clock);

  return result;
}

int
gettimeofday (struct timeval *now, void *zone)
{
  struct timespec precise;

  if (clock_gettime (CLOCK_REALTIME, &precise) != 0)
    return 0;

  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;

  return 0;
}

time_t
time (time_t *now)
{
  struct timespec precise = { 0 };

  clock_gettime (CLOCK_REALTIME, &precise);
  if (now != NULL)
    *now = precise.tv_sec;

  return precise.tv_sec;
}
