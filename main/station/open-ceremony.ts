import { StationError } from '../../src/encoding/station-error.ts';
import type { CeremonyView } from '../../src/contract/ceremony.ts';
import type { Role } from '../../src/contract/values.ts';
import type { Participant, Plan } from '../../src/ceremony/plan.ts';
import type { Act, RecordKind, RecordData, TranscriptRecord } from '../../src/ceremony/record.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import { stateOf, type KeyholderState } from '../../src/ceremony/state.ts';
import type { CeremonyFolder } from '../ceremonies/ceremony-folder.ts';
import { ceremonyView } from './ceremony-view.ts';

/** Raised when a call needs an open ceremony, or a person in it. */
export class SeatError extends StationError<
  | 'ceremony.none-open'
  | 'ceremony.nobody'
  | 'ceremony.not-you'
  | 'ceremony.mode-differs'
  | 'ceremony.real-as-root'
  | 'ceremony.closing'
> {}

/** An act without the person who did it. */
export type Deed = {
  readonly [Kind in RecordKind]: { readonly kind: Kind; readonly data: RecordData<Kind> };
}[RecordKind];

/** A ceremony folder with somebody in front of it. What is done is recorded here, and nowhere else. */
export class OpenCeremony {
  readonly folder: CeremonyFolder;
  readonly role: Role;
  readonly #now: () => string;
  #you: string | null;

  /** @param now the clock: RFC 3339, UTC */
  constructor(folder: CeremonyFolder, role: Role, you: string | null, now: () => string) {
    this.folder = folder;
    this.role = role;
    this.#you = you;
    this.#now = now;
  }

  get plan(): Plan {
    return this.folder.plan;
  }

  get records(): readonly TranscriptRecord[] {
    return this.folder.records;
  }

  get youOrNull(): Participant | null {
    return this.#you === null ? null : participantOf(this.plan, this.#you);
  }

  /** @throws SeatError `ceremony.nobody` until somebody said who they are */
  get you(): Participant {
    const you = this.youOrNull;
    if (you !== null) return you;
    throw new SeatError('ceremony.nobody', 'nobody has said who sits here', {
      hint: 'Choose your name first.',
    });
  }

  /** @throws SeatError `ceremony.nobody` */
  get state(): KeyholderState {
    return stateOf(this.plan, this.records, this.you.id);
  }

  get view(): CeremonyView {
    return ceremonyView({
      plan: this.plan,
      records: this.records,
      role: this.role,
      you: this.#you,
      folderNames: this.folder.names,
    });
  }

  now(): string {
    return this.#now();
  }

  /**
   * Seats a participant, and records it once for each change.
   * @throws SeatError `ceremony.not-you` for an id that the plan does not have
   */
  async seat(id: string): Promise<void> {
    const participant = participantOf(this.plan, id);
    if (participant === null) {
      throw new SeatError('ceremony.not-you', 'the plan does not name this person', {
        hint: 'Choose a name from the list.',
      });
    }
    const last = this.records.findLast((record) => record.kind === 'participant.present');
    const onRecord =
      last?.kind === 'participant.present' &&
      last.participant === id &&
      last.data.role === this.role;
    if (!onRecord) {
      const data = { name: participant.name, role: this.role };
      await this.append({ kind: 'participant.present', participant: id, data });
    }
    this.#you = id;
  }

  /** Records an act of the person who sits here. Durable when it returns. */
  async record(deed: Deed): Promise<TranscriptRecord> {
    return this.append({ ...deed, participant: this.you.id });
  }

  /** Records an act of a participant, or of the station itself (null). Durable when it returns. */
  async append(act: Act): Promise<TranscriptRecord> {
    return this.folder.append(act, this.#now());
  }
}
