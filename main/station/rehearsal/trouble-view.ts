import type { ScriptView } from '../../../src/contract/script.ts';
import { durationText } from '../../../src/ceremony/duration.ts';
import {
  TroubleKind,
  troublesOf,
  troubleWords,
  type Trouble,
} from '../../../src/ceremony/trouble.ts';
import type { OpenCeremony } from '../open-ceremony.ts';

type Row = NonNullable<ScriptView['troubles']>[number];

/** What can be made to go wrong, and how far each has come; null in a ceremony that counts. */
export function troubleView({
  plan,
  records,
}: Pick<OpenCeremony, 'plan' | 'records'>): ScriptView['troubles'] {
  if (plan.mode !== 'rehearsal') return null;
  const chosen = new Map(troublesOf(records).map((trouble) => [trouble.kind, trouble]));
  return TroubleKind.options.map((kind): Row => {
    const { title, what } = troubleWords[kind];
    const trouble = chosen.get(kind);
    if (trouble === undefined) return { kind, title, state: 'off', sentence: what };
    return { kind, title, state: trouble.state, sentence: sentenceOf(trouble, what) };
  });
}

function sentenceOf({ state, seconds }: Trouble, what: string): string {
  switch (state) {
    case 'chosen':
      return `${what} Chosen: it happens at the next act for it.`;
    case 'happened':
      return 'It has happened. Record a deviation, with what you decide.';
    case 'decided':
      return 'It is decided. Do again what had stopped.';
    case 'solved':
      return seconds === null || seconds < 1
        ? 'Solved within a second.'
        : `Solved after ${durationText(seconds)}.`;
  }
}
