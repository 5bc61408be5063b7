import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planText } from '../../../src/ceremony/plan.ts';
import { PlanFields } from '../../../src/ceremony/plan-schema.ts';
import { ORDINARY, runAs, type Person } from '../person.ts';

/** The PIN that the person gave the token, in its maker's program, before the ceremony. */
export const OWN_PIN = 'w3Rk-9tz';

/** Gives a folder to the person, as if they had made it. */
function handOver(path: string, person: Person): void {
  if (runAs(person).length > 0) spawnSync('chown', ['-R', `${ORDINARY}:${ORDINARY}`, path]);
}

/** Makes a token in the person's own SoftHSM, where its default configuration has it, and gives its serial. */
export function makeOwnToken(home: string, person: Person): string {
  const settings = join(home, '.config', 'softhsm2');
  const tokens = join(home, 'own-tokens');
  mkdirSync(settings, { recursive: true });
  mkdirSync(tokens);
  const configuration = join(settings, 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${tokens}\n`);
  handOver(join(home, '.config'), person);
  handOver(tokens, person);
  const run = (...words: readonly string[]): string => {
    const [program = '', ...rest] = [...runAs(person), 'softhsm2-util', ...words];
    const { status, stdout, stderr } = spawnSync(program, rest, {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: home, SOFTHSM2_CONF: configuration },
    });
    if (status !== 0) throw new Error(`softhsm2-util: ${stderr}`);
    return stdout;
  };
  const pins = ['--so-pin', '48215577', '--pin', OWN_PIN];
  run('--init-token', '--free', '--label', 'root key', ...pins);
  const serial = /Serial number:\s+([0-9a-f]{16})/.exec(run('--show-slots'))?.[1];
  if (serial === undefined) throw new Error('the token has no serial');
  return serial;
}

/** Midnight so many days from now, as TUF writes it. */
const day = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;

/** A real ceremony in the person's home: one keyholder, who is the host as well, for a first root. */
export function makeRealCeremony(home: string, person: Person, serial: string): string {
  const role = { holders: ['ada-okafor'], threshold: 1, expires: day(60) };
  const plan = PlanFields.parse({
    format: 'station-ceremony/1',
    title: 'Root signing 1',
    kind: 'initial',
    mode: 'real',
    date: day(0).slice(0, 10),
    participants: [
      { id: 'ada-okafor', name: 'Ada Okafor', duties: ['keyholder', 'host'], token: serial },
    ],
    keys: {
      scheme: 'ecdsa-sha2-nistp256',
      pin: 'always',
      touch: 'never',
      attestation: 'if-available',
    },
    tuf: {
      rootVersion: 1,
      holders: ['ada-okafor'],
      threshold: 1,
      expires: day(180),
      consistentSnapshot: true,
      roles: { targets: role, snapshot: role, timestamp: role },
      delegations: [],
    },
  });
  const folder = join(home, 'Root signing 1');
  mkdirSync(folder);
  writeFileSync(join(folder, 'ceremony.yaml'), planText(plan));
  handOver(folder, person);
  return folder;
}
