import { useState } from 'react';
import { useCall, useEvent, useLook } from '../../../calls.ts';
import { OnlineKeysCard } from './online-keys-card.tsx';

/** The online keys of the plan, beside the keys of people. Nothing where the plan has none. */
export function OnlineKeys() {
  const look = useLook('online.look', null);
  const take = useCall('online.export');
  const make = useCall('online.make');
  const [made, setMade] = useState<string | null>(null);
  useEvent('ceremony.changed', look.again);
  if (look.value === null || look.value.keys.length === 0) return null;
  return (
    <OnlineKeysCard
      view={look.value}
      take={take}
      make={make}
      made={made}
      onView={(view, file) => {
        setMade(file);
        look.set(view);
      }}
    />
  );
}
