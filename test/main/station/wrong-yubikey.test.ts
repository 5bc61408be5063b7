import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planText } from '../../../src/ceremony/plan.ts';
import type { PlanFields } from '../../../src/ceremony/plan-schema.ts';
import { isSerial, type Serial } from '../../../src/ceremony/serial.ts';
import type { TokenView } from '../../../src/contract/tokens.ts';
import {
  startYubikeyStack,
  type YubikeyStack,
} from '../../simulators/virtual-yubikey/stack/start.ts';
import { practiceFolder, recordsIn } from './keyholder-steps.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

// Two YubiKeys of one library: one for practice, and one whose certificate ends in another root, as a real one's does.
const practice = 11111111;
const production = 22222222;
const secrets = { pin: '48261937', pinRepeat: '48261937', puk: '73916284', pukRepeat: '73916284' };

let stack: YubikeyStack;
const before = process.env['PCSCLITE_CSOCK_NAME'];

beforeAll(async () => {
  stack = await startYubikeyStack({
    keys: [{ serial: practice }, { serial: production, root: 'another' }],
  });
  process.env['PCSCLITE_CSOCK_NAME'] = stack.environment.PCSCLITE_CSOCK_NAME;
}, 120_000);
afterAll(async () => {
  if (before === undefined) delete process.env['PCSCLITE_CSOCK_NAME'];
  else process.env['PCSCLITE_CSOCK_NAME'] = before;
  await stack?.close();
});

async function approveLibrary({ handlers }: PracticeStation): Promise<void> {
  const { modules } = await handlers['tokens.list'](null, idle());
  const library = modules.find(({ name }) => /ykcs11/.test(name));
  if (library === undefined) throw new Error('libykcs11 is not installed');
  await handlers['modules.approve']({ module: library.id, sha256: library.sha256 }, idle());
}

/** The YubiKey with this serial, once the library tells what the certificate of the device ends in. */
async function listed({ handlers }: PracticeStation, serial: number): Promise<TokenView> {
  for (let look = 0; look < 200; look += 1) {
    const { tokens } = await handlers['tokens.list'](null, idle());
    const found = tokens.find((each) => each.serial === String(serial));
    if (found?.practice === (serial === practice)) return found;
    await pause(50);
  }
  throw new Error(`${serial} is not listed`);
}

/** Every act that a page could ask for with this token is refused in these words, and no secret goes to the device. */
async function expectRefused(station: PracticeStation, serial: number, why: string): Promise<void> {
  const token = await listed(station, serial);
  expect(token.lock).toBe(why);
  const device = stack.keys.find((each) => each.serial === serial);
  await device?.log();
  const { handlers } = station;
  await expect(handlers['tokens.choose']({ token: token.id }, idle())).rejects.toMatchObject({
    code: 'token.not-planned',
    found: String(serial),
    hint: why,
    notDone: ['Nothing was written to it.'],
  });
  const asked = { token: token.id, serial: String(serial), losesKey: null, ...secrets };
  const left = { code: 'token.left-alone', notDone: expect.arrayContaining(['No PIN was sent.']) };
  await expect(handlers['tokens.setUp'](asked, idle())).rejects.toMatchObject({
    ...left,
    hint: why,
  });
  await expect(
    handlers['tokens.changePin'](
      { token: token.id, pin: '123456', next: secrets.pin, repeat: secrets.pin },
      idle(),
    ),
  ).rejects.toMatchObject({ ...left, hint: why });
  const log = (await device?.log()) ?? [];
  expect(log.filter((line) => /^> 00(20....(?!00)|24|2c|47|87|db|f[ab]|ff)/.test(line))).toEqual(
    [],
  );
}

describe('a YubiKey of another root in a rehearsal', () => {
  let station: PracticeStation;
  const home = freshHome();
  beforeAll(async () => {
    station = await startStation(home);
    await station.handlers['ceremony.startPractice']({ role: 'keyholder' }, idle());
    await approveLibrary(station);
  }, 120_000);
  afterAll(async () => {
    await station?.close();
    removeHome(home);
  });

  it('is no practice key, and is left alone', async () => {
    expect(await listed(station, production)).toMatchObject({ model: 'YubiKey 5', planned: false });
    await expectRefused(
      station,
      production,
      'It may hold real keys. This is a rehearsal, so it stays as it is.',
    );
    expect(recordsIn(practiceFolder(home)).some(({ kind }) => kind === 'token.chosen')).toBe(false);
  });

  it('does not stand in the way of the practice key beside it', async () => {
    const token = await listed(station, practice);
    expect(token).toMatchObject({ model: 'Practice YubiKey 5', lock: null });
    await station.handlers['tokens.choose']({ token: token.id }, idle());
    expect(recordsIn(practiceFolder(home)).at(-1)).toMatchObject({
      kind: 'token.chosen',
      data: { serial: String(practice), practice: true },
    });
  });
});

describe('a practice YubiKey in a real ceremony', () => {
  let station: PracticeStation;
  const home = freshHome();
  const people = ['amara-okafor', 'tomas-varga'] as const;

  /** A plan that names the practice key for Amara, by mistake, and the other one for Tomás. */
  function plan(): PlanFields {
    const expires = '2096-05-23T00:00:00Z';
    const mine = { holders: [people[1]], threshold: 1, expires };
    return {
      format: 'station-ceremony/1',
      title: 'Root signing 1',
      kind: 'initial',
      mode: 'real',
      date: '2026-11-23',
      participants: [
        { id: people[0], name: 'Amara Okafor', duties: ['keyholder'], token: serialOf(practice) },
        {
          id: people[1],
          name: 'Tomás Varga',
          duties: ['host', 'keyholder'],
          token: serialOf(production),
        },
      ],
      keys: {
        scheme: 'ecdsa-sha2-nistp256',
        pin: 'always',
        touch: 'always',
        attestation: 'if-available',
      },
      tuf: {
        rootVersion: 1,
        holders: [...people],
        threshold: 2,
        expires,
        consistentSnapshot: true,
        roles: { targets: mine, snapshot: mine, timestamp: mine },
        delegations: [],
      },
    };
  }

  async function sit(who: string): Promise<void> {
    const place = await station.place('Root signing 1');
    await station.handlers['ceremony.open']({ place, role: 'keyholder', mode: 'real' }, idle());
    await station.handlers['ceremony.iAm']({ participant: who }, idle());
  }

  beforeAll(async () => {
    mkdirSync(join(home, 'Root signing 1'));
    writeFileSync(join(home, 'Root signing 1', 'ceremony.yaml'), planText(plan()));
    station = await startStation(home, false);
    await approveLibrary(station);
  }, 120_000);
  afterAll(async () => {
    await station?.close();
    removeHome(home);
  });

  it('is refused, also where the plan names its number', async () => {
    await sit(people[0]);
    expect(await listed(station, practice)).toMatchObject({ practice: true, planned: true });
    await expectRefused(station, practice, 'For rehearsals only. This is a real ceremony.');
  });

  it('while one of another root is used by whom the plan names', async () => {
    await sit(people[1]);
    const token = await listed(station, production);
    expect(token).toMatchObject({ planned: true, lock: null });
    await station.handlers['tokens.choose']({ token: token.id }, idle());
  });
});

function serialOf(serial: number): Serial {
  const text = String(serial);
  if (!isSerial(text)) throw new Error('no serial');
  return text;
}
