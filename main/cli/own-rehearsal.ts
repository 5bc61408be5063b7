import { basename } from 'node:path';
import { durationText } from '../../src/ceremony/duration.ts';
import { longestPlan, parsePlan, type Plan } from '../../src/ceremony/plan.ts';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { troubleSummary } from '../../src/ceremony/trouble-text.ts';
import type { TroubleKind } from '../../src/ceremony/trouble.ts';
import type { Desk } from '../station/desk.ts';
import { beginRehearsal } from '../station/rehearsal/begin.ts';
import { playScript, type MeasuredAct } from '../station/rehearsal/play-script.ts';
import type { Say } from '../station/rehearsal/play-act.ts';
import { windowlessWork } from '../station/rehearsal/windowless-work.ts';
import type { TokenSerial } from '../tokens/token.ts';

/** What a rehearsal of one's own plan is asked for. */
export interface OwnRehearsal {
  readonly plan: Plan;
  /** The folder in which the rehearsal's folder is made. */
  readonly parent: string;
  readonly given: readonly TokenSerial[];
  /** What is to go wrong on the way. */
  readonly troubles: readonly TroubleKind[];
  readonly signal: AbortSignal;
}

/** What it leaves. */
export interface OwnResult {
  /** The rehearsal's folder. */
  readonly path: string;
  readonly acts: readonly MeasuredAct[];
  /** What went wrong, how it was solved, and how long it took, in lines. */
  readonly troubles: readonly string[];
}

/** The plan in a file that a person named. @throws PlanError; FolderError */
export async function readPlan(path: string): Promise<Plan> {
  return parsePlan(await readChosenFile(path, longestPlan), basename(path));
}

/** Rehearses one's own plan from the first act to the last, with nobody but the station. */
export async function rehearseOwn(
  desk: Desk,
  { plan, parent, given, troubles, signal }: OwnRehearsal,
  say: Say,
): Promise<OwnResult> {
  say(`Rehearse “${plan.title}”: make practice tokens for its people`);
  const { ceremony, leftOut } = await beginRehearsal(desk, plan, parent, { ready: given });
  for (const sentence of leftOut) say(`  ${sentence}`);
  const work = await windowlessWork(desk, ceremony);
  try {
    const acts = await playScript(work, {
      say,
      signal,
      troubles,
      people: async () => {},
      clock: () => performance.now() / 1000,
    });
    return {
      path: ceremony.folder.path,
      acts,
      troubles: troubleSummary(ceremony.plan, ceremony.records),
    };
  } finally {
    await work.table.clear();
  }
}

/** Each act with the time it took beside the time that the plan gives it. */
export function timesText(acts: readonly MeasuredAct[]): string {
  const lines = acts.map(
    ({ act, seconds }) =>
      `  ${seconds.toFixed(1).padStart(6)} s  planned ${durationText(act.estimate).padStart(6)}  ${act.title}`,
  );
  return [
    '',
    'What each act took. The station played everybody, and people take longer:',
    ...lines,
    '',
  ].join('\n');
}

/** The end of a rehearsal with trouble in it; empty for one without. */
export function troublesText({ troubles }: OwnResult): string {
  if (troubles.length === 0) return '';
  const lines = troubles.map((line) => `  ${line}`);
  return ['', 'What went wrong, how it was solved, and how long it took:', ...lines, ''].join('\n');
}
