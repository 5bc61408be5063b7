import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Departures } from '../../../main/tokens/departures.ts';
import { practiceModule } from '../../../main/tokens/module-registry.ts';
import type { PresentToken, TokenListing } from '../../../main/tokens/token.ts';
import {
  goodPin,
  hostileTokens,
  moduleId,
  newFolder,
  openTokens,
  practiceToken,
  tokenSerial,
  until,
} from './tokens-under-test.ts';

const token = (serial: string | null, module = moduleId(`m-${'1'.repeat(32)}`)) =>
  ({ serial: serial === null ? null : tokenSerial(serial), module }) as PresentToken;
const left = tokenSerial('11');

describe('a token that left', () => {
  it('is hidden while its module may not have noticed, and no longer', () => {
    const departures = new Departures();
    const shown = [token('11'), token('22'), token(null)];
    departures.note([left], 1000);
    expect(departures.without(shown)).toEqual([token('22'), token(null)]);
    departures.seen(shown, 1100);
    departures.seen(shown, 6000);
    expect(departures.without(shown)).toHaveLength(2);
    departures.seen([token('22')], 9000);
    expect(departures.without(shown)).toHaveLength(2);
    departures.seen(shown, 9000);
    expect(departures.without(shown)).toEqual(shown);
  });

  it('is not hidden any more once something is plugged in', () => {
    const departures = new Departures();
    departures.note([left], 0);
    departures.forget();
    expect(departures.without([token('11')])).toHaveLength(1);
  });

  it('may be a virtual YubiKey, which is for practice and can be plugged out', () => {
    const departures = new Departures();
    departures.note([left], 0);
    expect(departures.without([{ ...token('11'), practice: true }])).toEqual([]);
  });

  it('is none of the files in the practice store', () => {
    const departures = new Departures();
    departures.note([left], 0);
    expect(departures.without([token('11', practiceModule)])).toHaveLength(1);
  });
});

describe('a move on the bus', () => {
  it('takes a token off the list at once, while its module hangs in a signature', async () => {
    const hostile = await hostileTokens({ mode: 'hang at sign', station: { lookEvery: 60_000 } });
    const { hosts, ref, key } = hostile;
    const told: TokenListing[] = [];
    hosts.onChange((listing) => told.push(listing));
    expect((await hosts.list()).tokens).toHaveLength(1);
    const cancel = new AbortController();
    const signing = hosts.challenge({
      key,
      scheme: 'ecdsa-sha2-nistp256',
      pin: goodPin,
      signal: cancel.signal,
    });
    await until(() => hostile.calls().includes('C_Sign'));

    hosts.moved(false, (shown) => shown.flatMap(({ serial }) => serial ?? []));
    await until(() => told.at(-1)?.tokens.length === 0);
    // Who asks hears the same, and the library is not asked for it.
    expect((await hosts.list()).tokens).toEqual([]);
    expect(hostile.calls()).toEqual([]);

    cancel.abort();
    await expect(signing).rejects.toMatchObject({ code: 'token.cancelled', place: ref.serial });
  });

  it('makes the modules be looked at, long before the next look is due', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const hosts = await openTokens({ practiceFolder, lookEvery: 60_000 });
    const other = await openTokens({ practiceFolder });
    const told: TokenListing[] = [];
    hosts.onChange((listing) => told.push(listing));
    await hosts.list();
    await practiceToken(other);
    expect(told.at(-1)?.tokens).toEqual([]);
    hosts.moved(true, () => []);
    await until(() => told.at(-1)?.tokens.length === 1);
  });

  it('after the station closed moves nothing', async () => {
    const hosts = await openTokens();
    await hosts.close();
    let asked = 0;
    hosts.moved(true, () => {
      asked += 1;
      return [];
    });
    expect(asked).toBe(0);
  });
});
