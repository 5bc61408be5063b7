import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import type { ChosenPlace } from './question.ts';

interface TrustedRootProps {
  root: ChosenPlace | null;
  onChoose: () => void;
  onRemove: () => void;
}

/** The one thing that files cannot prove about themselves: where the chain begins. */
export function TrustedRoot({ root, onChoose, onRemove }: TrustedRootProps) {
  return (
    <section className="card pad" aria-labelledby="ask-root">
      <h2 id="ask-root">A root that you trust</h2>
      {root === null ? (
        <p className="hint">
          Without one, the first version there is believed: nothing before it says who had to sign
          it.
        </p>
      ) : (
        <ul className="files asked">
          <li>
            <Icon name="file" />
            <span>
              <b>{root.name}</b>
              <span>A different root of its version is an error.</span>
            </span>
            <Button
              kind="quiet"
              small
              icon="cross"
              label={`Take out ${root.name}`}
              onPress={onRemove}
            >
              Take out
            </Button>
          </li>
        </ul>
      )}
      <div className="row">
        <Button small icon="lock" onPress={onChoose}>
          {root === null ? 'Choose a trusted root' : 'Choose another'}
        </Button>
      </div>
    </section>
  );
}
