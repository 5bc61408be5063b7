/*
 * A PKCS#11 module that misbehaves on request, for the tests of the token host. It holds no key and signs nothing.
 *
 *   HOSTILE_MODE    what it does, see the strings in this file; empty: an ordinary token with one P-256 key
 *   HOSTILE_FAIL    "C_Login=160": this function answers this CK_RV
 *   HOSTILE_LOG     a file that gets the name of every function called, one a line
 *   HOSTILE_FLAGS   flags that are added to the token's, as a decimal number
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../cryptoki.h"

/* The descriptor on which the host talks to the station, and the two that should lead nowhere. */
static const int port = 3, output = 1, errors = 2;
static CK_ULONG searched;  /* the object class of the running search */
static int named;          /* the running search names an id */
enum { FIRST_OF_MANY = 1000, LAST_OF_MANY = 1199 };
static int answered;       /* the running search gave its object already */
static int generated;
static int destroyed;
static int asked_slots;
static int logged_in;
static int has_signed;

static int mode(const char *name) {
  const char *value = getenv("HOSTILE_MODE");
  return value != NULL && strcmp(value, name) == 0;
}

/* An HSM that shows nothing at all before its PIN, and says so of no search. */
static int many(void) { return mode("hides its keys, as a YubiHSM; the last of 200"); }
static int as_hsm(void) {
  return mode("hides its keys, as a YubiHSM") || mode("hides its keys, as a YubiHSM; twice") || many();
}
static int hides(void) { return mode("hides its keys") || as_hsm(); }

static void hang(void) {
  for (;;) sleep(1000);
}

static void crash(void) {
  volatile int *nowhere = NULL;
  *nowhere = 1;
}

static void say(int descriptor, const char *text) {
  ssize_t written = write(descriptor, text, strlen(text));
  (void)written;
}

static void *flood(void *argument) {
  static char garbage[65536];
  int descriptor = *(int *)argument;
  memset(garbage, 'x', sizeof garbage);
  while (write(descriptor, garbage, sizeof garbage) > 0) continue;
  return NULL;
}

/* The first bytes are written here: a thread that comes late would let an answer through. */
static void flood_from_a_thread(const int *descriptor) {
  pthread_t thread;
  if (write(*descriptor, "xxxx", 4) < 0) return;
  pthread_create(&thread, NULL, flood, (void *)descriptor);
}

/* Notes the call; the CK_RV that the test asked for, or CKR_OK. */
static CK_RV enter(const char *function) {
  const char *path = getenv("HOSTILE_LOG");
  const char *fail = getenv("HOSTILE_FAIL");
  size_t length = strlen(function);
  if (path != NULL) {
    FILE *file = fopen(path, "a");
    if (file != NULL) {
      fprintf(file, "%s\n", function);
      fclose(file);
    }
  }
  if (fail != NULL && strncmp(fail, function, length) == 0 && fail[length] == '=') {
    return strtoul(fail + length + 1, NULL, 10);
  }
  return CKR_OK;
}

static void fill(CK_BYTE *field, size_t size, const char *text) {
  memset(field, ' ', size);
  memcpy(field, text, strlen(text) < size ? strlen(text) : size);
}

__attribute__((constructor)) static void at_load(void) {
  if (mode("crash at load")) crash();
  if (mode("hang at load")) hang();
}

static CK_RV initialize(void *arguments) {
  CK_RV rv = enter("C_Initialize");
  CK_ULONG flags = arguments == NULL ? 0 : ((CK_ULONG *)arguments)[4];
  if (mode("cannot lock") && flags != 0) return CKR_CANT_LOCK;
  if (mode("flood port")) flood_from_a_thread(&port);
  if (mode("flood output")) {
    flood_from_a_thread(&output);
    flood_from_a_thread(&errors);
  }
  return rv;
}

static CK_RV simple(const char *name) { return enter(name); }
static CK_RV finalize(void *reserved) { return (void)reserved, simple("C_Finalize"); }

static CK_RV get_info(CK_INFO *info) {
  CK_RV rv = enter("C_GetInfo");
  fill(info->manufacturer, 32, mode("odd names") ? "\x1b[31m\xff\xfe<b>" : "Hostile");
  fill(info->description, 32, "hostile module of the tests");
  info->library.major = 6;
  info->library.minor = 66;
  return rv;
}

