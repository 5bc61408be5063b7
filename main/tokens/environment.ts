/** What a vendor's library may need to find its own configuration. Nothing else of the station's environment reaches it. */
const passedOn = [
  'HOME',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'SystemRoot',
  'APPDATA',
  'PCSCLITE_CSOCK_NAME',
] as const;

/**
 * Names that never reach a child, even if a caller asks for them: preloading puts foreign code beside the library,
 * Node's options change the program, a spy writes PINs to a file.
 */
const forbidden =
  /^(LD_|DYLD_|NODE_|GCONV_PATH$|GLIBC_TUNABLES$|MALLOC_|PKCS11SPY|BASH_ENV$|ENV$)/i;

const systemPath = '/usr/bin:/bin';

/**
 * The whole environment of a child: a fixed PATH, the few names that libraries need, and what the caller adds for
 * this module (for example SOFTHSM2_CONF of the practice store). Forbidden names are left out.
 */
export function childEnvironment(
  station: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const environment: Record<string, string> = { PATH: systemPath };
  for (const name of passedOn) {
    const value = station[name];
    if (value !== undefined) environment[name] = value;
  }
  for (const [name, value] of Object.entries(added)) {
    if (!forbidden.test(name)) environment[name] = value;
  }
  return environment;
}
