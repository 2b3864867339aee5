/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/completion/hw-completion-page.h"
#include "app/hw-startup.h"
#include "app/pages/completion/hw-completion-record.h"
#include "app/widgets/hw-facts.h"
#include "app/widgets/hw-wrap-box.h"
#include <glib/gi18n.h>

struct _HwCompletionPage
{
  HwPage parent_instance;
  GtkWidget *record_box;
  HwFacts *facts;
  HwBusyButton *save_button;
  HwCompletionRecord *record;    /* (nullable) until entered */
  GtkFileChooserNative *chooser; /* (nullable): while it is open */
};

G_DEFINE_FINAL_TYPE (HwCompletionPage, hw_completion_page, HW_TYPE_PAGE)

static void
hw_completion_page_enter (HwPage *page)
{
  HwCompletionPage *self = HW_COMPLETION_PAGE (page);
  HwContext *context = hw_page_get_context (page);
  HwRegistration *registration = hw_context_get_registration (context);
  const HwCompletion *completion =
    registration != NULL ? hw_registration_get_completion (registration) : NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  gtk_widget_set_visible (self->record_box, completion != NULL);
  if (completion == NULL)
    return;
  g_clear_pointer (&self->record, hw_completion_record_free);
  self->record = hw_completion_record_new (completion, hw_registration_get_reference (registration), zone,
                                           hw_startup_get_language ());
  hw_context_set_login_email (context, completion->email);
  hw_facts_set (self->facts, _ ("Establishment"), self->record->establishment);
  hw_facts_set (self->facts, _ ("Account (email address)"), self->record->email);
  hw_facts_set (self->facts, _ ("Registered on"), self->record->completed);
  hw_facts_set (self->facts, _ ("Reference number"), self->record->reference);
}

/* What fails here is printing or saving, nothing of the server's. */
static char *
hw_completion_page_describe_error (HwPage *page, const GError *error)
{
  if (error->domain == GTK_PRINT_ERROR)
    return g_strdup (_ ("The record could not be printed. Check the printer, or save the record as a PDF."));
  if (error->domain == G_IO_ERROR)
    return g_strdup (_ ("The record could not be saved. Choose another folder and try again."));
  return NULL;
}

static void
on_draw_page (HwCompletionPage *self, GtkPrintContext *print, int page, GtkPrintOperation *operation)
{
  hw_completion_record_draw (self->record, gtk_print_context_get_cairo_context (print),
                             gtk_print_context_get_width (print));
}

static void
on_printed (HwCompletionPage *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  hw_page_show_error (HW_PAGE (self), error);
}

/* Where people look for it first: the documents' folder, or else home. */
static const char *
get_folder (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  return documents != NULL && g_file_test (documents, G_FILE_TEST_IS_DIR) ? documents : g_get_home_dir ();
}

/* For who prints to a file. */
static GtkPrintSettings *
new_settings (HwCompletionPage *self)
{
  GtkPrintSettings *settings = gtk_print_settings_new ();
  g_autofree char *basename = hw_completion_record_basename (self->record);

  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, basename);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR, get_folder ());
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");
  return settings;
}

static GtkPrintOperation *
new_operation (HwCompletionPage *self)
{
  g_autoptr (GtkPrintSettings) settings = new_settings (self);
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, a4);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, _ ("Record of the password registration"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), self, G_CONNECT_SWAPPED);
  return operation;
}

static void
on_print (HwCompletionPage *self)
{
  g_autoptr (GtkPrintOperation) operation = new_operation (self);

  /* Errors come with `done`. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwCompletionPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *basename = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      hw_page_end (HW_PAGE (self), error);
      return;
    }
  hw_page_end (HW_PAGE (self), NULL);
  basename = g_file_get_basename (G_FILE (source));
  name = g_filename_display_name (basename);
  sentence = g_strdup_printf (_ ("The record was saved as “%s”."), name);
  hw_page_set_notice (HW_PAGE (self), HW_NOTICE_DONE, sentence);
}

void
hw_completion_page_save_record (HwCompletionPage *self, GFile *file)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HW_IS_COMPLETION_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  if (hw_page_get_busy (HW_PAGE (self)) || self->record == NULL)
    return;
  hw_page_set_notice (HW_PAGE (self), HW_NOTICE_INFORMATION, NULL);
  pdf = hw_completion_record_to_pdf (self->record, &error);
  if (pdf == NULL)
    {
      hw_page_show_error (HW_PAGE (self), error);
      return;
    }
  g_file_replace_contents_bytes_async (file, pdf, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       hw_page_begin (HW_PAGE (self), self->save_button), on_saved,
                                       g_object_ref (self));
}

static void
on_chosen (HwCompletionPage *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    hw_completion_page_save_record (self, file);
}

static void
on_save (HwCompletionPage *self)
{
  g_autofree char *basename = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (get_folder ());

  if (self->chooser != NULL || self->record == NULL)
    return;
  basename = hw_completion_record_basename (self->record);
  name = g_strconcat (basename, ".pdf", NULL);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the record as a PDF"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save"), _ ("Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
hw_completion_page_dispose (GObject *object)
{
  HwCompletionPage *self = HW_COMPLETION_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_COMPLETION_PAGE);

  G_OBJECT_CLASS (hw_completion_page_parent_class)->dispose (object);
}

static void
hw_completion_page_finalize (GObject *object)
{
  g_clear_pointer (&HW_COMPLETION_PAGE (object)->record, hw_completion_record_free);

  G_OBJECT_CLASS (hw_completion_page_parent_class)->finalize (object);
}

static void
hw_completion_page_class_init (HwCompletionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_completion_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_completion_page_finalize;
  HW_PAGE_CLASS (klass)->enter = hw_completion_page_enter;
  HW_PAGE_CLASS (klass)->describe_error = hw_completion_page_describe_error;

  g_type_ensure (HW_TYPE_FACTS);
  g_type_ensure (HW_TYPE_BUSY_BUTTON);
  g_type_ensure (HW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/completion/hw-completion-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HwCompletionPage, record_box);
  gtk_widget_class_bind_template_child (widget_class, HwCompletionPage, facts);
  gtk_widget_class_bind_template_child (widget_class, HwCompletionPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
hw_completion_page_init (HwCompletionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
