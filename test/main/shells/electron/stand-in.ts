import { EventEmitter } from 'node:events';

/** One call that the shell made to Electron. */
export interface Call {
  readonly name: string;
  readonly arguments: readonly unknown[];
}

/**
 * A recording stand-in for the module `electron`: it keeps what the shell asks of it, and lets a
 * test play Electron's part. It shows how the shell configures Electron, not what Electron does.
 */
export function makeStandIn() {
  const calls: Call[] = [];
  const record =
    (name: string, answer?: unknown) =>
    (...given: unknown[]): unknown => {
      calls.push({ name, arguments: given });
      return answer;
    };

  class Contents extends EventEmitter {
    send = record('webContents.send');
    setWindowOpenHandler = record('setWindowOpenHandler');
  }
  class BrowserWindow extends EventEmitter {
    readonly webContents = new Contents();
    destroyed = false;
    constructor(options: unknown) {
      super();
      calls.push({ name: 'new BrowserWindow', arguments: [options] });
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    removeMenu = record('removeMenu');
    setContentProtection = record('setContentProtection');
    setAspectRatio = record('setAspectRatio');
    show = record('show');
    close = () => {
      this.destroyed = true;
      this.emit('closed');
    };
    isDestroyed = () => this.destroyed;
    loadURL = async (url: string) => void record('loadURL')(url);
  }
  const windows: BrowserWindow[] = [];
  const app = Object.assign(new EventEmitter(), {
    enableSandbox: record('enableSandbox'),
    commandLine: { appendSwitch: record('appendSwitch') },
    requestSingleInstanceLock: record('requestSingleInstanceLock', true),
    whenReady: async () => void record('whenReady')(),
    quit: record('quit'),
    exit: record('exit'),
  });
  const defaultSession = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: record('setPermissionRequestHandler'),
    setPermissionCheckHandler: record('setPermissionCheckHandler'),
    setDevicePermissionHandler: record('setDevicePermissionHandler'),
    setDisplayMediaRequestHandler: record('setDisplayMediaRequestHandler'),
    setCertificateVerifyProc: record('setCertificateVerifyProc'),
    webRequest: { onBeforeRequest: record('onBeforeRequest') },
    protocol: { handle: record('protocol.handle') },
    setProxy: async (...given: unknown[]) => void record('setProxy')(...given),
  });
  const ipcMain = new EventEmitter();
  const ipcRenderer = Object.assign(new EventEmitter(), { send: record('ipcRenderer.send') });
  const contextBridge = { exposeInMainWorld: record('exposeInMainWorld') };
  const protocol = { registerSchemesAsPrivileged: record('registerSchemesAsPrivileged') };

  return {
    calls,
    windows,
    electron: {
      app,
      BrowserWindow,
      contextBridge,
      ipcMain,
      ipcRenderer,
      protocol,
      session: { defaultSession },
    },
  };
}
