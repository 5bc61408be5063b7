import type { Plan } from '../../../src/ceremony/plan.ts';
import type { TranscriptRecord } from '../../../src/ceremony/record.ts';
import { plannedActs, type PlannedAct } from '../../../src/ceremony/script.ts';
import { schemeOf } from '../../../src/ceremony/roster.ts';
import type { Finding } from '../../../src/audit/report.ts';
import { collect } from '../../audit/collect.ts';
import { runAudit } from '../../audit/run.ts';
import { colleaguesOf, playKey } from '../colleagues.ts';
import { heldKeys } from '../held-keys.ts';
import { hostHandlers } from '../host-handlers.ts';
import type { Work } from '../handlers.ts';
import { scriptHandlers } from '../script-handlers.ts';
import { signFormer } from './former-key.ts';
import type { Witness } from './witness-at-hand.ts';

/** Says what is done, and how it came out. */
export type Say = (what: string) => void;

/** A call that nobody cancels and whose progress nobody watches. */
export const plainCall = (signal: AbortSignal) => ({ signal, progress: () => {} });

/** What an act is played with. */
export interface ActStage {
  readonly work: Work;
  readonly act: PlannedAct;
  readonly witness: Witness;
  readonly say: Say;
  readonly signal: AbortSignal;
  /** Does a deed that trouble may stop, and finds the way out if it does. */
  readonly tried: (deed: () => Promise<unknown>) => Promise<void>;
}

/** Plays what happens in an act, through the handlers that a page calls. What only people can do, nobody plays. */
export async function playAct(stage: ActStage): Promise<void> {
  switch (stage.act.kind) {
    case 'clock':
      return confirmTime(stage);
    case 'key':
      return bringKeys(stage);
    case 'stage':
      return stage.tried(async () =>
        hostHandlers(stage.work)['host.stage'](null, plainCall(stage.signal)),
      );
    case 'sign':
      return signAll(stage);
    case 'audit':
      return auditNow(stage);
    case 'publish':
      await hostHandlers(stage.work)['host.publish']({ pin: null }, plainCall(stage.signal));
      return;
    case 'welcome':
    case 'plan':
    case 'read':
    // A rehearsal plays the ceremony of a root: the acts of a delegate are not among them.
    case 'prove':
    case 'answer':
    case 'send':
    case 'close':
    case 'own':
      return;
  }
}

async function confirmTime({ work, witness, signal }: ActStage): Promise<void> {
  const handlers = scriptHandlers(work);
  const { plan } = work.table.open;
  for (const { id } of plan.participants) {
    const face = work.table.open.now().slice(11, 19);
    await handlers['clock.read']({ participant: id, face }, plainCall(signal));
  }
  await handlers['clock.settle'](witness, plainCall(signal));
}

async function bringKeys({ work, act, say }: ActStage): Promise<void> {
  const ceremony = work.table.open;
  const held = await heldKeys(ceremony.folder);
  for (const colleague of await colleaguesOf(work.desk.colleagues, ceremony)) {
    const { id, name } = colleague.participant;
    if (!act.who.includes(id)) continue;
    const there = held.find(({ participant }) => participant === id);
    if (there === undefined) {
      say(`${name} makes a key (${schemeOf(ceremony.plan, id)}) and exports it`);
      await playKey(work.desk.colleagues, ceremony, colleague);
      continue;
    }
    say(`${name} shows the key in use`);
    const sentence = `${name} shows the key in use, ${there.publicKey.digest.slice(0, 8)}.`;
    const data = { act: 'key', sentence } as const;
    await ceremony.append({ kind: 'practice.played', participant: id, data });
  }
}

async function signAll({ work, act, say, signal, tried }: ActStage): Promise<void> {
  const ceremony = work.table.open;
  const held = await heldKeys(ceremony.folder);
  const sign = hostHandlers(work)['host.practiceSign'];
  for (const { id, name, formerToken } of ceremony.plan.participants) {
    if (!act.who.includes(id)) continue;
    if (held.some(({ participant }) => participant === id)) {
      say(`${name} signs`);
      await tried(async () => sign({ participant: id }, plainCall(signal)));
    }
    if (formerToken !== undefined) {
      say(`${name} signs with the former key`);
      await signFormer(work, id);
    }
  }
}

/**
 * Before the publication the roles in the repository are signed for the root in use. Where the new root changes their
 * keys an audit misses signatures that only the publication makes, and what hangs on them.
 * @param comes a publication is still to come: without one nothing waits, and every error is one
 * @returns names of the files that wait for it, and the errors that have another cause
 */
export function untilPublication<Error extends Pick<Finding, 'code' | 'subject'>>(
  errors: readonly Error[],
  comes: boolean,
): { readonly waiting: readonly string[]; readonly others: readonly Error[] } {
  const short = errors.filter(
    ({ code, subject }) => code === 'role.threshold-not-met' && published.test(subject),
  );
  if (!comes || short.length === 0) return { waiting: [], others: errors };
  const waits = ({ code, subject }: Error): boolean =>
    (code === 'role.threshold-not-met' || code === 'role.missing') && published.test(subject);
  const names = short.map(({ subject }) => published.exec(subject)?.[1] ?? subject);
  return { waiting: [...new Set(names)], others: errors.filter((error) => !waits(error)) };
}

/** A file of the repository, with its version or without: its name without it. */
const published = /^repository\/(?:\d+\.)?(.+\.json)$/;

/** The script has an act that publishes, and none of its roots was published yet. */
export function publicationComes(plan: Plan, records: readonly TranscriptRecord[]): boolean {
  return (
    plannedActs(plan).some(({ kind }) => kind === 'publish') &&
    !records.some(({ kind }) => kind === 'root.published')
  );
}

/** What a second station would see now: its findings are part of what is practised. */
async function auditNow({ work, say, signal }: ActStage): Promise<void> {
  const { folder, plan, records } = work.table.open;
  const { files, skipped } = await collect([folder.path], undefined, signal);
  const { findings } = await runAudit({ files, skipped, asOf: work.desk.now(), signal });
  const errors = findings.filter(({ severity }) => severity === 'error');
  const { waiting, others } = untilPublication(errors, publicationComes(plan, records));
  if (waiting.length > 0)
    say(
      `The publication signs ${waiting.join(', ')} anew: until then the new root’s keys are missing`,
    );
  if (others.length === 0) say(`The audit has no ${waiting.length === 0 ? '' : 'other '}error`);
  for (const { code, subject, message } of others)
    say(`The audit says ${code}, ${subject}: ${message}`);
}
