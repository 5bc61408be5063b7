import type { AnswerCard } from '../../../../src/contract/delegations.ts';
import { ClaimList } from '../../../components/claim-list.tsx';
import { Serial } from '../../../components/serial.tsx';
import { ShortRows } from '../../../components/short-rows.tsx';
import { Tag } from '../../../components/tag.tsx';
import { Weave } from '../../../components/weave.tsx';

const tags = {
  ok: { kind: 'ok', icon: 'check', word: 'Proved' },
  note: { kind: 'warn', icon: 'warning', word: 'Proved, take note' },
  stop: { kind: 'err', icon: 'stop', word: 'Not proved' },
} as const;

const words = { ok: 'Holds', note: 'Take note', stop: 'Does not hold', unknown: 'Not known' };

/** One key of the other project: whose it is, as they say, and what was checked of its answer. */
export function AnswerCardItem({ card, practice }: { card: AnswerCard; practice: boolean }) {
  const tag = tags[card.state];
  return (
    <li className="key-card">
      <header>
        {card.spkiSha256 === null ? (
          <span className="no-weave" aria-hidden="true" />
        ) : (
          <Weave digest={card.spkiSha256} of="the public key" practice={practice} silent />
        )}
        <span className="h-name">
          <b>{card.holder}</b>
          {card.serial === '' ? (
            <small className="mono">{card.file}</small>
          ) : (
            <Serial value={card.serial} />
          )}
        </span>
        <Tag kind={tag.kind} icon={tag.icon}>
          {tag.word}
        </Tag>
      </header>
      {card.spkiSha256 === null ? null : <ShortRows digest={card.spkiSha256} />}
      <ClaimList claims={card.claims} words={words} />
    </li>
  );
}
