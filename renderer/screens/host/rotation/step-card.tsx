import type { RotationView } from '../../../../src/contract/rotation.ts';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { SerialText } from '../../../components/serial-text.tsx';

type Step = RotationView['steps'][number];

const reaches: Readonly<Record<Step['clients'][number]['reach'], IconName>> = {
  always: 'check',
  'if-enough': 'warning',
  never: 'stop',
  'not-tried': 'ring',
};

/** One version on the way: what changes, who signs, and which clients follow. */
export function StepCard({ step }: { step: Step }) {
  return (
    <section className="card pad">
      <h2>{step.title}</h2>
      <ul className="notes">
        {step.changes.map((line, place) => (
          <li key={place}>
            <Icon name="key" />
            <span>
              <SerialText text={line} />
            </span>
          </li>
        ))}
        {step.signatures.map((line, place) => (
          <li key={`signed ${place}`}>
            <Icon name="script" />
            <span>
              <SerialText text={line} />
            </span>
          </li>
        ))}
      </ul>
      <p>{step.must}</p>
      <ul className="notes reaches">
        {step.clients.map(({ name, reach, sentence }, place) => (
          <li key={place}>
            <Icon name={reaches[reach]} />
            <span>
              <b>{name}</b> {sentence}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
