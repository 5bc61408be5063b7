import { describe, expect, it, vi } from 'vitest';
import type { Bundle } from '../../../../main/shells/bundle.ts';
import { Cdp } from '../../../../main/shells/chromium/cdp.ts';
import { answerRequests } from '../../../../main/shells/chromium/requests.ts';
import { PAGE_POLICY } from '../../../../main/shells/page-policy.ts';
import { falseChromium } from './false-chromium.ts';

const bundle: Bundle = new Map([
  ['/index.html', { type: 'text/html', body: Buffer.from('page') }],
  ['/witness.html', { type: 'text/html', body: Buffer.from('screen') }],
  ['/app.js', { type: 'text/javascript', body: Buffer.from('script') }],
]);

function made() {
  const chromium = falseChromium();
  const linked = Promise.withResolvers<void>();
  const expected = vi.fn<() => void>();
  const documents = {
    expect: expected,
    linked: () => linked.promise,
    first: linked.promise,
  };
  void answerRequests(new Cdp(chromium.pipe), 'S', bundle, { path: '/index.html', documents });
  const ask = (url: string, resourceType: string, method = 'GET'): void =>
    chromium.event(
      'Fetch.requestPaused',
      { requestId: url, resourceType, request: { url, method } },
      'S',
    );
  return { ...chromium, ask, expected, linked };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const ORIGIN = 'https://station.invalid';

describe('requests of the window', () => {
  it('all come to the station', () => {
    const { sent } = made();
    expect(sent('Fetch.enable')[0]?.params).toEqual({ patterns: [{ urlPattern: '*' }] });
  });

  it('the page comes from the bundle, with its policy', () => {
    const { ask, sent, expected } = made();
    ask(`${ORIGIN}/index.html`, 'Document');
    const [reply] = sent('Fetch.fulfillRequest');
    expect(reply?.params).toMatchObject({ responseCode: 200, body: btoa('page') });
    expect(reply?.params['responseHeaders']).toContainEqual({
      name: 'Content-Security-Policy',
      value: PAGE_POLICY,
    });
    expect(expected).toHaveBeenCalledOnce();
  });

  it('a script waits until the document is linked', async () => {
    const { ask, sent, linked } = made();
    ask(`${ORIGIN}/app.js`, 'Script');
    await turn();
    expect(sent('Fetch.fulfillRequest')).toEqual([]);
    linked.resolve();
    await turn();
    expect(sent('Fetch.fulfillRequest')).toHaveLength(1);
  });

  it.each([
    'https://example.com/',
    'http://station.invalid/index.html',
    'https://station.invalid:8443/index.html',
    'https://station.invalid.example/index.html',
    `${ORIGIN}/none.html`,
    `${ORIGIN}/witness.html`,
    `${ORIGIN}/../etc/passwd`,
    'file:///etc/passwd',
    'about:blank',
    'no url',
  ])('another document, %s, gets 204', async (url) => {
    const { ask, sent, expected } = made();
    ask(url, 'Document');
    await turn();
    expect(sent('Fetch.fulfillRequest').map((reply) => reply.params)).toEqual([
      { requestId: url, responseCode: 204 },
    ]);
    expect(expected).not.toHaveBeenCalled();
  });

  it.each([
    ['https://example.com/x.js', 'Script', 'GET'],
    [`${ORIGIN}/app.js`, 'XHR', 'POST'],
    [`${ORIGIN}/none.js`, 'Script', 'GET'],
    ['ws://127.0.0.1/', 'WebSocket', 'GET'],
  ])('%s as %s by %s is refused', async (url, type, method) => {
    const { ask, sent } = made();
    ask(url, type, method);
    await turn();
    expect(sent('Fetch.failRequest').map((reply) => reply.params)).toEqual([
      { requestId: url, errorReason: 'BlockedByClient' },
    ]);
    expect(sent('Fetch.fulfillRequest')).toEqual([]);
  });
});
