import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  lookAtTargets,
  requireShownTargets,
  shownTargets,
  targetsDigest,
} from '../../../main/station/shown-targets.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { sampleFields } from '../../ceremony/sample-plan.ts';
import { ceremonyOnDisk } from './ceremony-on-disk.ts';

const file = (target: string, text: string) => ({ target, bytes: utf8(text) });
const changed = expect.objectContaining({
  code: 'step.changed',
  notDone: ['Nothing was signed.', 'Nothing was published.'],
});

it('lets exactly the list through that was shown', () => {
  const list = fc.uniqueArray(
    fc.record({ target: fc.stringMatching(/^[a-z]{1,4}$/), text: fc.string({ maxLength: 4 }) }),
    { maxLength: 4, selector: ({ target }) => target },
  );
  fc.assert(
    fc.property(list, list, (one, other) => {
      const filesOf = (drawn: typeof one) => drawn.map(({ target, text }) => file(target, text));
      const shown = filesOf(one);
      const there = filesOf(other);
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(targetsDigest(shown) === targetsDigest(there)).toBe(same);
      expect(() => requireShownTargets(shown, targetsDigest(shown))).not.toThrow();
    }),
  );
  const staged = [file('a', 'x'), file('b', 'y')];
  for (const shown of [null, targetsDigest([]), targetsDigest(staged.slice(1)), '0'.repeat(64)])
    expect(() => requireShownTargets(staged, shown)).toThrow(changed);
  expect(() => requireShownTargets([], targetsDigest(staged))).toThrow(changed);
  expect(() => requireShownTargets([], null)).not.toThrow();
});

it('looks at what lies there, and says what cannot be published without stopping the page', async () => {
  const { ceremony, end } = await ceremonyOnDisk(sampleFields(), null);
  try {
    const { folder } = ceremony;
    expect(await lookAtTargets(folder)).toEqual({ staged: [], problem: null });
    const place = join(folder.path, 'staged', 'targets');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'ctfe.pub'), 'key');
    const { staged } = await lookAtTargets(folder);
    expect(shownTargets(staged)).toEqual([
      { path: 'ctfe.pub', bytes: 3, sha256: sha256Hex(utf8('key')) },
    ]);
    writeFileSync(join(place, 'a b.pub'), 'key');
    const odd = await lookAtTargets(folder);
    expect(odd.staged).toEqual([]);
    expect(odd.problem).toMatch(/^In staged\/targets: .+\. .+/);
  } finally {
    await end();
  }
});
