/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/password/hw-key-status.h"
#include "app/hw-error-sentence.h"
#include "app/hw-startup.h"
#include "app/pages/password/hw-key-deadline.h"
#include "app/widgets/hw-notice-bar.h"
#include "app/widgets/hw-wrap-box.h"
#include <glib/gi18n.h>

#define NOTIFICATION_ID "key-deadline"
#define SOON_SECONDS (5 * 60) /* from here on it looks urgent, and the desktop is told */

struct _HwKeyStatus
{
  GtkBox parent_instance;
  GtkLabel *email;
  GtkLabel *reference;
  GtkWidget *deadline_row;
  GtkWidget *deadline_icon;
  GtkLabel *deadline;
  HwBusyButton *resend;
  GtkLabel *resend_wait;
  HwNoticeBar *message;
  HwRegistration *registration; /* (nullable) until set */
  guint seconds_left;           /* when it was last looked at */
  gint64 next_mail;             /* monotonic time; 0: not known */
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (HwKeyStatus, hw_key_status, GTK_TYPE_BOX)

enum
{
  SIGNAL_ENTER_AGAIN,
  SIGNAL_RESEND,
  SIGNAL_REMINDER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
withdraw_notification (void)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_withdraw_notification (application, NOTIFICATION_ID);
}

static void
notify_desktop (HwKeyStatus *self)
{
  const HwPasswordTexts *texts = hw_password_texts_get (hw_registration_get_purpose (self->registration));
  g_autoptr (GNotification) notification = g_notification_new (_ (texts->title));
  GApplication *application = g_application_get_default ();

  g_notification_set_body (notification, _ (texts->five_minutes));
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  if (application != NULL)
    g_application_send_notification (application, NOTIFICATION_ID, notification);
}

void
hw_key_status_set_wait (HwBusyButton *button, GtkLabel *label, guint seconds, const char *text)
{
  g_return_if_fail (HW_IS_BUSY_BUTTON (button));
  g_return_if_fail (GTK_IS_LABEL (label));

  if (seconds > 0)
    gtk_widget_add_css_class (GTK_WIDGET (button), "hw-waiting");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "hw-waiting");
  set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* Always a line, so that what is below does not move while somebody types there. */
static char *
describe_resend (guint seconds, gboolean is_over)
{
  if (seconds == 0 && is_over)
    return g_strdup (_ ("Send the email again to receive a new authentication key."));
  if (seconds == 0)
    return g_strdup (_ ("If the email does not arrive, you can send it again."));
  if (seconds > HW_KEY_STATUS_COUNTED_SECONDS)
    return g_strdup_printf (ngettext ("You can send it again in about %d minute.",
                                      "You can send it again in about %d minutes.",
                                      hw_wait_minutes (seconds)),
                            hw_wait_minutes (seconds));
  return g_strdup_printf (
    ngettext ("You can send it again in %d second.", "You can send it again in %d seconds.", seconds),
    (int) seconds);
}

static void
update_resend (HwKeyStatus *self)
{
  guint seconds = hw_registration_get_resend_seconds (self->registration);
  g_autofree char *text =
    describe_resend (seconds, hw_registration_get_seconds_left (self->registration) == 0);

  if (seconds > 0)
    self->next_mail = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  hw_key_status_set_wait (self->resend, self->resend_wait, seconds, text);
}

static void
update_deadline (HwKeyStatus *self)
{
  guint seconds = hw_registration_get_seconds_left (self->registration);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *text = hw_key_deadline_text (hw_registration_get_expires_at (self->registration), seconds,
                                                zone, hw_startup_get_language ());
  g_autofree char *reminder = hw_key_deadline_reminder (seconds);
  g_autofree char *before = hw_key_deadline_reminder (self->seconds_left);

  set_label (self->deadline, text);
  gtk_widget_set_visible (self->deadline_icon, seconds <= SOON_SECONDS);
  if (seconds <= SOON_SECONDS)
    gtk_widget_add_css_class (self->deadline_row, "hw-soon");
  else
    gtk_widget_remove_css_class (self->deadline_row, "hw-soon");
  if (g_strcmp0 (reminder, before) != 0)
    g_signal_emit (self, signals[SIGNAL_REMINDER], 0, reminder);
  if ((seconds == 0) != (self->seconds_left == 0))
    update_resend (self);
  if (self->seconds_left > SOON_SECONDS && seconds <= SOON_SECONDS && seconds > 0 && !self->stopped)
    notify_desktop (self);
  if (self->seconds_left <= SOON_SECONDS && (seconds == 0 || seconds > SOON_SECONDS))
    withdraw_notification ();
  self->seconds_left = seconds;
}

static void
update_run (HwKeyStatus *self)
{
  const char *reference = hw_registration_get_reference (self->registration);
  g_autofree char *email_line = g_strdup_printf (_ ("Email address that you entered: %s"),
                                                 hw_registration_get_email (self->registration));
  g_autofree char *reference_line =
    g_strdup_printf (_ ("Reference number: %s"), reference != NULL ? reference : "");

  set_label (self->email, email_line);
  set_label (self->reference, reference_line);
  gtk_widget_set_visible (GTK_WIDGET (self->reference), reference != NULL);
}

static void
on_enter_again (HwKeyStatus *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTER_AGAIN], 0);
}

