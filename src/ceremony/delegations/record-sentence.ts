import type { TranscriptRecord } from '../record.ts';
import { serialInWords } from '../serial.ts';

/** The records of delegations. */
export type DelegationRecord = Extract<
  TranscriptRecord,
  {
    kind:
      | 'delegation.challenged'
      | 'delegation.changed'
      | 'delegation.withdrawn'
      | 'delegation.received'
      | 'roles.published'
      | 'proof.intended'
      | 'proof.made';
  }
>;

const changes = {
  add: 'Staged a delegation of',
  revoke: 'Staged the end of the delegation of',
  redelegate: 'Staged new hands for',
  adjust: 'Staged other paths or another threshold for',
} as const;

/** One record of a delegation as a sentence. */
export function delegationSentence(record: DelegationRecord): string {
  switch (record.kind) {
    case 'delegation.challenged':
      return `Made a challenge for the role ${record.data.role}, number ${short(record.data.nonce)}, under root ${short(record.data.rootSha256)}.`;
    case 'delegation.changed': {
      const { change, role, version, keys, reason, signedSha256 } = record.data;
      const what = change === 'adjust' ? 'stay' : 'proved';
      const proved =
        keys.length === 0 ? '' : ` ${keys.length} ${what}: ${keys.map(short).join(', ')}.`;
      const why = reason === '' ? '' : ` ${reason}`;
      return `${changes[change]} ${role}, targets version ${version}.${proved}${why} Bytes to sign ${short(signedSha256)}.`;
    }
    case 'delegation.withdrawn':
      return `Took targets version ${record.data.version} back before anybody signed it. It is kept as ${record.data.file}.`;
    case 'delegation.received':
      return `Took version ${record.data.version} of ${record.data.role}, signed by enough of its keys. Bytes signed ${short(record.data.signedSha256)}.`;
    case 'roles.published':
      return `Published targets version ${record.data.version} and the roles beside it, ${record.data.files.length} files. Bytes signed ${short(record.data.signedSha256)}.`;
    case 'proof.intended':
      return `Begins to prove the key on ${serialInWords(record.data.serial)} for the role ${record.data.role}, challenge ${short(record.data.nonce)}.`;
    case 'proof.made':
      return `Proved the key on ${serialInWords(record.data.serial)} for the role ${record.data.role}, challenge ${short(record.data.nonce)}. Verified by ${record.data.verifiedBy.join(' and ')}. Public key ${short(record.data.spki)}.`;
  }
}

const short = (digest: string): string => digest.slice(0, 16);
