import { createHash } from 'node:crypto';
import type { FindingCode } from '../../../../src/audit/findings.ts';
import { sha256Hex } from '../../../../src/encoding/digest.ts';
import type { JsonObject } from '../../../../src/encoding/json.ts';
import { utf8 } from '../../../../src/encoding/utf8.ts';
import { verifyTranscript } from '../../../../src/ceremony/transcript.ts';
import { chainOf } from '../../../ceremony/sample-acts.ts';
import {
  bytesIn,
  change,
  type Entry,
  type Folder,
  metadataIn,
  objectIn,
  put,
  type Signed,
  signAs,
  textIn,
} from './files.ts';
import type { Signers } from './signers.ts';

export type { Folder } from './files.ts';

/** Something that somebody did to the folder afterwards, and what an audit has to say of it. */
export interface Planting {
  readonly plant: (files: Folder, signers: Signers) => void | Promise<void>;
  /** Every one of these; the first of them at `where`. */
  readonly finds: readonly [FindingCode, ...FindingCode[]];
  readonly where: RegExp;
  /** What is found even without the record; absent for what only the record shows. */
  readonly alone?: readonly FindingCode[];
  readonly verdict?: 'pass' | 'fail';
  readonly asOf?: string;
}

const newest = ['repository/2.root.json', 'repository/root.json'];

function flipped(sig: string): string {
  const last = sig.at(-1) === '0' ? '1' : '0';
  return sig.slice(0, -1) + last;
}

/** The signed part of the newest root: it says who signs the other roles. */
const rootIn = (files: Folder) => metadataIn(files, 'repository/2.root.json').signed;

/** By everybody whose token is here, of the newest root and of the one before. */
async function signAsRoot(files: Folder, part: JsonObject, signers: Signers): Promise<Signed> {
  const before = metadataIn(files, 'repository/1.root.json').signed;
  const made = [
    await signAs(rootIn(files), 'root', part, signers),
    await signAs(before, 'root', part, signers),
  ].flatMap(({ signatures }) => signatures);
  const each = new Map(made.map((entry) => [entry.keyid, entry]));
  return { signatures: [...each.values()], signed: part };
}

const swap = (files: Folder, left: string, right: string): void => {
  const [a, b] = [bytesIn(files, left), bytesIn(files, right)];
  files.set(left, b);
  files.set(right, a);
};

const lines = (files: Folder): string[] => textIn(files, 'transcript.jsonl').trimEnd().split('\n');
const record = (files: Folder, all: readonly string[]): void =>
  void files.set('transcript.jsonl', utf8(`${all.join('\n')}\n`));

const yubikey = (serial: string, kind: string) => `keys/${serial}/${serial}_${kind}.pem`;

