import type { RecordKind, TranscriptRecord } from '../record.ts';
import { renderRecord } from '../record-text.ts';
import type { Edition, People } from './people.ts';

/**
 * Kinds whose sentence is made of the station's own words, digests, serials and numbers. Every other kind may hold what
 * a person typed, or a name of a machine: the public edition names the kind only.
 */
const ownWords: ReadonlySet<RecordKind> = new Set([
  'ceremony.opened',
  'participant.present',
  'token.chosen',
  'pin.set',
  'pin.changed',
  'pin.unblocked',
  'token.set-up-begun',
  'token.set-up',
  'practice.key-removed',
  'key.given-up',
  'key.intended',
  'key.made',
  'key.adopted',
  'evidence.accepted',
  'export.written',
  'export.confirmed',
  'root.staged',
  'metadata.staged',
  'review.confirmed',
  'signature.intended',
  'signature.added',
  'root.published',
  'delegation.challenged',
  'delegation.withdrawn',
  'delegation.received',
  'roles.published',
  'proof.intended',
  'proof.made',
  'checkpoint.intended',
  'checkpoint.signed',
  'transcript.recovered',
  'practice.token-made',
  'practice.token-removed',
]);

/** What happened in one line of the record, without who did it. */
export function actText(record: TranscriptRecord, edition: Edition, people: People): string {
  if (edition === 'public' && !ownWords.has(record.kind)) {
    return `A record of the kind “${record.kind}”. Its text is in the full edition.`;
  }
  const who = `${record.participant ?? 'The station'}: `;
  const sentence = renderRecord(record);
  return people.inWords(sentence.startsWith(who) ? sentence.slice(who.length) : sentence);
}
