import type { OnlineKeysView } from '../../src/contract/online-keys.ts';
import { onlineKeysOf } from '../../src/ceremony/roster.ts';
import { OnlineKeyError } from '../online/online-key-error.ts';
import { shortestPassphrase } from '../online/online-key-file.ts';
import { StepError } from './desk.ts';
import type { Group, Work } from './handlers.ts';
import { heldKeys } from './held-keys.ts';
import { canMake, exportOnlineKey, makeOnlineKeyFile } from './online-export.ts';
import type { OpenCeremony } from './open-ceremony.ts';

/** Online keys of the open ceremony: made in a file, or their public half taken in. */
export function onlineHandlers(work: Work): Group<'online.look' | 'online.export' | 'online.make'> {
  const { desk, table, turns, places } = work;
  const host = (): OpenCeremony => {
    const ceremony = table.open;
    if (ceremony.role === 'host') return ceremony;
    throw new StepError('host.not-ready', 'only the host brings online keys in', {
      hint: 'Open the ceremony as its host.',
      notDone: ['No key was made.'],
    });
  };
  const listings = () => Promise.all([desk.tokens.list(), desk.colleagues.list()]);
  const after = async (ceremony: OpenCeremony): Promise<OnlineKeysView> => {
    await work.changed();
    return view(ceremony);
  };
  return {
    'online.look': () => table.look(view),

    'online.export': turns.act(async ({ id, place }) => {
      const ceremony = host();
      await exportOnlineKey(
        ceremony,
        id,
        place === null ? { listings } : { file: places.path(place) },
      );
      return after(ceremony);
    }),

    'online.make': turns.act(async ({ id, place, passphrase, repeat }) => {
      const ceremony = host();
      if (passphrase !== repeat)
        throw new OnlineKeyError('online.passphrase', 'the two passphrases differ', {
          expected: 'the same twice',
          found: 'two',
          hint: 'Type both again.',
          notDone: ['No key was made.'],
        });
      const file = await makeOnlineKeyFile(ceremony, id, places.path(place), passphrase);
      return { view: await after(ceremony), file };
    }),
  };
}

async function view(ceremony: OpenCeremony): Promise<OnlineKeysView> {
  const held = await heldKeys(ceremony.folder);
  const keys: OnlineKeysView['keys'] = [];
  for (const planned of onlineKeysOf(ceremony.plan).slice(0, 16)) {
    const own = held.find(({ participant }) => participant === planned.id);
    const make = await canMake(ceremony, planned);
    keys.push({
      id: planned.id,
      kind: planned.kind,
      spkiSha256: own?.publicKey.digest ?? null,
      sentence:
        own !== undefined
          ? 'Its public key is here.'
          : planned.kind === 'token'
            ? `Plug in ${planned.token}, and take its public key in.`.slice(0, 2000)
            : make
              ? 'Make it here, or take in the public key of a file that is there.'
              : 'The plan names its digest: take in the public key of that file.',
      canMake: make,
    });
  }
  return { keys, shortest: shortestPassphrase };
}
