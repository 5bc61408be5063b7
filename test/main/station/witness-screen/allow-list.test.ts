import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveWatch } from '../../../../main/station/witness-screen/live.ts';
import { witnessView, type Witnessed } from '../../../../main/station/witness-screen/view.ts';
import { StepError } from '../../../../main/station/desk.ts';
import { Turns } from '../../../../main/station/turns.ts';
import type { Act } from '../../../../src/ceremony/record.ts';
import { plannedActs } from '../../../../src/ceremony/script.ts';
import { WitnessView } from '../../../../src/contract/witness-screen.ts';
import { idle } from '../practice-station.ts';
import { chosen, key, of, scene, serial, staged, noFacts, upTo } from './scene.ts';

/** Whatever must never be seen: a PIN, a path, what an error says. No word of the screen begins like it. */
const secret = fc
  .string({ unit: fc.constantFrom('q', 'x', 'z', '7'), minLength: 5 })
  .map((text) => `zzq${text}`);

/** Records that hold such a text wherever people or machines wrote one. */
const noisy = (text: string): readonly Act[] =>
  [
    {
      kind: 'act.stopped',
      participant: 'amara',
      data: { act: 'key', serial, code: text, sentence: text },
    },
    {
      kind: 'export.written',
      participant: 'amara',
      data: { serial, spki: key, files: [{ path: `keys/${text}`, bytes: 1, sha256: key }] },
    },
    {
      kind: 'deviation',
      participant: null,
      data: { about: 'other', expected: text, happened: text, decided: text },
    },
    {
      kind: 'key.intended',
      participant: 'amara',
      data: { serial, scheme: 'ecdsa-sha2-nistp256', id: 'aabb', label: text },
    },
  ] as readonly Act[];

const rows = fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 8 });
const live = fc.record({
  touch: fc.option(fc.integer({ min: 0, max: 60 })),
  trouble: fc.boolean(),
  reading: fc.option(
    fc.record({ of: fc.constantFrom('key' as const, 'root' as const), same: rows, differs: rows }),
  ),
});
const where = fc.record({
  act: fc.constantFrom(...plannedActs(of).map(({ id }) => id)),
  role: fc.constantFrom('host' as const, 'keyholder' as const),
  you: fc.constantFrom('amara', 'tomas'),
  live,
  facts: fc.constantFrom(null, noFacts, staged(0), staged(1), staged(2), staged(2, true)),
});
type Where = typeof where extends fc.Arbitrary<infer W> ? W : never;

const witnessed = ({ act, ...over }: Where, more: readonly Act[]): Witnessed =>
  scene([chosen, ...upTo(act), ...more], over);

describe('what an audience sees', () => {
  it('is of the contract, whatever goes on', () => {
    fc.assert(
      fc.property(where, (at) => {
        expect(WitnessView.safeParse(witnessView(witnessed(at, []))).success).toBe(true);
      }),
    );
  });

  it('does not hang on what an error said, on a path, or on what people wrote of a deviation', () => {
    fc.assert(
      fc.property(where, secret, secret, (at, one, other) => {
        const view = witnessView(witnessed(at, noisy(one)));
        expect(view).toEqual(witnessView(witnessed(at, noisy(other))));
        expect(JSON.stringify(view)).not.toContain('zzq');
      }),
    );
  });

  it('knows of an act only that it began, its seconds, and that it stopped', async () => {
    await fc.assert(
      fc.asyncProperty(secret, fc.anything(), fc.boolean(), async (text, report, stops) => {
        const seen: unknown[] = [];
        const watch: LiveWatch = new LiveWatch(() => void seen.push(watch.state));
        const act = new Turns(watch).act(async (_pin: string, { progress }) => {
          progress(report);
          progress({ phase: text, note: text, secondsLeft: 9 });
          if (!stops) return text;
          throw new StepError('step.changed', text, { found: text, place: text, hint: text });
        });
        await act(text, idle<unknown>()).catch(() => undefined);
        expect(JSON.stringify(seen)).not.toContain('zzq');
        expect(seen.at(-1)).toEqual({ touch: null, trouble: stops, reading: null });
        expect(seen).toContainEqual({ touch: 9, trouble: false, reading: null });
      }),
    );
  });

  it('holds the longest names and titles that a plan may have', () => {
    const long = 'Ω'.repeat(199);
    const at = scene(upTo('sign'), { facts: staged(2) });
    const plan = {
      ...of,
      title: long,
      participants: of.participants.map((person) => ({ ...person, name: long })),
    };
    expect(WitnessView.safeParse(witnessView({ ...at, plan })).success).toBe(true);
  });

  it('ends with an act that was cancelled without trouble', async () => {
    const watch = new LiveWatch(() => undefined);
    const cancel = new AbortController();
    const act = new Turns(watch).act(async () => {
      cancel.abort(new Error('the person pressed Esc'));
      throw new Error('cancelled');
    });
    await act(null, { ...idle(), signal: cancel.signal }).catch(() => undefined);
    expect(watch.state.trouble).toBe(false);
  });
});
