import { basename } from 'node:path';
import { durationText } from '../../src/ceremony/duration.ts';
import {
  measuredEstimates,
  neverShorter,
  type Estimates,
} from '../../src/ceremony/plan-estimates.ts';
import type { Plan } from '../../src/ceremony/plan.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { writeEstimates } from '../ceremonies/plan-estimates-file.ts';
import { readFolder } from '../ceremonies/readable-folder.ts';
import type { MeasuredAct } from '../station/rehearsal/play-script.ts';

/** Where a plan lies, and whether its times are to be written. */
export interface PlanFile {
  readonly path: string;
  readonly plan: Plan;
  /** `--write-estimates`: without it the plan is left alone. */
  readonly write: boolean;
}

/** After a rehearsal that the station played alone: writes what is too short, if that was asked for. @returns text */
export async function afterPlaying(file: PlanFile, acts: readonly MeasuredAct[]): Promise<string> {
  if (!file.write) return '';
  const measured = new Map(acts.map(({ act, seconds }) => [act.id, seconds]));
  const lines = await written(file, neverShorter(file.plan, measured));
  return [
    ...lines,
    'The station played everybody: no estimate became shorter. Rehearse with people, and take their times with --measured.',
    '',
  ].join('\n');
}

/**
 * The times of a rehearsal that people ran, from its record, beside those of the plan; written into it if asked for.
 * @param folder the rehearsal's folder
 * @throws RehearsalError `rehearsal.other-acts`, `rehearsal.plan-in-use`; FolderError; TranscriptError
 */
export async function fromPeople(file: PlanFile, folder: string): Promise<string> {
  const { sha256: _, ...fields } = file.plan;
  const estimates = await readFolder(folder, async ({ plan, records }) =>
    measuredEstimates(fields, plan, records),
  );
  const lines = plannedActs(file.plan).map(({ id, title, estimate }) => {
    const seconds = estimates.get(id);
    const took = seconds === undefined ? '-' : durationText(seconds);
    return `  ${took.padStart(8)}  planned ${durationText(estimate).padStart(6)}  ${title}`;
  });
  return [
    'What each act took:',
    ...lines,
    ...(file.write
      ? await written(file, estimates)
      : ['Nothing was written: --write-estimates does that.']),
    '',
  ].join('\n');
}

async function written({ path, plan }: PlanFile, estimates: Estimates): Promise<string[]> {
  const changed = await writeEstimates(path, plan, estimates);
  return [
    '',
    changed.length === 0
      ? `Every estimate in ${basename(path)} stays as it is.`
      : `Wrote into ${basename(path)}, and changed nothing else:`,
    ...changed.map(
      ({ title, before, after }) =>
        `  ${durationText(before).padStart(6)} → ${durationText(after).padEnd(6)}  ${title}`,
    ),
  ];
}
