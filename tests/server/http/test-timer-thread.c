/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-timer-thread.h"

typedef struct
{
  GAsyncQueue *calls;
  int number;
  gint64 called_at;
} Call;

static void
note (gpointer data)
{
  Call *call = data;

  call->called_at = g_get_monotonic_time ();
  g_async_queue_push (call->calls, call);
}

/* Holds the timer's thread until all is prepared. */
static void
wait_for_word (gpointer data)
{
  g_async_queue_pop (data);
}

static void
test_order (void)
{
  g_autoptr (GAsyncQueue) calls = g_async_queue_new ();
  g_autoptr (GAsyncQueue) word = g_async_queue_new ();
  g_autoptr (HwTimerThread) timer = hw_timer_thread_new ();
  gint64 start = g_get_monotonic_time ();
  const int delays[] = { 60, 20, 40, 0 };
  const int in_order[] = { 0, 20, 40, 60 };
  Call notes[G_N_ELEMENTS (delays)];

  hw_timer_thread_at (timer, start - 1, wait_for_word, word);
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      notes[i] = (Call){ calls, delays[i], 0 };
      hw_timer_thread_at (timer, start + delays[i] * G_TIME_SPAN_MILLISECOND, note, &notes[i]);
    }
  g_async_queue_push (word, word);
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      Call *call = g_async_queue_pop (calls);

      g_assert_cmpint (call->number, ==, in_order[i]);
      g_assert_cmpint (call->called_at, >=, start + call->number * G_TIME_SPAN_MILLISECOND);
    }
}

static void
test_every (void)
{
  g_autoptr (GAsyncQueue) calls = g_async_queue_new ();
  Call call = { calls, 0, 0 };
  HwTimerThread *timer = hw_timer_thread_new ();

  hw_timer_thread_every (timer, G_TIME_SPAN_MILLISECOND, note, &call);
  for (guint i = 0; i < 5; i++)
    g_async_queue_pop (calls);
  hw_timer_thread_free (timer);
}

static void
test_end (void)
{
  g_autoptr (GAsyncQueue) calls = g_async_queue_new ();
  Call late = { calls, 1, 0 };
  Call repeated = { calls, 2, 0 };
  HwTimerThread *timer = hw_timer_thread_new ();

  hw_timer_thread_at (timer, g_get_monotonic_time () + G_TIME_SPAN_DAY, note, &late);
  hw_timer_thread_every (timer, G_TIME_SPAN_DAY, note, &repeated);
  hw_timer_thread_free (timer);
  g_assert_true (g_async_queue_try_pop (calls) == &late);
  g_assert_null (g_async_queue_try_pop (calls));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timer-thread/calls-in-order-and-never-early", test_order);
  g_test_add_func ("/timer-thread/calls-again", test_every);
  g_test_add_func ("/timer-thread/calls-what-waits-at-the-end", test_end);
  return g_test_run ();
}
