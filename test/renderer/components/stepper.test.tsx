import { describe, expect, it } from 'vitest';
import { Stepper } from '../../../renderer/components/stepper.tsx';
import type { Step } from '../../../src/contract/values.ts';
import { stepOrder } from '../../../renderer/screens/keyholder/step-order.ts';
import { markup } from '../markup.ts';

const rail = (now: Step, more: { delegate?: boolean; stopped?: string } = {}) =>
  markup(
    <Stepper
      steps={stepOrder.map((step, index) => ({
        step,
        state: index < stepOrder.indexOf(now) ? 'done' : step === now ? 'now' : 'next',
        fact: index < stepOrder.indexOf(now) ? `${step} fact` : '',
      }))}
      delegate={more.delegate ?? false}
      shown={now}
      stopped={more.stopped ?? null}
      onGo={() => undefined}
    />,
  );

/** The items of the list, each with what a screen reader says of it. */
const items = (html: string): string[] =>
  [...html.matchAll(/<li.*?<\/li>/g)].map(([item]) => item.replaceAll(/<[^>]+>/g, ' '));

describe('the steps of a keyholder', () => {
  it('are seven, with what came of those that are done', () => {
    const { html, spoken } = rail('review');
    expect(items(html)).toHaveLength(7);
    expect(items(html)[3]).toMatch(/Export\s+, done\s+export fact/);
    expect(spoken).toContain('Step 5 of 7');
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
  });

  it('can be shown again when they are done, and not before', () => {
    const { html } = rail('review');
    expect(html.match(/<button type="button" class="step"/g)).toHaveLength(4);
  });

  it('say why the one that is shown stands still', () => {
    const [, , , , review] = items(rail('review', { stopped: 'Token out' }).html);
    expect(review).toMatch(/Review\s+, stopped\s+Token out/);
  });

  it('of a delegate end with the proof: there is no root to sign', () => {
    const { html, spoken } = rail('review', { delegate: true });
    expect(items(html)).toHaveLength(5);
    expect(items(html)[4]).toContain('Prove');
    expect(spoken).toContain('Step 5 of 5');
    expect(spoken).not.toMatch(/Review|Sign|Done/);
  });
});