static CK_RV get_slot_list(CK_BYTE present, CK_ULONG *slots, CK_ULONG *count) {
  CK_RV rv = enter("C_GetSlotList");
  (void)present;
  if (rv != CKR_OK) return rv;
  if (mode("crash at look")) crash();
  /* The first look asks twice for its tokens and twice for their keys, since sizes are asked first. */
  if (mode("crash after the first look") && (asked_slots += 1) > 4) crash();
  if (mode("hang at look")) hang();
  if (mode("talk to the port")) say(port, "hello\n");
  if (mode("answer a wrong id")) say(port, "{\"id\":4711,\"ok\":true,\"result\":null}\n");
  if (mode("answer a wrong shape")) say(port, "{\"id\":2,\"ok\":true,\"result\":{\"tokens\":7}}\n");
  if (mode("answer with a prototype")) say(port, "{\"id\":2,\"ok\":true,\"__proto__\":{\"result\":1}}\n");
  if (mode("answer deeply")) {
    static char deep[1000001];
    memset(deep, '[', sizeof deep - 1);
    say(port, deep);
    say(port, "\n");
  }
  if (mode("too many slots")) {
    *count = 1UL << 60;
    return CKR_OK;
  }
  *count = mode("twins") || mode("two tokens") ? 2 : mode("no token") ? 0 : 1;
  if (slots != NULL) {
    slots[0] = 7;
    if (*count == 2) slots[1] = 8;
  }
  return CKR_OK;
}

static CK_RV get_token_info(CK_ULONG slot, CK_TOKEN_INFO *info) {
  static int calls;
  const char *extra = getenv("HOSTILE_FLAGS");
  CK_RV rv = enter("C_GetTokenInfo");
  calls += 1;
  memset(info, 0, sizeof *info);
  fill(info->label, 32, mode("practice label") ? "PRACTICE not really" : "hostile");
  fill(info->manufacturer, 32, mode("odd names") ? "\x1b[2J\n\xe2\x80\xae" : "tests");
  fill(info->model, 16, "H1");
  fill(info->serial, 16, mode("no serial") ? "" : mode("zero serial") ? "0000000000000000" : mode("odd serial") ? "../../etc/x" : "HOSTILE-1");
  /* The look reads it once, the operation once more before the session is open, and once after. */
  if (mode("swap the token") && calls > 2) fill(info->serial, 16, "HOSTILE-2");
  if (mode("two tokens") && slot == 8) fill(info->serial, 16, "HOSTILE-2");
  if (as_hsm()) {
    fill(info->manufacturer, 32, "Yubico (www.yubico.com)");
    fill(info->model, 16, "YubiHSM");
  }
  info->flags = 0x40d | (extra == NULL ? 0 : strtoul(extra, NULL, 10));
  if (mode("no pin")) info->flags &= ~0x8UL;
  info->numbers[4] = 8;
  info->numbers[5] = 6;
  info->firmware.major = 5;
  info->firmware.minor = 43;
  return rv;
}

static CK_RV init_token(void) { return simple("C_InitToken"); }
static CK_RV init_pin(void) { return simple("C_InitPIN"); }
static CK_RV set_pin(void) { return simple("C_SetPIN"); }
static CK_RV close_session(void) { return simple("C_CloseSession"); }
static CK_RV close_all_sessions(void) {
  logged_in = 0;
  if (has_signed && mode("hang after signing")) hang();
  if (has_signed && mode("crash after signing")) crash();
  return simple("C_CloseAllSessions");
}
static CK_RV logout(void) { return simple("C_Logout"); }

static CK_RV open_session(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session) {
  (void)flags, (void)application, (void)notify;
  *session = slot;
  return enter("C_OpenSession");
}

