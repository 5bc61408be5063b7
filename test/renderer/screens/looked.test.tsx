import { describe, expect, it } from 'vitest';
import { Looked } from '../../../renderer/screens/looked.tsx';
import { plainProblem } from '../../../src/contract/problem.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { markup } from '../markup.ts';

const nothing = (): void => undefined;
const problem = plainProblem('folder.gone', 'the folder is not there any more', {
  hint: 'Plug the stick in.',
});

const looked = (value: string | null, stopped: Problem | null) =>
  markup(
    <Looked
      look={{ value, problem: stopped, again: nothing }}
      heading="Looking at the keys"
      onBack={nothing}
    >
      {(view) => <p>{view}, as it is</p>}
    </Looked>,
  );

describe('a screen that opens with a look', () => {
  it('says what it looks at, can be left, and offers no second look while one is under way', () => {
    const { html, spoken } = looked(null, null);
    expect(html).toContain('>Looking at the keys</h1>');
    expect(spoken).toContain('Back');
    expect(spoken).not.toContain('Look again');
    expect(html).not.toContain('role="alert"');
  });

  it('says why there is no answer, with a way to look again', () => {
    const { html, spoken } = looked(null, problem);
    expect(html).toContain('role="alert"');
    expect(spoken).toContain('The folder is not there any more');
    expect(spoken).toContain('Plug the stick in.');
    expect(html).toMatch(/class="btn btn-primary"[^>]*>Look again/);
  });

  it('is the screen itself from the first answer on, also when a later look stops', () => {
    expect(looked('three keys', null).spoken).toBe('three keys, as it is');
    expect(looked('three keys', problem).spoken).toBe('three keys, as it is');
    expect(looked('', null).spoken).toBe(', as it is');
  });
});
