import { status, StatusError } from './status.ts';

/** What goes wrong at the next command, or at the next one with this instruction. */
export interface Fault {
  /**
   * `delay`: the answer comes later. `answer`: these bytes instead of the answer (data and status). `corrupt`: the last
   * byte of the data is another one. `drop`: the device goes in the middle of its answer.
   */
  readonly kind: 'delay' | 'answer' | 'corrupt' | 'drop';
  /** Only commands with this instruction byte; every command if it is left out. */
  readonly instruction?: number | undefined;
  /** How many commands; one if it is left out. */
  readonly times?: number | undefined;
  /** For `delay`. */
  readonly milliseconds?: number | undefined;
  /** For `answer`, hexadecimal. */
  readonly response?: string | undefined;
}

/** The device went away in the middle of an answer, of which `part` was sent. */
export class DroppedError extends Error {
  readonly part: Buffer;

  constructor(part: Buffer) {
    super('the device went away');
    this.part = part;
  }
}

/** Faults in the order in which they were asked for. */
export class Faults {
  #planned: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#planned.push({ fault, left: fault.times ?? 1 });
  }

  /** Takes the fault that is due at this instruction, if there is one. */
  take(instruction: number): Fault | null {
    const due = this.#planned.find(
      ({ fault }) => fault.instruction === undefined || fault.instruction === instruction,
    );
    if (due === undefined) return null;
    due.left--;
    if (due.left <= 0) this.#planned = this.#planned.filter((one) => one !== due);
    return due.fault;
  }
}

/** The data that this fault answers with instead; null if it is another fault. @throws StatusError */
export function instead(fault: Fault | null): Buffer | null {
  if (fault?.kind !== 'answer') return null;
  const response = Buffer.from(fault.response ?? '6f00', 'hex');
  const word = response.readUInt16BE(response.length - 2);
  if (word !== status.ok) throw new StatusError(word);
  return response.subarray(0, -2);
}

/** The answer as this fault changes it. @throws DroppedError */
export async function withFault(fault: Fault | null, answer: Buffer): Promise<Buffer> {
  switch (fault?.kind) {
    case undefined:
    case 'answer':
      return answer;
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds ?? 1000));
      return answer;
    case 'corrupt': {
      const changed = Buffer.from(answer);
      const last = changed.length - 3;
      if (last >= 0) changed[last] = (changed[last] ?? 0) ^ 0x01;
      return changed;
    }
    case 'drop':
      throw new DroppedError(answer.subarray(0, answer.length >> 1));
  }
}
