import type { PlanFile } from '../../../src/contract/plan.ts';
import { Button } from '../../components/button.tsx';
import { focusInPlace } from '../../components/focus.ts';
import { Icon } from '../../components/icon.tsx';

interface ChangedMeanwhileProps {
  /** What lies in the folder now. */
  theirs: PlanFile;
  onTheirs: () => void;
  onMine: () => void;
}

/** Somebody changed the file while it was edited here: both texts are there, and the person chooses. */
export function ChangedMeanwhile({ theirs, onTheirs, onMine }: ChangedMeanwhileProps) {
  return (
    <section className="card problem" role="alert">
      <p className="eyebrow eyebrow-err">
        <Icon name="stop" />
        Not saved
      </p>
      <h2 ref={focusInPlace} tabIndex={-1}>
        Somebody changed the file while you edited it
      </h2>
      <p className="problem-hint">
        Your text is still here, and theirs lies in the folder. Nothing was overwritten. Compare the
        two, then choose which one goes on.
      </p>
      <details className="more">
        <summary>Their text</summary>
        {/* It may scroll, so the keyboard must be able to reach it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className="plan-theirs" tabIndex={0} aria-label="Their text">
          {theirs.text}
        </pre>
      </details>
      <div className="row">
        <Button onPress={onTheirs}>Go on with their text</Button>
        <Button onPress={onMine}>Save mine, and keep theirs aside</Button>
      </div>
    </section>
  );
}
