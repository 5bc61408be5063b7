import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, property, uint8Array } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../../main/audit/collect.ts';
import { runAudit } from '../../../../main/audit/run.ts';
import { troublesText } from '../../../../main/cli/own-rehearsal.ts';
import type { Desk } from '../../../../main/station/desk.ts';
import { beginRehearsal } from '../../../../main/station/rehearsal/begin.ts';
import { chooseTrouble } from '../../../../main/station/rehearsal/choose-trouble.ts';
import { damage } from '../../../../main/station/rehearsal/damaged-file.ts';
import { firstPlan } from '../../../../src/ceremony/plan-template.ts';
import type { PlanFields } from '../../../../src/ceremony/plan.ts';
import { TroubleKind } from '../../../../src/ceremony/trouble.ts';
import { verifyTranscript } from '../../../../src/ceremony/transcript.ts';
import { sampleFields, samplePlan } from '../../../ceremony/sample-plan.ts';
import { ceremonyOnDisk } from '../ceremony-on-disk.ts';
import { closeDesk, deskIn, rehearsedIn } from './rehearsed.ts';

let home: string;
let desk: Desk;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'trouble-'));
  desk = await deskIn(home);
});
afterAll(async () => {
  await closeDesk(desk);
  rmSync(home, { recursive: true, force: true });
});

const recordsIn = (folder: string) =>
  verifyTranscript(readFileSync(join(folder, 'transcript.jsonl')), 'transcript').records;

/** Three keyholders, of whom so many have to sign. */
function threeOf(threshold: number): PlanFields {
  const plan = firstPlan('2027-07-01');
  const out = ['keyholder-four', 'keyholder-five'];
  const holders = plan.tuf.holders.filter((id) => !out.includes(id));
  const targets = { ...plan.tuf.roles.targets, holders, threshold: 1 };
  return {
    ...plan,
    participants: plan.participants.filter(({ id }) => !out.includes(id)),
    tuf: { ...plan.tuf, holders, threshold, roles: { ...plan.tuf.roles, targets } },
  };
}

describe('a rehearsal with trouble', () => {
  it('stops in each as in a real mishap, records a deviation, and comes to its end', async () => {
    const plan = firstPlan('2027-07-01');
    const result = await rehearsedIn(home, plan, desk, TroubleKind.options);
    const records = recordsIn(result.path);
    const troubles = records.flatMap((record) =>
      record.kind === 'trouble.happened'
        ? [`${record.data.trouble} in ${record.data.act}: ${record.data.code}`]
        : [],
    );
    expect(troubles).toEqual([
      'corrupt-file in stage: key.not-on-curve',
      'absent-keyholder in sign: rehearsal.absent',
      'wrong-token in sign: key.swapped',
      'pulled-token in sign: token.absent',
      'locked-pin in sign: pin.locked',
    ]);
    const count = (kind: string) => records.filter((record) => record.kind === kind).length;
    expect(count('deviation.settled')).toBe(5);
    // An absence ends with the decision; the other four were done after all.
    expect(count('trouble.solved')).toBe(4);
    expect(count('signature.added') - 5).toBeGreaterThan(0);
    const signers = records.flatMap((record) =>
      record.kind === 'signature.added' && record.data.file === 'staged/root.json'
        ? [record.participant]
        : [],
    );
    expect(signers).toEqual(['two', 'three', 'four', 'five'].map((word) => `keyholder-${word}`));

    const text = troublesText(result);
    expect(text).toContain('What went wrong, how it was solved, and how long it took:');
    expect(text.match(/Solved (?:after|within)/g)).toHaveLength(5);
    expect(text).not.toContain('Not solved');

    const { files, skipped } = await collect([result.path]);
    const report = await runAudit({ files, skipped, asOf: desk.now() });
    expect(report.verdict).toBe('pass');
    expect(report.roots[0]).toMatchObject({ validBySelf: 4 });
  }, 120_000);

  it('waits for an absent keyholder who cannot be done without', async () => {
    const result = await rehearsedIn(home, threeOf(3), desk, ['absent-keyholder']);
    const kinds = recordsIn(result.path).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'script.paused')).toHaveLength(1);
    expect(result.troubles.join(' ')).toContain(
      'The script is paused until Keyholder one is here.',
    );
    const signed = recordsIn(result.path).filter(
      ({ kind, participant }) => kind === 'signature.added' && participant === 'keyholder-one',
    );
    expect(signed.length).toBeGreaterThan(0);
  }, 120_000);

  it('is refused in a ceremony that counts, and chosen by a host', async () => {
    const real = await ceremonyOnDisk(sampleFields(), 'ines-duarte');
    await expect(chooseTrouble(real.ceremony, ['wrong-token'])).rejects.toMatchObject({
      code: 'practice.only',
      notDone: ['Nothing was arranged.'],
    });
    expect(real.ceremony.records.map(({ kind }) => kind)).toEqual(['ceremony.opened']);
    await real.end();
    const { ceremony } = await beginRehearsal(desk, samplePlan(threeOf(2)), join(home, 'chosen'));
    await chooseTrouble(ceremony, ['locked-pin', 'wrong-token', 'locked-pin']);
    expect(ceremony.records.at(-1)?.data).toEqual({ troubles: ['wrong-token', 'locked-pin'] });
    await ceremony.folder.close();
  });
});

describe('damage to a file', () => {
  it('changes one letter, and twice it is as before', () => {
    assert(
      property(uint8Array({ maxLength: 300 }), (bytes) => {
        const once = damage(bytes);
        expect([...once].filter((byte, place) => byte !== bytes[place]).length).toBeLessThan(2);
        expect(damage(once)).toEqual(bytes);
      }),
    );
  });

  it('reaches every PEM file', () => {
    const pem = Buffer.from('-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZI\n-----END PUBLIC KEY-----\n');
    expect(damage(pem)).not.toEqual(Uint8Array.from(pem));
  });
});
