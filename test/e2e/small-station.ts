import type { CreateStation } from '../../main/shells/shell.ts';
import { contract, type StationContract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/rpc.ts';
import { StationError } from '../../src/encoding/station-error.ts';

/**
 * A station without tokens, files or clock, for tests of the shells alone. It says who it is, lets
 * a PIN in or not, counts while `audit.run` runs, and refuses everything else in words.
 */
export const createSmallStation: CreateStation = async (shell) => {
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
  } satisfies Partial<Handlers<StationContract>>);
  return {
    handlers,
    onEmit: (emit) => {
      const timer = setInterval(() => emit('network.changed', NETWORK), 200);
      timer.unref();
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

function refuse(): never {
  throw new StationError('small.refused', 'The small station does not do this', {
    hint: 'Ask the real one.',
  });
}
