import { limitsOf } from '../../../src/audit/limits.ts';
import { Panel } from '../../components/panel.tsx';

interface LimitsProps {
  verdict: 'pass' | 'fail';
  onClose: () => void;
}

/** The limits of the verdict, in plain words. */
export function Limits({ verdict, onClose }: LimitsProps) {
  return (
    <Panel title={`What a ${verdict} does not prove`} onClose={onClose}>
      <dl className="limits">
        {limitsOf(verdict).map(({ title, detail }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
