/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-page-private.h"
#include "app/hw-error-presenter.h"
#include "app/widgets/hw-landmark.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

static GtkBuildableIface *parent_buildable;
static void hw_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (HwPage,
                                  hw_page,
                                  ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (HwPage)
                                    G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, hw_page_buildable_init))

enum
{
  PROP_TITLE = 1,
  PROP_NEXT_LABEL,
  PROP_CANCEL_LABEL,
  PROP_BUSY,
  PROP_SUBJECT,
  N_PROPS
};

enum
{
  SIGNAL_EXIT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

HwPagePrivate *
hw_page_get_private (HwPage *self)
{
  return hw_page_get_instance_private (self);
}

/* The children of a page's own template go into the body; our own template's come before there is one. */
static void
hw_page_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  HwPagePrivate *priv = hw_page_get_private (HW_PAGE (buildable));

  if (priv->body != NULL && GTK_IS_WIDGET (child))
    gtk_box_append (priv->body, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
hw_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = hw_page_add_child;
}

void
hw_page_update_buttons (HwPage *self)
{
  HwPagePrivate *priv = hw_page_get_private (self);
  gboolean busy = priv->cancellable != NULL;
  gboolean has_left = busy || priv->cancel_label != NULL;

  hw_busy_button_set_text (priv->cancel, busy ? _ ("Stop sending") : priv->cancel_label);
  gtk_widget_set_visible (GTK_WIDGET (priv->cancel), has_left);
  hw_busy_button_set_text (priv->next, priv->next_label);
  gtk_widget_set_visible (GTK_WIDGET (priv->next), priv->next_label != NULL);
  /* Beside another, which may be higher, GTK would break its words to fill that height if it were aligned. */
  gtk_widget_set_visible (priv->between, has_left);
  gtk_widget_set_hexpand (GTK_WIDGET (priv->next), !has_left);
  gtk_widget_set_halign (GTK_WIDGET (priv->next), has_left ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_set_visible (priv->buttons, has_left || priv->next_label != NULL);
}

static void
hw_page_default_leave_async (HwPage *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, c, cb, data);

  g_task_set_source_tag (task, hw_page_default_leave_async);
  g_task_return_boolean (task, TRUE);
}

static gboolean
hw_page_default_leave_finish (HwPage *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
action_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HwPage *self = HW_PAGE (widget);

  if (hw_page_get_private (self)->next_label != NULL)
    hw_page_next (self);
}

static void
action_cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HwPage *self = HW_PAGE (widget);

  if (hw_page_get_busy (self))
    hw_page_stop (self);
  else
    hw_page_go (self, HW_EXIT_CANCEL);
}

/* Not by action name: in GTK 4.8 a button loses its action once its page was taken out of the window and put
 * back. */
static void
on_next_clicked (HwPage *self)
{
  action_next (GTK_WIDGET (self), NULL, NULL);
}

static void
on_cancel_clicked (HwPage *self)
{
  action_cancel (GTK_WIDGET (self), NULL, NULL);
}

static void
hw_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwPage *self = HW_PAGE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, hw_page_get_title (self));
      break;
    case PROP_NEXT_LABEL:
      g_value_set_string (value, hw_page_get_private (self)->next_label);
      break;
    case PROP_CANCEL_LABEL:
      g_value_set_string (value, hw_page_get_private (self)->cancel_label);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, hw_page_get_busy (self));
      break;
    case PROP_SUBJECT:
      g_value_set_string (value, hw_page_get_subject (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwPage *self = HW_PAGE (object);
  HwPagePrivate *priv = hw_page_get_private (self);

  switch (prop_id)
    {
    case PROP_TITLE:
      hw_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_NEXT_LABEL:
      hw_page_set_next_label (self, g_value_get_string (value));
      break;
    case PROP_CANCEL_LABEL:
      g_free (priv->cancel_label);
      priv->cancel_label = g_value_dup_string (value);
      hw_page_update_buttons (self);
      break;
    case PROP_SUBJECT:
      hw_page_set_subject (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_page_dispose (GObject *object)
{
  HwPage *self = HW_PAGE (object);
  HwPagePrivate *priv = hw_page_get_private (self);

  hw_page_stop (self);
  hw_page_forget_errors (self);
  g_clear_handle_id (&priv->slow_timeout, g_source_remove);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->busy_button);
  g_clear_object (&priv->context);
  /* No gtk_widget_dispose_template(): GTK 4.8 looks for the children of the page's own template under our
   * type, and aborts. AdwBin lets go of our one child. */

  G_OBJECT_CLASS (hw_page_parent_class)->dispose (object);
}

static void
hw_page_finalize (GObject *object)
{
  HwPagePrivate *priv = hw_page_get_private (HW_PAGE (object));

  g_clear_pointer (&priv->next_label, g_free);
  g_clear_pointer (&priv->cancel_label, g_free);
  g_clear_pointer (&priv->subject, g_free);

  G_OBJECT_CLASS (hw_page_parent_class)->finalize (object);
}

static void
hw_page_class_init (HwPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hw_page_get_property;
  object_class->set_property = hw_page_set_property;
  object_class->dispose = hw_page_dispose;
  object_class->finalize = hw_page_finalize;
  klass->leave_async = hw_page_default_leave_async;
  klass->leave_finish = hw_page_default_leave_finish;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NEXT_LABEL] =
    g_param_spec_string ("next-label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CANCEL_LABEL] =
    g_param_spec_string ("cancel-label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBJECT] = g_param_spec_string (
    "subject", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_EXIT] = g_signal_new ("exit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_accessible_role (widget_class, hw_landmark_role (GTK_ACCESSIBLE_ROLE_MAIN));
  gtk_widget_class_install_action (widget_class, "page.next", NULL, action_next);
  gtk_widget_class_install_action (widget_class, "page.cancel", NULL, action_cancel);

  g_type_ensure (HW_TYPE_ERROR_SUMMARY);
  g_type_ensure (HW_TYPE_NOTICE_BAR);
  g_type_ensure (HW_TYPE_HEADING);
  g_type_ensure (HW_TYPE_BUSY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/hellowork_mypage/MyPage/hw-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, summary);
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, notice);
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, heading);
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, body);
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, status);
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, buttons);
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, between);
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, cancel);
  gtk_widget_class_bind_template_child_private (widget_class, HwPage, next);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
