/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-worker-pool.h"

/* A job that tells when it runs and waits until it may end. */
typedef struct
{
  GMutex lock;
  GCond changed;
  guint running;
  guint done;
  gboolean open;
} Gate;

static void
gate_init (Gate *gate)
{
  *gate = (Gate){ 0 };
  g_mutex_init (&gate->lock);
  g_cond_init (&gate->changed);
}

static void
gate_clear (Gate *gate)
{
  g_mutex_clear (&gate->lock);
  g_cond_clear (&gate->changed);
}

static void
pass (gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->running++;
  g_cond_broadcast (&gate->changed);
  while (!gate->open)
    g_cond_wait (&gate->changed, &gate->lock);
  gate->done++;
  g_mutex_unlock (&gate->lock);
}

static void
wait_for_running (Gate *gate, guint running)
{
  g_mutex_lock (&gate->lock);
  while (gate->running < running)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->open = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

static void
test_full (void)
{
  Gate gate;
  g_autoptr (HwWorkerPool) pool = hw_worker_pool_new ("test", 2, 3);

  gate_init (&gate);
  g_assert_true (hw_worker_pool_push (pool, pass, &gate));
  g_assert_true (hw_worker_pool_push (pool, pass, &gate));
  wait_for_running (&gate, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_true (hw_worker_pool_push (pool, pass, &gate));
  g_assert_false (hw_worker_pool_push (pool, pass, &gate));
  g_assert_cmpuint (hw_worker_pool_get_waiting (pool), ==, 3);
  g_assert_cmpuint (hw_worker_pool_get_running (pool), ==, 2);

  open_gate (&gate);
  hw_worker_pool_stop (pool);
  g_assert_cmpuint (gate.done, ==, 5);
  gate_clear (&gate);
}

static void
test_stopped (void)
{
  Gate gate;
  g_autoptr (HwWorkerPool) pool = hw_worker_pool_new ("test", 1, 1);

  gate_init (&gate);
  hw_worker_pool_stop (pool);
  g_assert_false (hw_worker_pool_push (pool, pass, &gate));
  gate_clear (&gate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker-pool/refuses-when-full-and-ends-what-waits", test_full);
  g_test_add_func ("/worker-pool/refuses-when-stopped", test_stopped);
  return g_test_run ();
}
