import type { RecordData } from '../../src/ceremony/record.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import type { OpenCeremony } from './open-ceremony.ts';

const sentences = {
  key: 'the key was not made',
  signature: 'the signature was not made',
  checkpoint: 'the record was not signed',
  'set-up': 'the token was not set up',
  proof: 'the key was not proved',
} as const;

/**
 * Records that an act on a token stopped, before its error goes on. If that cannot be recorded either, the intent stays
 * open in the record, and the person hears what stopped the act.
 */
export async function recordStop(
  ceremony: OpenCeremony,
  participant: string | null,
  { act, serial }: Pick<RecordData<'act.stopped'>, 'act' | 'serial'>,
  error: unknown,
): Promise<void> {
  const said = error instanceof StationError ? error : null;
  const data = {
    act,
    serial,
    code: said?.code ?? 'stopped',
    sentence: said?.message ?? sentences[act],
  };
  try {
    await ceremony.append({ kind: 'act.stopped', participant, data });
  } catch (unrecorded) {
    if (!(unrecorded instanceof StationError)) throw unrecorded;
  }
}
