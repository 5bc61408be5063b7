import { join } from 'node:path';
import { rehearseOwn, type OwnResult } from '../../../../main/cli/own-rehearsal.ts';
import { stationFolders } from '../../../../main/station/folders.ts';
import { openDesk } from '../../../../main/station/station.ts';
import type { Desk } from '../../../../main/station/desk.ts';
import { samplePlan } from '../../../ceremony/sample-plan.ts';
import type { TroubleKind } from '../../../../src/ceremony/trouble.ts';
import type { PlanFields } from '../../../../src/ceremony/plan.ts';

/** A desk on a home folder of its own. Close its tokens at the end. */
export function deskIn(home: string): Promise<Desk> {
  return openDesk({ version: '0.0.0', root: true }, stationFolders({ HOME: home }));
}

export const closeDesk = (desk: Desk) =>
  Promise.all([desk.tokens.close(), desk.colleagues.close()]);

/** A rehearsal of this plan in `home/Ceremonies`, played to its end. */
export async function rehearsedIn(
  home: string,
  fields: PlanFields,
  desk: Desk,
  troubles: readonly TroubleKind[] = [],
): Promise<OwnResult & { readonly said: readonly string[] }> {
  const said: string[] = [];
  const result = await rehearseOwn(
    desk,
    {
      plan: samplePlan(fields),
      parent: join(home, 'Ceremonies'),
      given: [],
      troubles,
      signal: new AbortController().signal,
    },
    (what) => said.push(what),
  );
  return { ...result, said };
}
