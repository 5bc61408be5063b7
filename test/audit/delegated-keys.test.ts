import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import type { AuditReport } from '../../src/audit/report.ts';
import { proofFile } from '../../src/ceremony/delegations/proof.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import type { Act } from '../../src/ceremony/record.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { makeTufKey } from '../../src/tuf/key.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { actOf } from '../ceremony/sample-acts.ts';
import { holder, proofBy } from '../ceremony/delegations/sample-proofs.ts';
import { actsOf, ana, delegated, own, tom } from './cases/delegations.ts';
import { ceremony } from './cases/transcripts.ts';
import { asOf, auditOf, file, type Files, inputs, online, role } from './made-files.ts';

type Holder = typeof ana;
type Who = Readonly<Record<string, readonly Holder[]>>;

const lena = holder('Lena Berg');
const other = 'mirror.example.org';
const proof = proofFile(proofBy(ana, own));
/** The challenge to Ana, and her answer. */
const evidence = Object.fromEntries(
  Object.entries(delegated(proof)).filter(([path]) => path.startsWith('delegations/')),
);

const made = ({ publicKey }: Holder) =>
  makeTufKey(publicKey, 'ecdsa-sha2-nistp256', { practice: false });

/** Targets of this version that delegate each role to these people. */
function targets(version: number, who: Who): Uint8Array {
  const everybody = Object.values(who).flat().map(made);
  const keys = Object.fromEntries(everybody.map(({ keyid, object }) => [keyid, object]));
  const roles = Object.entries(who).map(([name, people]) => ({
    name,
    keyids: people.map((one) => made(one).keyid),
    threshold: 1,
    paths: [`${name}/*`],
    terminating: false,
  }));
  return file(role('targets', version, { delegations: { keys, roles } }), [online]);
}

const signedSha256 = (bytes: Uint8Array) => parseMetadata(bytes, 'targets.json').signedSha256;

function published(version: number, bytes: Uint8Array): Act {
  const path = folderPath('repository', `${version}.targets.json`);
  return actOf('roles.published', {
    version,
    signedSha256: signedSha256(bytes),
    files: [{ path, bytes: bytes.length, sha256: sha256Hex(bytes) }],
  });
}

/** A line that changes the terms of the role, to be signed in these bytes. */
function adjusted(bytes: Uint8Array, said: readonly Holder[], version = 2): Act {
  return actOf('delegation.changed', {
    change: 'adjust',
    role: own.role,
    version,
    signedSha256: signedSha256(bytes),
    nonce: null,
    keys: said.map(({ publicKey }) => publicKey.digest),
    proofs: [],
    reason: '',
  });
}

function announced(acts: readonly Act[]) {
  const change = acts.find((act) => act.kind === 'delegation.changed');
  if (change?.kind !== 'delegation.changed') throw new Error('no change');
  return change.data.signedSha256;
}

/** Where a file stands in a Git history: in its newest commit, or only in an earlier one. */
const at = (headPaths: readonly string[], path: string) => ({
  origin: { commit: 'c0'.repeat(20), paths: [path], headPaths },
});

const found = async (files: Files) => delegationsIn(await auditOf(files));

function delegationsIn({ findings }: AuditReport) {
  return findings
    .filter(({ code }) => code.startsWith('delegation.'))
    .map(({ code, severity, message, data }) => {
      expect([code, severity]).toEqual(['delegation.proof-missing', 'error']);
      return { role: data['role'], spkiSha256: data['spkiSha256'], message };
    });
}

const first = targets(1, { [own.role]: [ana] });
const start: Files = { 'repository/1.targets.json': first };
const isNew = ({ publicKey }: Holder, name = own.role) =>
  expect.objectContaining({ role: name, spkiSha256: publicKey.digest });

/** The role as the plan delegates it, and a change that is staged. */
const changed = (next: Uint8Array, said: readonly Holder[], files: Files = start) =>
  ceremony([published(1, first), adjusted(next, said)], { ...files, 'staged/targets.json': next });

