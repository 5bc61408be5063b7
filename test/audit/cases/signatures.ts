import { toHex } from '../../../src/encoding/hex.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import type { SecondOpinion } from '../../../src/audit/opinion.ts';
import { ada, ben, cleo, entry, file, online, root, rootPart, stranger } from '../made-files.ts';
import type { Case } from './case.ts';

const part = rootPart({ version: 1 });
const good = [ada, ben, cleo].map((one) => entry(one, part));
const quiet = { '1.root.json': file(part, good) };
const withMore = (...more: readonly JsonObject[]) => ({
  '1.root.json': file(part, [...good, ...more]),
});
const says = (severity: 'warning' | 'info'): Case['says'] => ({ severity, subject: '1.root.json' });

const alias = 'aa'.repeat(32);
const aliased = rootPart({
  version: 1,
  members: {
    keys: Object.fromEntries(
      [ada, ben, cleo, online].flatMap(({ keyid, object }) =>
        keyid === ada.keyid
          ? [
              [keyid, object],
              [alias, object],
            ]
          : [[keyid, object]],
      ),
    ),
    roles: {
      root: { keyids: [ada.keyid, alias, ben.keyid, cleo.keyid], threshold: 2 },
      targets: { keyids: [online.keyid], threshold: 1 },
      snapshot: { keyids: [online.keyid], threshold: 1 },
      timestamp: { keyids: [online.keyid], threshold: 1 },
    },
  },
});
const underAlias = {
  '1.root.json': file(aliased, [ada, ben, { ...entry(ada, aliased), keyid: alias }]),
};

const hexPoint = rootPart({
  version: 1,
  members: {
    keys: Object.fromEntries(
      [ada, ben, cleo, online].map(({ keyid, object, publicKey }) => [
        keyid,
        keyid === ada.keyid
          ? { ...object, keyval: { public: toHex(publicKey.spki.slice(-65)) } }
          : object,
      ]),
    ),
  },
});
const unusable = rootPart({
  version: 1,
  members: {
    keys: {
      ...Object.fromEntries([ada, ben, cleo, online].map(({ keyid, object }) => [keyid, object])),
      ['bb'.repeat(32)]: { keytype: 'post-quantum', scheme: 'later', keyval: { public: 'x' } },
    },
  },
});

const opinion = (accepts: boolean): SecondOpinion => ({
  name: 'another',
  thresholds: async (questions) => questions.map(() => ({ accepts, refused: null })),
  client: null,
});

export const signatureCases = {
  'signature.invalid': {
    provoked: {
      '1.root.json': file(part, [...good.slice(0, 2), { keyid: cleo.keyid, sig: 'zz' }]),
    },
    quiet,
    says: says('warning'),
  },
  'signature.made-by-other-key': {
    provoked: {
      '1.root.json': file(part, [
        ...good.slice(0, 2),
        { keyid: cleo.keyid, sig: online.sign(canonicalBytes(part)) },
      ]),
    },
    // Made by a key that nobody here has heard of: nothing can be said about whose it is.
    quiet: {
      '1.root.json': file(part, [
        ...good.slice(0, 2),
        { keyid: cleo.keyid, sig: stranger.sign(canonicalBytes(part)) },
      ]),
    },
    says: {
      severity: 'warning',
      subject: '1.root.json',
      data: {
        version: 1,
        index: 2,
        keyid: cleo.keyid,
        recoveredSpkiSha256: online.publicKey.digest,
        knownAs: [online.keyid],
      },
    },
  },
  'signature.unknown-key': {
    provoked: withMore(entry(stranger, part)),
    quiet,
    says: says('warning'),
  },
  'signature.duplicate': { provoked: withMore(entry(ada, part)), quiet, says: says('warning') },
  'signature.empty': {
    provoked: { '1.root.json': file(part, [...good.slice(0, 2), { keyid: cleo.keyid, sig: '' }]) },
    quiet,
    says: says('info'),
  },
  'signature.null': {
    provoked: { '1.root.json': utf8(JSON.stringify({ signatures: null, signed: part })) },
    quiet,
    says: says('info'),
  },
  'signature.not-in-role': { provoked: withMore(entry(online, part)), quiet, says: says('info') },
  'signature.two-keyids': { provoked: underAlias, quiet, says: says('info') },
  'key.shared-keyids': {
    provoked: underAlias,
    quiet,
    says: { severity: 'info', subject: ada.publicKey.digest },
  },
  'key.keyid-mismatch': { provoked: underAlias, quiet, says: says('warning') },
  'key.legacy-encoding': {
    provoked: { '1.root.json': file(hexPoint, [ada, ben, cleo]) },
    quiet,
    says: says('info'),
  },
  'key.unusable': {
    provoked: { '1.root.json': file(unusable, [ada, ben, cleo]) },
    quiet,
    says: says('warning'),
  },
  'rehearsal.production-key': {
    // A rehearsal's bytes, and keys that carry no mark of practice.
    provoked: {
      '1.root.json': root({ version: 1, members: { 'x-rehearsal': 'ab'.repeat(32) } }),
    },
    quiet,
    says: { severity: 'error', subject: '1.root.json' },
  },
  'opinion.disagrees': {
    provoked: quiet,
    quiet,
    question: { opinion: opinion(false) },
    quietQuestion: { opinion: opinion(true) },
    says: { severity: 'warning', subject: '1.root.json' },
  },
} satisfies Record<string, Case>;
