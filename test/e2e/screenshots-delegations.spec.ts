import { join } from 'node:path';
import { twoProjects } from '../main/station/delegations/two-projects.ts';
import { test } from './fixture.ts';
import { tourOfDelegations } from './keyholder/tour-delegations.ts';
import { still } from './still.ts';

const PICTURES = join(import.meta.dirname, '../../docs/pictures');
const SHOWN = new Set([
  'delegations',
  'delegation-answers',
  'delegation-difference',
  'delegation-waiting',
]);

test('paths go to another project', async ({ page, station }) => {
  await page.setViewportSize({ width: 1280, height: 832 });
  const projects = await twoProjects(station.home);
  try {
    const other = await projects.delegate('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
    await projects.host.folder.close();
    await tourOfDelegations(page, projects, other, async (name) => {
      if (!SHOWN.has(name)) return;
      await still(page);
      await page.screenshot({ path: join(PICTURES, `${name}.png`), caret: 'hide' });
    });
  } finally {
    await projects.close();
  }
});
