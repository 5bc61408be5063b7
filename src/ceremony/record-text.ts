import type { RecordOf, TranscriptRecord } from './record.ts';
import { delegationSentence } from './delegations/record-sentence.ts';
import { scriptSentence } from './script-text.ts';
import { serialInWords } from './serial.ts';
import { troubleSentence } from './trouble-text.ts';

/**
 * One record as one sentence or a few, for people: what was done, never how to find it on this machine.
 * Bytes named by a digest show its first 16 digits; the record has the whole.
 */
export function renderRecord(record: TranscriptRecord): string {
  const who = record.participant === null ? 'The station' : record.participant;
  return `${who}: ${sentenceOf(record)}`;
}

/** A whole transcript as text: number, time, sentence, one record a line. */
export function renderTranscript(records: readonly TranscriptRecord[]): string {
  const width = String(records.at(-1)?.number ?? 0).length;
  return records
    .map(
      (record) =>
        `${String(record.number).padStart(width)}  ${record.at}  ${renderRecord(record)}\n`,
    )
    .join('');
}

function sentenceOf(record: TranscriptRecord): string {
  switch (record.kind) {
    case 'ceremony.opened':
      return `The ${record.data.mode === 'real' ? 'ceremony' : 'rehearsal'} “${record.data.title}” begins, for root version ${record.data.rootVersion}, with ${record.data.station}. Plan ${short(record.plan)}.`;
    case 'participant.present':
      return `${record.data.name} is present as ${record.data.role}.`;
    case 'network.looked':
      return `Looked at the network: ${record.data.sentence}. ${counted(record.data.interfaces.length, 'interface')}, ${counted(record.data.routes.length, 'route')}.`;
    case 'token.chosen':
      return `Chose ${tokenOf(record)}, ${record.data.planned ? 'as planned' : 'not named in the plan'}.`;
    case 'pin.set':
      return `Set the first PIN of ${serialInWords(record.data.serial)}.`;
    case 'key.given-up':
      return `Agreed that key ${short(record.data.spki)} on ${serialInWords(record.data.serial)} is lost when a new one is made.`;
    case 'key.intended':
      return `Begins to make a key (${record.data.scheme}) on ${serialInWords(record.data.serial)}.`;
    case 'key.made':
      return `Made a key (${record.data.scheme}) on ${serialInWords(record.data.serial)}. Public key ${short(record.data.spki)}. ${originOf(record)}`;
    case 'key.adopted':
      return `Took up the key that ${serialInWords(record.data.serial)} holds (${record.data.scheme}), ${record.data.origin === 'cut-off' ? 'whose making was cut off' : 'from an earlier ceremony'}. Public key ${short(record.data.spki)}.`;
    case 'act.stopped':
      return `${stoppedAct[record.data.act]} with ${serialInWords(record.data.serial)} stopped: ${record.data.sentence} (${record.data.code})`;
    case 'evidence.accepted':
      return evidenceOf(record);
    case 'export.written':
      return `Wrote and read back ${counted(record.data.files.length, 'key file')} of ${serialInWords(record.data.serial)}. Public key ${short(record.data.spki)}.`;
    case 'export.confirmed':
      return `Read the fingerprint of public key ${short(record.data.spki)} aloud: ${rowsOf(record.data.rows)}.`;
    case 'root.staged':
      return `Staged root version ${record.data.version} for signing. Bytes to sign ${short(record.data.signedSha256)}.`;
    case 'metadata.staged':
      return `Staged ${record.data.file}, version ${record.data.version}. Bytes to sign ${short(record.data.signedSha256)}.`;
    case 'review.confirmed':
      return `Read ${counted(record.data.changes, 'change')} of version ${record.data.version} and compared ${rowsOf(record.data.rows)} with a second device. Bytes to sign ${short(record.data.signedSha256)}.`;
    case 'signature.intended':
      return `Begins to sign ${record.data.file} with ${serialInWords(record.data.serial)}. Bytes to sign ${short(record.data.signedSha256)}.`;
    case 'signature.added':
      return `Signed ${record.data.file} with ${serialInWords(record.data.serial)}. Verified by ${record.data.verifiedBy.join(' and ')}.${record.data.recovered ? ' The signature was found in the file after a crash.' : ''}`;
    case 'root.published':
      return `Published root version ${record.data.version}, ${counted(record.data.files.length, 'file')}. Bytes signed ${short(record.data.signedSha256)}.`;
    case 'deviation':
      return `Deviation. Expected: ${record.data.expected} Happened: ${record.data.happened} Decided: ${record.data.decided}`;
    case 'bundle.written':
      return `Carried ${counted(record.data.files.length, 'file')} as ${record.data.name}, read back and compared.`;
    case 'bundle.taken':
      return takenOf(record);
    case 'work.taken':
      return workOf(record);
    case 'transcript.recovered':
      return `The last line was cut off; ${counted(record.data.bytes, 'byte')} were set aside as ${record.data.file}.`;
    case 'folder.found':
      return `Found ${counted(record.data.files.length, 'file')} of the ceremony before in the folder.`;
    case 'repository.pushed':
      return `Sent ${sentThings[record.data.what]}, ${counted(record.data.files, 'file')}, to ${record.data.remote}, branch ${record.data.branch}, commit ${record.data.commit.slice(0, 12)}.`;
    case 'delegation.challenged':
    case 'delegation.changed':
    case 'delegation.withdrawn':
    case 'delegation.received':
    case 'roles.published':
    case 'proof.intended':
    case 'proof.made':
      return delegationSentence(record);
    case 'root.unstaged':
      return `Took root version ${record.data.version} back before anybody signed it: ${record.data.reason} It is kept as ${record.data.file}.`;
    case 'root.abandoned':
      return abandonedOf(record);
    case 'ceremony.abandoned':
      return `Gave this ceremony up: ${record.data.reason} Nothing is staged, signed or published in it any more.`;
    case 'ceremony.taken-over':
      return `Took the folder over from ${record.data.host}, which had it open since ${record.data.openedAt} and will not go on.`;
    case 'checkpoint.intended':
      return `Begins to sign lines 1 to ${record.data.lines} of this record with ${serialInWords(record.data.serial)}. Tree head ${short(record.data.treeHead)}.`;
    case 'checkpoint.signed':
      return `Signed lines 1 to ${record.data.lines} of this record with ${serialInWords(record.data.serial)}. Tree head ${short(record.data.treeHead)}. Verified by ${record.data.verifiedBy.join(' and ')}.${record.data.recovered ? ' The signature was found as a file after a crash.' : ''}`;
    case 'token.set-up-begun':
      return setUpOf(record);
    case 'token.set-up':
      return `Set ${serialInWords(record.data.serial)} up, firmware ${record.data.firmware}, ${record.data.erased ? 'after everything on it was erased' : 'as it came from the factory'}: a PIN, a PUK and a management key of its own, read back.`;
    case 'pin.changed':
      return `Changed the PIN of ${serialInWords(record.data.serial)}.`;
    case 'pin.unblocked':
      return `Set a new PIN of ${serialInWords(record.data.serial)} by its PUK.`;
    case 'practice.key-removed':
      return `Removed practice key ${short(record.data.spki)} from ${serialInWords(record.data.serial)}.`;
    case 'practice.token-made':
      return `Made practice token ${serialInWords(record.data.serial)}.`;
    case 'practice.token-removed':
      return `Deleted practice token ${serialInWords(record.data.serial)}.`;
    case 'practice.played':
      return `The station played this practice colleague: ${record.data.sentence}`;
    case 'trouble.chosen':
    case 'trouble.happened':
    case 'trouble.solved':
      return troubleSentence(record);
    case 'script.begun':
    case 'act.closed':
    case 'script.paused':
    case 'script.resumed':
    case 'deviation.stopped':
    case 'deviation.settled':
    case 'clock.read':
    case 'clock.settled':
      return scriptSentence(record);
    default:
      return unknownKind(record);
  }
}