describe('a change of a role that the plan delegates', () => {
  it('keeps the keys that were published', async () => {
    expect(await found(changed(targets(2, { [own.role]: [ana] }), [ana]))).toEqual([]);
  });

  it('brings no key in without a proof', async () => {
    const next = targets(2, { [own.role]: [ana, tom] });
    expect(await found(changed(next, [ana, tom]))).toEqual([isNew(tom)]);
  });

  it('brings none in that the record does not name', async () => {
    const next = targets(2, { [own.role]: [ana, tom] });
    expect(await found(changed(next, [ana]))).toEqual([isNew(tom)]);
  });

  it('brings none in beside the role that is changed', async () => {
    const next = targets(2, { [own.role]: [ana], [other]: [tom] });
    expect(await found(changed(next, [ana]))).toEqual([isNew(tom, other)]);
  });

  it('brings none in by bins, whatever role the record names', async () => {
    const { keyid, object } = made(tom);
    const bins = { keyids: [keyid], threshold: 1, bit_length: 4, name_prefix: 'bin' };
    const delegations = { keys: { [keyid]: object }, succinct_roles: bins };
    const next = file(role('targets', 2, { delegations }), [online]);
    expect(await found(changed(next, [ana]))).toEqual([isNew(tom, 'bin-*')]);
    const before = file(role('targets', 1, { delegations }), [online]);
    const files = { 'repository/1.targets.json': before, 'staged/targets.json': next };
    expect(await found(ceremony([published(1, before), adjusted(next, [])], files))).toEqual([]);
  });

  it('does not rest on a file that no line before it names', async () => {
    const forged = targets(1, { [own.role]: [ana, tom] });
    const next = targets(2, { [own.role]: [ana, tom] });
    const kept = `replaced/repository/${sha256Hex(forged).slice(0, 16)}.targets.json`;
    expect(await found(changed(next, [ana, tom], { ...start, [kept]: forged }))).toEqual([
      isNew(tom),
    ]);
  });

  it('is compared with the file before wherever that was moved', async () => {
    const kept = `replaced/repository/${sha256Hex(first).slice(0, 16)}.targets.json`;
    const next = targets(2, { [own.role]: [ana] });
    expect(await found(changed(next, [ana], { [kept]: first }))).toEqual([]);
  });

  it('is compared with the file before that only an earlier commit has', async () => {
    const next = targets(2, { [own.role]: [ana, tom] });
    const { 'repository/1.targets.json': before, ...now } = changed(next, [ana, tom]);
    const files = [
      ...inputs(now).map((file) => ({ ...file, ...at([file.path], file.path) })),
      ...inputs({ 'repository/targets.json': before ?? first }).map((file) => ({
        ...file,
        ...at([], file.path),
      })),
    ];
    const report = await audit(files, { asOf, verifier: nobleVerifier });
    expect(delegationsIn(report)).toEqual([isNew(tom)]);
  });

  it('has only new keys where the targets before are not there', async () => {
    const next = targets(2, { [own.role]: [ana] });
    const nothing = 'nor the targets that were published before';
    expect(await found(changed(next, [ana], {}))).toEqual([
      expect.objectContaining({
        spkiSha256: ana.publicKey.digest,
        message: expect.stringContaining(nothing),
      }),
    ]);
    const files = changed(next, [ana], { 'repository/1.targets.json': new Uint8Array([0x7b]) });
    expect(await found(files)).toEqual([isNew(ana)]);
  });
});

describe('a change after another', () => {
  const second = targets(2, { [own.role]: [ana] });
  const third = (who: readonly Holder[]) => targets(3, { [own.role]: who });

  it('is compared with the last version that was published, not with an earlier one', async () => {
    const before = targets(1, { [own.role]: [tom] });
    const next = third([tom]);
    const files = ceremony(
      [published(1, before), ...actsOf(own, proof), published(2, second), adjusted(next, [tom], 3)],
      {
        ...evidence,
        'repository/1.targets.json': before,
        'repository/2.targets.json': second,
        'staged/targets.json': next,
      },
    );
    expect(await found(files)).toContainEqual(isNew(tom));
    expect(await found(files)).not.toContainEqual(isNew(ana));
  });

  it('is compared with nothing that was taken back', async () => {
    const next = targets(2, { [own.role]: [lena] });
    const taken = actsOf(own, proof);
    const back = actOf('delegation.withdrawn', {
      version: 2,
      signedSha256: announced(taken),
      file: folderPath('replaced', 'targets.json'),
    });
    const acts = [...taken, back, adjusted(next, [ana])];
    expect(await found(ceremony(acts, evidence))).toEqual([isNew(ana)]);
    // The role in use has the key that it had before the change that was taken back.
    const held = targets(1, { [own.role]: [lena] });
    const files = { ...evidence, 'repository/1.targets.json': held, 'staged/targets.json': next };
    expect(
      await found(ceremony([published(1, held), ...taken, back, adjusted(next, [lena])], files)),
    ).toEqual([]);
  });

  it('names a key of the signed file that has no proof in a delegation either', async () => {
    const signed = targets(2, { [own.role]: [ana, tom] });
    const [asked, change] = actsOf(own, proof) as [Act, Act];
    const said = { ...change, data: { ...change.data, signedSha256: signedSha256(signed) } } as Act;
    const files = { ...evidence, 'staged/targets.json': signed };
    expect(await found(ceremony([asked, said], files))).toEqual([isNew(tom)]);
  });

  it('leaves no key where a role is taken back', async () => {
    const signed = targets(2, { [own.role]: [ana] });
    const revoked = actOf('delegation.changed', {
      change: 'revoke',
      role: own.role,
      signedSha256: signedSha256(signed),
      nonce: null,
      keys: [],
      proofs: [],
    });
    const files = { 'staged/targets.json': signed };
    expect(await found(ceremony([revoked], files))).toEqual([isNew(ana)]);
  });
});
