/*
 * The fastest that a signature can be: open a session, log in, find the key, sign, log out, close, with nothing around.
 * usage: raw-sign MODULE SERIAL PIN ID(hex) RUNS; prints milliseconds, one line a run.
 */
#include "../simulators/cryptoki.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  CK_ULONG mechanism;
  void *parameter;
  CK_ULONG length;
} MECHANISM;

#define CKF_SERIAL_SESSION 4UL
#define CKU_USER 1UL
#define CKM_ECDSA 0x1041UL

static CK_FUNCTION_LIST *list;

static void must(CK_RV result, const char *what) {
  if (result == CKR_OK) return;
  fprintf(stderr, "%s: 0x%lx\n", what, result);
  exit(1);
}

#define CALL(place, types, ...) must(((CK_RV(*) types)list->functions[place])(__VA_ARGS__), #place)

static CK_ULONG slot_of(const char *serial) {
  CK_ULONG slots[64], count = 64;
  CALL(GET_SLOT_LIST, (CK_BYTE, CK_ULONG *, CK_ULONG *), 1, slots, &count);
  for (CK_ULONG each = 0; each < count; each++) {
    CK_TOKEN_INFO info;
    CALL(GET_TOKEN_INFO, (CK_ULONG, CK_TOKEN_INFO *), slots[each], &info);
    if (strncmp((char *)info.serial, serial, strlen(serial)) == 0) return slots[each];
  }
  fprintf(stderr, "no such token\n");
  exit(1);
}

int main(int count, char **args) {
  if (count != 6) return 2;
  void *module = dlopen(args[1], RTLD_NOW);
  if (module == NULL) return 2;
  CK_RV (*functions)(CK_FUNCTION_LIST **) = (CK_RV(*)(CK_FUNCTION_LIST **))dlsym(module, "C_GetFunctionList");
  if (functions == NULL) return 2;
  must(functions(&list), "C_GetFunctionList");
  CALL(INITIALIZE, (void *), NULL);
  CK_ULONG slot = slot_of(args[2]);

  CK_BYTE id[64], digest[32], signature[128];
  CK_ULONG id_length = strlen(args[4]) / 2, private_class = CKO_PRIVATE_KEY;
  for (CK_ULONG each = 0; each < id_length; each++) sscanf(args[4] + 2 * each, "%2hhx", &id[each]);
  memset(digest, 7, sizeof digest);
  CK_ATTRIBUTE wanted[] = {{CKA_CLASS, &private_class, sizeof private_class}, {CKA_ID, id, id_length}};
  MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};

  for (int run = atoi(args[5]); run > 0; run--) {
    struct timespec before, after;
    CK_ULONG session, key, found = 0, length = sizeof signature;
    clock_gettime(CLOCK_MONOTONIC, &before);
    CALL(OPEN_SESSION, (CK_ULONG, CK_ULONG, void *, void *, CK_ULONG *), slot, CKF_SERIAL_SESSION, NULL, NULL, &session);
    CALL(LOGIN, (CK_ULONG, CK_ULONG, char *, CK_ULONG), session, CKU_USER, args[3], strlen(args[3]));
    CALL(FIND_OBJECTS_INIT, (CK_ULONG, CK_ATTRIBUTE *, CK_ULONG), session, wanted, 2UL);
    CALL(FIND_OBJECTS, (CK_ULONG, CK_ULONG *, CK_ULONG, CK_ULONG *), session, &key, 1UL, &found);
    CALL(FIND_OBJECTS_FINAL, (CK_ULONG), session);
    if (found != 1) must(~0UL, "find the key");
    CALL(SIGN_INIT, (CK_ULONG, MECHANISM *, CK_ULONG), session, &ecdsa, key);
    CALL(SIGN, (CK_ULONG, CK_BYTE *, CK_ULONG, CK_BYTE *, CK_ULONG *), session, digest, 32UL, signature, &length);
    CALL(LOGOUT, (CK_ULONG), session);
    CALL(CLOSE_SESSION, (CK_ULONG), session);
    clock_gettime(CLOCK_MONOTONIC, &after);
    printf("%.4f\n", (after.tv_sec - before.tv_sec) * 1e3 + (after.tv_nsec - before.tv_nsec) / 1e6);
  }
  return 0;
}
