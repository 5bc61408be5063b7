import { Icon } from '../../../components/icon.tsx';
import { countWord } from '../../../words.ts';
import { accountParts, accountSentence, type Members } from './account.ts';

/** How many members of the signed part were accounted for, as a bar and in words. */
export function AccountBar({ members }: { members: Members }) {
  const whole = members.unexplained === 0;
  const { lead, rest } = accountSentence(members, countWord);
  return (
    <footer className={whole ? 'account' : 'account account-open'}>
      <svg
        className="account-bar"
        viewBox="0 0 410 10"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {accountParts(members).map((part) => (
          <rect
            key={part.kind}
            x={part.x}
            width={part.width}
            height="10"
            className={`acc-${part.kind}`}
          />
        ))}
      </svg>
      <p>
        <Icon name={whole ? 'check' : 'stop'} />
        <span>
          <b>{lead}</b> {rest}
        </span>
      </p>
    </footer>
  );
}
