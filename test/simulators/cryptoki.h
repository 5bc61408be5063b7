/* The few types of PKCS#11 2.40 that the modules of the tests need, so that it builds with a bare C compiler. */
#ifndef TESTS_CRYPTOKI_H
#define TESTS_CRYPTOKI_H

typedef unsigned char CK_BYTE;
typedef unsigned long CK_ULONG;
typedef CK_ULONG CK_RV;

typedef struct {
  CK_BYTE major, minor;
} CK_VERSION;

typedef struct {
  CK_VERSION cryptoki;
  CK_BYTE manufacturer[32];
  CK_ULONG flags;
  CK_BYTE description[32];
  CK_VERSION library;
} CK_INFO;

typedef struct {
  CK_BYTE label[32], manufacturer[32], model[16], serial[16];
  CK_ULONG flags;
  CK_ULONG numbers[10]; /* sessions, PIN lengths at [4] (most) and [5] (least), memory */
  CK_VERSION hardware, firmware;
  CK_BYTE utc[16];
} CK_TOKEN_INFO;

typedef struct {
  CK_ULONG type;
  void *value;
  CK_ULONG length;
} CK_ATTRIBUTE;

/* All 68 functions, by their place in CK_FUNCTION_LIST. */
typedef struct {
  CK_VERSION version;
  void *functions[68];
} CK_FUNCTION_LIST;

enum place {
  INITIALIZE = 0,
  FINALIZE = 1,
  GET_INFO = 2,
  GET_SLOT_LIST = 4,
  GET_TOKEN_INFO = 6,
  INIT_TOKEN = 9,
  INIT_PIN = 10,
  SET_PIN = 11,
  OPEN_SESSION = 12,
  CLOSE_SESSION = 13,
  CLOSE_ALL_SESSIONS = 14,
  LOGIN = 18,
  LOGOUT = 19,
  DESTROY_OBJECT = 22,
  GET_ATTRIBUTE_VALUE = 24,
  FIND_OBJECTS_INIT = 26,
  FIND_OBJECTS = 27,
  FIND_OBJECTS_FINAL = 28,
  SIGN_INIT = 42,
  SIGN = 43,
  GENERATE_KEY_PAIR = 59
};

#define CKR_OK 0x0UL
#define CKR_CANT_LOCK 0xaUL
#define CKR_ATTRIBUTE_TYPE_INVALID 0x12UL
#define CKR_DEVICE_REMOVED 0x32UL
#define CKR_FUNCTION_NOT_SUPPORTED 0x54UL
#define CK_UNAVAILABLE (~0UL)

#define CKO_PUBLIC_KEY 2UL
#define CKO_PRIVATE_KEY 3UL
#define CKA_CLASS 0x0UL
#define CKA_LABEL 0x3UL
#define CKA_KEY_TYPE 0x100UL
#define CKA_ID 0x102UL
#define CKA_SENSITIVE 0x103UL
#define CKA_SIGN 0x108UL
#define CKA_EXTRACTABLE 0x162UL
#define CKA_LOCAL 0x163UL
#define CKA_NEVER_EXTRACTABLE 0x164UL
#define CKA_ALWAYS_SENSITIVE 0x165UL
#define CKA_EC_PARAMS 0x180UL
#define CKA_EC_POINT 0x181UL
#define CKA_ALWAYS_AUTHENTICATE 0x202UL

#endif
