import { useRef, useState, type ReactNode } from 'react';
import type { HostView } from '../../../src/contract/host.ts';
import type { Input } from '../../calls.ts';
import { takePin } from '../../components/pin-field.tsx';
import { usePublicationKeys } from './publication-keys.tsx';
import { PUBLISH_PIN, PublishPin } from './publish-pin.tsx';
import { TargetsCard } from './targets-card.tsx';

interface Publishing {
  /** What is still to be typed or chosen, or null. */
  readonly missing: string | null;
  /** Reads what was typed out of the forms once, and empties them; with the digest of the target files that were shown. */
  readonly take: () => Input<'host.publish'>;
  /** The target files that are signed with it; nothing before it can be published. */
  readonly targets: ReactNode;
  /** The fields for PINs and passphrases; nothing before it can be published. */
  readonly secrets: ReactNode;
}

/**
 * What publishing the root takes from the host: the PIN of their own token, and whatever the online keys need.
 * @param now whether publishing is the act that can be done now
 * @param onSubmit Enter was pressed in the field of the PIN
 */
export function usePublishing(view: HostView, now: boolean, onSubmit: () => void): Publishing {
  const form = useRef<HTMLFormElement>(null);
  const [filled, setFilled] = useState(false);
  const online = usePublicationKeys(view.publicationKeys);
  const needsPin = now && view.publishNeedsPin;
  return {
    missing: needsPin && !filled ? 'Enter the PIN of your token.' : now ? online.missing : null,
    take: () => {
      const pin = form.current === null ? null : takePin(form.current, PUBLISH_PIN);
      setFilled(false);
      return {
        pin,
        ...(view.publicationKeys.length === 0 ? {} : { online: online.take() }),
        ...(view.targetsSha256 === null ? {} : { targets: view.targetsSha256 }),
      };
    },
    targets: now ? <TargetsCard targets={view.targets} /> : null,
    secrets: (
      <>
        {needsPin ? (
          <PublishPin
            tries={view.publishTries}
            form={form}
            onFilled={setFilled}
            onSubmit={onSubmit}
          />
        ) : null}
        {now && view.publicationKeys.length > 0 ? online.card : null}
      </>
    ),
  };
}
