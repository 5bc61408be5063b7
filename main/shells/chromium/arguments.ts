/** The title that the window has before the page is there. */
const FIRST_PAGE = 'data:text/html,<title>Keyholder Station</title>';

const WITNESS_PAGE = 'data:text/html,<title>Keyholder Station: witness screen</title>';

/** Nothing of Chromium's own may look for a network, update, sync, report or ask. */
const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-print-preview',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--incognito',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  `--disable-features=${[
    'AsyncDns',
    'AutofillServerCommunication',
    'CalculateNativeWinOcclusion',
    'CertificateTransparencyComponentUpdater',
    'DialMediaRouteProvider',
    'DnsOverHttps',
    'InterestFeedContentSuggestions',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'SafeBrowsing',
    'Translate',
    'WebRtcHideLocalIpsWithMdns',
  ].join(',')}`,
];

/** Where the empty network namespace is missing, these leave every name unknown and every proxy dead. */
const NO_WAY_OUT = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http=127.0.0.1:1;https=127.0.0.1:1;socks=127.0.0.1:1',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
];

/**
 * Chromium's arguments for one window in a profile of its own. `sandbox` is false for root only:
 * Chromium refuses to sandbox its renderers there.
 */
export function chromiumArguments(profile: string, sandbox: boolean): readonly string[] {
  return [
    ...ownProfile(profile, sandbox),
    `--app=${FIRST_PAGE}`,
    '--window-size=1280,832',
    '--class=keyholder-station',
  ];
}

/**
 * Arguments that ask the Chromium of this profile, which runs, for a further window. The process that is started with
 * them hands them over and ends.
 */
export function furtherWindowArguments(profile: string, sandbox: boolean): readonly string[] {
  return [...quietProfile(profile, sandbox), `--app=${WITNESS_PAGE}`, '--class=keyholder-station'];
}

/** Chromium's arguments for printing: no window, an empty page, and no screen to be like. */
export function printArguments(profile: string, sandbox: boolean): readonly string[] {
  return [
    ...ownProfile(profile, sandbox),
    '--headless',
    '--disable-gpu',
    '--font-render-hinting=none',
    '--force-color-profile=srgb',
    'about:blank',
  ];
}

function ownProfile(profile: string, sandbox: boolean): readonly string[] {
  return [...quietProfile(profile, sandbox), '--remote-debugging-pipe'];
}

function quietProfile(profile: string, sandbox: boolean): readonly string[] {
  return [
    `--user-data-dir=${profile}`,
    ...QUIET,
    ...NO_WAY_OUT,
    ...(sandbox ? [] : ['--no-sandbox', '--test-type']),
  ];
}
