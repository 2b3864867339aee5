/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "app/widgets/hw-busy-button.h"
#include "app/widgets/hw-check.h"
#include "app/widgets/hw-error-summary.h"
#include "app/widgets/hw-form-field.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-notice-bar.h"
#include "app/widgets/hw-password-field.h"
#include "app/widgets/hw-step-indicator.h"
#include "app/widgets/hw-text.h"
#include <string.h>

static GtkWidget *
show (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
field_is_named_by_its_label (void)
{
  GtkWidget *field = g_object_ref_sink (g_object_new (HW_TYPE_FORM_FIELD, "label", "ID", "pointer", "/email",
                                                      "required", TRUE, "support-text", "半角", NULL));
  GtkAccessible *entry = GTK_ACCESSIBLE (hw_form_field_get_entry (HW_FORM_FIELD (field)));

  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "ID");
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "必須。 半角");
  g_assert_true (hw_test_shows (field, "※必須"));
  g_object_unref (field);
}

static void
field_error_is_said_and_shown (void)
{
  GtkWidget *field = g_object_ref_sink (hw_form_field_new ("ID", "/email"));
  GtkAccessible *entry = GTK_ACCESSIBLE (hw_form_field_get_entry (HW_FORM_FIELD (field)));

  hw_field_set_error (HW_FIELD (field), "入力してください。");
  g_assert_true (hw_test_shows (field, "入力してください。"));
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (gtk_test_accessible_has_relation (entry, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE));
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "入力してください。");

  hw_field_set_error (HW_FIELD (field), NULL);
  g_assert_false (hw_test_shows (field, "入力してください。"));
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);
  g_assert_false (gtk_test_accessible_has_relation (entry, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE));
  g_object_unref (field);
}

/* A focus or an answer that comes late may still find somebody who holds the field. */
static void
field_bears_to_be_told_things_after_it_was_disposed_of (void)
{
  GtkWidget *field = g_object_ref_sink (hw_form_field_new ("ID", "/email"));

  g_object_run_dispose (G_OBJECT (field));
  hw_form_field_set_note (HW_FORM_FIELD (field), "Caps Lock");
  hw_form_field_set_support_text (HW_FORM_FIELD (field), "半角");
  hw_form_field_set_extra_description (HW_FORM_FIELD (field), "残り5分");
  g_object_unref (field);
}

static void
password_is_kept_where_it_is_wiped (void)
{
  GtkWidget *field = g_object_ref_sink (hw_password_field_new ("新しいパスワード", "/password"));
  GtkEditable *text = hw_form_field_get_editable (HW_FORM_FIELD (field));

  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (GTK_TEXT (text))));
  g_assert_false (gtk_editable_get_enable_undo (text));
  g_object_unref (field);
}

static void
password_is_shown_on_request (void)
{
  GtkWidget *field = g_object_ref_sink (hw_password_field_new ("新しいパスワード", "/password"));
  GtkText *text = GTK_TEXT (hw_form_field_get_editable (HW_FORM_FIELD (field)));
  GtkWidget *reveal = hw_test_find (field, GTK_TYPE_TOGGLE_BUTTON, NULL);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (reveal), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "新しいパスワードを表示");
  g_assert_false (gtk_text_get_visibility (text));
  g_signal_emit_by_name (reveal, "clicked");
  g_assert_true (gtk_text_get_visibility (text));
  hw_password_field_clear (HW_PASSWORD_FIELD (field));
  g_assert_false (gtk_text_get_visibility (text));
  g_object_unref (field);
}

static void
assert_unbroken (PangoLayout *layout, const char *const *words, guint n_words)
{
  const char *text = pango_layout_get_text (layout);

  for (guint i = 0; i < n_words; i++)
    for (const char *word = strstr (text, words[i]); word != NULL; word = strstr (word + 1, words[i]))
      {
        int first, last;

        pango_layout_index_to_line_x (layout, (int) (word - text), FALSE, &first, NULL);
        pango_layout_index_to_line_x (layout, (int) (word - text + strlen (words[i]) - 1), FALSE, &last,
                                      NULL);
        if (first != last)
          g_error ("%s is parted in: %s", words[i], text);
      }
}

/* At each width that a window may give it. */
static void
assert_no_lone_end (GtkLabel *label)
{
  g_autoptr (PangoLayout) narrowest = pango_layout_copy (gtk_label_get_layout (label));
  int least;
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = pango_layout_get_text (layout);
  const char *const whole[] = { "ください。",       "28分",       "パスワード",
                                "令和10年11月28日", "続けますか", "7K3MP-X9Q2D",
                                "1301-123456-7",    "32文字以内", "メールアドレス" };

  pango_layout_set_width (narrowest, 0);
  pango_layout_get_size (narrowest, &least, NULL);
  for (int width = least; width < 900 * PANGO_SCALE; width += PANGO_SCALE)
    {
      g_autoptr (PangoLayout) wrapped = pango_layout_copy (layout);
      PangoLayoutLine *line;
      int used;

      pango_layout_set_width (wrapped, width);
      pango_layout_get_size (wrapped, &used, NULL);
      g_assert_cmpint (used, <=, width);
      line = pango_layout_get_line_readonly (wrapped, pango_layout_get_line_count (wrapped) - 1);
      g_assert_cmpint (g_utf8_strlen (text + pango_layout_line_get_start_index (line), -1), >=, 2);
      assert_unbroken (wrapped, whole, G_N_ELEMENTS (whole));
    }
}

