import { useEffect, useState } from 'react';
import type { BytesBehind } from '../../../src/contract/audit.ts';
import type { Problem } from '../../../src/contract/values.ts';
import { problemOf, useStation, type Input } from '../../calls.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemPanel } from '../../components/problem.tsx';
import { sentence } from '../../words.ts';
import { BytesView } from './bytes-view.tsx';

interface BytesPanelProps {
  /** The place of the finding in the findings of the view. */
  finding: number;
  /** What the finding says. */
  title: string;
  onClose: () => void;
}

interface Shown {
  readonly bytes: BytesBehind | null;
  readonly problem: Problem | null;
}

/** The bytes that were asked for last; an answer that comes after another question is dropped. */
function useBytes({ finding, at, from }: Input<'audit.bytes'>): Shown {
  const station = useStation();
  const [shown, setShown] = useState<Shown>({ bytes: null, problem: null });
  useEffect(() => {
    let gone = false;
    const settle = (next: Shown): void => {
      if (!gone) setShown(next);
    };
    station.call('audit.bytes', { finding, at, from }).then(
      (bytes) => settle({ bytes, problem: null }),
      (error: unknown) => settle({ bytes: null, problem: problemOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [station, finding, at, from]);
  return shown;
}

/** The exact bytes behind a finding, read again from where they lie. */
export function BytesPanel({ finding, title, onClose }: BytesPanelProps) {
  const [{ at, from }, ask] = useState<{ at: number; from: number | null }>({ at: 0, from: null });
  const { bytes, problem } = useBytes({ finding, at, from });
  return (
    <Panel title="The bytes behind it" lead={sentence(title)} onClose={onClose}>
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {bytes === null ? null : (
        <BytesView
          shown={bytes}
          onFile={(next) => ask({ at: next, from: null })}
          onFrom={(next) => ask({ at, from: next })}
        />
      )}
    </Panel>
  );
}
