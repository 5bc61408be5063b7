import type { ScriptView } from '../../../src/contract/script.ts';
import { useLook } from '../../calls.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { Tag } from '../../components/tag.tsx';
import { durationInWords } from '../../words.ts';

type Act = ScriptView['acts'][number];

/** The acts of the ceremony: what, who, what is there when it is over; those in which this person acts are marked. */
export function ActList({ acts, you }: { acts: readonly Act[]; you: string }) {
  return (
    <ol className="acts-of-plan">
      {acts.map((act, place) => (
        <li key={act.id}>
          <span className="act-n" aria-hidden="true">
            {place + 1}
          </span>
          <span>
            <b>{act.title}</b>
            {act.who.includes(you) ? (
              <Tag kind="ink" icon="key">
                You act
              </Tag>
            ) : null}
            <span className="act-who">{act.who.join(', ')}</span>
            <span className="act-who">Expected: {act.expected}</span>
          </span>
          <span className="act-who">{durationInWords(act.estimate)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The script at the keyholder's own station. It is the plan's: how far the host is, only the host's station knows. */
export function ScriptPanel({ you, onClose }: { you: string; onClose: () => void }) {
  const look = useLook('script.look', null);
  return (
    <Panel
      title="The script of this ceremony"
      lead="As the plan has it. The host says which act is on."
      onClose={onClose}
    >
      {look.problem === null ? null : <ProblemPanel problem={look.problem} />}
      {look.value === null ? null : <ActList acts={look.value.acts} you={you} />}
    </Panel>
  );
}
