import type { Seats } from '../../src/contract/values.ts';
import type { WitnessSubject } from '../../src/contract/witness-screen.ts';
import { Icon } from '../components/icon.tsx';
import { Weave } from '../components/weave.tsx';

interface SignersClothProps {
  signers: Extract<WitnessSubject, { kind: 'threshold' }>['cloth'];
  seats: readonly Seats[];
  practice: boolean;
}

/** More than this many stand in rows, and their names in the foot alone. */
const few = 6;

/** Every threshold is met: the weaves of all who signed join to one cloth, once. */
export function SignersCloth({ signers, seats, practice }: SignersClothProps) {
  const named = signers.length <= few;
  return (
    <>
      <ul className={named ? 'w-cloth w-cloth-few' : 'w-cloth'}>
        {signers.map(({ name, spkiSha256 }) => (
          <li key={spkiSha256}>
            <Weave digest={spkiSha256} of={`the key of ${name}`} practice={practice} />
            {named ? <span>{name}</span> : null}
          </li>
        ))}
      </ul>
      <ul className="w-met">
        {seats.map(({ title, signed, threshold }) => (
          <li key={title}>
            <Icon name="check" />
            {title}: {signed} in, {threshold} needed
          </li>
        ))}
      </ul>
    </>
  );
}
