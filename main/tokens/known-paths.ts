/** Where SoftHSM 2 is installed by the packages of Debian, Fedora, Arch and Homebrew: the library of practice tokens. */
export const softHsmPaths: readonly string[] = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
];

/** Where vendors' packages put the libraries of tokens that keyholders use. */
export const vendorPaths: readonly string[] = [
  ...['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64'].flatMap((folder) => [
    `${folder}/libykcs11.so`,
    `${folder}/libykcs11.so.2`,
    `${folder}/opensc-pkcs11.so`,
    `${folder}/pkcs11/opensc-pkcs11.so`,
    `${folder}/pkcs11/libtpm2_pkcs11.so`,
    `${folder}/pkcs11/yubihsm_pkcs11.so`,
  ]),
  '/usr/local/lib/libykcs11.so',
  '/usr/local/lib/libykcs11.dylib',
  '/opt/homebrew/lib/libykcs11.dylib',
  '/Library/OpenSC/lib/opensc-pkcs11.so',
  '/usr/local/lib/pkcs11/yubihsm_pkcs11.dylib',
  'C:\\Program Files\\Yubico\\Yubico PIV Tool\\bin\\libykcs11.dll',
  'C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll',
  'C:\\Program Files\\Yubico\\YubiHSM Shell\\bin\\pkcs11\\yubihsm_pkcs11.dll',
];
