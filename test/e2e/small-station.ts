import type { CreateStation, WitnessWindow } from '../../main/shells/shell.ts';
import { contract, type StationContract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/rpc.ts';
import { StationError } from '../../src/encoding/station-error.ts';

/**
 * A station without tokens, files or clock, for tests of the shells alone. It says who it is, lets
 * a PIN in or not, counts while `audit.run` runs, and refuses everything else in words.
 */
export const createSmallStation: CreateStation = async (shell) => {
  let open = false;
  let witnessWindow: WitnessWindow | undefined;
  const handlers = {} as Handlers<StationContract>;
  for (const name of Object.keys(contract.methods)) Object.assign(handlers, { [name]: refuse });
  Object.assign(handlers, {
    'station.info': () => {
      process.send?.({ logged: 'the page asked who is there' });
      return {
        version: shell.version,
        shell: shell.name,
        node: process.versions.node,
        rehearsalOnly: shell.root ? 'Started as root.' : null,
      };
    },
    'station.recent': () => ({ items: [] }),
    'network.look': () => NETWORK,
    'ceremony.state': () => null,
    'tokens.list': () => ({ tokens: [], chosen: null, modules: [], mayMakePractice: false }),
    'witness.window': () => ({ open }),
    'witness.show': (wish) => {
      open = wish.open;
      if (open) witnessWindow?.open();
      else witnessWindow?.close();
      return { open };
    },
  } satisfies Partial<Handlers<StationContract>>);
  return {
    handlers,
    onEmit: (emit) => {
      const timer = setInterval(() => emit('network.changed', NETWORK), 200);
      timer.unref();
    },
    witness: {
      handlers: { 'witness.look': () => NOTHING_OPEN },
      onEmit: () => {},
      onWindow: (window) => {
        witnessWindow = window;
      },
      windowClosed: () => {
        open = false;
        process.send?.({ logged: 'the witness screen is closed' });
      },
    },
    close: async () => {},
  };
};

const NETWORK = {
  way: 'none' as const,
  interfaces: [],
  routes: [],
  sentence: 'Offline, no way out found',
  at: '2026-01-01T00:00:00Z',
};

const NOTHING_OPEN = {
  title: '',
  mode: 'real' as const,
  place: null,
  heading: 'No ceremony is open',
  during: '',
  device: null,
  subject: { kind: 'none' as const, text: '' },
  progress: null,
};

function refuse(): never {
  throw new StationError('small.refused', 'The small station does not do this', {
    hint: 'Ask the real one.',
  });
}
