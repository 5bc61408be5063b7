import { sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { planText } from '../../../src/ceremony/plan.ts';
import type { PlanFields } from '../../../src/ceremony/plan-schema.ts';
import { isSerial, type Serial } from '../../../src/ceremony/serial.ts';
import { toHex } from '../../../src/encoding/hex.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { publicKeyPem } from '../../../src/keys/public-key.ts';
import { makeTufKey } from '../../../src/tuf/key.ts';
import { parseMetadata } from '../../../src/tuf/metadata.ts';
import { metadataFile } from '../../../src/tuf/write.ts';
import { planFields } from '../../ceremony/people.ts';
import { makeKeyPair } from '../../keys/key-pairs.ts';
import { type AskingPage, askingPage } from './asking-page.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';

const people = Array.from({ length: 64 }, (_, index) => ({
  id: `person-${index}`,
  name: `${'Maximiliana '.repeat(9)}${index}`,
  serial: serialOf(`S${index}`),
  pair: makeKeyPair('ecdsa-sha2-nistp256'),
}));
const looks = [
  'host.look',
  'script.look',
  'assembly.look',
  'rotation.look',
  'delegations.look',
  'publication.look',
  'recovery.look',
  'reports.look',
  'review.look',
  'ceremony.state',
  'ceremony.record',
];

function serialOf(text: string): Serial {
  if (isSerial(text)) return text;
  throw new TypeError(`${text} is no serial`);
}

/** As many people, names as long and thresholds as high as a plan may have. */
function largest(): PlanFields {
  const ids = people.map(({ id }) => id);
  const expires = '2099-01-01T00:00:00Z';
  return planFields((fields) => ({
    ...fields,
    title: 'Root signing 1'.padEnd(80, ' 1'),
    participants: people.map(({ id, name, serial }, index) => ({
      id,
      name,
      duties: index === 0 ? ['host', 'keyholder'] : ['keyholder', 'witness'],
      token: serial,
    })),
    tuf: {
      ...fields.tuf,
      holders: ids,
      threshold: 64,
      expires,
      roles: {
        targets: { holders: ids, threshold: 64, expires },
        snapshot: { holders: ids.slice(0, 32), threshold: 32, expires },
        timestamp: { holders: ids.slice(32), threshold: 32, expires },
      },
      delegations: Array.from({ length: 64 }, (_, index) => ({
        name: `role-${index}-`.padEnd(63, 'x'),
        paths: [`${index}/*`],
        holders: ids.slice(0, 1),
        threshold: 1,
        expires,
        terminating: false,
      })),
    },
  }));
}

let home: string;
let folder: string;
let station: PracticeStation;
let page: AskingPage;

/** What every look of the host's window is answered with. */
async function answers(): Promise<Record<string, string>> {
  const heard: Record<string, string> = {};
  for (const look of looks) heard[look] = await page.ask(look, null);
  return heard;
}
const everyLook = Object.fromEntries(looks.map((look) => [look, 'ok']));

beforeAll(async () => {
  home = freshHome();
  folder = await createCeremony(home, 'Largest', utf8(planText(largest())));
  station = await startStation(home);
  page = askingPage(station);
  await station.handlers['ceremony.open'](
    { place: await station.place('Largest'), role: 'host', mode: 'rehearsal' },
    idle(),
  );
  await station.handlers['ceremony.iAm']({ participant: 'person-0' }, idle());
});
afterAll(async () => {
  await station.close();
  removeHome(home);
});

it('shows a ceremony of 64 people while every key is missing', async () => {
  expect(await answers()).toEqual(everyLook);
});

it('shows it with every key, and with every signature', async () => {
  for (const { serial, pair } of people) {
    mkdirSync(join(folder, 'keys', serial), { recursive: true });
    writeFileSync(join(folder, 'keys', serial, `${serial}_pubkey.pem`), publicKeyPem(pair.key));
  }
  expect(await answers()).toEqual(everyLook);
  await station.handlers['host.stage'](null, idle());
  const staged = join(folder, 'staged', 'root.json');
  const { signed, signedBytes } = parseMetadata(readFileSync(staged), 'root.json');
  writeFileSync(
    staged,
    metadataFile(
      signed,
      people.map(({ pair: { key, scheme, privateKey } }) => ({
        keyid: makeTufKey(key, scheme, { practice: true }).keyid,
        sig: toHex(Uint8Array.from(sign('sha256', signedBytes, privateKey))),
      })),
    ),
  );
  expect(await answers()).toEqual(everyLook);
  const [seats] = (await station.handlers['host.look'](null, idle())).seats;
  expect(seats).toMatchObject({ signed: 64, sentence: expect.stringMatching(/ and \d+ more\. /) });
});

it('shows a script in which more went otherwise than fits on a page, and what was sent for years', async () => {
  await station.handlers['script.begin'](null, idle());
  await station.handlers['ceremony.close'](null, idle());
  const open = await CeremonyFolder.open(folder, '2026-11-27T00:00:00Z');
  const append = (act: Parameters<CeremonyFolder['append']>[0]) =>
    open.append(act, '2026-11-27T00:00:00Z');
  for (let each = 0; each < 70; each++) {
    const act = 'welcome';
    const { number } = await append({
      kind: 'deviation.stopped',
      participant: 'person-0',
      data: { act },
    });
    const sentences = { expected: 'a', happened: `b ${each}`, decided: 'c' };
    await append({
      kind: 'deviation.settled',
      participant: 'person-0',
      data: { act, stopped: number, ...sentences, witness: null, initials: '' },
    });
  }
  for (let each = 0; each < 510; each++)
    await append({
      kind: 'repository.pushed',
      participant: 'person-0',
      data: {
        what: 'key',
        remote: 'root.git',
        branch: `keyholder/${each}`,
        commit: '0'.repeat(40),
        files: 1,
      },
    });
  await open.close();
  await station.handlers['ceremony.open'](
    { place: await station.place('Largest'), role: 'host', mode: 'rehearsal' },
    idle(),
  );
  await station.handlers['ceremony.iAm']({ participant: 'person-0' }, idle());
  expect(await answers()).toEqual(everyLook);
  const [welcome] = (await station.handlers['script.look'](null, idle())).acts;
  expect(welcome?.deviations.at(-1)).toBe('b 69');
});