static void
text_ends_with_no_lone_character (void)
{
  GtkWidget *label = hw_text_new ("ハローワークの窓口で登録したメールアドレスを入力してください。");

  g_object_ref_sink (label);
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label),
                       "短い文です。\n事業所ごとに登録したメールアドレスを入力してください。");
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), "求人者マイページ開設（パスワード登録）");
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), "ログイン中の端末（3台）、残り約28分（ピクセル）");
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), "途中になっているパスワード登録を続けますか？");
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), "英数字10文字（例：7K3MP-X9Q2D）を入力してください。");
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), "株式会社みほん製作所（1301-123456-7）を表示しています。");
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), "令和10年11月28日から、令和10年12月31日まで使用できます。");
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), "正しいかをご確認ください。メール受信制限をされている方");
  assert_no_lone_end (GTK_LABEL (label));
  gtk_label_set_label (GTK_LABEL (label), "英字・数字・記号をすべて含む8文字以上32文字以内");
  assert_no_lone_end (GTK_LABEL (label));
  g_object_unref (label);
}

/* In large letters and a narrow window, the longest of the headings' words just fits. */
static void
heading_can_be_narrow (void)
{
  const char *const texts[] = { "パスワード再登録", "マイページの開設", "求人者マイページログイン",
                                "事業所の切り替え・追加" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *heading = g_object_ref_sink (hw_heading_new (texts[i], 1));
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (gtk_widget_get_first_child (heading)));
      g_autoptr (PangoLayout) word = pango_layout_copy (layout);
      int minimum, widest;

      pango_layout_set_text (word, "パスワード", -1);
      pango_layout_set_attributes (word, NULL);
      pango_layout_set_width (word, -1);
      pango_layout_get_pixel_size (word, &widest, NULL);
      gtk_widget_measure (heading, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, widest + 1);
      assert_no_lone_end (GTK_LABEL (gtk_widget_get_first_child (heading)));
      g_object_unref (heading);
    }
}

static void
notice_bar_shows_what_kind_it_is (void)
{
  GtkWidget *bar = g_object_ref_sink (hw_notice_bar_new ("保存しました。"));

  g_assert_false (gtk_widget_has_css_class (bar, "hw-done"));
  hw_notice_bar_set_kind (HW_NOTICE_BAR (bar), HW_NOTICE_DONE);
  g_assert_true (gtk_widget_has_css_class (bar, "hw-done"));
  hw_notice_bar_set_kind (HW_NOTICE_BAR (bar), HW_NOTICE_FAULT);
  g_assert_false (gtk_widget_has_css_class (bar, "hw-done"));
  g_assert_true (gtk_widget_has_css_class (bar, "hw-fault"));
  g_object_unref (bar);
}

static void
count (guint *counter)
{
  (*counter)++;
}

static void
busy_button_is_not_pressed_twice (void)
{
  GtkWidget *button = hw_busy_button_new ("次へ進む");
  GtkWidget *window = show (button);
  guint pressed = 0;

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (count), &pressed);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (pressed, ==, 1);
  hw_busy_button_set_busy (HW_BUSY_BUTTON (button), TRUE);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (pressed, ==, 1);
  g_assert_true (gtk_widget_get_sensitive (button)); /* keeps the focus */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "次へ進む");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_BUSY, TRUE);
  hw_busy_button_set_busy (HW_BUSY_BUTTON (button), FALSE);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (pressed, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_label (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_LABEL (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

/* Beside a button of more lines: GTK would break its word over them. */
static void
busy_button_breaks_no_word_to_fill_its_height (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = hw_busy_button_new ("完了");
  GtkWidget *window = show (row);

  gtk_widget_set_size_request (button, -1, 300);
  gtk_box_append (GTK_BOX (row), button);
  hw_busy_button_set_busy (HW_BUSY_BUTTON (button), TRUE);
  hw_test_frames (window, 4);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (find_label (button)))), ==,
                   1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Its least width is the word's, whatever else is in the row. */
static void
busy_button_does_not_break_a_single_word (void)
{
  GtkWidget *button = g_object_ref_sink (hw_busy_button_new ("Finish"));
  int minimum, natural;

  gtk_widget_measure (find_label (button), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, natural);

  hw_busy_button_set_text (HW_BUSY_BUTTON (button), "someone.with.a.long.name@department.example.co.jp");
  gtk_widget_measure (find_label (button), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, natural / 2); /* an address has room in a narrow window */
  g_object_unref (button);
}

static void
check_is_a_check_box (void)
{
  GtkWidget *check = g_object_ref_sink (hw_check_new ("同意します", "/consent"));
  GtkAccessible *button = GTK_ACCESSIBLE (hw_check_get_button (HW_CHECK (check)));

  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "同意します");
  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_FALSE);
  hw_test_press (check, "同意します");
  g_assert_true (hw_check_get_active (HW_CHECK (check)));
  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);

  hw_field_set_error (HW_FIELD (check), "同意してください。");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (button), "hw-invalid"));
  hw_field_set_error (HW_FIELD (check), NULL);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (button), "hw-invalid"));
  g_object_unref (check);
}