const sentThings = {
  ceremony: 'the ceremony',
  key: 'a key',
  staged: 'what is staged',
} as const;

const stoppedAct = {
  key: 'Making a key',
  signature: 'Signing',
  checkpoint: 'Signing the record',
  'set-up': 'Setting up',
  proof: 'Proving a key',
} as const;

function unknownKind(record: never): never {
  throw new TypeError(`a record of a kind that is not in the list: ${String(record)}`);
}

function tokenOf({ data }: RecordOf<'token.chosen'>): string {
  return `${data.practice ? 'practice token' : 'token'} ${serialInWords(data.serial)} (${data.model})`;
}

function originOf({ data }: RecordOf<'key.made'>): string {
  const made =
    data.onDevice === null
      ? 'The token does not tell where it was made'
      : data.onDevice
        ? 'It was made on the device'
        : 'It was not made on the device';
  const leaves =
    data.extractable === null
      ? 'nor whether it can leave it'
      : data.extractable
        ? 'and can leave it'
        : 'and cannot leave it';
  return `${made} ${leaves}.`;
}

function evidenceOf({ data }: RecordOf<'evidence.accepted'>): string {
  const key = `Public key ${short(data.spki)}.`;
  if (!data.attested)
    return `Accepted that ${serialInWords(data.serial)} gives no attestation. ${key}`;
  const brought = data.brought === undefined ? '' : ', brought as files';
  return `Accepted the attestation of ${serialInWords(data.serial)}${brought}: chain to ${data.chain ?? 'no root'}, firmware ${data.firmware ?? 'not told'}, PIN ${data.pinPolicy ?? 'not told'}, touch ${data.touchPolicy ?? 'not told'}, ${counted(data.notes, 'note')}. ${key}`;
}

