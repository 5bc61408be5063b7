import { expect, it, vi } from 'vitest';
import { MetadataCard } from '../../../../../renderer/screens/host/delegations/metadata-card.tsx';
import { delegationsReady, delegationsWaiting } from '../../../gallery/values/delegations.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';

const card = (
  metadata: Parameters<typeof MetadataCard>[0]['metadata'],
  onTake: (role: string) => void = () => undefined,
  busy = false,
) => <MetadataCard metadata={metadata} busy={busy} onTake={onTake} />;

it('what another project signed is taken in for the role that its button names', () => {
  const take = vi.fn<(role: string) => void>();
  const { metadata } = delegationsWaiting('real');
  const needed = metadata.find(({ state }) => state === 'needed')!;
  handsOn(card(metadata, take, true)).press(`Take in its metadata… ${needed.role}`);
  expect(take).not.toHaveBeenCalled();
  handsOn(card(metadata, take)).press(`Take in its metadata… ${needed.role}`);
  expect(take).toHaveBeenCalledExactlyOnceWith(needed.role);
});

it('what came in and what is still to come have an icon and words each', () => {
  const icons = [delegationsWaiting('real'), delegationsReady('real')].flatMap(({ metadata }) =>
    [...markup(card(metadata)).html.matchAll(/<li><svg[^>]*>(.*?)<\/svg>/gs)].map(([, of]) => of),
  );
  // published and needed, then published and came in
  expect(new Set(icons).size).toBe(3);
  expect(markup(card(delegationsReady('real').metadata)).spoken).not.toContain('Take in its');
});
