import { nodeVerifier } from '../verification/node.ts';
import { folderWork } from '../ceremonies/carried-work.ts';
import { takeBundle } from '../ceremonies/bundle-taker.ts';
import { writeBundle } from '../ceremonies/bundle-writer.ts';
import { adoptKey } from './adopt-key.ts';
import { bringWork } from './bring-work.ts';
import { broughtSentence } from './brought.ts';
import { doneView } from './done-view.ts';
import { acceptedNotes } from './evidence-card.ts';
import { confirmExport, lookExport, writeExport } from './export-key.ts';
import type { Group, Work } from './handlers.ts';
import { lookEvidence } from './look-evidence.ts';
import { keyView, lookKey, noKey } from './look-key.ts';
import { makeKey } from './make-key.ts';
import { afterExport } from './practice-host.ts';
import { confirmReview, lookReview } from './review-root.ts';
import { refusedInWords } from './refused-signatures.ts';
import { ScreenTouch } from './screen-touch.ts';
import { lookSign } from './sign-look.ts';
import { signStep } from './sign-step.ts';
import { bringEvidence } from './yubihsm/bring-evidence.ts';

/** The seven steps of a keyholder, one call or two for each. */
export function keyholderHandlers(
  work: Work,
): Group<
  | 'key.look'
  | 'key.make'
  | 'key.adopt'
  | 'evidence.look'
  | 'evidence.bring'
  | 'evidence.accept'
  | 'export.look'
  | 'export.write'
  | 'export.confirm'
  | 'review.look'
  | 'review.confirm'
  | 'sign.look'
  | 'sign.start'
  | 'sign.touch'
  | 'done.look'
  | 'bundle.write'
  | 'bundle.take'
> {
  const { desk, table, places, turns } = work;
  const screen = new ScreenTouch();
  return {
    'key.look': () => table.look((ceremony) => lookKey(work, ceremony)),
    'key.make': turns.act(async (typed, { progress, signal }) => {
      await makeKey(desk.tokens, table.open, typed, progress, signal);
      await work.changed();
      return keyView(table.open);
    }),
    'key.adopt': turns.act(async ({ pin }, { progress, signal }) => {
      await adoptKey(desk.tokens, table.open, pin, progress, signal);
      await work.changed();
      return keyView(table.open);
    }),

    'evidence.look': () =>
      table.look(async (ceremony) => (await lookEvidence(work, ceremony)).card),
    'evidence.bring': turns.act(async ({ key, device }) => {
      await bringEvidence(table.open, { key: places.path(key), device: places.path(device) });
      await work.changed();
      return null;
    }),
    'evidence.accept': turns.act(async () => {
      const ceremony = table.open;
      const { card, facts } = await lookEvidence(work, ceremony);
      const { key } = ceremony.state;
      if (key === null) throw noKey();
      await ceremony.record({
        kind: 'evidence.accepted',
        data: {
          serial: key.data.serial,
          spki: key.data.spki,
          ...facts,
          notes: acceptedNotes(card),
        },
      });
      await work.changed();
      return null;
    }),

    'export.look': () => table.look(lookExport),
    'export.write': turns.act(async () => {
      const view = await writeExport(desk.tokens, table.open);
      await work.changed();
      return view;
    }),
    'export.confirm': turns.act(async ({ rows }) => {
      await confirmExport(table.open, rows);
      await afterExport(desk, table.open);
      await work.changed();
      return null;
    }),

    'review.look': () => table.look((ceremony) => lookReview(ceremony, nodeVerifier)),
    'review.confirm': turns.act(async ({ sha256, rows }) => {
      await confirmReview(table.open, sha256, rows);
      await work.changed();
      return null;
    }),

    'sign.look': () =>
      table.look(async (ceremony) =>
        lookSign(desk, ceremony, await work.network(), {
          idOf: (token) => work.tokenId(token),
          busy: turns.busy,
        }),
      ),
    'sign.start': turns.act(async (input, { progress, signal }) => {
      await signStep(desk, table.open, await work.network(), screen, input, progress, signal);
      await work.changed();
      return null;
    }),
    'sign.touch': () => {
      screen.press();
      return null;
    },

    'done.look': () => table.look((ceremony) => doneView(ceremony, nodeVerifier)),

    'bundle.write': turns.act(async ({ place }) => {
      const ceremony = table.open;
      const by = ceremony.role === 'host' ? null : ceremony.you.id;
      const bundle = await writeBundle(ceremony.folder, places.path(place), by, ceremony.now());
      await work.changed();
      return {
        name: bundle.name,
        files: bundle.files.length,
        bytes: bundle.bytes,
        sentence: `was written, read back and compared. You can take the stick out.`,
      };
    }),
    'bundle.take': turns.act(async ({ place }) => {
      const ceremony = table.open;
      if (ceremony.role === 'host') {
        const carried = await folderWork(places.path(place), ceremony.plan.sha256);
        const brought = await bringWork(ceremony, carried);
        await work.changed();
        return {
          name: brought.name,
          files: brought.files,
          bytes: brought.bytes,
          sentence: broughtSentence(brought),
        };
      }
      const taken = await takeBundle(ceremony.folder, places.path(place), {
        participant: ceremony.youOrNull?.id ?? null,
        at: ceremony.now(),
        verifier: nodeVerifier,
        onOtherBytes: 'stage',
      });
      await work.changed();
      const refused = await refusedInWords(ceremony.folder, taken.refused);
      return {
        name: taken.name,
        files: taken.added.length,
        bytes: taken.added.reduce((sum, { bytes }) => sum + bytes, 0),
        sentence: `was read: ${taken.added.length} new files, ${taken.signatures.length} new signatures.${refused.map((sentence) => ` ${sentence}`).join('')}`,
      };
    }),
  };
}
