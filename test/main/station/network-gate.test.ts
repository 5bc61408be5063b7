import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireOffline } from '../../../main/station/network-gate.ts';
import type { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import { planFields } from '../../ceremony/people.ts';
import { at, ceremonyOnDisk } from './ceremony-on-disk.ts';

const network = (way: NetworkState['way'], name = 'eth0'): NetworkState => ({
  way,
  interfaces: [{ name, state: 'up', addresses: way === 'out' ? 2 : 0 }],
  routes: [],
  sentence: way === 'out' ? `Online, a way out over ${name}` : 'Offline, no way out found',
  at,
});
const real = planFields((fields) => ({
  ...fields,
  mode: 'real',
  participants: fields.participants.map((one, index) => ({
    ...one,
    token: `2461780${index}` as never,
  })),
}));

let ceremony: OpenCeremony;
let end: () => Promise<void>;
const looks = () => ceremony.records.filter(({ kind }) => kind === 'network.looked');
const deviate = () =>
  ceremony.append({
    kind: 'deviation',
    participant: null,
    data: { about: 'network', expected: 'No way out.', happened: 'One.', decided: 'Go on.' },
  });

describe('before a real signature', () => {
  beforeEach(async () => void ({ ceremony, end } = await ceremonyOnDisk(real, 'amara')));
  afterEach(() => end());

  it('what the station saw is on record, once for each change', async () => {
    await requireOffline(ceremony, network('none'));
    await requireOffline(ceremony, { ...network('none'), at: '2026-11-23T15:00:00Z' });
    expect(looks()).toHaveLength(1);
    await requireOffline(ceremony, network('none', 'wlan0'));
    expect(looks()).toHaveLength(2);
  });

  it.each(['out', 'unknown'] as const)(
    'a way that is %s stops, and is on record all the same',
    async (way) => {
      await expect(requireOffline(ceremony, network(way))).rejects.toMatchObject({
        code: 'network.way-out',
        expected: 'no way out',
        notDone: ['Nothing was signed.', 'No PIN was sent.'],
      });
      expect(looks().at(-1)?.data).toMatchObject({ way });
    },
  );

  it('a deviation lets it go on until the machine was offline again', async () => {
    await expect(requireOffline(ceremony, network('out'))).rejects.toThrow(
      'This machine has a way out to a network',
    );
    await deviate();
    await requireOffline(ceremony, network('out'));
    await requireOffline(ceremony, network('none'));
    await expect(requireOffline(ceremony, network('out'))).rejects.toMatchObject({
      code: 'network.way-out',
    });
  });
});

describe('before a rehearsal’s signature', () => {
  beforeEach(async () => void ({ ceremony, end } = await ceremonyOnDisk(planFields(), 'amara')));
  afterEach(() => end());

  it('a way out stops nothing, and is on record', async () => {
    await requireOffline(ceremony, network('out'));
    expect(looks()).toMatchObject([{ data: { way: 'out' }, participant: null }]);
  });
});
