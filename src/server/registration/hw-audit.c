/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "hellowork-mypage-registration"

#include "server/registration/hw-audit.h"

#include "contract/hw-email.h"
#include "contract/hw-instant.h"
#include "contract/hw-json.h"

#define AUDIT_LOG_DOMAIN "hellowork-mypage-audit"
#define MOST_KINDS 1024
/* Addresses that refusals to one origin are told apart by in a minute. */
#define MOST_SUBJECTS 20

/* Refusals of one kind: the first was written at once, @event counts the rest of its minute. */
typedef struct
{
  gint64 since;
  HwAuditEvent *event; /* count 0: none but the first */
} Repeats;

/* How many addresses refusals of one kind to one origin have named in a minute. */
typedef struct
{
  gint64 since;
  guint n;
} Subjects;

struct _HwAudit
{
  GMutex lock;
  GHashTable *repeats;  /* (element-type utf8 Repeats) */
  GHashTable *subjects; /* (element-type utf8 Subjects): never more than repeats */
  gint64 flushed_at;

  GMutex sink_lock;
  gboolean sink_set;
  HwAuditSink sink;
  gpointer sink_data;
};

static void
repeats_free (Repeats *repeats)
{
  hw_audit_event_free (repeats->event);
  g_free (repeats);
}

HwAudit *
hw_audit_new (void)
{
  HwAudit *self = g_new0 (HwAudit, 1);

  g_mutex_init (&self->lock);
  g_mutex_init (&self->sink_lock);
  self->repeats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) repeats_free);
  self->subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
hw_audit_free (HwAudit *self)
{
  g_hash_table_unref (self->repeats);
  g_hash_table_unref (self->subjects);
  g_mutex_clear (&self->sink_lock);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
hw_office_set_audit_sink (HwOffice *self, HwAuditSink sink, gpointer user_data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->audit->sink_lock);

  self->audit->sink_set = TRUE;
  self->audit->sink = sink;
  self->audit->sink_data = user_data;
}

HwHash
hw_audit_subject (HwOffice *office, const char *email)
{
  g_autofree char *folded = hw_email_fold (email);

  return hw_server_secret_hash (office->secret, HW_SECRET_USE_SUBJECT, "audit", folded, NULL);
}

HwAuditEvent *
hw_audit_event_for (HwOffice *office,
                    const HwCaller *caller,
                    const char *event,
                    const char *outcome,
                    const char *email)
{
  HwAuditEvent *self = hw_audit_event_new ();

  self->at = hw_clock_now (office->clock);
  self->event = event;
  self->outcome = outcome;
  self->count = 1;
  self->request_id = g_strdup (caller->request_id);
  self->origin = g_strdup (caller->origin);
  if (email != NULL)
    {
      /* What is no address may be anything, a password typed into the wrong field even. */
      self->masked_email =
        hw_email_check (email, NULL) == HW_EMAIL_OK ? hw_email_mask (email) : g_strdup ("***");
      self->subject = hw_audit_subject (office, email);
    }
  return self;
}

static void
add_string (JsonObject *line, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (line, name, value);
}

void
hw_audit_log (HwOffice *office, const HwAuditEvent *event)
{
  HwAudit *self = office->audit;
  g_autofree char *at = hw_instant_to_rfc3339 (event->at);
  g_autoptr (JsonObject) line = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), line);
  g_autofree char *text = NULL;

  add_string (line, "time", at);
  add_string (line, "event", event->event);
  add_string (line, "outcome", event->outcome);
  if (event->count > 1)
    json_object_set_int_member (line, "count", event->count);
  add_string (line, "request_id", event->request_id);
  add_string (line, "origin", event->origin);
  add_string (line, "email", event->masked_email);
  text = hw_json_to_string (node);

  g_mutex_lock (&self->sink_lock);
  if (self->sink != NULL)
    self->sink (text, self->sink_data);
  else if (!self->sink_set)
    g_log_structured (AUDIT_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "MESSAGE", "%s", text);
  g_mutex_unlock (&self->sink_lock);
}

static void
write_event (HwOffice *office, const HwAuditEvent *event)
{
  g_autoptr (GError) error = NULL;

  hw_audit_log (office, event);
  if (!hw_store_add_audit (office->store, event, &error))
    g_warning ("Request %s: the store did not take an audit row: %s", event->request_id, error->message);
}

void
hw_audit_failure (HwOffice *office,
                  const HwCaller *caller,
                  const char *event,
                  const char *outcome,
                  const char *email)
{
  g_autoptr (HwAuditEvent) row = hw_audit_event_for (office, caller, event, outcome, email);

  write_event (office, row);
}

