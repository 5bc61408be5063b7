import { Panel } from '../../components/panel.tsx';

interface LimitsProps {
  verdict: 'pass' | 'fail';
  onClose: () => void;
}

const ofPass = [
  [
    'That these are the files others see',
    'The verdict is about the files that were read. Compare the digest of the newest root with somebody who has it from elsewhere.',
  ],
  [
    'That no other root was signed',
    'A second root of the same version may lie in another place. Only what is in the folder can be found.',
  ],
  [
    'Who held the tokens',
    'Evidence shows on which device a key was made. It cannot show in whose hand the device was.',
  ],
  [
    'What the keyholders saw',
    'A signature shows that a key signed these bytes. It cannot show what stood on the screen.',
  ],
  [
    'Anything about a later day',
    'Roots expire and advisories are published. Change the date to ask for another day.',
  ],
] as const;

const ofFail = [
  [
    'That somebody meant harm',
    'A file that was cut off, a date in the past, or a missing file can be the cause. The findings say which.',
  ],
  [
    'That nothing here can be trusted',
    'Each error names its place. Roots and signatures without one were checked and stand.',
  ],
  [
    'Anything about another day',
    'A root that has expired today may have been valid on the day you ask about. Change the date.',
  ],
] as const;

/** The limits of the verdict, in plain words. */
export function Limits({ verdict, onClose }: LimitsProps) {
  const lines = verdict === 'pass' ? ofPass : ofFail;
  return (
    <Panel title={`What a ${verdict} does not prove`} onClose={onClose}>
      <dl className="limits">
        {lines.map(([title, detail]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