export const faults: Readonly<Record<string, Planting>> = {
  'a wrong signature': {
    plant: (files) =>
      change(files, newest, ({ signatures: [first, ...rest], signed }) => ({
        signatures: [{ ...first!, sig: flipped(first!.sig) }, ...rest],
        signed,
      })),
    finds: ['signature.invalid', 'transcript.file-mismatch'],
    where: /root\.json$/,
  },
  'two signatures under each other’s names': {
    plant: (files) =>
      change(files, newest, ({ signatures: [a, b, ...rest], signed }) => ({
        signatures: [{ ...a!, sig: b!.sig }, { ...b!, sig: a!.sig }, ...rest],
        signed,
      })),
    finds: ['signature.made-by-other-key', 'transcript.file-mismatch'],
    where: /root\.json$/,
  },
  'a signature listed twice': {
    plant: (files) =>
      change(files, newest, ({ signatures, signed }) => ({
        signatures: [...signatures, signatures[0]!],
        signed,
      })),
    finds: ['signature.duplicate', 'transcript.file-mismatch'],
    where: /root\.json$/,
  },
  'a threshold that is short': {
    plant: (files) =>
      change(files, newest, ({ signatures, signed }) => ({
        signatures: signatures.slice(0, 2),
        signed,
      })),
    // The staged copy has all signatures: the record says that the published one was changed.
    finds: ['transcript.file-mismatch', 'root.other-copy'],
    where: /root\.json$/,
    alone: ['root.threshold-not-met'],
  },
  'one signature counted for three under other names': {
    plant: (files) =>
      change(files, newest, ({ signatures: [first], signed }) => ({
        signatures: ['a', 'b', 'c'].map((name) => ({ ...first!, keyid: name.repeat(64) })),
        signed,
      })),
    finds: ['transcript.file-mismatch', 'signature.unknown-key'],
    where: /root\.json$/,
    alone: ['root.threshold-not-met', 'signature.unknown-key'],
  },
  'an expiry moved after signing': {
    plant: (files) =>
      change(files, newest, ({ signatures, signed }) => ({
        signatures,
        signed: { ...signed, expires: '2099-01-01T00:00:00Z' },
      })),
    finds: ['root.threshold-not-met', 'signature.invalid'],
    where: /root\.json$/,
    alone: ['root.threshold-not-met', 'signature.invalid'],
  },
  'a threshold lowered after signing': {
    plant: (files) =>
      change(files, newest, ({ signatures, signed }) => {
        const roles = objectIn(signed, 'roles');
        const root = { ...objectIn(roles, 'root'), threshold: 1 };
        return { signatures, signed: { ...signed, roles: { ...roles, root } } };
      }),
    finds: ['root.threshold-not-met'],
    where: /root\.json$/,
    alone: ['root.threshold-not-met'],
  },
  'a fork: a second root 2 that enough keyholders signed': {
    plant: async (files, signers) => {
      const part = { ...rootIn(files), expires: '2031-01-01T00:00:00Z' };
      put(files, 'elsewhere/2.root.json', await signAsRoot(files, part, signers));
    },
    finds: ['root.fork'],
    where: /2\.root\.json/,
    alone: ['root.fork'],
  },
  'a fork of the targets': {
    plant: async (files, signers) => {
      const { signed } = metadataIn(files, 'repository/2.targets.json');
      const other = { ...signed, expires: '2031-01-01T00:00:00Z' };
      put(
        files,
        'elsewhere/2.targets.json',
        await signAs(rootIn(files), 'targets', other, signers),
      );
    },
    finds: ['role.fork'],
    where: /targets\.json/,
    alone: ['role.fork'],
  },
  'an old snapshot in the place of the new one': {
    plant: (files) => {
      files.set('repository/snapshot.json', bytesIn(files, 'repository/1.snapshot.json'));
      files.delete('repository/2.snapshot.json');
    },
    finds: ['role.mismatch', 'transcript.file-mismatch', 'transcript.file-missing'],
    where: /snapshot\.json$/,
    alone: ['role.mismatch'],
  },
  'a newer timestamp that goes back to the old snapshot': {
    plant: async (files, signers) => {
      const { signed } = metadataIn(files, 'repository/timestamp.json');
      const old = bytesIn(files, 'repository/1.snapshot.json');
      const facts = { version: 1, length: old.length, hashes: { sha256: sha256Hex(old) } };
      const part = { ...signed, version: 9, meta: { 'snapshot.json': facts } };
      put(
        files,
        'repository/timestamp.json',
        await signAs(rootIn(files), 'timestamp', part, signers),
      );
    },
    finds: ['role.rollback', 'transcript.file-mismatch'],
    where: /(?:timestamp|snapshot)\.json$/,
    alone: ['role.rollback'],
  },
  'a timestamp that somebody else signed': {
    plant: async (files, signers) => {
      const { signed } = metadataIn(files, 'repository/timestamp.json');
      const role = objectIn(rootIn(files), 'roles', 'timestamp');
      const [keyid = ''] = role['keyids'] as readonly string[];
      const by = await signAs(rootIn(files), 'root', { ...signed, version: 9 }, signers);
      const entry: Entry = { keyid, sig: by.signatures[0]!.sig };
      put(files, 'repository/timestamp.json', { signatures: [entry], signed: by.signed });
    },
    finds: ['role.threshold-not-met', 'signature.made-by-other-key'],
    where: /timestamp\.json$/,
    alone: ['role.threshold-not-met', 'signature.made-by-other-key'],
  },
  'a delegated role changed after signing': {
    plant: (files) =>
      change(
        files,
        ['repository/transparency-log.json', 'repository/2.transparency-log.json'],
        ({ signatures, signed }) => ({
          signatures,
          signed: { ...signed, expires: '2031-01-01T00:00:00Z' },
        }),
      ),
    finds: ['role.threshold-not-met'],
    where: /transparency-log\.json$/,
    alone: ['role.threshold-not-met'],
  },
  'a changed target': {
    plant: async (files, signers) => {
      const good = utf8('as it was agreed\n');
      const hashes = { sha256: createHash('sha256').update(good).digest('hex') };
      const { signed } = metadataIn(files, 'repository/targets.json');
      const part = { ...signed, targets: { 'hello.txt': { length: good.length, hashes } } };
      const made = await signAs(rootIn(files), 'targets', part, signers);
      for (const path of ['repository/targets.json', 'repository/2.targets.json'])
        put(files, path, made);
      files.set('repository/targets/hello.txt', utf8('as it was AGREED\n'));
    },
    finds: ['target.mismatch'],
    where: /hello\.txt$/,
    alone: ['target.mismatch'],
  },
  'a missing target': {
    plant: async (files, signers) => {
      const { signed } = metadataIn(files, 'repository/targets.json');
      const hashes = { sha256: sha256Hex(utf8('a')) };
      const part = { ...signed, targets: { 'a.txt': { length: 1, hashes } } };
      const made = await signAs(rootIn(files), 'targets', part, signers);
      for (const path of ['repository/targets.json', 'repository/2.targets.json'])
        put(files, path, made);
      files.set('repository/targets/other.txt', utf8('b'));
    },
    finds: ['target.missing'],
    where: /targets\.json$/,
    alone: ['target.missing'],
  },
  'a missing role': {
    plant: (files) => {
      for (const path of files.keys())
        if (path.startsWith('repository/') && path.endsWith('transparency-log.json'))
          files.delete(path);
    },
    finds: ['role.missing', 'transcript.file-missing'],
    where: /snapshot\.json$/,
    alone: ['role.missing'],
  },
  'a missing key file': {
    plant: (files) => void files.delete(yubikey('11111111', 'pubkey')),
    finds: ['transcript.file-missing'],
    where: /transcript\.jsonl$/,
  },
  'an expired role': {
    plant: () => {},
    finds: ['role.expired'],
    where: /\.json$/,
    alone: ['role.expired'],
    asOf: '2040-01-01T00:00:00Z',
  },
  'a member that stands twice': {
    plant: (files) => {
      for (const path of newest)
        files.set(
          path,
          utf8(textIn(files, path).replace(/"version"\s*:\s*2/, '"version": 2, "version": 3')),
        );
    },
    finds: ['json.duplicate-member'],
    where: /root\.json$/,
    alone: ['json.duplicate-member'],
  },
  'a number that programs read differently': {
    plant: (files) => {
      for (const path of newest)
        files.set(
          path,
          utf8(textIn(files, path).replace(/"version"\s*:\s*2/, '"version": 9007199254740993')),
        );
    },
    finds: ['json.unsafe-number'],
    where: /root\.json$/,
    alone: ['json.unsafe-number'],
  },
  'a file that was cut off': {
    plant: (files) => {
      for (const path of newest) files.set(path, bytesIn(files, path).slice(0, -40));
    },
    finds: ['json.malformed'],
    where: /root\.json$/,
    alone: ['json.malformed'],
  },
  'attestations exchanged between two devices': {
    plant: (files) => swap(files, yubikey('11111111', 'key_cert'), yubikey('22222222', 'key_cert')),
    finds: ['attestation.serial-mismatch', 'attestation.key-mismatch', 'transcript.file-mismatch'],
    where: /_key_cert\.pem$/,
  },
  'public keys exchanged between two devices': {
    plant: (files) => swap(files, yubikey('11111111', 'pubkey'), yubikey('22222222', 'pubkey')),
    finds: ['attestation.key-mismatch', 'transcript.file-mismatch'],
    where: /_pubkey\.pem$/,
  },
  'a device certificate in the place of the key’s': {
    plant: (files) =>
      void files.set(
        yubikey('11111111', 'key_cert'),
        bytesIn(files, yubikey('22222222', 'device_cert')),
      ),
    // No certificate about the key is left: a key of a device has lost its evidence.
    finds: ['transcript.file-mismatch', 'attestation.missing'],
    where: /_key_cert\.pem$/,
  },
  'a certificate that was changed': {
    plant: (files) => {
      const path = yubikey('11111111', 'key_cert');
      const text = textIn(files, path);
      const at = text.lastIndexOf('\n-----END') - 20;
      const other = text[at] === 'A' ? 'B' : 'A';
      files.set(path, utf8(text.slice(0, at) + other + text.slice(at + 1)));
    },
    finds: ['attestation.chain-invalid', 'transcript.file-mismatch'],
    where: /_key_cert\.pem$/,
  },
  'an edited line of the record': {
    plant: (files) =>
      record(
        files,
        lines(files).map((line, at) => (at === 5 ? line.replace(/"at":"20/, '"at":"19') : line)),
      ),
    finds: ['transcript.broken-chain'],
    where: /transcript\.jsonl$/,
  },
  'a line taken out of the record': {
    plant: (files) => record(files, lines(files).toSpliced(6, 1)),
    finds: ['transcript.broken-chain'],
    where: /transcript\.jsonl$/,
  },
  'two lines of the record exchanged': {
    plant: (files) => {
      const all = lines(files);
      record(files, [...all.slice(0, 6), all[7]!, all[6]!, ...all.slice(8)]);
    },
    finds: ['transcript.broken-chain'],
    where: /transcript\.jsonl$/,
  },
  'a record cut before the tokens signed it': {
    plant: (files) => record(files, lines(files).slice(0, 20)),
    finds: ['transcript.signature-invalid'],
    where: /./,
  },
  'a record written anew from its first line on': {
    plant: (files) => {
      const plan = sha256Hex(bytesIn(files, 'ceremony.yaml'));
      const { records } = verifyTranscript(bytesIn(files, 'transcript.jsonl'), 'transcript.jsonl');
      const acts = records.map((one) => {
        const { kind, participant, data } = one;
        const told =
          kind === 'ceremony.opened' ? { ...data, title: `${data.title}, as it was not` } : data;
        return { kind, participant, data: told };
      });
      files.set('transcript.jsonl', chainOf(plan, acts as Parameters<typeof chainOf>[1]).bytes);
    },
    finds: ['transcript.signature-invalid'],
    where: /checkpoints\/|transcript\.jsonl/,
  },
  'a checkpoint with a wrong signature': {
    plant: (files) => {
      const path = [...files.keys()].find((one) => one.startsWith('checkpoints/')) ?? '';
      const text = textIn(files, path);
      const changed = text.replace(
        /("sig":\s*")(.)/,
        (_, start: string, digit: string) => `${start}${digit === 'M' ? 'N' : 'M'}`,
      );
      files.set(path, utf8(changed));
    },
    finds: ['transcript.signature-invalid'],
    where: /checkpoints\//,
  },
  'another plan': {
    plant: (files) =>
      void files.set('ceremony.yaml', utf8(`${textIn(files, 'ceremony.yaml')}# agreed later\n`)),
    finds: ['transcript.broken-chain'],
    where: /transcript\.jsonl$/,
  },
  'a plan that was taken away': {
    plant: (files) => void files.delete('ceremony.yaml'),
    finds: ['transcript.plan-missing'],
    where: /transcript\.jsonl$/,
    verdict: 'fail',
  },
  'practice marks taken out of the root': {
    plant: (files) =>
      change(files, [...newest, 'staged/root.json'], ({ signatures, signed }) => {
        const { 'x-rehearsal': _, ...rest } = signed;
        return { signatures, signed: rest };
      }),
    finds: ['transcript.practice-mismatch', 'root.threshold-not-met'],
    where: /root\.json$/,
    alone: ['root.threshold-not-met'],
  },
  'practice keys that signed a root without its marks': {
    plant: async (files, signers) => {
      const { 'x-rehearsal': _, ...rest } = rootIn(files);
      const part = { ...rest, version: 3 };
      put(files, 'repository/3.root.json', await signAs(rootIn(files), 'root', part, signers));
    },
    finds: ['rehearsal.production-key'],
    where: /3\.root\.json$/,
    alone: ['rehearsal.production-key'],
  },
  'the marks taken off the keys': {
    plant: async (files, signers) => {
      const root = rootIn(files);
      const keys = Object.fromEntries(
        Object.entries(objectIn(root, 'keys')).map(([keyid]) => {
          const { 'x-practice': _, ...rest } = objectIn(root, 'keys', keyid);
          return [keyid, rest];
        }),
      );
      const part = { ...root, keys, version: 3 };
      put(files, 'repository/3.root.json', await signAs(root, 'root', part, signers));
    },
    finds: ['rehearsal.production-key'],
    where: /root\.json$/,
    alone: ['rehearsal.production-key'],
  },
  'a root of one’s own with a gap before it': {
    plant: async (files, signers) => {
      const part = { ...rootIn(files), version: 4 };
      put(files, 'repository/4.root.json', await signAs(rootIn(files), 'root', part, signers));
    },
    finds: ['root.version-gap'],
    where: /4\.root\.json$/,
    alone: ['root.version-gap'],
  },
  'a file set aside and changed': {
    plant: (files) => {
      const path = [...files.keys()].find((one) => one.startsWith('replaced/')) ?? '';
      files.set(path, utf8(`${textIn(files, path)} `));
    },
    finds: ['transcript.file-mismatch'],
    where: /^replaced\//,
  },
  'a file that nobody explains': {
    plant: (files) => void files.set('keys/notes.txt', utf8('trust me\n')),
    finds: ['transcript.unexplained-file'],
    where: /notes\.txt$/,
    verdict: 'pass',
  },
};
