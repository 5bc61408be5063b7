import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { auditView } from '../../src/audit/view.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { planText } from '../../src/ceremony/plan.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { actOf, chainOf, sampleData } from '../ceremony/sample-acts.ts';
import { sampleFields } from '../ceremony/sample-plan.ts';
import { parseSerial } from '../../src/ceremony/serial.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { fixture, triple } from './cases/evidence.ts';
import {
  ada,
  auditOf,
  ben,
  below,
  file,
  type Files,
  inputs,
  root,
  rootPart,
} from './made-files.ts';

const first = '5330d64c5e6be93dd8d118433cffec9a079aa7260706502b352f3f88ce8d03ff';

/** A plan that gives the token of the first ceremony to Priya, and another one to Tom. */
const fields = sampleFields();
const people = fields.participants.map((one) =>
  one.id === 'priya-raman' ? { ...one, token: parseSerial('13078778', 'test') } : one,
);
const text = utf8(planText({ ...fields, participants: people }));
const plan = { 'ceremony.yaml': text };
const evidence = triple('2021-06-18', '13078778');

async function namesIn(files: Files): Promise<Record<string, readonly string[]>> {
  const { keys } = await auditOf(files, { asOf: '2021-07-01T00:00:00Z' });
  return Object.fromEntries(keys.map(({ spkiSha256, people: names }) => [spkiSha256, names]));
}

/** The record of somebody who made Ada's key, or had it in hand otherwise. */
const record = (participant: string, kind: Held = 'key.made') => {
  const spki = ada.publicKey.digest;
  return chainOf(sha256Hex(text), [
    actOf('ceremony.opened', {}, null),
    actOf(kind, { ...sampleData[kind], spki }, participant),
  ]).bytes;
};
type Held = 'key.made' | 'key.adopted' | 'signature.added' | 'checkpoint.signed';

/** A root whose list of keys has this beside Ada's. */
const noted = (owner: unknown) => {
  const part = rootPart({ version: 1, keys: [ada, ben], threshold: 1 });
  const object = { ...ada.object, 'x-tuf-on-ci-keyowner': owner as string };
  const keys = { ...(part['keys'] as object), [ada.keyid]: object };
  return { '1.root.json': file({ ...part, keys }, [ben]) };
};

describe('whose key it is', () => {
  it('is said by a plan, by the number of the token', async () => {
    expect(await namesIn({ ...plan, ...evidence })).toEqual({ [first]: ['Priya Raman'] });
    expect(await namesIn(evidence)).toEqual({ [first]: [] });
  });

  it('is said only by the plan of its own folder', async () => {
    const apart = { ...below('here', plan), ...below('there', evidence) };
    expect(await namesIn(apart)).toEqual({ [first]: [] });
    const together = { ...below('here', plan), ...below('here', evidence) };
    expect(await namesIn(together)).toEqual({ [first]: ['Priya Raman'] });
  });

  it.each(['', 'ours'])('is said in a Git history as in its folder: %j', async (repository) => {
    const commit = 'c0'.repeat(20);
    const at = repository === '' ? '' : `${repository}@`;
    const inside = repository === '' ? '' : `${repository}/`;
    const files = inputs({ ...below('here', plan), ...below('here', evidence) }).map((file) => {
      const paths = [`${inside}${file.path}`];
      const path = `${at}${commit.slice(0, 12)}:${file.path}`;
      return { ...file, path, origin: { commit, paths, headPaths: paths } };
    });
    const question = { asOf: '2021-07-01T00:00:00Z', verifier: nobleVerifier };
    const { keys } = await audit(files, question);
    expect(keys.map(({ people: names }) => names)).toEqual([['Priya Raman']]);
  });

  it('is said by the record of whoever made it, also in a record of their own', async () => {
    const key = root({ version: 1, keys: [ada], threshold: 1 });
    for (const place of ['transcript.jsonl', 'records/tom-okafor.jsonl']) {
      const found = await namesIn({ ...plan, [place]: record('tom-okafor'), '1.root.json': key });
      expect(found).toMatchObject({ [ada.publicKey.digest]: ['Tom Okafor'] });
    }
  });

  it.each(['key.adopted', 'signature.added', 'checkpoint.signed'] as const)(
    'is said by the record where it says %s: who stays makes no key again',
    async (kind) => {
      const key = root({ version: 1, keys: [ada], threshold: 1 });
      const transcript = record('tom-okafor', kind);
      const found = await namesIn({ ...plan, 'transcript.jsonl': transcript, '1.root.json': key });
      expect(found).toMatchObject({ [ada.publicKey.digest]: ['Tom Okafor'] });
    },
  );

  it('is not said by a record that belongs to another plan, is broken, or names a stranger', async () => {
    const key = { '1.root.json': root({ version: 1, keys: [ada], threshold: 1 }) };
    const nobody = { [ada.publicKey.digest]: [] };
    const good = record('tom-okafor');
    for (const files of [
      { 'ceremony.yaml': utf8(planText(sampleFields())), 'transcript.jsonl': good },
      { ...plan, 'transcript.jsonl': good.slice(0, -10) },
      { ...plan, 'transcript.jsonl': record('nobody-here') },
      { 'ceremony.yaml': utf8('title: x'), 'transcript.jsonl': good },
    ])
      expect(await namesIn({ ...key, ...files })).toMatchObject(nobody);
  });

  it('is said by the account that tuf-on-ci notes, in its form only', async () => {
    expect(await namesIn(noted('@ada'))).toMatchObject({
      [ada.publicKey.digest]: ['@ada'],
      [ben.publicKey.digest]: [],
    });
    for (const owner of ['ada', '@a b', '@<b>', 7, null, `@${'a'.repeat(40)}`])
      expect(await namesIn(noted(owner))).toMatchObject({ [ada.publicKey.digest]: [] });
  });

  it('stands in the chain picture and on the card of the key', async () => {
    const files = { ...plan, ...evidence, '1.root.json': fixture('root_history/1.root.json') };
    const report = await auditOf(files, { asOf: '2021-07-01T00:00:00Z' });
    const view = auditView(report, { filesRead: 5, secondOpinion: true });
    expect(view.strands.find(({ spkiSha256 }) => spkiSha256 === first)).toMatchObject({
      title: 'Priya Raman',
      detail: 'YubiKey 13078778, firmware 5.2.6',
    });
    const card = view.evidence.find(({ spkiSha256 }) => spkiSha256 === first);
    expect(card?.claims[0]).toMatchObject({ label: 'Person', value: 'Priya Raman', state: 'ok' });
  });
});