static CK_RV login(CK_ULONG session, CK_ULONG user, CK_BYTE *pin, CK_ULONG length) {
  CK_RV rv = enter(user == 2 ? "C_Login(context)" : "C_Login");
  (void)session;
  if (mode("crash at login")) crash();
  if (mode("hang at login")) hang();
  if (mode("tell the pin")) {
    ssize_t written = write(output, pin, length) + write(errors, pin, length) + write(port, pin, length);
    (void)written;
    say(port, "\n");
    /* The station ends this process for it, however slow the machine is: nothing goes on meanwhile. */
    sleep(20);
  }
  if (rv == CKR_OK) logged_in = 1;
  return rv;
}

static CK_RV find_objects_init(CK_ULONG session, CK_ATTRIBUTE *template, CK_ULONG count) {
  CK_RV rv = enter("C_FindObjectsInit");
  (void)session;
  if (generated && mode("empty, and gone once a key was made")) return CKR_DEVICE_REMOVED;
  if (destroyed && mode("practice key, and gone once it was removed")) return CKR_DEVICE_REMOVED;
  searched = 0;
  named = 0;
  answered = 0;
  for (CK_ULONG i = 0; i < count; i += 1) {
    if (template[i].type == CKA_ID) named = 1;
    if (template[i].type == CKA_CLASS) memcpy(&searched, template[i].value, sizeof searched);
  }
  return rv;
}

static CK_RV find_objects(CK_ULONG session, CK_ULONG *objects, CK_ULONG most, CK_ULONG *count) {
  int empty = mode("empty") || mode("empty, and gone once a key was made") || mode("empty, and slow to make a key");
  int shown = empty ? generated : hides() ? logged_in : 1;
  (void)session;
  *count = 0;
  if (!answered && shown && most > 0 && (searched == CKO_PUBLIC_KEY || searched == CKO_PRIVATE_KEY)) {
    objects[0] = searched;
    *count = 1;
    if ((mode("two keys with one id") || mode("hides its keys, as a YubiHSM; twice")) && most > 1) {
      objects[1] = searched;
      *count = 2;
    }
    if (many() && !named) {
      for (*count = 0; *count < most && *count <= LAST_OF_MANY - FIRST_OF_MANY; *count += 1) objects[*count] = FIRST_OF_MANY + *count;
    }
    if (mode("endless keys")) {
      for (*count = 0; *count < most; *count += 1) objects[*count] = searched;
    }
  }
  answered = 1;
  return enter("C_FindObjects");
}

static CK_RV find_objects_final(void) { return simple("C_FindObjectsFinal"); }

/* The base point of P-256, as an OCTET STRING: the public key whose private key is 1. */
static const CK_BYTE point[] = {
    0x04, 0x41, 0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4,
    0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2,
    0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16,
    0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5};

static CK_RV give(CK_ATTRIBUTE *attribute, const void *value, CK_ULONG length) {
  if (attribute->value != NULL) memcpy(attribute->value, value, length);
  attribute->length = length;
  return CKR_OK;
}

