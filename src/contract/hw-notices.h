/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-json.h"

G_BEGIN_DECLS

/* An item of サイト運営者からのお知らせ, 新着情報・お知らせ, 関係情報・リンク集 or the footer. */
typedef struct
{
  char *id;   /* (nullable): footer only: "privacy-policy" and "terms-of-use" open inside the app */
  char *date; /* (nullable): "2026-11-22", shown as it reads in the language */
  char *title;
  char *url; /* (nullable): http: or https: */
} HwNotice;

/* GET /v1/notices: what the top page and the footer show. */
typedef struct
{
  char *mail_from;
  GPtrArray *operator_notices;     /* (element-type HwNotice) */
  GPtrArray *news;                 /* (element-type HwNotice) */
  GPtrArray *links;                /* (element-type HwNotice) */
  GPtrArray *footer;               /* (element-type HwNotice) */
  GStrv address;                   /* lines */
  char *more_operator_notices_url; /* (nullable) */
  char *more_news_url;             /* (nullable) */
  char *provisional_registration_url;
  char *copyright; /* (nullable) */
} HwNotices;

void hw_notices_free (HwNotices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwNotices, hw_notices_free)
JsonNode *hw_notices_to_json (const HwNotices *self);

/* @mail_from: (nullable): content files do not hold `mail_from`, so the server hands its own in; %NULL: @node
 * must hold it. */
HwNotices *
hw_notices_from_json (JsonNode *node, HwJsonStrictness strictness, const char *mail_from, GError **error);

G_END_DECLS
