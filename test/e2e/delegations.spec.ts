import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { roleName, twoProjects } from '../main/station/delegations/two-projects.ts';
import { expect, test } from './fixture.ts';
import { publishDelegation, tourOfDelegations } from './keyholder/tour-delegations.ts';

test('a host hands paths to another project in the window, from the challenge to the publication', async ({
  page,
  station,
}) => {
  const projects = await twoProjects(station.home);
  try {
    const other = await projects.delegate('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
    await projects.host.folder.close();
    await tourOfDelegations(page, projects, other, () => Promise.resolve());
    await publishDelegation(page, projects, other);
    const published = join(projects.host.folder.path, 'repository', `1.${roleName}.json`);
    expect(existsSync(published)).toBe(true);
    await expect(page.getByText('Ana Silva', { exact: true })).toBeVisible();
  } finally {
    await projects.close();
  }
});
