/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-random-token.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define TOKEN_BYTES 32

char *
hw_random_token (void)
{
  guint8 bytes[TOKEN_BYTES];
  char *token;
  gssize n;

  /* Up to 256 bytes come whole once the kernel's pool is ready; before that the call waits (getrandom(2)). */
  n = TEMP_FAILURE_RETRY (getrandom (bytes, sizeof bytes, 0));
  if (n != (gssize) sizeof bytes)
    g_error ("The kernel gave no random bytes");

  token = g_base64_encode (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  for (char *c = token; *c != '\0'; c++)
    {
      if (*c == '+')
        *c = '-';
      else if (*c == '/')
        *c = '_';
      else if (*c == '=')
        *c = '\0';
    }

  return token;
}
