/** What Chromium needs to find a screen, a font and the language; nothing else of the caller's environment. */
const PASSED_ON = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'LANG',
  'LC_ALL',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of Chromium: its home is its profile, so it finds no settings of the person. */
export function chromiumEnvironment(profile: string, own: Environment): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: profile,
    XDG_CONFIG_HOME: profile,
    XDG_CACHE_HOME: profile,
    TMPDIR: profile,
  };
  for (const name of PASSED_ON) {
    const value = own[name];
    if (value !== undefined && value !== '') environment[name] = value;
  }
  return environment;
}
