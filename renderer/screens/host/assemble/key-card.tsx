import { useState } from 'react';
import type { KeyCard } from '../../../../src/contract/assembly.ts';
import { Button } from '../../../components/button.tsx';
import { ClaimList } from '../../../components/claim-list.tsx';
import type { IconName } from '../../../components/icon.tsx';
import { Serial } from '../../../components/serial.tsx';
import { ShortRows } from '../../../components/short-rows.tsx';
import { Tag } from '../../../components/tag.tsx';
import { Weave } from '../../../components/weave.tsx';

const tags = {
  ok: { kind: 'ok', icon: 'check', word: 'Checked' },
  note: { kind: 'warn', icon: 'warning', word: 'Take note' },
  stop: { kind: 'err', icon: 'stop', word: 'Against the plan' },
} as const satisfies Record<
  KeyCard['state'],
  { kind: 'ok' | 'warn' | 'err'; icon: IconName; word: string }
>;

const became = {
  here: '',
  taken: 'It came in.',
  known: 'It was here already.',
  outside: 'It stayed outside.',
} as const satisfies Record<KeyCard['became'], string>;

/** Person, device, words and findings of one key. What is as planned is counted; the rest is open. */
export function KeyCardItem({ card, practice }: { card: KeyCard; practice: boolean }) {
  const [whole, setWhole] = useState(false);
  const open = card.claims.filter(({ state }) => state !== 'ok');
  const rest = card.claims.length - open.length;
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
          <b>{card.name}</b>
          <Serial value={card.serial} />
          {became[card.became] === '' ? null : <small>{became[card.became]}</small>}
        </span>
        <Tag kind={tag.kind} icon={tag.icon}>
          {tag.word}
        </Tag>
      </header>
      {card.spkiSha256 === null ? null : <ShortRows digest={card.spkiSha256} />}
      <div>
        {whole || open.length > 0 ? <ClaimList claims={whole ? card.claims : open} /> : null}
      </div>
      {rest === 0 ? null : (
        <Button kind="link" expanded={whole} onPress={() => setWhole(!whole)}>
          {whole
            ? 'Only what is not as planned'
            : `${rest} ${rest === 1 ? 'line' : 'lines'} as planned`}
        </Button>
      )}
    </li>
  );
}

interface KeyCardListProps {
  title: string;
  /** Said where there is none. */
  empty: string;
  keys: readonly KeyCard[];
  practice: boolean;
}

/** Keys, each as a card of its own. */
export function KeyCardList({ title, empty, keys, practice }: KeyCardListProps) {
  return (
    <section className="card pad">
      <h2>{title}</h2>
      {keys.length === 0 ? (
        <p className="hint">{empty}</p>
      ) : (
        <ul className="key-cards">
          {keys.map((card, place) => (
            <KeyCardItem key={place} card={card} practice={practice} />
          ))}
        </ul>
      )}
    </section>
  );
}
