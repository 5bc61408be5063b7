import { Button } from '../../../components/button.tsx';
import { WillDo } from '../../../components/will-do.tsx';
import { TakeUpKey, type TakingUp } from './take-up-key.tsx';

interface FindKeyProps extends TakingUp {
  /** Which key may be there. */
  why: string;
  /** There is none: a new key is made. */
  onMakeNew: () => void;
}

const acts = [
  'The PIN is sent, and the token shows its keys.',
  'The one to go on with is looked for. No other key is touched.',
  'The PIN is sent again, and the key signs a challenge to prove that it works.',
] as const;

/** A token that shows no key before its PIN may hold the one to go on with: it is looked for before a second one is made. */
export function FindKey({ why, onMakeNew, ...taking }: FindKeyProps) {
  return (
    <TakeUpKey
      {...taking}
      heading="Your key may be on this token already"
      lead="Look for it before a new one is made."
      title="Look behind the PIN"
      why={why}
      action="Look for your key"
      doubt={
        <Button kind="quiet" icon="key" onPress={onMakeNew}>
          There is none: make a new key
        </Button>
      }
    >
      <WillDo acts={acts} />
    </TakeUpKey>
  );
}
