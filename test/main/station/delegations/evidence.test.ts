import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../../main/audit/collect.ts';
import { runAudit } from '../../../../main/audit/run.ts';
import { lookAtAnswers } from '../../../../main/station/delegations/answers.ts';
import { makeChallenge } from '../../../../main/station/delegations/make-challenge.ts';
import { proveKeys } from '../../../../main/station/delegations/prove-keys.ts';
import { stageDelegation } from '../../../../main/station/delegations/stage-delegation.ts';
import type { TokenSigner } from '../../../../main/station/sign-role.ts';
import { fromHex } from '../../../../src/encoding/hex.ts';
import { certificatePem, claim, ecKeys, mintDevice } from '../../../attestation/minted.ts';
import { practiceRootKey } from '../../../simulators/virtual-yubikey/practice-root.ts';
import {
  type Delegate,
  roleName,
  rolePath,
  twoProjects,
  type TwoProjects,
} from './two-projects.ts';

let projects: TwoProjects;
let other: Delegate;
let answers: string;

beforeAll(async () => {
  projects = await twoProjects();
  other = await projects.delegate('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
  const [ana] = other.signers;
  if (ana === undefined) throw new Error('a signer');
  attest(ana);
  const { file } = await makeChallenge(projects.host, roleName);
  const bytes = readFileSync(join(projects.host.folder.path, file));
  await proveKeys(other.ceremony, bytes, 'challenge.txt', other.signers);
  answers = join(projects.home, 'answers');
  cpSync(join(other.ceremony.folder.path, 'delegation'), answers, { recursive: true });
}, 120_000);
afterAll(() => projects.close());

/** Certificates that end in the practice root, for a key on a practice token, as its export would have them. */
function attest({ token, key }: TokenSigner): void {
  const spki = token.keys.find(({ id }) => id === key.id)?.spki ?? '';
  const publicKey = createPublicKey({
    key: Buffer.from(fromHex(spki)),
    format: 'der',
    type: 'spki',
  });
  const privateKey = practiceRootKey();
  const device = mintDevice({
    root: { privateKey, publicKey: createPublicKey(privateKey) },
    // Only the public half of this key goes into its certificate.
    keys: { publicKey, privateKey: createPrivateKey(somePem()) },
    deviceKeys: ecKeys(),
    keyExtensions: [claim(3, 5, 7, 1), claim(8, 3, 2), claim(9, 3)],
  });
  const folder = join(other.ceremony.folder.path, 'keys', key.serial);
  writeFileSync(join(folder, `${key.serial}_key_cert.pem`), certificatePem(device.keyCert));
  writeFileSync(join(folder, `${key.serial}_device_cert.pem`), certificatePem(device.deviceCert));
}

function somePem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

const below = (from: string): string[] =>
  readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pem'));

const wish = (from: string) =>
  ({
    change: 'add',
    role: roleName,
    from,
    paths: [rolePath],
    threshold: 2,
    terminating: true,
    reason: '',
  }) as const;

describe('the attestation of a delegate’s key', () => {
  it('goes with its proof, and is on record', () => {
    const serial = other.signers[0]?.key.serial ?? '';
    expect(
      below(answers)
        .map((name) => name.split('/').slice(1).join('/'))
        .toSorted(),
    ).toEqual([
      `keys/${serial}/${serial}_device_cert.pem`,
      `keys/${serial}/${serial}_key_cert.pem`,
      `keys/${serial}/${serial}_pubkey.pem`,
    ]);
    const made = other.ceremony.records.flatMap((record) =>
      record.kind === 'proof.made' ? [record.data.evidence?.length ?? 0] : [],
    );
    expect(made).toEqual([3, 0]);
  });

  it('is shown in the card, and its absence too', async () => {
    const { cards, problem } = await lookAtAnswers(projects.host, roleName, answers);
    expect(problem).toBeNull();
    const lines = cards.map(({ holder, claims }) => [holder, claims.map(({ label }) => label)]);
    expect(Object.fromEntries(lines)).toMatchObject({
      'Ana Silva': expect.arrayContaining(['Key', 'PIN', 'Touch', 'Firmware']),
      'Tom Okafor': expect.arrayContaining(['Attestation']),
    });
  });

  it('stops the step where it is about another key', async () => {
    const swapped = join(projects.home, 'swapped');
    cpSync(answers, swapped, { recursive: true });
    const [own, tom] = other.signers.map(({ key }) => key.serial);
    const [nonce] = readdirSync(swapped);
    const keys = join(swapped, nonce ?? '', 'keys');
    mkdirSync(join(keys, tom ?? ''));
    for (const kind of ['key_cert', 'device_cert'])
      cpSync(
        join(keys, own ?? '', `${own}_${kind}.pem`),
        join(keys, tom ?? '', `${tom}_${kind}.pem`),
      );
    await expect(stageDelegation(projects.host, wish(swapped))).rejects.toMatchObject({
      code: 'delegation.evidence',
      notDone: ['No delegation was staged.'],
    });
    const read = await lookAtAnswers(projects.host, roleName, swapped);
    expect(read.problem).toMatchObject({ code: 'delegation.evidence' });
    expect(read.cards.find(({ holder }) => holder === 'Tom Okafor')).toMatchObject({
      state: 'stop',
    });
    expect(existsSync(join(projects.host.folder.path, 'staged', 'targets.json'))).toBe(false);
  });

  it('is kept beside the proofs, and an audit joins it to the key', async () => {
    await stageDelegation(projects.host, wish(answers));
    const changed = projects.host.records.findLast(({ kind }) => kind === 'delegation.changed');
    expect(changed?.data).toMatchObject({ evidence: expect.any(Array) });
    const kept = below(join(projects.host.folder.path, 'delegations'));
    expect(kept).toHaveLength(3);
    const { files, skipped } = await collect([projects.host.folder.path]);
    const report = await runAudit({ files, skipped, asOf: projects.desk.now() });
    expect(report.verdict).toBe('pass');
    const spki = String(other.signers[0]?.key.spkiDigest);
    expect(report.attestations.filter(({ spkiSha256 }) => spkiSha256 === spki)).toHaveLength(1);
  });
});