hw_page_init (HwPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hw_page_update_buttons (self);
}

HwContext *
hw_page_get_context (HwPage *self)
{
  g_return_val_if_fail (HW_IS_PAGE (self), NULL);
  return hw_page_get_private (self)->context;
}

void
hw_page_set_context (HwPage *self, HwContext *context)
{
  g_return_if_fail (HW_IS_PAGE (self));
  g_set_object (&hw_page_get_private (self)->context, context);
}

const char *
hw_page_get_title (HwPage *self)
{
  g_return_val_if_fail (HW_IS_PAGE (self), NULL);
  return hw_heading_get_label (hw_page_get_private (self)->heading);
}

void
hw_page_set_title (HwPage *self, const char *title)
{
  g_return_if_fail (HW_IS_PAGE (self));
  hw_heading_set_label (hw_page_get_private (self)->heading, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
hw_page_get_subject (HwPage *self)
{
  g_return_val_if_fail (HW_IS_PAGE (self), NULL);
  return hw_page_get_private (self)->subject;
}

void
hw_page_set_subject (HwPage *self, const char *subject)
{
  HwPagePrivate *priv;

  g_return_if_fail (HW_IS_PAGE (self));

  priv = hw_page_get_private (self);
  if (g_strcmp0 (priv->subject, subject) == 0)
    return;
  g_free (priv->subject);
  priv->subject = g_strdup (subject);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBJECT]);
}

void
hw_page_set_next_label (HwPage *self, const char *label)
{
  HwPagePrivate *priv;
  char *copy;

  g_return_if_fail (HW_IS_PAGE (self));

  priv = hw_page_get_private (self);
  copy = g_strdup (label);
  g_free (priv->next_label);
  priv->next_label = copy;
  hw_page_update_buttons (self);
}

void
hw_page_notify_busy (HwPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
hw_page_go (HwPage *self, HwExit exit)
{
  g_return_if_fail (HW_IS_PAGE (self));
  g_signal_emit (self, signals[SIGNAL_EXIT], 0, (int) exit);
}

void
hw_page_set_notice (HwPage *self, HwNoticeKind kind, const char *notice)
{
  g_return_if_fail (HW_IS_PAGE (self));
  hw_notice_bar_set_kind (hw_page_get_private (self)->notice, kind);
  hw_notice_bar_set_text (hw_page_get_private (self)->notice, notice);
}

void
hw_page_toast (HwPage *self, const char *text)
{
  g_return_if_fail (HW_IS_PAGE (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

GtkWidget *
hw_page_get_body (HwPage *self)
{
  g_return_val_if_fail (HW_IS_PAGE (self), NULL);
  return GTK_WIDGET (hw_page_get_private (self)->body);
}

void
hw_page_clear_errors (HwPage *self)
{
  g_autoptr (GPtrArray) fields = hw_page_find_fields (self);

  hw_page_forget_errors (self);
  for (guint i = 0; i < fields->len; i++)
    hw_field_set_error (g_ptr_array_index (fields, i), NULL);
  hw_error_summary_clear (hw_page_get_private (self)->summary);
}

void
hw_page_show_error (HwPage *self, const GError *error)
{
  g_return_if_fail (HW_IS_PAGE (self));
  hw_page_clear_errors (self);
  hw_error_presenter_present (self, error);
}

void
hw_page_show_sentence (HwPage *self, const char *sentence)
{
  hw_error_summary_show_sentence (hw_page_get_private (self)->summary, sentence);
}

void
hw_page_show_fields (HwPage *self, GPtrArray *fields)
{
  hw_error_summary_show_fields (hw_page_get_private (self)->summary, fields);
}

char *
hw_page_describe_error (HwPage *self, const GError *error)
{
  if (HW_PAGE_GET_CLASS (self)->describe_error == NULL)
    return NULL;
  return HW_PAGE_GET_CLASS (self)->describe_error (self, error);
}

void
hw_page_enter (HwPage *self)
{
  HwPagePrivate *priv;
  g_autofree char *message = NULL;
  HwNoticeKind kind = HW_NOTICE_INFORMATION;

  g_return_if_fail (HW_IS_PAGE (self));

  priv = hw_page_get_private (self);
  hw_page_clear_errors (self);
  message = priv->context != NULL ? hw_context_take_message (priv->context, &kind) : NULL;
  hw_page_set_notice (self, kind, message);
  if (HW_PAGE_GET_CLASS (self)->enter != NULL)
    HW_PAGE_GET_CLASS (self)->enter (self);
  hw_text_wrap_all (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (priv->heading));
}

void
hw_page_ask_leave (HwPage *self, HwLeaveFunc then, gpointer object)
{
  HwLeaveQuestion question = { 0 };

  g_return_if_fail (HW_IS_PAGE (self));

  if (HW_PAGE_GET_CLASS (self)->ask_leave != NULL && HW_PAGE_GET_CLASS (self)->ask_leave (self, &question))
    hw_leave_question_ask (&question, GTK_WIDGET (self), then, object);
  else
    then (object);
  g_free (question.body);
}