static CK_RV get_attribute_value(CK_ULONG session, CK_ULONG object, CK_ATTRIBUTE *attribute, CK_ULONG count) {
  static const CK_BYTE p256[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
  static const CK_BYTE yes = 1, no = 0, id = 1, twice[2] = {1, 1};
  static const CK_ULONG elliptic = 3;
  static const CK_BYTE too_long[2000];
  CK_BYTE off_curve[sizeof point];
  (void)session, (void)count;
  enter("C_GetAttributeValue");
  if (object >= FIRST_OF_MANY && object < LAST_OF_MANY && attribute->type == CKA_EC_POINT) return CKR_ATTRIBUTE_TYPE_INVALID;
  switch (attribute->type) {
    case CKA_KEY_TYPE:
      return give(attribute, &elliptic, mode("short attributes") ? 1 : sizeof elliptic);
    case CKA_ID:
      return mode("no id") ? give(attribute, "", 0) : give(attribute, &id, 1);
    case CKA_LABEL:
      if (mode("practice key, and gone once it was removed")) return give(attribute, "PRACTICE key", 12);
      return mode("odd names") ? give(attribute, "\x1b[31m\xff\xc0 key", 11) : give(attribute, "key", 3);
    case CKA_EC_PARAMS:
      return give(attribute, p256, sizeof p256);
    case CKA_EC_POINT:
      if (mode("long point")) return give(attribute, too_long, sizeof too_long);
      memcpy(off_curve, point, sizeof point);
      if (mode("point off the curve")) off_curve[40] ^= 1;
      return give(attribute, off_curve, mode("short point") ? 20 : sizeof off_curve);
    case CKA_SENSITIVE:
    case CKA_ALWAYS_SENSITIVE:
    case CKA_LOCAL:
    case CKA_SIGN:
      return give(attribute, &yes, 1);
    case CKA_NEVER_EXTRACTABLE:
      return mode("odd booleans") ? give(attribute, twice, 2) : give(attribute, &yes, 1);
    case CKA_EXTRACTABLE:
      return give(attribute, mode("extractable key") ? &yes : &no, 1);
    case CKA_ALWAYS_AUTHENTICATE:
      return give(attribute, mode("asks each time") ? &yes : &no, 1);
    default:
      attribute->length = CK_UNAVAILABLE;
      return CKR_ATTRIBUTE_TYPE_INVALID;
  }
}

static CK_RV sign_init(void) { return simple("C_SignInit"); }

static CK_RV sign(CK_ULONG session, CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG *size) {
  CK_RV rv = enter("C_Sign");
  (void)data, (void)length;
  if (rv != CKR_OK) return rv;
  if (mode("two tokens") && session == 7) hang();
  if (mode("crash at sign")) crash();
  if (mode("hang at sign")) hang();
  if (mode("exit at sign")) _exit(0);
  has_signed = 1;
  memset(signature, 1, 64);
  *size = mode("short signature") ? 3 : mode("long signature") ? 100000 : 64;
  return CKR_OK;
}

static CK_RV generate_key_pair(CK_ULONG session, void *mechanism, CK_ATTRIBUTE *public_key, CK_ULONG public_count,
                               CK_ATTRIBUTE *private_key, CK_ULONG private_count, CK_ULONG *a, CK_ULONG *b) {
  CK_RV rv = enter("C_GenerateKeyPair");
  (void)session, (void)mechanism, (void)public_key, (void)public_count, (void)private_key, (void)private_count;
  if (mode("hang at generate")) hang();
  if (mode("empty, and slow to make a key")) {
    usleep(700 * 1000);
    enter("generated");
  }
  if (rv == CKR_OK) generated = 1;
  *a = CKO_PUBLIC_KEY;
  *b = CKO_PRIVATE_KEY;
  return rv;
}

static CK_RV destroy_object(void) {
  destroyed = 1;
  return simple("C_DestroyObject");
}

static CK_RV not_supported(void) { return CKR_FUNCTION_NOT_SUPPORTED; }

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
  static CK_FUNCTION_LIST own = {.version = {2, 40}};
  for (size_t i = 0; i < sizeof own.functions / sizeof own.functions[0]; i += 1) own.functions[i] = not_supported;
  own.functions[INITIALIZE] = initialize;
  own.functions[FINALIZE] = finalize;
  own.functions[GET_INFO] = get_info;
  own.functions[GET_SLOT_LIST] = get_slot_list;
  own.functions[GET_TOKEN_INFO] = get_token_info;
  own.functions[INIT_TOKEN] = init_token;
  own.functions[INIT_PIN] = init_pin;
  own.functions[SET_PIN] = set_pin;
  own.functions[OPEN_SESSION] = open_session;
  own.functions[CLOSE_SESSION] = close_session;
  own.functions[CLOSE_ALL_SESSIONS] = close_all_sessions;
  own.functions[LOGIN] = login;
  own.functions[LOGOUT] = logout;
  own.functions[DESTROY_OBJECT] = destroy_object;
  own.functions[GET_ATTRIBUTE_VALUE] = get_attribute_value;
  own.functions[FIND_OBJECTS_INIT] = find_objects_init;
  own.functions[FIND_OBJECTS] = find_objects;
  own.functions[FIND_OBJECTS_FINAL] = find_objects_final;
  own.functions[SIGN_INIT] = sign_init;
  own.functions[SIGN] = sign;
  own.functions[GENERATE_KEY_PAIR] = generate_key_pair;
  *list = &own;
  return CKR_OK;
}
