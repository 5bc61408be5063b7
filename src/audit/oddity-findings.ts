import type { Oddity } from '../tuf/oddity.ts';
import type { InputFile } from './input.ts';
import { finding, type PlainCode } from './findings.ts';
import type { Finding } from './report.ts';
import type { JudgedRole } from './roles.ts';

/** What one finding says for all oddities of a code in one file. Those that are missing here are told key by key elsewhere. */
const texts: Partial<Record<Oddity['code'], { code: PlainCode; message: string; hint: string }>> = {
  'signature.null': {
    code: 'signature.null',
    message: 'holds null where signatures belong',
    hint: 'It is read as no signature.',
  },
  'metadata.unknown-member': {
    code: 'metadata.unknown-member',
    message: 'has members that the TUF specification does not name',
    hint: 'They are signed with the rest, and clients leave them aside.',
  },
  'metadata.null-member': {
    code: 'metadata.null-member',
    message: 'holds null where a list or an object belongs',
    hint: 'It is read as empty. Some clients refuse the file.',
  },
  'metadata.spec-version': {
    code: 'metadata.spec-version',
    message: 'does not name its specification version as three numbers from 1.0 on',
    hint: 'Most clients read it all the same. Nothing else follows from it.',
  },
  'metadata.other-spec': {
    code: 'metadata.other-spec',
    message: 'follows another version of the TUF specification than 1',
    hint: 'It was read by version 1, and may mean something else. Clients refuse it.',
  },
  'metadata.version-zero': {
    code: 'metadata.version-zero',
    message: 'has version 0',
    hint: 'Versions begin with 1. Some clients refuse the file.',
  },
  'metadata.time-form': {
    code: 'metadata.time-form',
    message: 'names its expiry with an offset, or with parts of a second',
    hint: 'It is compared as the instant that it is. Some clients refuse the file.',
  },
  'target.no-length': {
    code: 'target.no-length',
    message: 'lists targets without their length',
    hint: 'They are held against their digests alone. Some clients refuse the file.',
  },
  'target.no-digest': {
    code: 'target.no-digest',
    message: 'lists targets without a digest by SHA-256 or SHA-512',
    hint: 'Nothing says what they have to hold, so that they were not judged. Have the list made again.',
  },
  'key.legacy-encoding': {
    code: 'key.legacy-encoding',
    message: 'stores keys in an older form: hexadecimal points, or PEM without its last line end',
    hint: 'They are read and compared as public keys.',
  },
};

/** Bounds a report: a hostile file can have any number of odd members. */
const mostPlaces = 100;

/** The oddities of every metadata file that could be read. The same bytes given twice are spoken of once. */
export function metadataFindings(
  files: readonly InputFile[],
  roles: readonly JudgedRole[],
): Finding[] {
  const roots = firstOfEach(files).flatMap(({ path, reading }) => {
    if (reading.kind !== 'root') return [];
    const { metadata, oddities, version } = reading.root;
    return oddityFindings(path, { type: metadata.type, version }, oddities);
  });
  const others = firstOfEach(roles.map((role) => ({ ...role, sha256: role.facts.sha256 }))).flatMap(
    ({ path, head, oddities }) => oddityFindings(path, head, oddities),
  );
  return [...roots, ...others];
}

function firstOfEach<File extends { readonly sha256: string }>(files: readonly File[]): File[] {
  return [...Map.groupBy(files, ({ sha256 }) => sha256).values()].flatMap((same) =>
    same.slice(0, 1),
  );
}

/** The station's own marks of rehearsals. They are judged by what they say. */
function isOwnMark({ place }: Oddity): boolean {
  return /\.x-(?:rehearsal|practice)$/.test(place);
}

/** One finding a file and code, with the places. `file` is the path of the audit that findings name. */
function oddityFindings(
  file: string,
  { type, version }: { readonly type: string; readonly version: number },
  oddities: readonly Oddity[],
): Finding[] {
  const told = oddities.filter((oddity) => !isOwnMark(oddity));
  return [...Map.groupBy(told, ({ code }) => code)].flatMap(([code, all]): Finding[] => {
    const text = texts[code];
    if (text === undefined) return [];
    return [
      finding(text.code, {
        subject: file,
        message: `this file ${text.message}`,
        hint: text.hint,
        data: {
          type,
          version,
          count: all.length,
          places: all.slice(0, mostPlaces).map(({ place }) => place),
          found: [...new Set(all.map(({ found }) => found))].slice(0, mostPlaces),
        },
      }),
    ];
  });
}
