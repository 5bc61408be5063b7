import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  refuseRealFolder,
  requireSameWorld,
} from '../../../../main/station/rehearsal/real-repository.ts';
import { planBytesOf, rehearsalFields, samplePlan } from '../../../ceremony/sample-plan.ts';
import { parseMetadata } from '../../../../src/tuf/metadata.ts';
import { parseRoot } from '../../../../src/tuf/root.ts';
import { fixtureBytes } from '../../ceremonies/fixture-bytes.ts';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'real-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const realRoot = () => fixtureBytes('root_history/9.root.json');

function put(path: string, bytes: Uint8Array): void {
  mkdirSync(join(home, path, '..'), { recursive: true });
  writeFileSync(join(home, path), bytes);
}

/** The same root with a member that marks it; no signature over it holds, and its place is what counts here. */
function rehearsedRoot(): Uint8Array {
  const file = JSON.parse(Buffer.from(realRoot()).toString());
  return Buffer.from(
    JSON.stringify({ ...file, signed: { ...file.signed, 'x-rehearsal': 'ab'.repeat(32) } }),
  );
}

describe('where a rehearsal may be made', () => {
  it.each(['10.root.json', 'root.json', 'repository/10.root.json', 'metadata/root.json'])(
    'not in a folder with a real root as %s, and not below it',
    async (name) => {
      put(name, realRoot());
      for (const below of ['', 'keys', 'not/there/yet'])
        await expect(refuseRealFolder(join(home, below))).rejects.toMatchObject({
          code: 'rehearsal.real-repository',
          place: name,
          notDone: expect.arrayContaining(['Nothing here was changed.']),
        });
    },
  );

  it('not in the folder of a real ceremony, also behind a link', async () => {
    put('ceremony/ceremony.yaml', planBytesOf(samplePlanFields()));
    symlinkSync(join(home, 'ceremony'), join(home, 'link'));
    for (const path of ['ceremony', 'ceremony/keys', 'link', 'link/new'])
      await expect(refuseRealFolder(join(home, path))).rejects.toMatchObject({
        code: 'rehearsal.real-repository',
        place: 'ceremony.yaml',
      });
  });

  it('beside a real ceremony, in an empty folder, and among rehearsals', async () => {
    put('ceremony/ceremony.yaml', planBytesOf(samplePlanFields()));
    put('practice/ceremony.yaml', planBytesOf(rehearsalFields()));
    put('practice/repository/10.root.json', rehearsedRoot());
    put('other/root.json', Buffer.from('{"no":"root"}'));
    put('other/ceremony.yaml', Buffer.from('no: plan'));
    for (const path of ['', 'empty', 'practice', 'other'])
      await expect(refuseRealFolder(join(home, path))).resolves.toBeUndefined();
  });
});

function samplePlanFields() {
  const { sha256: _, ...fields } = samplePlan();
  return fields;
}

const root = (bytes: Uint8Array) => parseRoot(parseMetadata(bytes, '9.root.json'));

describe('a root in use', () => {
  const real = samplePlan();
  const rehearsal = samplePlan(rehearsalFields());

  it('of a real repository is refused in a rehearsal, and of a rehearsal in a real ceremony', () => {
    expect(() => requireSameWorld({ plan: rehearsal }, root(realRoot()))).toThrow(
      expect.objectContaining({ code: 'rehearsal.real-repository' }),
    );
    expect(() => requireSameWorld({ plan: real }, root(rehearsedRoot()))).toThrow(
      expect.objectContaining({ code: 'rehearsal.repository' }),
    );
  });

  it('is taken where it belongs, and nothing is asked of a first root', () => {
    for (const [plan, bytes] of [
      [real, realRoot()],
      [rehearsal, rehearsedRoot()],
    ] as const)
      expect(() => requireSameWorld({ plan }, root(bytes))).not.toThrow();
    expect(() => requireSameWorld({ plan: rehearsal }, null)).not.toThrow();
  });
});
