import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePlan } from '../../src/ceremony/plan.ts';
import { keyholdersOf, leaversOf } from '../../src/ceremony/roster.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { everyKind } from './sample-acts.ts';

const document = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const plan = document('plan.md');

test('the example of docs/plan.md is a plan', () => {
  const example = /```yaml\n([^]*?)```/.exec(plan)?.[1] ?? '';
  const read = parsePlan(utf8(example), 'docs/plan.md');
  expect(keyholdersOf(read)).toHaveLength(4);
  expect(leaversOf(read).map(({ id }) => id)).toStrictEqual(['mei-lindqvist']);
});

test('docs/transcript.md explains every kind of record and no other', () => {
  const explained = [
    ...document('transcript.md').matchAll(/^\| `([a-z]+(?:\.[a-z-]+)?)` +\| /gm),
  ].map(([, kind]) => kind);
  const envelope = ['number', 'at', 'plan', 'previous', 'participant'];
  expect(explained.filter((kind) => !envelope.includes(kind ?? ''))).toStrictEqual(everyKind);
});
