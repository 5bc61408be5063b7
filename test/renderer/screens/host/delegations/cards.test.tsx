import { describe, expect, it } from 'vitest';
import { AnswerCardItem } from '../../../../../renderer/screens/host/delegations/answer-card.tsx';
import { DifferenceCard } from '../../../../../renderer/screens/host/delegations/difference-card.tsx';
import { TermsCard } from '../../../../../renderer/screens/host/delegations/terms-card.tsx';
import type { Terms } from '../../../../../renderer/screens/host/delegations/terms.ts';
import { WaitingCard } from '../../../../../renderer/screens/host/delegations/waiting-card.tsx';
import { sheetOf } from '../../../../../src/encoding/fingerprint.ts';
import {
  answersBad,
  answersGood,
  delegationsWaiting,
  proposalOf,
} from '../../../gallery/values/delegations.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';
import { all, heard, treeOf } from '../../../rules/tree.ts';

const nothing = (): void => undefined;
const rowA = (digest: string): readonly string[] => sheetOf(digest)[0]?.words ?? [];

describe('the answer of a key', () => {
  const [good, bad] = [answersGood.cards[0]!, answersBad.cards[1]!];
  const spoken = (card: typeof good) =>
    markup(
      <ul>
        <AnswerCardItem card={card} practice={false} />
      </ul>,
    ).spoken;

  it('says in a word whether it proves anything', () => {
    expect(spoken({ ...good, state: 'ok' })).toContain('Proved');
    expect(spoken({ ...good, state: 'note' })).toContain('Proved, take note');
    expect(spoken(bad)).toContain('Not proved');
    expect(spoken(bad)).toContain('Expected nonce 5f0c2d81, found nonce 09aa17c4.');
  });

  it('shows its key in words, and nothing where there is none', () => {
    for (const word of rowA(good.spkiSha256!)) expect(spoken(good)).toContain(word);
    const none = markup(
      <ul>
        <AnswerCardItem card={{ ...good, spkiSha256: null }} practice={false} />
      </ul>,
    );
    expect(all(treeOf(none.html), 'table', 'svg').filter(({ tag }) => tag === 'table')).toEqual([]);
  });

  it('goes by its file where it names no token', () => {
    expect(spoken({ ...good, serial: '' })).toContain(good.file);
  });
});

describe('what a delegation would change', () => {
  const proposal = proposalOf('real');

  it('is announced before it is known, with nothing to sign', () => {
    const { spoken, html } = markup(<DifferenceCard proposal={null} practice={false} />);
    expect(spoken).toBe('What changes It is shown here before anything is staged.');
    expect(all(treeOf(html), 'table')).toEqual([]);
  });

  it('is shown whole: changes, warnings, who signs, and the bytes in words', () => {
    const { spoken } = markup(<DifferenceCard proposal={proposal} practice={false} />);
    for (const { title } of proposal.changes) expect(spoken).toContain(title);
    for (const line of [...proposal.warnings, ...proposal.steps]) expect(spoken).toContain(line);
    for (const word of rowA(proposal.signedSha256)) expect(spoken).toContain(word);
    expect(spoken).toContain('Nothing is staged yet');
  });

  it('says nothing to take note of where there is nothing', () => {
    const calm = markup(
      <DifferenceCard proposal={{ ...proposal, warnings: [] }} practice={false} />,
    );
    expect(calm.spoken).not.toContain('Take note');
  });
});

describe('the terms of a delegation', () => {
  const terms: Terms = {
    name: 'a.example.org',
    paths: 'a/*',
    threshold: '1',
    terminating: true,
    reason: '',
  };
  const card = (change: Parameters<typeof TermsCard>[0]['change']) => {
    const told: Terms[] = [];
    const view = <TermsCard change={change} terms={terms} onTerms={(next) => told.push(next)} />;
    return { view, told, spoken: markup(view).spoken };
  };

  it('are each changed alone', () => {
    const { view, told } = card('add');
    const hands = handsOn(view);
    hands.change({ value: 'b/*' }, 0);
    hands.change({ value: '2' }, 1);
    hands.change({ checked: false }, 2);
    hands.change({ value: 'New key.' }, 3);
    expect(told).toEqual([
      { ...terms, paths: 'b/*' },
      { ...terms, threshold: '2' },
      { ...terms, terminating: false },
      { ...terms, reason: 'New key.' },
    ]);
  });

  it('are gone where a role ends: only the reason is asked, and it is needed', () => {
    const { view, spoken } = card('revoke');
    expect(handsOn(view).drawn.filter(({ tag }) => tag === 'textarea')).toEqual([]);
    expect(spoken).toContain('Why it ends Reason It stands in the record.');
    expect(card('add').spoken).toContain('Reason, if there is one');
  });
});

describe('a change that waits', () => {
  const waiting = delegationsWaiting('real').waiting!;
  const card = (ready: boolean, busy = false) => {
    const acts: string[] = [];
    const view = (
      <WaitingCard
        waiting={{ ...waiting, withdraw: { ready, reason: 'Two have signed it.' } }}
        practice={false}
        busy={busy}
        onSign={nothing}
        onWithdraw={() => acts.push('back')}
      />
    );
    return { view, acts, ...markup(view) };
  };

  it('shows the bytes that are signed, in words, before who signs them', () => {
    const { spoken } = card(true);
    for (const word of rowA(waiting.signedSha256)) expect(spoken).toContain(word);
    expect(spoken.indexOf('Compare the words with a second device first.')).toBeLessThan(
      spoken.indexOf(waiting.signers[0]!.name, spoken.indexOf('The bytes that')),
    );
  });

  it('is taken back only while it may be, once at a time, and why is said', () => {
    const may = card(true);
    handsOn(may.view).press('Take the change back');
    expect(may.acts).toEqual(['back']);
    const busy = card(true, true);
    handsOn(busy.view).press('Take the change back');
    expect(busy.acts).toEqual([]);
    expect(card(false).html).not.toContain('Take the change back');
    expect(heard(treeOf(card(false).html))).toContain('Two have signed it.');
  });
});
