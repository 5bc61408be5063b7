import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordStop } from '../../../main/station/act-stop.ts';
import type { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import {
  chosenToken,
  requireChosenToken,
  requireKey,
} from '../../../main/station/token-at-hand.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import type { PresentToken, TokenListing, Tokens } from '../../../main/tokens/token.ts';
import { planFields, freshKey } from '../../ceremony/people.ts';
import { ceremonyOnDisk } from './ceremony-on-disk.ts';

const serial = '2461780224617802' as never;
const token = (change: Partial<PresentToken> = {}): PresentToken => ({
  ref: { module: 'm-0' as never, serial },
  trouble: null,
  module: 'm-0' as never,
  serial,
  label: 'PRACTICE Amara',
  model: 'SoftHSM v2',
  manufacturer: 'SoftHSM project',
  firmware: '2.6',
  practice: true,
  deviceRoot: null,
  flags: {
    pinInitialised: true,
    pinCountLow: false,
    pinFinalTry: false,
    pinLocked: false,
    protectedPath: false,
    writeProtected: false,
  },
  pinLength: { min: 4, max: 64 },
  keys: [],
  ...change,
});
/** Only what is listed; whatever else is asked of it fails. */
const listing = (...tokens: PresentToken[]): Tokens =>
  ({
    list: async (): Promise<TokenListing> => ({ tokens, modules: [] }),
  }) as Partial<Tokens> as Tokens;

let ceremony: OpenCeremony;
let end: () => Promise<void>;
beforeEach(async () => void ({ ceremony, end } = await ceremonyOnDisk(planFields(), null)));
afterEach(() => end());

/** Somebody else wrote to the record: this station records nothing more. */
const breakRecord = () => {
  const path = join(ceremony.folder.path, 'transcript.jsonl');
  chmodSync(path, 0o644);
  writeFileSync(path, '\n', { flag: 'a' });
};

describe('who sits in front of a ceremony', () => {
  it('is nobody until they say so, and then everything needs them', async () => {
    expect(ceremony.youOrNull).toBeNull();
    expect(() => ceremony.you).toThrowError(expect.objectContaining({ code: 'ceremony.nobody' }));
    expect(() => ceremony.state).toThrowError(expect.objectContaining({ code: 'ceremony.nobody' }));
    await ceremony.seat('amara');
    expect(ceremony.you.name).toBe('Amara Okafor');
    expect(ceremony.records.at(-1)).toMatchObject({
      kind: 'participant.present',
      data: { name: 'Amara Okafor', role: 'keyholder' },
    });
  });

  it.each(['nobody', '', 'Amara', 'constructor', '__proto__'])(
    'is not “%s”, whom the plan does not name',
    async (id) => {
      await ceremony.seat('amara');
      await expect(ceremony.seat(id)).rejects.toMatchObject({ code: 'ceremony.not-you' });
      expect(ceremony.you.id).toBe('amara');
    },
  );

  it('stays who it was when the change cannot be recorded', async () => {
    await ceremony.seat('amara');
    breakRecord();
    await expect(ceremony.seat('jonas')).rejects.toMatchObject({ code: 'folder.changed' });
    expect(ceremony.you.id).toBe('amara');
  });
});

describe('an act that stopped', () => {
  const act = { act: 'signature', serial } as const;

  it('is on record in the words of its error', async () => {
    const error = new TokenError('pin.wrong', 'that was not the PIN', { hint: 'Enter it again.' });
    await recordStop(ceremony, 'amara', act, error);
    expect(ceremony.records.at(-1)).toMatchObject({
      kind: 'act.stopped',
      participant: 'amara',
      data: { code: 'pin.wrong', sentence: 'that was not the PIN' },
    });
  });

  it('never puts the text of an error of another kind into the record', async () => {
    await recordStop(ceremony, 'amara', act, new TypeError('PIN 24681357 of /home/amara'));
    expect(ceremony.records.at(-1)?.data).toMatchObject({
      code: 'stopped',
      sentence: 'the signature was not made',
    });
  });

  it('that cannot be recorded hides nothing of what stopped it', async () => {
    const before = ceremony.records.length;
    breakRecord();
    await recordStop(ceremony, 'amara', act, new Error('x'));
    expect(ceremony.records).toHaveLength(before);
  });
});

describe('the token at hand', () => {
  beforeEach(async () => {
    await ceremony.seat('amara');
    await ceremony.record({
      kind: 'token.chosen',
      data: { serial, model: 'Practice token', practice: true, planned: true },
    });
  });

  it('is the one that was chosen, by its serial', async () => {
    const other = token({
      serial: 'aaaa' as never,
      ref: { module: 'm-0' as never, serial: 'aaaa' as never },
    });
    expect((await chosenToken(listing(other, token()), ceremony))?.serial).toBe(serial);
  });

  it.each([
    ['another token', [token({ serial: 'aaaa' as never })]],
    ['nothing', []],
    ['two of one serial', [token(), token({ module: 'm-1' as never })]],
    ['one that cannot be used', [token({ ref: null, trouble: 'marks-disagree' })]],
    ['a real one with the serial of a practice token', [token({ practice: false })]],
  ])('is none where there is %s', async (_what, present) => {
    expect(await chosenToken(listing(...present), ceremony)).toBeNull();
    await expect(requireChosenToken(listing(...present), ceremony)).rejects.toMatchObject({
      code: 'token.not-present',
      expected: serial,
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
  });

  it('is asked for by name only after one was chosen', async () => {
    await ceremony.seat('jonas');
    await expect(requireChosenToken(listing(token()), ceremony)).rejects.toMatchObject({
      message: 'no token has been chosen',
      expected: undefined,
    });
  });

  it('has to hold the key of the record, by its digest and not by its name', () => {
    const [key, other] = [freshKey(), freshKey()];
    const visible = (digest: typeof key.digest | null) => ({
      id: 'aabb' as never,
      label: 'root',
      spki: null,
      spkiDigest: digest,
      type: 'ecdsa-p256' as const,
    });
    const usable = (...keys: ReturnType<typeof visible>[]) => ({
      ...token({ keys }),
      ref: { module: 'm-0' as never, serial },
    });
    expect(
      requireKey(usable(visible(other.digest), visible(key.digest)), key.digest),
    ).toMatchObject({
      serial,
      spkiDigest: key.digest,
    });
    for (const [held, found] of [
      [usable(), 'no key'],
      [usable(visible(null)), 'a key that cannot be read'],
      [usable(visible(other.digest)), `key ${other.digest.slice(0, 8)}`],
    ] as const)
      expect(() => requireKey(held, key.digest)).toThrowError(
        expect.objectContaining({
          code: 'key.swapped',
          expected: `key ${key.digest.slice(0, 8)}`,
          found,
          place: serial,
        }),
      );
  });
});
