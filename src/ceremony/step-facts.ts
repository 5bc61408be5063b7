import type { RecordOf } from './record.ts';

const algorithms = {
  'ecdsa-sha2-nistp256': 'P-256',
  'ecdsa-sha2-nistp384': 'P-384',
  ed25519: 'Ed25519',
  'rsassa-pss-sha256': 'RSA',
} as const;

/** The chosen token by its kind and serial, for example "YubiKey 24617802"; whoever shows it groups the digits. */
export function tokenFact({ data }: RecordOf<'token.chosen'>): string {
  const kind = data.practice ? 'Practice' : data.model.startsWith('YubiKey') ? 'YubiKey' : 'Token';
  return `${kind} ${data.serial}`;
}

/** What the key is and where it is from; claims to be made on the device only if the device said so. */
export function keyFact(record: RecordOf<'key.made'> | RecordOf<'key.adopted'>): string {
  const algorithm = algorithms[record.data.scheme];
  if (record.kind === 'key.adopted') {
    return `${algorithm}, ${record.data.origin === 'cut-off' ? 'taken up' : 'already there'}`;
  }
  return `${algorithm}, ${record.data.onDevice === true ? 'made on device' : 'on the token'}`;
}

/** What the attestation card came to. */
export function evidenceFact({ data }: RecordOf<'evidence.accepted'>): string {
  if (!data.attested) return 'No attestation';
  return data.notes === 0 ? 'Complete' : `Complete, ${counted(data.notes, 'note')}`;
}

/** How much was read before signing. */
export function reviewFact({ data }: RecordOf<'review.confirmed'>): string {
  return `Read, ${data.changes === 0 ? 'no changes' : counted(data.changes, 'change')}`;
}

/** When the signature was recorded, by the clock of the station in UTC. */
export function signatureFact(record: RecordOf<'signature.added'>): string {
  return `Signed ${record.at.slice(11, 19)}`;
}

function counted(count: number, thing: string): string {
  return count === 1 ? `one ${thing}` : `${count} ${thing}s`;
}
