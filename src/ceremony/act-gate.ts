import { namesInWords } from './names-in-words.ts';
import type { Plan } from './plan.ts';
import type { RecordOf } from './record.ts';
import type { ClosingWitness } from './witness.ts';
import type { OpenAct, RunningScript, ScriptState } from './script-state.ts';

/** What has come about in the ceremony's folder, looked at now. */
export interface CeremonyFacts {
  /** Participant ids whose key is not here. */
  readonly missing: readonly string[];
  /** The staged root is the one that plan and keys describe. */
  readonly staged: boolean;
  /** What the thresholds of the staged root lack, in words; empty when all hold. */
  readonly short: readonly string[];
  readonly published: boolean;
  /** Names of people whose signature on the record the script asks for now. */
  readonly unsigned: readonly string[];
  readonly clock: RecordOf<'clock.settled'> | null;
  /** In the ceremony of a delegate, whose one role has no root. */
  readonly delegate?: DelegateFacts;
}

/** What has come about on a delegate's side. */
export interface DelegateFacts {
  /** Names of holders whose key has not answered the challenge. */
  readonly unproved: readonly string[];
  /** Metadata of the role wait for signatures. */
  readonly staged: boolean;
  /** Signatures that the staged metadata still lack. */
  readonly short: number;
}

/** That an act has come to its end. Only `gateOf` makes one: the class stays in this file. */
class Proof {
  readonly #proved = true;
  readonly act: string;

  constructor(act: string) {
    this.act = act;
  }

  get proved(): true {
    return this.#proved;
  }
}

export type ActProof = Proof;

export type Gate =
  | { readonly ready: true; readonly proof: ActProof; readonly reason: string }
  | { readonly ready: false; readonly reason: string };

/**
 * Whether the act that is under way has what it has to end with, and why not: an act of keys needs the key, the signing
 * both thresholds, the publication the published files. What no machine can see is for host and witness to say.
 */
export function gateOf(plan: Plan, { now }: RunningScript, facts: CeremonyFacts): Gate {
  const lacks = lackOf(plan, now, facts);
  if (lacks !== null) return { ready: false, reason: lacks };
  return {
    ready: true,
    reason: 'The witness types initials; then the next act begins.',
    proof: new Proof(now.planned.id),
  };
}

/** The record that closes an act: there is none without the proof that it came to its end, and a witness. */
export function closing({ act }: ActProof, { witness, initials }: ClosingWitness) {
  return { kind: 'act.closed', data: { act, witness, initials } } as const;
}

function lackOf(plan: Plan, now: OpenAct, facts: CeremonyFacts): string | null {
  // A token that cannot be had any more is a deviation, and then the script goes on.
  if (facts.unsigned.length > 0 && now.deviations.length === 0)
    return `The record is to be signed by ${namesInWords(facts.unsigned)}, under Minutes.`;
  if (facts.delegate !== undefined) {
    const lack = delegateLack(now, facts.delegate);
    if (lack !== null) return lack;
  }
  const { rootVersion } = plan.tuf;
  const root = facts.delegate === undefined;
  switch (now.planned.kind) {
    case 'clock':
      return clockLack(plan, now, facts.clock);
    case 'key':
      return now.planned.who.some((id) => facts.missing.includes(id))
        ? 'The key has not come in yet.'
        : null;
    case 'stage':
    case 'read':
      return !root || facts.staged || facts.published
        ? null
        : `Root version ${rootVersion} is not staged.`;
    case 'sign':
    case 'audit':
      return !root || facts.short.length === 0 || facts.published
        ? null
        : `Still needed: ${facts.short.join('; ')}.`;
    case 'publish':
      return facts.published ? null : `Root version ${rootVersion} is not published yet.`;
    case 'welcome':
    case 'plan':
    case 'prove':
    case 'answer':
    case 'send':
    case 'close':
    case 'own':
      return null;
  }
}

function delegateLack({ planned: { kind } }: OpenAct, facts: DelegateFacts): string | null {
  if (kind === 'prove' && facts.unproved.length > 0)
    return `The key of ${namesInWords(facts.unproved)} has not answered the challenge.`;
  const signs = kind === 'sign' || kind === 'audit' || kind === 'send';
  if ((signs || kind === 'stage' || kind === 'read') && !facts.staged)
    return 'No metadata of the role are staged.';
  return signs && facts.short > 0 ? `Still needed: ${facts.short} more of the keyholders.` : null;
}

function clockLack(
  plan: Plan,
  { deviations }: OpenAct,
  clock: RecordOf<'clock.settled'> | null,
): string | null {
  if (clock === null) return 'The time is not confirmed yet.';
  if (plan.mode === 'rehearsal' || clock.data.date === plan.date || deviations.length > 0)
    return null;
  return `It is ${clock.data.date}, and the plan says ${plan.date}. Record a deviation, or plan again.`;
}

/** What the host's station may do in which act. */
const actOf = { key: 'key', stage: 'stage', sign: 'sign', publish: 'publish' } as const;

/**
 * A root that was taken back after its act was closed has to be staged again somewhere, or the script could never go
 * on: where it is read, or signed, once a deviation says why. Whoever signs reviews what is staged then.
 */
function stagesAgain({ planned: { kind }, deviations }: OpenAct): boolean {
  return (kind === 'read' || kind === 'sign') && deviations.length > 0;
}

/**
 * Why the station does not do this now, or null. A script that has not begun restrains nothing: what a root needs is
 * checked without it too.
 */
export function refusedByScript(state: ScriptState, deed: keyof typeof actOf): string | null {
  switch (state.phase) {
    case 'not-begun':
    case 'ended':
      return null;
    case 'paused':
      return 'The script is paused. Go on with it first.';
    case 'stopped':
      return 'A deviation is open. Write it down first.';
    case 'running':
      return state.now.planned.kind === actOf[deed] || (deed === 'stage' && stagesAgain(state.now))
        ? null
        : `This belongs to another act. Now: ${state.now.planned.title}.`;
  }
}
