import { parseSha256Hex, sha256Hex, type Sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import type { SpkiDigest } from '../../src/keys/public-key.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';
import { nextLine, startOfChain, type ChainEnd } from '../../src/ceremony/transcript.ts';
import type { Act, RecordData, RecordKind, TranscriptRecord } from '../../src/ceremony/record.ts';
import { parseSerial } from '../../src/ceremony/serial.ts';

export const digestOf = (name: string): Sha256Hex => sha256Hex(utf8(name));

/** As if some key had this digest. */
export const spkiOf = (name: string): SpkiDigest => digestOf(name) as SpkiDigest;

export const serial = parseSerial('24617802', 'test');
export const otherSerial = parseSerial('24617811', 'test');
export const key = spkiOf('key of priya');
export const staged = digestOf('bytes to sign of root 16');
export const everyRow = [0, 1, 2, 3, 4, 5, 6, 7];
const rootFile = folderPath('staged', 'root.json');
const scheme = 'ecdsa-sha2-nistp256';

/** Data of each kind as an ordinary ceremony has it; the list is closed, so a kind without a sample does not compile. */
export const sampleData: { readonly [Kind in RecordKind]: RecordData<Kind> } = {
  'ceremony.opened': {
    format: 'station-transcript/1',
    title: 'Root signing 16',
    mode: 'real',
    rootVersion: 16,
    station: 'Keyholder Station 0.1.0',
  },
  'participant.present': { name: 'Priya Raman', role: 'keyholder' },
  'network.looked': {
    way: 'none',
    interfaces: [{ name: 'lo', state: 'unknown', addresses: 0 }],
    routes: [],
    sentence: 'Offline, no way out found',
  },
  'token.chosen': { serial, model: 'YubiKey 5C', practice: false, planned: true },
  'pin.set': { serial },
  'key.given-up': { serial, spki: key },
  'key.intended': { serial, scheme, id: '02', label: 'root 16' },
  'key.made': {
    serial,
    scheme,
    spki: key,
    id: '02',
    onDevice: true,
    extractable: false,
    neverExtractable: true,
  },
  'key.adopted': { serial, scheme, spki: key, id: '02', origin: 'cut-off' },
  'act.stopped': {
    act: 'signature',
    serial,
    code: 'token.touch-timeout',
    sentence: 'Nobody touched the token.',
  },
  'evidence.accepted': {
    serial,
    spki: key,
    attested: true,
    chain: 'PIV Root 263751',
    firmware: '5.4.3',
    pinPolicy: 'always',
    touchPolicy: 'always',
    notes: 1,
  },
  'export.written': {
    serial,
    spki: key,
    files: [
      {
        path: folderPath('keys', serial, `${serial}_pubkey.pem`),
        bytes: 178,
        sha256: digestOf('pem'),
      },
    ],
  },
  'export.confirmed': { spki: key, rows: everyRow },
  'root.staged': { file: rootFile, version: 16, sha256: digestOf('file'), signedSha256: staged },
  'metadata.staged': {
    file: folderPath('staged', 'targets.json'),
    version: 9,
    sha256: digestOf('targets'),
    signedSha256: digestOf('targets to sign'),
  },
  'review.confirmed': { version: 16, signedSha256: staged, changes: 4, rows: everyRow },
  'signature.intended': { file: rootFile, serial, spki: key, signedSha256: staged, scheme },
  'signature.added': {
    file: rootFile,
    serial,
    spki: key,
    signedSha256: staged,
    keyid: digestOf('keyid'),
    fileSha256: digestOf('signed file'),
    verifiedBy: ['node', 'noble'],
    recovered: false,
  },
  'root.published': {
    version: 16,
    signedSha256: staged,
    files: [
      { path: folderPath('repository', '16.root.json'), bytes: 6481, sha256: digestOf('root') },
    ],
  },
  deviation: {
    about: 'network',
    expected: 'No way out.',
    happened: 'A cable was in.',
    decided: 'We go on without it.',
  },
  'bundle.written': {
    name: 'priya-raman-16.ceremony',
    manifestSha256: digestOf('manifest'),
    files: [],
  },
  'bundle.taken': {
    name: 'tom-okafor-16.ceremony',
    manifestSha256: digestOf('manifest'),
    from: 'tom-okafor',
    transcript: {
      file: folderPath('records', 'tom-okafor-0123456789abcdef.jsonl'),
      lines: 12,
      tip: digestOf('tip'),
    },
    added: [],
    signatures: [{ file: rootFile, keyid: digestOf('keyid') }],
  },
  'work.taken': {
    source: {
      kind: 'branch',
      name: 'root.git',
      branch: 'keyholder/tom-okafor',
      commit: 'c0'.repeat(20),
      manifestSha256: null,
    },
    from: 'tom-okafor',
    transcript: null,
    added: [],
    signatures: [{ file: rootFile, keyid: digestOf('keyid') }],
    refused: [{ what: 'key', sentence: 'Nobody in the plan has this token.' }],
  },
  'transcript.recovered': {
    bytes: 17,
    sha256: digestOf('torn'),
    file: folderPath('set-aside', 'transcript-0123456789abcdef.part'),
  },
  'folder.found': {
    files: [
      { path: folderPath('repository', '15.root.json'), bytes: 5287, sha256: digestOf('root 15') },
    ],
  },
  'repository.pushed': {
    what: 'ceremony',
    remote: 'root-signing.git',
    branch: 'ceremony/2027-07-14',
    commit: '0123456789abcdef0123456789abcdef01234567',
    files: 24,
  },
  'delegation.challenged': {
    role: 'registry.example.org',
    nonce: digestOf('nonce'),
    rootSha256: digestOf('root 15 to sign'),
    file: {
      path: folderPath('delegations', 'registry.example.org', '0123456789abcdef', 'challenge.txt'),
      bytes: 320,
      sha256: digestOf('challenge'),
    },
  },
  'delegation.changed': {
    change: 'add',
    role: 'registry.example.org',
    version: 10,
    signedSha256: digestOf('targets 10 to sign'),
    nonce: digestOf('nonce'),
    keys: [key],
    proofs: [
      {
        path: folderPath('delegations', 'registry.example.org', '0123456789abcdef', 'a.proof.json'),
        bytes: 900,
        sha256: digestOf('proof'),
      },
    ],
    reason: '',
  },
  'delegation.withdrawn': {
    version: 10,
    signedSha256: digestOf('targets 10 to sign'),
    file: folderPath('replaced', 'staged', '0123456789abcdef.targets.json'),
  },
  'delegation.received': {
    role: 'registry.example.org',
    version: 1,
    signedSha256: digestOf('registry to sign'),
    file: {
      path: folderPath('staged', 'registry.example.org.json'),
      bytes: 700,
      sha256: digestOf('registry'),
    },
  },
  'roles.published': {
    version: 10,
    signedSha256: digestOf('targets 10 to sign'),
    files: [
      { path: folderPath('repository', '10.targets.json'), bytes: 900, sha256: digestOf('t') },
    ],
  },
  'proof.intended': {
    role: 'registry.example.org',
    nonce: digestOf('nonce'),
    serial,
    spki: key,
    scheme,
  },
  'proof.made': {
    role: 'registry.example.org',
    nonce: digestOf('nonce'),
    serial,
    spki: key,
    file: folderPath('delegation', '0123456789abcdef.proof.json'),
    fileSha256: digestOf('proof'),
    verifiedBy: ['node', 'noble'],
  },
  'root.unstaged': {
    version: 16,
    signedSha256: staged,
    file: folderPath('replaced', 'staged', '0123456789abcdef.root.json'),
    reason: 'Wrong expiry.',
  },
  'root.abandoned': {
    version: 16,
    sha256: digestOf('file of root 16'),
    signedSha256: staged,
    file: folderPath('abandoned', '16.0123456789abcdef.root.json'),
    signatures: 2,
    acceptable: false,
    reason: 'A keyholder saw a mistake.',
  },
  'ceremony.abandoned': { reason: 'The power failed.' },
  'ceremony.taken-over': { host: 'ceremony-laptop', openedAt: '2027-07-14T14:00:00Z' },
  'checkpoint.intended': { serial, spki: key, lines: 12, treeHead: digestOf('tree'), scheme },
  'checkpoint.signed': {
    serial,
    spki: key,
    lines: 12,
    treeHead: digestOf('tree'),
    file: folderPath('checkpoints', '12-0123456789abcdef.dsse.json'),
    fileSha256: digestOf('envelope'),
    verifiedBy: ['node', 'noble'],
    recovered: false,
  },
  'script.begun': { acts: 12 },
  'act.closed': { act: 'key.priya-raman', witness: 'sam-abara', initials: 'SA' },
  'script.paused': { act: 'sign' },
  'script.resumed': { act: 'sign' },
  'deviation.stopped': { act: 'sign' },
  'deviation.settled': {
    act: 'sign',
    stopped: 31,
    expected: 'A touch.',
    happened: 'The cable fell out.',
    decided: 'We plug it in again.',
    witness: 'sam-abara',
    initials: 'SA',
  },
  'clock.read': { theirs: '2027-07-14T14:01:00Z', station: '2027-07-14T14:00:56Z', offset: 4 },
  'clock.settled': {
    offset: 0,
    readings: 3,
    date: '2027-07-14',
    witness: 'sam-abara',
    initials: 'SA',
  },
  'token.set-up-begun': {
    serial,
    erased: true,
    erases: [{ slot: '9c', spki: key }],
    complete: true,
  },
  'token.set-up': { serial, firmware: '5.4.3', erased: true },
  'pin.changed': { serial },
  'pin.unblocked': { serial },
  'practice.key-removed': { serial, spki: key },
  'practice.token-made': { serial },
  'practice.token-removed': { serial },
  'trouble.chosen': { troubles: ['pulled-token', 'corrupt-file'] },
  'trouble.happened': {
    trouble: 'pulled-token',
    act: 'sign',
    code: 'token.absent',
    sentence: 'the token is not plugged in',
  },
  'trouble.solved': {
    trouble: 'pulled-token',
    happened: 40,
    sentence: 'Priya Raman signed after all.',
  },
  'practice.played': { act: 'signature', sentence: 'Signed root version 2.' },
};

/** Every kind, in the order of the list. */
export const everyKind = Object.keys(sampleData) as RecordKind[];

/** One act with the sample's data, or with some of it changed. */
export function actOf<Kind extends RecordKind>(
  kind: Kind,
  change: Partial<RecordData<Kind>> = {},
  participant: string | null = 'priya-raman',
): Act {
  return { kind, participant, data: { ...sampleData[kind], ...change } } as Act;
}

/** A chain of these acts, a second apart, from 14:00:00 on. */
export function chainOf(
  plan: string,
  acts: readonly Act[],
): { records: TranscriptRecord[]; bytes: Uint8Array; lines: Uint8Array[]; end: ChainEnd } {
  let end = startOfChain(parseSha256Hex(plan));
  const records: TranscriptRecord[] = [];
  const lines: Uint8Array[] = [];
  for (const act of acts) {
    const next = nextLine(end, act, timeOf(records.length));
    records.push(next.record);
    lines.push(next.line);
    end = next.end;
  }
  return { records, lines, bytes: Buffer.concat(lines), end };
}

export const timeOf = (second: number): string =>
  new Date(Date.UTC(2027, 6, 14, 14, 0, second)).toISOString().replace('.000Z', 'Z');
