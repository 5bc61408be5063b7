import { FolderError } from '../../../main/ceremonies/folder-error.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import type { Act, RecordKind, TranscriptRecord } from '../../../src/ceremony/record.ts';
import type { NetworkState } from '../../../src/contract/station.ts';

/** A ceremony whose record cannot take one kind of line, as on a disk that is full at that moment. */
export class LosingCeremony extends OpenCeremony {
  lost: RecordKind | null = null;

  override async append(act: Act): Promise<TranscriptRecord> {
    if (act.kind !== this.lost) return super.append(act);
    throw new FolderError('folder.full', 'the disk is full', { hint: 'Make room on it.' });
  }
}

/** What the station says of a machine without a network. */
export const offline: NetworkState = {
  way: 'none',
  interfaces: [],
  routes: [],
  sentence: 'Offline, no way out found',
  at: '2026-11-23T14:00:00Z',
};