function setUpOf({ data }: RecordOf<'token.set-up-begun'>): string {
  const token = serialInWords(data.serial);
  if (!data.erased) return `Begins to set ${token} up, which is as it came from the factory.`;
  const keys = data.erases.map(({ slot, spki }) =>
    spki === null ? `a key in ${slot} that cannot be read` : `key ${short(spki)} in ${slot}`,
  );
  const goes = keys.length === 0 ? 'no key that it shows' : keys.join(', ');
  const rest = data.complete ? '' : ' This token does not tell what its other slots hold.';
  return `Begins to erase ${token} and to set it up. What goes: ${goes}.${rest}`;
}

function abandonedOf({ data }: RecordOf<'root.abandoned'>): string {
  const reach = data.acceptable
    ? 'Every threshold was met: whoever has the file has a root that clients accept.'
    : 'It has too few signatures for a client to accept it.';
  return `Gave root version ${data.version} up with ${counted(data.signatures, 'signature')}: ${data.reason} ${reach} It is kept as ${data.file}. Bytes signed ${short(data.signedSha256)}.`;
}

function takenOf({ data }: RecordOf<'bundle.taken'>): string {
  const from = data.from === null ? '' : ` from ${data.from}`;
  const record =
    data.transcript === null ? '' : `, with a record of ${counted(data.transcript.lines, 'line')}`;
  return `Took ${data.name}${from}: ${counted(data.added.length, 'new file')}, ${counted(data.signatures.length, 'new signature')}${record}.`;
}

function workOf({ data }: RecordOf<'work.taken'>): string {
  const { source, from, added, signatures, refused } = data;
  const where =
    source.branch === null
      ? source.name
      : `branch ${source.branch} of ${source.name}, commit ${source.commit?.slice(0, 12) ?? ''}`;
  const by = from === null ? '' : ` from ${from}`;
  const outside = refused.map(({ sentence }) => ` Stayed outside: ${sentence}`).join('');
  return `Brought in ${where}${by}: ${counted(added.length, 'new file')}, ${counted(signatures.length, 'new signature')}.${outside}`;
}

function rowsOf(rows: readonly number[]): string {
  if (rows.length === 0) return 'no row';
  return `${rows.length === 1 ? 'row' : 'rows'} ${rows.map((row) => 'ABCDEFGH'.charAt(row)).join(' ')}`;
}

const short = (digest: string): string => digest.slice(0, 16);
const counted = (count: number, thing: string): string =>
  `${count} ${thing}${count === 1 ? '' : 's'}`;
