import { describe, expect, it } from 'vitest';
import { usePublishing } from '../../../../renderer/screens/host/publishing.tsx';
import type { HostView } from '../../../../src/contract/host.ts';
import { hostOf, hostWithTargets } from '../../gallery/values/host.ts';
import { markup } from '../../markup.ts';
import { withStation } from '../../quiet-station.tsx';

type Asked = ReturnType<typeof usePublishing>;

/** What publishing asks for, and the cards that it shows. */
function asked(view: HostView, now: boolean) {
  let publishing: Asked | undefined;
  function Screen() {
    publishing = usePublishing(view, now, () => undefined);
    return (
      <>
        {publishing.targets}
        {publishing.secrets}
      </>
    );
  }
  const { spoken, html } = markup(withStation(<Screen />));
  if (publishing === undefined) throw new Error('it was not drawn');
  return { spoken, html, missing: publishing.missing, taken: publishing.take() };
}

const withPin: HostView = {
  ...hostOf('real'),
  publishNeedsPin: true,
  publishTries: '3 tries left',
};
const key = {
  id: 'online-1',
  name: 'Online key 1',
  signs: 'snapshot and timestamp',
  kind: 'token',
  serial: 'HSM-0042',
  tries: '3 tries left',
  practice: false,
  ready: true,
  reason: '',
} as const;
const withKey: HostView = { ...hostOf('real'), publishNeedsPin: false, publicationKeys: [key] };

describe('what publishing takes from the host', () => {
  it('is nothing before it can be done: no field for a PIN stands there to be filled early', () => {
    for (const view of [withPin, withKey, hostWithTargets('real')]) {
      const { spoken, html, missing } = asked(view, false);
      expect([spoken, html, missing]).toEqual(['', '', null]);
    }
  });

  it('is the PIN of the own token first, then what the online keys need', () => {
    expect(asked(withPin, true).missing).toBe('Enter the PIN of your token.');
    expect(asked(withKey, true).missing).toBe('Enter the PIN of Online key 1.');
    const both = asked({ ...withPin, publicationKeys: [key] }, true);
    expect(both.missing).toBe('Enter the PIN of your token.');
    expect(both.html.match(/type="password"/g)).toHaveLength(2);
  });

  it('is nothing where no token and no online key signs', () => {
    const { missing, html } = asked({ ...hostOf('real'), publishNeedsPin: false }, true);
    expect(missing).toBeNull();
    expect(html).not.toContain('type="password"');
  });

  it('says which token is not here', () => {
    const away = { ...key, ready: false, reason: 'Plug in HSM-0042.' };
    const { missing, html } = asked({ ...withKey, publicationKeys: [away] }, true);
    expect(missing).toBe('Online key 1: Plug in HSM-0042.');
    expect(html).not.toContain('type="password"');
  });

  it('goes with the digest of the target files that were shown, and of no others', () => {
    const view = hostWithTargets('real');
    expect(asked(view, true).taken.targets).toBe(view.targetsSha256);
    expect(view.targetsSha256).not.toBeNull();
    expect(asked(hostOf('real'), true).taken).toEqual({ pin: null });
    for (const { path } of view.targets) expect(asked(view, true).spoken).toContain(path);
  });

  it('has a place for the secrets of online keys only where the plan has such keys', () => {
    expect(asked(withKey, true).taken).toHaveProperty('online');
    expect(asked(withPin, true).taken).not.toHaveProperty('online');
  });
});
