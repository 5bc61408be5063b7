import type { KeyLook } from '../../../../src/contract/keyholder.ts';
import type { Problem } from '../../../../src/contract/values.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { FingerprintSheet } from '../../../components/fingerprint-sheet.tsx';
import { Weave } from '../../../components/weave.tsx';
import { TakeUpKey, type TakingUp } from './take-up-key.tsx';

interface AdoptKeyProps extends TakingUp {
  unfinished: NonNullable<KeyLook['unfinished']>;
  practice: boolean;
  /** The key is another person's, on a token that several use: a new one is made beside it. null where that cannot be. */
  onMakeNew: (() => void) | null;
  /** Why the making stopped just before, if it did. */
  stopped?: Problem | null;
}

const words = {
  'cut-off': {
    heading: 'Your key was begun before, and is on the token',
    lead: 'It was made, and has not proved yet that it works. No second key is made.',
    found: 'It is the key that this ceremony began to make.',
  },
  'earlier-ceremony': {
    heading: 'Your key is on the token already',
    lead: 'You hold a key of the root in use. You go on with it, and no second key is made.',
    found: 'It is a key of the root in use.',
  },
} as const;

/** A key that the token shows: it is taken up after it has answered a challenge. */
export function AdoptKey({ unfinished, practice, onMakeNew, ...taking }: AdoptKeyProps) {
  const { heading, lead, found } = words[unfinished.origin];
  return (
    <TakeUpKey
      {...taking}
      heading={heading}
      lead={lead}
      title="Prove that it is there"
      why={unfinished.sentence}
      action="Take up this key"
      doubt={
        onMakeNew === null ? null : (
          <Button kind="quiet" icon="key" onPress={onMakeNew}>
            It is not mine: make a new key
          </Button>
        )
      }
    >
      <Card title="The key that was found">
        <div className="fp-top">
          <Weave digest={unfinished.spkiSha256} of="its public key" practice={practice} />
          <p>Its fingerprint, as the token gives it now. {found}</p>
        </div>
        <FingerprintSheet digest={unfinished.spkiSha256} of="its public key" />
      </Card>
    </TakeUpKey>
  );
}
