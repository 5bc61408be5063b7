import { setTimeout as pause } from 'node:timers/promises';
import {
  startYubikeyStack,
  type StackOptions,
  type YubikeyStack,
} from '../../simulators/virtual-yubikey/stack/start.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

/** A station that sees virtual YubiKeys through Debian's libykcs11, approved by its digest as a person does it. */
export interface YubikeyStation {
  readonly station: PracticeStation;
  readonly stack: YubikeyStack;
  /** The opaque name of the token with this serial, once it is listed. */
  token(serial: number): Promise<string>;
  /** Ends the station as closing its window does, and starts it again. */
  again(root?: boolean): Promise<YubikeyStation>;
  close(): Promise<void>;
}

/** Starts the keys, then a station. One at a time in a process: where pcscd listens is in the environment. */
export async function startYubikeyStation(
  keys: StackOptions['keys'],
  readers = keys.length,
): Promise<YubikeyStation> {
  const stack = await startYubikeyStack({ keys, readers });
  process.env['PCSCLITE_CSOCK_NAME'] = stack.environment.PCSCLITE_CSOCK_NAME;
  return stationOn(stack, freshHome(), true);
}

async function stationOn(
  stack: YubikeyStack,
  home: string,
  root: boolean,
): Promise<YubikeyStation> {
  const station = await startStation(home, root);
  const { modules } = await station.handlers['tokens.list'](null, idle());
  const library = modules.find(({ name, state }) => /ykcs11/.test(name) && state !== 'ready');
  if (library !== undefined)
    await station.handlers['modules.approve'](
      { module: library.id, sha256: library.sha256 },
      idle(),
    );
  return {
    station,
    stack,
    async token(serial) {
      // The library sees a card a moment after pcscd, and the list follows.
      for (let look = 0; look < 100; look += 1) {
        const { tokens } = await station.handlers['tokens.list'](null, idle());
        const found = tokens.find((each) => each.serial === String(serial));
        if (found?.practice === true) return found.id;
        await pause(50);
      }
      throw new Error(`${serial} is not listed`);
    },
    async again(as = root) {
      await station.close();
      return stationOn(stack, home, as);
    },
    async close() {
      await station.close();
      delete process.env['PCSCLITE_CSOCK_NAME'];
      await stack.close();
      removeHome(home);
    },
  };
}
