import { useId } from 'react';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { Segments } from '../../../components/segments.tsx';

/** Where work comes from: a folder or stick, a Git repository on this machine, or the one that the plan names. */
export type Way = 'folder' | 'git' | 'planned';

interface BringCardProps {
  planned: string | null;
  /** Branches on which work may be waiting, to choose from. */
  branches: readonly string[];
  way: Way;
  branch: string;
  busy: boolean;
  /** Something has to be filled in first. */
  waiting: boolean;
  onWay: (way: Way) => void;
  onBranch: (branch: string) => void;
  onBring: () => void;
}

/** Keys and signatures come in from here, one keyholder at a time. */
export function BringCard(props: BringCardProps) {
  const { planned, branches, way, branch, busy, waiting } = props;
  const fields = useId();
  const ways = [
    { value: 'folder', label: 'Folder or stick' },
    { value: 'git', label: 'Git branch' },
    ...(planned === null ? [] : [{ value: 'planned', label: 'As planned' } as const]),
  ] as const satisfies readonly { value: Way; label: string }[];
  return (
    <Card title="Bring a keyholder’s work">
      <Segments<Way>
        legend="Where the work comes from"
        options={ways}
        value={way}
        onChange={props.onWay}
      />
      {way === 'folder' ? null : (
        <form
          className="form-rows"
          onSubmit={(event) => {
            event.preventDefault();
            props.onBring();
          }}
        >
          <div className="labelled">
            <label htmlFor={`${fields}-branch`}>Branch</label>
            <input
              id={`${fields}-branch`}
              className="field mono"
              value={branch}
              maxLength={100}
              list={`${fields}-branches`}
              spellCheck={false}
              autoComplete="off"
              placeholder="keyholder/priya-raman"
              aria-describedby={`${fields}-hint`}
              onChange={(event) => props.onBranch(event.target.value)}
            />
            <datalist id={`${fields}-branches`}>
              {branches.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </datalist>
            <p id={`${fields}-hint`} className="hint">
              {way === 'planned' ? `From ${planned ?? ''}. ` : ''}Its last part says whose work it
              is.
            </p>
          </div>
        </form>
      )}
      <div className="carry-acts">
        <Button small icon="open" waiting={busy || waiting} onPress={props.onBring}>
          {way === 'planned'
            ? 'Read the branch'
            : way === 'git'
              ? 'Choose the repository…'
              : 'Choose the folder…'}
        </Button>
      </div>
    </Card>
  );
}
