import { describe, expect, it } from 'vitest';
import { wayOut } from '../../../main/station/sign-look.ts';
import type { Act, TranscriptRecord } from '../../../src/ceremony/record.ts';
import { nextLine, startOfChain } from '../../../src/ceremony/transcript.ts';
import type { NetworkState } from '../../../src/contract/station.ts';
import { plan } from '../../ceremony/people.ts';

const at = '2026-11-23T14:00:00Z';
const network = (way: NetworkState['way']): NetworkState => ({
  way,
  interfaces: [],
  routes: [],
  sentence: way === 'out' ? 'Online, a way out over eth0' : 'Offline, no way out found',
  at,
});
const real = plan((fields) => ({
  ...fields,
  mode: 'real',
  participants: fields.participants.map((one, index) => ({
    ...one,
    token: `2461780${index}` as never,
  })),
}));

/** Records of these acts, chained as a transcript has them. */
function recorded(acts: readonly Act[]): TranscriptRecord[] {
  let end = startOfChain(real.sha256);
  return acts.map((act) => {
    const line = nextLine(end, act, at);
    end = line.end;
    return line.record;
  });
}
const opened: Act = {
  kind: 'ceremony.opened',
  participant: null,
  data: {
    format: 'station-transcript/1',
    title: real.title,
    mode: 'real',
    rootVersion: 1,
    station: 'test',
  },
};
const looked = (way: 'none' | 'out'): Act => {
  const { at: _at, ...data } = network(way);
  return { kind: 'network.looked', participant: null, data };
};
const deviation = (about: 'network' | 'other'): Act => ({
  kind: 'deviation',
  participant: null,
  data: { about, expected: 'No way out.', happened: 'The cable stayed in.', decided: 'Go on.' },
});

/** What stops a machine with a way out after this deviation. */
const after = (about: 'network' | 'other') =>
  wayOut(
    { plan: real, records: recorded([opened, looked('out'), deviation(about)]) },
    network('out'),
  );

describe('a way out of the machine', () => {
  it.each(['out', 'unknown'] as const)('stops a real ceremony: %s', (way) => {
    const stopped = wayOut({ plan: real, records: recorded([opened]) }, network(way));
    expect(stopped).toMatchObject({
      code: 'network.way-out',
      expected: 'no way out',
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
    expect(stopped?.message).toContain(way === 'out' ? 'has a way out' : 'does not tell');
    expect(stopped?.hint).toContain('record a deviation');
  });

  it('does not stop it while there is none', () => {
    expect(wayOut({ plan: real, records: recorded([opened]) }, network('none'))).toBeNull();
  });

  it('does not stop it once a deviation says who decided, and only one about the network', () => {
    expect(after('network')).toBeNull();
    expect(after('other')).not.toBeNull();
  });

  it('wants another deviation after the machine was offline in between', () => {
    const records = recorded([opened, deviation('network'), looked('none')]);
    expect(wayOut({ plan: real, records }, network('out'))).toMatchObject({
      code: 'network.way-out',
    });
  });

  it('does not matter in a rehearsal', () => {
    expect(wayOut({ plan: plan(), records: [] }, network('out'))).toBeNull();
  });
});
