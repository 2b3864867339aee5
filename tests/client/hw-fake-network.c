/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-fake-network.h"

static gboolean network_is_available = TRUE;

typedef struct
{
  GObject parent_instance;
} HwFakeMonitor;

typedef struct
{
  GObjectClass parent_class;
} HwFakeMonitorClass;

enum
{
  PROP_0,
  PROP_NETWORK_AVAILABLE,
  PROP_NETWORK_METERED,
  PROP_CONNECTIVITY,
};

static gboolean
initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_iface_init (GInitableIface *iface)
{
  iface->init = initable_init;
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

GType hw_fake_monitor_get_type (void);

G_DEFINE_TYPE_WITH_CODE (HwFakeMonitor,
                         hw_fake_monitor,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                           G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_iface_init))

static void
hw_fake_monitor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, network_is_available);
      break;

    case PROP_NETWORK_METERED:
      g_value_set_boolean (value, FALSE);
      break;

    case PROP_CONNECTIVITY:
      g_value_set_enum (value,
                        network_is_available ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_fake_monitor_class_init (HwFakeMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_fake_monitor_get_property;
  g_object_class_override_property (object_class, PROP_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
hw_fake_monitor_init (HwFakeMonitor *self)
{
}

void
hw_fake_network_install (void)
{
  GIOExtensionPoint *point = g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);

  g_io_extension_point_set_required_type (point, G_TYPE_NETWORK_MONITOR);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, hw_fake_monitor_get_type (),
                                  "hw-fake", 1000);
  g_setenv ("GIO_USE_NETWORK_MONITOR", "hw-fake", TRUE);
}

void
hw_fake_network_set_available (gboolean available)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  network_is_available = available;
  if (G_OBJECT_TYPE (monitor) == hw_fake_monitor_get_type ())
    g_object_notify (G_OBJECT (monitor), "network-available");
}

typedef struct
{
  GResolver parent_instance;
} HwEmptyResolver;

typedef struct
{
  GResolverClass parent_class;
} HwEmptyResolverClass;

GType hw_empty_resolver_get_type (void);

G_DEFINE_TYPE (HwEmptyResolver, hw_empty_resolver, G_TYPE_RESOLVER)

static void
lookup_by_name_async (GResolver *resolver,
                      const char *hostname,
                      GCancellable *c,
                      GAsyncReadyCallback cb,
                      gpointer data)
{
  g_autoptr (GTask) task = g_task_new (resolver, c, cb, data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such name");
}

static void
lookup_by_name_with_flags_async (GResolver *resolver,
                                 const char *hostname,
                                 GResolverNameLookupFlags flags,
                                 GCancellable *c,
                                 GAsyncReadyCallback cb,
                                 gpointer data)
{
  lookup_by_name_async (resolver, hostname, c, cb, data);
}

static GList *
lookup_by_name_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
hw_empty_resolver_class_init (HwEmptyResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = lookup_by_name_async;
  resolver_class->lookup_by_name_finish = lookup_by_name_finish;
  resolver_class->lookup_by_name_with_flags_async = lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_by_name_finish;
}

static void
hw_empty_resolver_init (HwEmptyResolver *self)
{
}

GResolver *
hw_fake_network_new_empty_resolver (void)
{
  return g_object_new (hw_empty_resolver_get_type (), NULL);
}
