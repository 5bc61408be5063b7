/*
 * SoftHSM, but for two things: its tokens say that they are YubiHSMs, and a session in which nobody has logged in finds no
 * object at all, public keys included. So the source of yubihsm_pkcs11 has it; no device was at hand. Keys, PINs and
 * signatures are SoftHSM's own.
 */
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "../cryptoki.h"

static CK_FUNCTION_LIST softhsm, own;
static int logged_in, empty;

static void *real(enum place place) { return softhsm.functions[place]; }

static void fill(CK_BYTE *field, size_t size, const char *text) {
  memset(field, ' ', size);
  memcpy(field, text, strlen(text));
}

static CK_RV get_token_info(CK_ULONG slot, CK_TOKEN_INFO *info) {
  CK_RV rv = ((CK_RV(*)(CK_ULONG, CK_TOKEN_INFO *))real(GET_TOKEN_INFO))(slot, info);
  if (rv != CKR_OK) return rv;
  fill(info->manufacturer, sizeof info->manufacturer, "Yubico (www.yubico.com)");
  fill(info->model, sizeof info->model, "YubiHSM");
  return rv;
}

static CK_RV login(CK_ULONG session, CK_ULONG user, CK_BYTE *pin, CK_ULONG length) {
  CK_RV rv = ((CK_RV(*)(CK_ULONG, CK_ULONG, CK_BYTE *, CK_ULONG))real(LOGIN))(session, user, pin, length);
  if (rv == CKR_OK) logged_in = 1;
  return rv;
}

static CK_RV close_session(CK_ULONG session) {
  logged_in = 0;
  return ((CK_RV(*)(CK_ULONG))real(CLOSE_SESSION))(session);
}

static CK_RV close_all_sessions(CK_ULONG slot) {
  logged_in = 0;
  return ((CK_RV(*)(CK_ULONG))real(CLOSE_ALL_SESSIONS))(slot);
}

static CK_RV find_objects_init(CK_ULONG session, CK_ATTRIBUTE *template, CK_ULONG count) {
  empty = !logged_in;
  return empty ? CKR_OK
               : ((CK_RV(*)(CK_ULONG, CK_ATTRIBUTE *, CK_ULONG))real(FIND_OBJECTS_INIT))(session, template, count);
}

static CK_RV find_objects(CK_ULONG session, CK_ULONG *objects, CK_ULONG most, CK_ULONG *count) {
  *count = 0;
  return empty ? CKR_OK
               : ((CK_RV(*)(CK_ULONG, CK_ULONG *, CK_ULONG, CK_ULONG *))real(FIND_OBJECTS))(session, objects, most, count);
}

static CK_RV find_objects_final(CK_ULONG session) {
  return empty ? CKR_OK : ((CK_RV(*)(CK_ULONG))real(FIND_OBJECTS_FINAL))(session);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
  void *library = dlopen(SOFTHSM, RTLD_NOW | RTLD_LOCAL);
  CK_RV (*listed)(CK_FUNCTION_LIST **) = NULL;
  CK_FUNCTION_LIST *all;
  if (library != NULL) *(void **)&listed = dlsym(library, "C_GetFunctionList");
  if (listed == NULL || listed(&all) != CKR_OK) return CKR_FUNCTION_NOT_SUPPORTED;
  softhsm = own = *all;
  own.functions[GET_TOKEN_INFO] = get_token_info;
  own.functions[LOGIN] = login;
  own.functions[CLOSE_SESSION] = close_session;
  own.functions[CLOSE_ALL_SESSIONS] = close_all_sessions;
  own.functions[FIND_OBJECTS_INIT] = find_objects_init;
  own.functions[FIND_OBJECTS] = find_objects;
  own.functions[FIND_OBJECTS_FINAL] = find_objects_final;
  *list = &own;
  return CKR_OK;
}
