import type { KeyLook, KeyView } from '../../src/contract/keyholder.ts';
import type { Problem } from '../../src/contract/values.ts';
import { nodeVerifier } from '../verification/node.ts';
import { takeBundle } from '../ceremonies/bundle-taker.ts';
import { writeBundle } from '../ceremonies/bundle-writer.ts';
import { StepError } from './desk.ts';
import { doneView } from './done-view.ts';
import { acceptedNotes, evidenceCard, keyClaims } from './evidence-card.ts';
import { confirmExport, lookExport, writeExport } from './export-key.ts';
import type { Group, Work } from './handlers.ts';
import { adoptKey, keyToTakeUp, makeKey } from './make-key.ts';
import { pinRules } from './pin-rules.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { afterExport } from './practice-host.ts';
import { confirmReview, lookReview } from './review-root.ts';
import { refusedInWords } from './refused-signatures.ts';
import { ScreenTouch } from './screen-touch.ts';
import { lookSign } from './sign-look.ts';
import { signStep } from './sign-step.ts';
import { chosenToken, tokenQuestion } from './token-at-hand.ts';
import { tokenView } from './token-view.ts';

/** The seven steps of a keyholder, one call or two for each. */
export function keyholderHandlers(
  work: Work,
): Group<
  | 'key.look'
  | 'key.make'
  | 'key.adopt'
  | 'evidence.look'
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
    'key.adopt': turns.act(async ({ pin }, { progress }) => {
      await adoptKey(desk.tokens, table.open, pin, progress);
      await work.changed();
      return keyView(table.open);
    }),

    'evidence.look': () => table.look((ceremony) => lookEvidence(work, ceremony)),
    'evidence.accept': turns.act(async () => {
      const ceremony = table.open;
      const card = await lookEvidence(work, ceremony);
      const { key } = ceremony.state;
      if (key === null) throw noKey();
      await ceremony.record({
        kind: 'evidence.accepted',
        data: {
          serial: key.data.serial,
          spki: key.data.spki,
          attested: card.attested,
          chain: null,
          firmware: null,
          pinPolicy: null,
          touchPolicy: null,
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
        lookSign(desk, ceremony, await work.network(), (token) => work.tokenId(token)),
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
      const taken = await takeBundle(ceremony.folder, places.path(place), {
        participant: ceremony.youOrNull?.id ?? null,
        at: ceremony.now(),
        verifier: nodeVerifier,
        onOtherBytes: ceremony.role === 'host' ? 'refuse' : 'stage',
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

const whyItIsThere = {
  'cut-off': 'The station was cut off while it made this key. The key is on the token.',
  'earlier-ceremony': 'This key stands in the root in use, and it is on the token.',
} as const;

async function lookKey(work: Work, ceremony: OpenCeremony): Promise<KeyLook> {
  const { state } = ceremony;
  const token = await chosenToken(work.desk.tokens, ceremony);
  const serial = state.token?.data.serial ?? '';
  const there = token === null || state.key !== null ? null : await keyToTakeUp(ceremony, token);
  const choose = token !== null && !token.flags.pinInitialised;
  return {
    token: token === null ? null : tokenView(token, work.tokenId(token), tokenQuestion(ceremony)),
    pin: choose ? 'choose' : 'enter',
    rules: choose ? pinRules(token) : [],
    willDo: [
      ...(choose ? ['Your PIN is set on the token.'] : []),
      `A new key is made on ${serial}. It cannot leave the token.`,
      'The key is read back, and signs a fresh challenge.',
    ],
    made: state.key === null ? null : keyView(ceremony),
    unfinished:
      there === null
        ? null
        : { origin: there.origin, spkiSha256: there.spki, sentence: whyItIsThere[there.origin] },
    problem: token === null && state.key === null ? absent(serial) : null,
  };
}

function keyView(ceremony: OpenCeremony): KeyView {
  const { key } = ceremony.state;
  if (key === null) throw noKey();
  const claims = keyClaims(key);
  return {
    algorithm: claims[0]?.value ?? key.data.scheme,
    spkiSha256: key.data.spki,
    madeAt: key.at,
    claims,
  };
}

async function lookEvidence(work: Work, ceremony: OpenCeremony) {
  const { key, token: chosen } = ceremony.state;
  if (key === null || chosen === null) throw noKey();
  const token = await chosenToken(work.desk.tokens, ceremony);
  return evidenceCard(ceremony.plan, key, {
    model: chosen.data.model,
    token: token === null ? null : tokenView(token, work.tokenId(token), tokenQuestion(ceremony)),
  });
}

function noKey(): StepError {
  return new StepError('step.too-early', 'no key has been made yet', {
    hint: 'Go back to Key and make it.',
  });
}

function absent(serial: string): Problem {
  return {
    code: 'token.not-present',
    message: 'Your token is not plugged in',
    expected: serial,
    found: 'not there',
    place: null,
    hint: `Plug in ${serial}. Its number is printed on the back.`,
    notDone: ['No key was made.', 'No PIN was sent.'],
  };
}
