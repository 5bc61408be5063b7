/**
 * What the system has to offer. A need is met by a command in PATH or by one of some files; the
 * package is where Debian has it.
 *
 * @typedef {{ readonly debian: string, readonly command?: string, readonly files?: readonly string[] }} Need
 */

/** Where Chromium's program itself may lie, as in main/shells/chromium/executable.ts. */
export const CHROMIUM_FILES = [
  '/usr/lib/chromium/chromium',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/usr/lib/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
];

/** To build the native module, and for practice tokens. @type {readonly Need[]} */
export const CORE = [
  { debian: 'python3', command: 'python3' },
  { debian: 'make', command: 'make' },
  { debian: 'g++', command: 'g++' },
  { debian: 'softhsm2', command: 'softhsm2-util' },
];

/** To show the window in Chromium. @type {readonly Need[]} */
export const WINDOW = [
  { debian: 'chromium', files: CHROMIUM_FILES },
  { debian: 'fonts-liberation', files: ['/usr/share/fonts/truetype', '/usr/share/fonts/opentype'] },
  { debian: 'util-linux', command: 'unshare' },
];

/** For the tests. @type {readonly Need[]} */
export const TESTS = [
  { debian: 'xvfb', command: 'Xvfb' },
  { debian: 'xvfb', command: 'xvfb-run' },
  { debian: 'xauth', command: 'xauth' },
  { debian: 'git', command: 'git' },
  { debian: 'iproute2', command: 'ss' },
  { debian: 'opensc', command: 'pkcs11-tool' },
  { debian: 'strace', command: 'strace' },
  // A virtual YubiKey behind a real pcscd, and the drivers that people have.
  { debian: 'pcscd', files: ['/usr/sbin/pcscd'] },
  { debian: 'vsmartcard-vpcd', files: ['/usr/lib/pcsc/drivers/serial/libifdvpcd.so'] },
  { debian: 'ykcs11', files: ['/usr/lib/x86_64-linux-gnu/libykcs11.so'] },
  { debian: 'yubico-piv-tool', command: 'yubico-piv-tool' },
  { debian: 'opensc-pkcs11', files: ['/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so'] },
  // The other modules of the conformance suite.
  { debian: 'libnss3-tools', command: 'certutil' },
  {
    debian: 'libtpm2-pkcs11-1',
    files: ['/usr/lib/x86_64-linux-gnu/pkcs11/libtpm2_pkcs11.so'],
  },
  { debian: 'libtpm2-pkcs11-tools', command: 'tpm2_ptool' },
  { debian: 'swtpm', command: 'swtpm' },
  { debian: 'tpm2-abrmd', command: 'tpm2-abrmd' },
  {
    debian: 'libtss2-tcti-tabrmd0',
    files: ['/usr/lib/x86_64-linux-gnu/libtss2-tcti-tabrmd.so.0'],
  },
  { debian: 'tpm2-tools', command: 'tpm2_getcap' },
  { debian: 'dbus', command: 'dbus-run-session' },
  // USB without a bus, second opinions on canonical JSON, and a look at PDF files.
  { debian: 'umockdev', command: 'umockdev-run' },
  // The guest with a USB bus, and what its system is put together from.
  { debian: 'qemu-system-x86', command: 'qemu-system-x86_64' },
  { debian: 'busybox-static', files: ['/bin/busybox'] },
  { debian: 'libccid', files: ['/usr/lib/pcsc/drivers/ifd-ccid.bundle'] },
  { debian: 'udev', files: ['/lib/systemd/systemd-udevd'] },
  { debian: 'libusb-1.0-0', files: ['/usr/lib/x86_64-linux-gnu/libusb-1.0.so.0'] },
  {
    debian: 'python3-securesystemslib',
    files: ['/usr/lib/python3/dist-packages/securesystemslib/__init__.py'],
  },
  { debian: 'poppler-utils', command: 'pdftotext' },
];