/* Takes the counts out of the table that are due; the rest, and what has nothing to report, is left or
 * dropped. The store is written to without the lock. */
static GPtrArray *
take_due (HwAudit *self, gint64 now, gboolean all)
{
  GPtrArray *due = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_audit_event_free);
  GHashTableIter iter;
  Repeats *repeats;
  Subjects *subjects;

  self->flushed_at = now;
  g_hash_table_iter_init (&iter, self->subjects);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &subjects))
    if (all || now - subjects->since >= G_TIME_SPAN_MINUTE)
      g_hash_table_iter_remove (&iter);
  g_hash_table_iter_init (&iter, self->repeats);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &repeats))
    {
      if (!all && now - repeats->since < G_TIME_SPAN_MINUTE)
        continue;
      if (repeats->event->count > 0)
        g_ptr_array_add (due, g_steal_pointer (&repeats->event));
      g_hash_table_iter_remove (&iter);
    }
  return due;
}

static void
write_all (HwOffice *office, GPtrArray *due)
{
  for (guint i = 0; i < due->len; i++)
    write_event (office, due->pdata[i]);
}

void
hw_audit_flush (HwOffice *office, gboolean all)
{
  HwAudit *self = office->audit;
  g_autoptr (GPtrArray) due = NULL;

  g_mutex_lock (&self->lock);
  due = take_due (self, hw_clock_now (office->clock), all);
  g_mutex_unlock (&self->lock);
  write_all (office, due);
}

static char *
kind_of (const HwAuditEvent *event)
{
  g_autofree char *subject = g_base64_encode (event->subject.bytes, HW_HASH_LENGTH);

  return g_strjoin ("\n", event->event, event->outcome, subject, event->origin, NULL);
}

/* Whoever is refused may name another address each time, and each would be a row: past some the address is
 * left out, and only the origin counts. */
static gboolean
may_name_subject (HwAudit *self, const HwAuditEvent *event)
{
  g_autofree char *key = g_strjoin ("\n", event->event, event->outcome, event->origin, NULL);
  Subjects *subjects = g_hash_table_lookup (self->subjects, key);

  if (subjects == NULL)
    {
      subjects = g_new0 (Subjects, 1);
      subjects->since = event->at;
      g_hash_table_insert (self->subjects, g_steal_pointer (&key), subjects);
    }
  if (event->at - subjects->since >= G_TIME_SPAN_MINUTE)
    *subjects = (Subjects){ .since = event->at };
  if (subjects->n >= MOST_SUBJECTS)
    return FALSE;
  subjects->n++;
  return TRUE;
}

void
hw_audit_refusal (HwOffice *office,
                  const HwCaller *caller,
                  const char *event,
                  const char *outcome,
                  const char *email)
{
  HwAudit *self = office->audit;
  g_autoptr (HwAuditEvent) row = hw_audit_event_for (office, caller, event, outcome, email);
  g_autofree char *kind = kind_of (row);
  g_autoptr (GPtrArray) due = NULL;
  gboolean first;
  Repeats *repeats;

  g_mutex_lock (&self->lock);
  repeats = g_hash_table_lookup (self->repeats, kind);
  if (g_hash_table_size (self->repeats) >= MOST_KINDS || row->at - self->flushed_at >= G_TIME_SPAN_MINUTE
      || (repeats != NULL && row->at - repeats->since >= G_TIME_SPAN_MINUTE))
    {
      due = take_due (self, row->at, g_hash_table_size (self->repeats) >= MOST_KINDS);
      repeats = g_hash_table_lookup (self->repeats, kind);
    }
  if (repeats == NULL && email != NULL && !may_name_subject (self, row))
    {
      email = NULL;
      hw_audit_event_free (row);
      row = hw_audit_event_for (office, caller, event, outcome, NULL);
      g_free (kind);
      kind = kind_of (row);
      repeats = g_hash_table_lookup (self->repeats, kind);
    }
  first = repeats == NULL;
  if (first)
    {
      repeats = g_new0 (Repeats, 1);
      repeats->since = row->at;
      repeats->event = hw_audit_event_for (office, caller, event, outcome, email);
      repeats->event->count = 0;
      g_hash_table_insert (self->repeats, g_steal_pointer (&kind), repeats);
    }
  else
    {
      repeats->event->count++;
      repeats->event->at = row->at;
      g_free (repeats->event->request_id);
      repeats->event->request_id = g_strdup (row->request_id);
    }
  g_mutex_unlock (&self->lock);

  if (due != NULL)
    write_all (office, due);
  if (first)
    write_event (office, row);
}
