/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-race.h"

typedef struct
{
  HwTestAct act;
  GMutex lock;
  GCond all_there;
  guint n_there;
} Race;

typedef struct
{
  Race *race;
  HwStore *store;
  guint index;
} Racer;

static gpointer
run (gpointer data)
{
  Racer *self = data;
  Race *race = self->race;

  g_mutex_lock (&race->lock);
  race->n_there++;
  g_cond_broadcast (&race->all_there);
  while (race->n_there < HW_TEST_RACERS)
    g_cond_wait (&race->all_there, &race->lock);
  g_mutex_unlock (&race->lock);

  return GUINT_TO_POINTER (race->act (self->store, self->index));
}

void
hw_test_race (HwTestStore *test, HwTestAct act, guint *counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwStore) other =
    hw_test_is_shared ? hw_store_open (test->uri, &error) : g_object_ref (test->store);
  HwStore *stores[] = { test->store, other };
  Race race = { .act = act };
  Racer racers[HW_TEST_RACERS];
  GThread *threads[HW_TEST_RACERS];

  g_assert_no_error (error);
  g_mutex_init (&race.lock);
  g_cond_init (&race.all_there);
  for (guint i = 0; i < HW_TEST_RACERS; i++)
    {
      racers[i] = (Racer){ &race, stores[i % G_N_ELEMENTS (stores)], i };
      threads[i] = g_thread_new ("racer", run, &racers[i]);
    }
  for (guint i = 0; i < HW_TEST_RACERS; i++)
    counts[GPOINTER_TO_UINT (g_thread_join (threads[i]))]++;
  g_cond_clear (&race.all_there);
  g_mutex_clear (&race.lock);
}

static gpointer
open_in_thread (gpointer uri)
{
  g_autoptr (GError) error = NULL;
  HwStore *store = hw_store_open (uri, &error);

  g_assert_no_error (error);
  return store;
}

void
hw_test_open_by_many (const char *uri)
{
  GThread *threads[16];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("opener", open_in_thread, (gpointer) uri);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (HwStore) store = g_thread_join (threads[i]);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (store);
      hw_store_ping (store, &error);
      g_assert_no_error (error);
    }
}
