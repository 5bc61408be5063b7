import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Bundle } from '../../../../main/shells/bundle.ts';
import type { StationProcess } from '../../../../main/shells/electron/station-process.ts';
import type { WitnessWindow } from '../../../../main/shells/shell.ts';
import type { makeStandIn as MakeStandIn } from './stand-in.ts';

type Made = ReturnType<typeof MakeStandIn>;
const held = vi.hoisted(() => ({}) as { made: Made });
vi.mock('electron', async () => {
  const { makeStandIn } = await import('./stand-in.ts');
  held.made = makeStandIn();
  return held.made.electron;
});

const bundle: Bundle = new Map([
  ['/index.html', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') }],
]);

/** What Electron would say to the station's process, and the way to answer for it. */
const heard: string[] = [];
let answer: (text: string) => void = () => {};
let answerWitness: (text: string) => void = () => {};
let witness: WitnessWindow;
const ended = Promise.withResolvers<void>();
const station: StationProcess = {
  newDocument: () => void heard.push('new document'),
  post: (text) => void heard.push(text),
  onText: (receive) => {
    answer = receive;
  },
  witness: {
    newDocument: () => void heard.push('new witness document'),
    post: (text) => void heard.push(`witness: ${text}`),
    onText: (receive) => {
      answerWitness = receive;
    },
    onWindow: (window) => {
      witness = window;
    },
    closed: () => void heard.push('witness closed'),
  },
  ended: ended.promise,
  close: () => void heard.push('close'),
};

const argumentsOf = (name: string): readonly unknown[] => {
  const call = held.made.calls.find((one) => one.name === name);
  if (call === undefined) throw new Error(`${name} was never called`);
  return call.arguments;
};
const orderOf = (name: string): number => held.made.calls.findIndex((one) => one.name === name);
type Answering = (...given: unknown[]) => unknown;
const first = () => held.made.windows[0]?.webContents;
const say = (senderFrame: unknown, text: unknown): void => {
  held.made.electron.ipcMain.emit('station', { sender: first(), senderFrame }, text);
};
const quits = (): number => held.made.calls.filter(({ name }) => name === 'quit').length;

beforeAll(async () => {
  const { runInElectron } = await import('../../../../main/shells/electron/run.ts');
  await runInElectron({
    readBundle: () => bundle,
    preload: '/app/preload.cjs',
    startStation: () => station,
  });
});

describe('before the page is loaded', () => {
  it('everything that guards it is in place', () => {
    for (const guard of [
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'setDisplayMediaRequestHandler',
      'setCertificateVerifyProc',
      'onBeforeRequest',
      'setProxy',
      'protocol.handle',
      'setWindowOpenHandler',
    ]) {
      expect(orderOf(guard)).toBeGreaterThanOrEqual(0);
      expect(orderOf(guard)).toBeLessThan(orderOf('loadURL'));
    }
    for (const early of ['enableSandbox', 'registerSchemesAsPrivileged', 'appendSwitch']) {
      expect(orderOf(early)).toBeLessThan(orderOf('whenReady'));
    }
  });

  it('the page is the one of the bundle (item 1)', () => {
    expect(argumentsOf('loadURL')).toEqual(['app://station/index.html']);
  });
});

describe('the window (items 2, 3, 4, 6, 8, 9, 10, 11)', () => {
  it('has exactly these preferences, and no other', () => {
    const [options] = argumentsOf('new BrowserWindow');
    expect(options).toMatchObject({ width: 1280, height: 832, show: false });
    expect(Reflect.get(options as object, 'webPreferences')).toEqual({
      preload: '/app/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
  });

  it('is kept out of recordings, has no menu, and is shown when it is painted', () => {
    expect(argumentsOf('setContentProtection')).toEqual([true]);
    expect(orderOf('removeMenu')).toBeGreaterThan(0);
    expect(orderOf('show')).toBe(-1);
    held.made.windows[0]?.emit('ready-to-show');
    expect(orderOf('show')).toBeGreaterThan(0);
  });
});

describe('requests and permissions (items 1, 5, 7, 18)', () => {
  it.each([
    ['app://station/index.html', false],
    ['app://station/assets/x.js', false],
    ['app://station.example/index.html', true],
    ['app://stationx/', true],
    ['https://example.com/', true],
    ['http://localhost/', true],
    ['file:///etc/passwd', true],
    ['devtools://devtools/bundled/inspector.html', true],
    ['data:text/html,x', true],
  ])('a request for %s is cancelled: %s', (url, cancel) => {
    const [handler] = argumentsOf('onBeforeRequest') as [Answering];
    const reply = vi.fn<Answering>();
    handler({ url }, reply);
    expect(reply).toHaveBeenCalledExactlyOnceWith({ cancel });
  });

  it('every permission and device is refused, asked and checked', () => {
    const [asked] = argumentsOf('setPermissionRequestHandler') as [Answering];
    const reply = vi.fn<Answering>();
    for (const permission of ['media', 'geolocation', 'clipboard-read', 'usb']) {
      asked({}, permission, reply, { isMainFrame: true });
    }
    expect(reply.mock.calls).toEqual([[false], [false], [false], [false]]);
    const [checked] = argumentsOf('setPermissionCheckHandler') as [Answering];
    expect(checked(null, 'media')).toBe(false);
    const [device] = argumentsOf('setDevicePermissionHandler') as [Answering];
    expect(device({ deviceType: 'hid' })).toBe(false);
    const screen = vi.fn<Answering>();
    const [display] = argumentsOf('setDisplayMediaRequestHandler') as [Answering];
    display({}, screen);
    expect(screen).toHaveBeenCalledExactlyOnceWith({});
  });

  it('no certificate is good, and no proxy answers', () => {
    const [verify] = argumentsOf('setCertificateVerifyProc') as [Answering];
    const reply = vi.fn<Answering>();
    verify({ hostname: 'example.com' }, reply);
    expect(reply).toHaveBeenCalledExactlyOnceWith(-2);
    expect(argumentsOf('setProxy')).toEqual([
      { mode: 'fixed_servers', proxyRules: '127.0.0.1:1', proxyBypassRules: '<-loopback>' },
    ]);
  });

  it('downloads are stopped', () => {
    const event = { preventDefault: vi.fn<Answering>() };
    held.made.electron.session.defaultSession.emit('will-download', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it('the scheme gives what the bundle has, with the policy, and nothing else', async () => {
    const [scheme, handler] = argumentsOf('protocol.handle') as [
      string,
      (request: Request) => Response,
    ];
    expect(scheme).toBe('app');
    const page = handler(new Request('app://station/index.html'));
    expect(page.status).toBe(200);
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const url of [
      'app://station/../../etc/passwd',
      'app://station/%2e%2e/%2e%2e/etc/passwd',
      'app://station/index.html/',
      'app://other/index.html',
      'app://station/',
    ]) {
      const none = handler(new Request(url));
      expect(none.status).toBe(404);
      expect(none.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    const posted = handler(new Request('app://station/index.html', { method: 'POST', body: 'x' }));
    expect(posted.status).toBe(404);
  });

  it('the scheme is a secure one without privileges over others', () => {
    expect(argumentsOf('registerSchemesAsPrivileged')).toEqual([
      [
        {
          scheme: 'app',
          privileges: { standard: true, secure: true, supportFetchAPI: true },
        },
      ],
    ]);
  });
});

describe('navigation, windows and views (items 12, 13, 14)', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    '%s is prevented',
    (name) => {
      const event = { preventDefault: vi.fn<Answering>() };
      held.made.windows[0]?.webContents.emit(name, event);
      expect(event.preventDefault).toHaveBeenCalledOnce();
    },
  );

  it('a new window is denied', () => {
    const [handler] = argumentsOf('setWindowOpenHandler') as [Answering];
    expect(handler({ url: 'app://station/index.html' })).toEqual({ action: 'deny' });
  });
});

describe('the channel (item 17)', () => {
  const own = { parent: null, url: 'app://station/index.html' };
  it("takes texts of the page's own main frame only", () => {
    heard.length = 0;
    say(own, 'from the page');
    say({ parent: null, url: 'https://example.com/' }, 'from elsewhere');
    say({ parent: null, url: 'app://station.example/' }, 'from a name alike');
    say({ parent: own, url: own.url }, 'from a frame within');
    say(null, 'from a frame that is gone');
    say(own, { an: 'object' });
    expect(heard).toEqual(['from the page']);
  });

  it('tells the station of each new document of the page', () => {
    heard.length = 0;
    held.made.electron.ipcMain.emit('station-document', { sender: first(), senderFrame: own });
    held.made.electron.ipcMain.emit('station-document', { sender: first(), senderFrame: null });
    expect(heard).toEqual(['new document']);
  });

  it('hands what the station says to the window, while there is one', () => {
    answer('to the page');
    expect(argumentsOf('webContents.send')).toEqual(['station', 'to the page']);
    const window = held.made.windows[0]!;
    window.destroyed = true;
    answer('to nobody');
    window.destroyed = false;
    const sent = held.made.calls.filter(({ name }) => name === 'webContents.send');
    expect(sent).toHaveLength(1);
  });
});

const second = () => held.made.windows[1]!;
const preferences = () =>
  held.made.calls
    .filter(({ name }) => name === 'new BrowserWindow')
    .map((call) => Reflect.get(call.arguments[0] as object, 'webPreferences'));
const countOf = (asked: string): number =>
  held.made.calls.filter(({ name }) => name === asked).length;

describe('the window for an audience', () => {
  const own = { parent: null, url: 'app://station/witness.html' };

  it('is opened once, with the preferences of the first, and shows its own page', () => {
    expect(held.made.windows).toHaveLength(1);
    witness.open();
    witness.open();
    expect(held.made.windows).toHaveLength(2);
    expect(preferences()[1]).toEqual(preferences()[0]);
    const loaded = held.made.calls.filter(({ name }) => name === 'loadURL').at(-1);
    expect(loaded?.arguments).toEqual(['app://station/witness.html']);
    second().emit('ready-to-show');
  });

  it('stays on its page and opens no window', () => {
    const event = { preventDefault: vi.fn<Answering>() };
    second().webContents.emit('will-navigate', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    const denied = held.made.calls.filter(({ name }) => name === 'setWindowOpenHandler');
    expect(denied).toHaveLength(2);
  });

  it('is heard by its own contract only, and neither window for the other', () => {
    heard.length = 0;
    const { ipcMain } = held.made.electron;
    ipcMain.emit('station-document', { sender: second().webContents, senderFrame: own });
    ipcMain.emit('station', { sender: second().webContents, senderFrame: own }, 'a look');
    ipcMain.emit('station', { sender: {}, senderFrame: own }, 'from nowhere');
    say(own, 'from the first');
    expect(heard).toEqual(['new witness document', 'witness: a look', 'from the first']);
  });

  it('is told what the station says to it, and the first window is not', () => {
    const before = countOf('webContents.send');
    answerWitness('to the audience');
    expect(countOf('webContents.send')).toBe(before + 1);
  });

  it('is loaded again when its page crashes, and closed when that goes on', () => {
    const before = countOf('loadURL');
    for (let crash = 0; crash < 3; crash += 1) second().webContents.emit('render-process-gone');
    expect(countOf('loadURL')).toBe(before + 3);
    heard.length = 0;
    second().webContents.emit('render-process-gone');
    expect(heard).toEqual(['witness closed']);
    expect(quits()).toBe(0);
  });

  it('is nobody any more once it is closed, and can be opened again', () => {
    heard.length = 0;
    const gone = second().webContents;
    held.made.electron.ipcMain.emit('station', { sender: gone, senderFrame: own }, 'late');
    expect(heard).toEqual([]);
    witness.open();
    expect(held.made.windows).toHaveLength(3);
    witness.close();
    expect(heard).toEqual(['witness closed']);
  });
});

describe('the end', () => {
  it('a page that is gone is loaded again', () => {
    const before = countOf('loadURL');
    held.made.windows[0]?.webContents.emit('render-process-gone');
    expect(countOf('loadURL')).toBe(before + 1);
  });

  it('closing the first window quits, whatever else is open', () => {
    const before = quits();
    held.made.windows[0]?.emit('closed');
    expect(quits()).toBe(before + 1);
  });

  it('closing the window quits, and quitting ends the station', () => {
    held.made.electron.app.emit('window-all-closed');
    expect(orderOf('quit')).toBeGreaterThan(0);
    heard.length = 0;
    held.made.electron.app.emit('will-quit');
    expect(heard).toEqual(['close']);
  });

  it('the end of the station quits', async () => {
    const before = quits();
    ended.resolve();
    await vi.waitFor(() => expect(quits()).toBe(before + 1));
  });
});
