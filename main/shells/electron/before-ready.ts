import { app, protocol } from 'electron';
import { SCHEME } from './page-origin.ts';

/** What has to be said before Electron is ready: the sandbox for every renderer, dead names, the page's scheme. */
export function prepareApp(): void {
  app.enableSandbox();
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns,DnsOverHttps');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}
