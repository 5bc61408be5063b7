import { expect, it } from 'vitest';
import { assemblyView, plannedRemote } from '../../../main/station/assembly-view.ts';
import { sampleFields } from '../../ceremony/sample-plan.ts';
import { ceremonyOnDisk } from './ceremony-on-disk.ts';

it('fetches from the whole address of the plan, however little of it is shown', async () => {
  const remote = `https://example.org/${'a/'.repeat(120)}root.git`;
  const { ceremony, end } = await ceremonyOnDisk(
    sampleFields({ transfer: { method: 'git', remote } }),
    null,
  );
  try {
    expect(plannedRemote(ceremony)).toBe(remote);
    expect((await assemblyView(ceremony)).planned).toBe(remote.slice(0, 200));
  } finally {
    await end();
  }
});
