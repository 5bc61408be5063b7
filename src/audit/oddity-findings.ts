import { StationError } from '../encoding/station-error.ts';
import type { Metadata } from '../tuf/metadata.ts';
import type { Oddity } from '../tuf/oddity.ts';
import { parseTargets } from '../tuf/targets.ts';
import type { InputFile } from './input.ts';
import { finding, type PlainCode } from './findings.ts';
import type { Finding } from './report.ts';

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
  'metadata.spec-version': {
    code: 'metadata.spec-version',
    message: 'does not name its specification version as three numbers from 1.0 on',
    hint: 'Most clients read it all the same. Nothing else follows from it.',
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
export function metadataFindings(files: readonly InputFile[]): Finding[] {
  const distinct = [...Map.groupBy(files, ({ sha256 }) => sha256).values()].flatMap((same) =>
    same.slice(0, 1),
  );
  return distinct.flatMap(({ path, reading }) => {
    if (reading.kind === 'root') {
      const { metadata, oddities } = reading.root;
      return oddityFindings(path, metadata, oddities);
    }
    if (reading.kind !== 'metadata') return [];
    return oddityFindings(path, reading.metadata, contentOddities(reading.metadata));
  });
}

/** With those of targets and delegations, where they can be read; that they cannot is told elsewhere. */
function contentOddities(metadata: Metadata): readonly Oddity[] {
  try {
    return metadata.type === 'targets' ? parseTargets(metadata).oddities : metadata.oddities;
  } catch (error) {
    if (error instanceof StationError) return metadata.oddities;
    throw error;
  }
}

/** The station's own marks of rehearsals. They are judged by what they say. */
function isOwnMark({ place }: Oddity): boolean {
  return /\.x-(?:rehearsal|practice)$/.test(place);
}

/** One finding a file and code, with the places. `file` is the path of the audit that findings name. */
function oddityFindings(
  file: string,
  { type, version }: Metadata,
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