static void
check_refuses (void)
{
  GtkWidget *check = g_object_ref_sink (hw_check_new ("同意します", "/consent"));
  guint refused = 0;

  g_signal_connect_swapped (check, "refused", G_CALLBACK (count), &refused);
  hw_check_set_refusing (HW_CHECK (check), TRUE);
  hw_test_press (check, "同意します");
  g_assert_false (hw_check_get_active (HW_CHECK (check)));
  g_assert_cmpuint (refused, ==, 1);
  g_assert_true (gtk_widget_get_sensitive (hw_check_get_button (HW_CHECK (check))));

  hw_check_set_active (HW_CHECK (check), TRUE);
  hw_test_press (check, "同意します"); /* taking it back is no try */
  g_assert_false (hw_check_get_active (HW_CHECK (check)));
  g_assert_cmpuint (refused, ==, 1);
  g_object_unref (check);
}

static gboolean
has_focus_within (gpointer data)
{
  GtkWidget *widget = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
summary_takes_the_focus_and_links_to_fields (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *summary = g_object_new (HW_TYPE_ERROR_SUMMARY, NULL);
  GtkWidget *first = hw_form_field_new ("ID", "/email");
  GtkWidget *second = hw_form_field_new ("認証キー", "/authentication_key");
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  GtkWidget *window;

  gtk_box_append (GTK_BOX (box), summary);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  window = show (box);
  hw_test_frames (window, 2);
  hw_field_set_error (HW_FIELD (first), "一つ目。");
  hw_field_set_error (HW_FIELD (second), "二つ目。");
  g_ptr_array_add (fields, first);
  g_ptr_array_add (fields, second);
  hw_error_summary_show_fields (HW_ERROR_SUMMARY (summary), fields);

  g_assert_cmpstr (hw_error_summary_get_text (HW_ERROR_SUMMARY (summary)), ==,
                   "入力内容に誤りが2件あります。");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == summary);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (summary), GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (summary), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "入力内容に誤りが2件あります。 一つ目。 二つ目。");
  hw_test_press (summary, "二つ目。");
  g_assert_true (has_focus_within (second));

  hw_error_summary_clear (HW_ERROR_SUMMARY (summary));
  g_assert_null (hw_error_summary_get_text (HW_ERROR_SUMMARY (summary)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
steps_are_said_in_words (void)
{
  const char *const titles[] = { "同意", "入力", "登録", "完了", NULL };
  GtkWidget *steps = g_object_ref_sink (g_object_new (HW_TYPE_STEP_INDICATOR, NULL));

  hw_step_indicator_set_steps (HW_STEP_INDICATOR (steps), titles, 2);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (steps), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "全4ステップ中、2ステップ目");
  g_assert_true (hw_test_shows (steps, "全4ステップ中、2ステップ目"));
  g_assert_true (gtk_widget_get_visible (steps));
  hw_step_indicator_set_steps (HW_STEP_INDICATOR (steps), NULL, 0);
  g_assert_false (gtk_widget_get_visible (steps));
  g_object_unref (steps);
}

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  g_test_add_func ("/heading/can-be-narrow", heading_can_be_narrow);
  g_test_add_func ("/text/ends-with-no-lone-character", text_ends_with_no_lone_character);
  g_test_add_func ("/notice-bar/shows-what-kind-it-is", notice_bar_shows_what_kind_it_is);
  g_test_add_func ("/form-field/name-is-exactly-the-label", field_is_named_by_its_label);
  g_test_add_func ("/form-field/error-is-said-and-shown", field_error_is_said_and_shown);
  g_test_add_func ("/form-field/bears-to-be-told-things-after-dispose",
                   field_bears_to_be_told_things_after_it_was_disposed_of);
  g_test_add_func ("/password-field/text-is-kept-in-wiped-memory-without-history",
                   password_is_kept_where_it_is_wiped);
  g_test_add_func ("/password-field/text-is-shown-on-request", password_is_shown_on_request);
  g_test_add_func ("/busy-button/does-not-break-a-single-word", busy_button_does_not_break_a_single_word);
  g_test_add_func ("/busy-button/breaks-no-word-to-fill-its-height",
                   busy_button_breaks_no_word_to_fill_its_height);
  g_test_add_func ("/busy-button/is-not-pressed-twice-and-keeps-its-name", busy_button_is_not_pressed_twice);
  g_test_add_func ("/check/is-a-check-box-to-assistive-technology", check_is_a_check_box);
  g_test_add_func ("/check/refuses-a-tick-but-not-its-removal", check_refuses);
  g_test_add_func ("/error-summary/takes-the-focus-and-links-to-fields",
                   summary_takes_the_focus_and_links_to_fields);
  g_test_add_func ("/step-indicator/says-the-step-in-words", steps_are_said_in_words);
  return g_test_run ();
}
