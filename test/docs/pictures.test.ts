import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The pictures that a document shows, as paths from the project's root. */
function shownBy(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  return [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((match) =>
    normalize(join(document, '..', match[1] ?? '')),
  );
}

it('shows every picture that is taken, and takes every picture that is shown', () => {
  const documents = ['README.md', 'docs/keyholder.md', 'docs/host.md', 'docs/delegations.md'];
  const shown = new Set(documents.flatMap(shownBy));
  const taken = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
  const all = new Set([...shown, ...shownBy('docs/auditor.md')]);
  expect(taken.toSorted()).toEqual([...all].toSorted());
});

const steps = ['Token', 'Key', 'Evidence', 'Export', 'Review', 'Sign', 'Done'];

it.each(steps.map((step, place) => `${place + 1}. ${step}`))(
  'has a picture for step %s',
  (step) => {
    const sections = readFileSync(join(root, 'docs/keyholder.md'), 'utf8').split(/^## /m);
    const section = sections.find((text) => text.startsWith(`${step}\n`));
    expect(section).toMatch(/!\[[^\]]+\]\(pictures\/[\w-]+\.png\)/);
  },
);
