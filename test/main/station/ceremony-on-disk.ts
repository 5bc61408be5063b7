import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createCeremony } from '../../../main/ceremonies/new-ceremony.ts';
import { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { planText, type PlanFields } from '../../../src/ceremony/plan.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';

export const at = '2026-11-23T14:00:00Z';

/** A ceremony of this plan in a folder of its own, opened and begun, with somebody in front of it. */
export async function ceremonyOnDisk(
  fields: PlanFields,
  you: string | null,
): Promise<{ ceremony: OpenCeremony; end: () => Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'ceremony-'));
  const path = await createCeremony(home, fields.title, utf8(planText(fields)));
  const folder = await CeremonyFolder.open(path, at);
  const ceremony = new OpenCeremony(folder, 'keyholder', you, () => at);
  const { title, mode, tuf } = folder.plan;
  await ceremony.append({
    kind: 'ceremony.opened',
    participant: null,
    data: {
      format: 'station-transcript/1',
      title,
      mode,
      rootVersion: tuf.rootVersion,
      station: 'test 0',
    },
  });
  const end = async () => {
    await folder.close();
    rmSync(home, { recursive: true, force: true });
  };
  return { ceremony, end };
}
