/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-content-routes.h"

#include "server/http/hw-server-resources.h"

#define OPENAPI_PATH "/io/github/hellowork_mypage/server/openapi.yaml"

static HwHttpResponse *
respond_document (HwServices *services, HwHttpRequest *request, HwContentDocument document)
{
  g_autoptr (HwContent) content = hw_content_shelf_get (services->content);

  return hw_content_respond (content, document, request->language, request->if_none_match);
}

HwHttpResponse *
hw_content_routes_notices (HwServices *services, HwHttpRequest *request)
{
  return respond_document (services, request, HW_DOCUMENT_NOTICES);
}

HwHttpResponse *
hw_content_routes_terms (HwServices *services, HwHttpRequest *request)
{
  return respond_document (services, request, HW_DOCUMENT_TERMS);
}

/* Built into the program: it says what this very program does. */
static HwHttpResponse *
openapi_response (void)
{
  static gsize once;
  static HwHttpResponse *response;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GBytes) document =
        g_resource_lookup_data (hw_server_get_resource (), OPENAPI_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      g_assert (document != NULL);
      response = hw_http_response_new_document (200, "application/yaml", document, NULL, NULL);
      g_once_init_leave (&once, 1);
    }
  return hw_http_response_ref (response);
}

HwHttpResponse *
hw_content_routes_openapi (HwServices *services, HwHttpRequest *request)
{
  return openapi_response ();
}
