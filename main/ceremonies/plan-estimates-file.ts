import { basename, dirname } from 'node:path';
import { RehearsalError } from '../../src/ceremony/ceremony-error.ts';
import { editedPlan } from '../../src/ceremony/plan-edit/plan-edit.ts';
import { estimateEdits, type Estimates } from '../../src/ceremony/plan-estimates.ts';
import { longestPlan, parsePlan, type Plan } from '../../src/ceremony/plan.ts';
import { plannedActs } from '../../src/ceremony/script.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { within } from './directory.ts';
import { readBack, replaceFile } from './durable-file.ts';
import { openDirectory } from './linux-directory.ts';
import { transcriptName } from './transcript-file.ts';

/** One act whose estimate is another now. Seconds. */
export interface ChangedEstimate {
  readonly title: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Writes estimates into the file of a plan; comments and everything else stay as they are. The file has to be the one
 * that was rehearsed, and no record may hang on it: every line of a record has the digest of its plan.
 * @param plan as it was read from the file
 * @throws RehearsalError `rehearsal.plan-in-use`; FolderError `folder.changed` and others
 */
export async function writeEstimates(
  path: string,
  plan: Plan,
  estimates: Estimates,
): Promise<readonly ChangedEstimate[]> {
  const name = basename(path);
  return within(openDirectory(dirname(path)), async (directory) => {
    if ((await directory.kindOf(transcriptName)) !== null) throw inUse(name);
    const bytes = (await directory.read(name, longestPlan)) ?? new Uint8Array();
    const { sha256: _, ...fields } = plan;
    const next = utf8(editedPlan(fromUtf8(bytes), ...estimateEdits(fields, estimates)));
    const changed = parsePlan(next, name);
    await replaceFile(directory, name, next, plan.sha256);
    await readBack(directory, name, next);
    const before = plannedActs(plan);
    return plannedActs(changed).flatMap(({ title, estimate }, place) => {
      const was = before[place]?.estimate ?? estimate;
      return was === estimate ? [] : [{ title, before: was, after: estimate }];
    });
  });
}

/**
 * To be asked before a rehearsal whose times are to be written, which takes a while.
 * @throws RehearsalError `rehearsal.plan-in-use`
 */
export async function requireNoRecord(path: string): Promise<void> {
  const there = await within(openDirectory(dirname(path)), (directory) =>
    directory.kindOf(transcriptName),
  );
  if (there !== null) throw inUse(basename(path));
}

function inUse(place: string): RehearsalError {
  return new RehearsalError('rehearsal.plan-in-use', 'a ceremony with this plan has begun', {
    place,
    expected: 'a plan without a record beside it',
    found: 'transcript.jsonl, whose lines name the digest of the plan',
    hint: 'Write the times into the plan of the next ceremony.',
    notDone: ['The plan was not changed.'],
  });
}