static void
on_resend (HwKeyStatus *self)
{
  if (hw_registration_get_resend_seconds (self->registration) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", gtk_label_get_label (self->resend_wait));
  else
    g_signal_emit (self, signals[SIGNAL_RESEND], 0);
}

static void
hw_key_status_dispose (GObject *object)
{
  HwKeyStatus *self = HW_KEY_STATUS (object);

  if (self->registration != NULL)
    hw_key_status_stop (self);
  g_clear_object (&self->registration);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_KEY_STATUS);

  G_OBJECT_CLASS (hw_key_status_parent_class)->dispose (object);
}

static void
hw_key_status_class_init (HwKeyStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_key_status_dispose;

  signals[SIGNAL_ENTER_AGAIN] = g_signal_new ("enter-again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RESEND] = g_signal_new ("resend", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMINDER] = g_signal_new ("reminder", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (HW_TYPE_BUSY_BUTTON);
  g_type_ensure (HW_TYPE_WRAP_BOX);
  g_type_ensure (HW_TYPE_NOTICE_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/password/hw-key-status.ui");
  gtk_widget_class_bind_template_child (widget_class, HwKeyStatus, email);
  gtk_widget_class_bind_template_child (widget_class, HwKeyStatus, reference);
  gtk_widget_class_bind_template_child (widget_class, HwKeyStatus, deadline_row);
  gtk_widget_class_bind_template_child (widget_class, HwKeyStatus, deadline_icon);
  gtk_widget_class_bind_template_child (widget_class, HwKeyStatus, deadline);
  gtk_widget_class_bind_template_child (widget_class, HwKeyStatus, resend);
  gtk_widget_class_bind_template_child (widget_class, HwKeyStatus, resend_wait);
  gtk_widget_class_bind_template_child (widget_class, HwKeyStatus, message);
  gtk_widget_class_bind_template_callback (widget_class, on_enter_again);
  gtk_widget_class_bind_template_callback (widget_class, on_resend);
}

static void
hw_key_status_init (HwKeyStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hw_key_status_set_registration (HwKeyStatus *self, HwRegistration *registration)
{
  g_return_if_fail (HW_IS_KEY_STATUS (self));
  g_return_if_fail (HW_IS_REGISTRATION (registration));
  g_return_if_fail (self->registration == NULL);

  self->registration = g_object_ref (registration);
  g_signal_connect_object (registration, "notify::seconds-left", G_CALLBACK (update_deadline), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (registration, "notify::resend-seconds", G_CALLBACK (update_resend), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (registration, "notify::reference", G_CALLBACK (update_run), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (registration, "notify::email", G_CALLBACK (update_run), self, G_CONNECT_SWAPPED);
  update_run (self);
  update_deadline (self);
  update_resend (self);
}

HwBusyButton *
hw_key_status_get_resend_button (HwKeyStatus *self)
{
  g_return_val_if_fail (HW_IS_KEY_STATUS (self), NULL);
  return self->resend;
}

void
hw_key_status_set_message (HwKeyStatus *self, const char *message)
{
  g_return_if_fail (HW_IS_KEY_STATUS (self));
  hw_notice_bar_set_kind (self->message, HW_NOTICE_DONE);
  hw_notice_bar_set_text (self->message, message);
}

guint
hw_key_status_get_wait (HwKeyStatus *self)
{
  gint64 left;

  g_return_val_if_fail (HW_IS_KEY_STATUS (self), 0);

  left = self->next_mail - g_get_monotonic_time ();
  return left > 0 ? (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

void
hw_key_status_stop (HwKeyStatus *self)
{
  g_return_if_fail (HW_IS_KEY_STATUS (self));
  self->stopped = TRUE;
  withdraw_notification ();
}
