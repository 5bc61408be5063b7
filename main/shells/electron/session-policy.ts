import type { Session } from 'electron';
import { isPageUrl } from './page-origin.ts';

/** Refuses every permission, device, download, certificate and request that is not the page's own. */
export async function restrictSession(session: Session): Promise<void> {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  // -2: refused. No certificate is good, since nothing is to be reached.
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isPageUrl(details.url) }),
  );
  session.on('will-download', (event) => event.preventDefault());
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: '127.0.0.1:1',
    proxyBypassRules: '<-loopback>',
  });
}
