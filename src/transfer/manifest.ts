import { z } from 'zod';
import type { Sha256Hex } from '../encoding/digest.ts';
import { jcs } from '../encoding/jcs.ts';
import { parseJson } from '../encoding/json.ts';
import { StationError } from '../encoding/station-error.ts';
import { utf8 } from '../encoding/utf8.ts';
import { concat } from '../encoding/bytes.ts';
import { ParticipantId } from '../ceremony/plan-schema.ts';
import { Digest, FileFact, UtcInstant, Word } from '../ceremony/record-values.ts';
import { firstIssue } from '../ceremony/schema-issue.ts';
import { BundleError } from './bundle-error.ts';
import { bundlePart } from './bundle-part.ts';

/** The name of the manifest in a bundle. It is written last: a bundle without it is not whole. */
export const manifestName = 'bundle.json';
/** Most bytes of a manifest, of one file and of all files of a bundle. */
export const longestManifest = 1024 * 1024;
export const longestBundleFile = 64 * 1024 * 1024;
export const longestBundle = 256 * 1024 * 1024;

const Manifest = z.strictObject({
  format: z.literal('station-bundle/1'),
  /** The digest of `ceremony.yaml`: a bundle belongs to one ceremony. */
  plan: Digest,
  title: Word,
  mode: z.enum(['real', 'rehearsal']),
  rootVersion: z.int().min(1),
  /** The participant whose work it is, as the writer says; null for the ceremony's. */
  from: ParticipantId.nullable(),
  at: UtcInstant,
  files: z.array(FileFact).min(1).max(512),
});

/** What a bundle says of itself, format `station-bundle/1`. */
export type Manifest = z.output<typeof Manifest>;

/** The manifest as bytes: RFC 8785 and a line feed. */
export function manifestBytes(manifest: Manifest): Uint8Array<ArrayBuffer> {
  return concat(jcs(manifest), utf8('\n'));
}

/**
 * Reads a manifest. Every file in it has a place that a bundle can have, and stands there once.
 * @throws BundleError `bundle.malformed`, `bundle.files`
 */
export function parseManifest(bytes: Uint8Array, place: string): Manifest {
  let value;
  try {
    value = parseJson(bytes, place, { bytes: longestManifest, depth: 8, integersOnly: true });
  } catch (cause) {
    if (!(cause instanceof StationError)) throw cause;
    throw malformed(cause.message, cause.place ?? place, cause);
  }
  const parsed = Manifest.safeParse(value);
  if (!parsed.success) {
    const { path, problem } = firstIssue(parsed.error);
    throw malformed(problem, `${place}, ${path}`);
  }
  checkFiles(parsed.data.files, place);
  return parsed.data;
}

/** @throws BundleError `bundle.other-plan` unless the bundle belongs to the plan with this digest */
export function requirePlan(manifest: Manifest, plan: Sha256Hex, place: string): void {
  if (manifest.plan === plan) return;
  throw new BundleError('bundle.other-plan', 'the bundle belongs to another ceremony', {
    place,
    expected: `plan ${plan.slice(0, 16)}`,
    found: `“${manifest.title}”, plan ${manifest.plan.slice(0, 16)}`,
    hint: 'Choose the bundle of this ceremony, or open the ceremony that it belongs to.',
    notDone: ['Nothing was taken.'],
  });
}

function checkFiles(files: Manifest['files'], place: string): void {
  // Letter case is lost on many sticks, so names that differ in nothing else cannot both be there.
  const seen = new Set<string>();
  for (const { path, bytes } of files) {
    const odd =
      bundlePart(path) === null || seen.has(path.toLowerCase()) || bytes > longestBundleFile;
    if (odd) {
      throw new BundleError('bundle.files', 'the bundle names a file that no bundle has', {
        place,
        expected: 'plan, record, signatures on it, key files and staged metadata, each once',
        found: path,
        hint: 'Have the bundle written again by the station.',
        notDone: ['Nothing was taken.'],
      });
    }
    seen.add(path.toLowerCase());
  }
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= longestBundle) return;
  throw malformed('the bundle is larger than any ceremony', place);
}

function malformed(message: string, place: string, cause?: unknown): BundleError {
  return new BundleError('bundle.malformed', `this is not a bundle of the station: ${message}`, {
    place,
    hint: 'Choose the folder of a bundle, or have it written again.',
    notDone: ['Nothing was taken.'],
    cause,
  });
}
