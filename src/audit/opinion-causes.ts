import type { UnusableKey } from '../tuf/key-list.ts';
import type { SignatureCount } from '../tuf/threshold.ts';
import type { ThresholdOpinion } from './opinion.ts';

/** A verdict with which another implementation does not agree. */
export interface Disputed {
  readonly ours: SignatureCount;
  readonly unusable: readonly UnusableKey[];
  readonly oddities: ReadonlySet<string>;
  /** There are characters outside of the basic plane in the file. */
  readonly wide: boolean;
}

/** The known limits of the other implementation, and of this one, by what they are seen from. */
const limits: readonly {
  readonly cause: string;
  readonly explains: (disputed: Disputed, answer: ThresholdOpinion) => boolean;
}[] = [
  {
    cause:
      'It counts keyids. One key stands under several of them, and this station counts it once.',
    explains: ({ ours }, { accepts }) => accepts && validKeyids(ours).size >= ours.threshold,
  },
  {
    cause: 'It verifies kinds of keys that this station leaves aside.',
    explains: ({ unusable }, { accepts }) => accepts && unusable.length > 0,
  },
  {
    cause:
      'It refuses a file that lists one keyid twice. This station counts the first and goes on.',
    explains: ({ ours }, { accepts }) =>
      !accepts && ours.statuses.some(({ status }) => status === 'duplicate'),
  },
  {
    cause: 'It refuses null in place of signatures, and version 0. This station reads both.',
    explains: ({ oddities }, { accepts, refused }) =>
      !accepts && refused !== null && (oddities.has('signature.null') || oddities.has('version-0')),
  },
  {
    cause: 'It refuses null where a list or an object belongs. This station reads it as empty.',
    explains: ({ oddities }, { accepts, refused }) =>
      !accepts && refused !== null && oddities.has('metadata.null-member'),
  },
  {
    cause:
      'It refuses a file of another version of the specification. This station names that as an error, and counts its signatures all the same.',
    explains: ({ oddities }, { accepts, refused }) =>
      !accepts &&
      oddities.has('metadata.other-spec') &&
      refused !== null &&
      /spec[ _]?version/i.test(refused),
  },
  {
    cause:
      'It refuses files that do not name the specification as it expects. This station reads them.',
    explains: ({ oddities }, { accepts, refused }) =>
      !accepts &&
      oddities.has('metadata.spec-version') &&
      refused !== null &&
      /spec[ _]?version/i.test(refused),
  },
  {
    cause:
      'It refuses a file whose content cannot be read. This station names that as an error, and counts its signatures all the same.',
    explains: ({ oddities }, { accepts, refused }) =>
      !accepts && refused !== null && oddities.has('content-unreadable'),
  },
  {
    cause:
      'It orders member names by their UTF-16 form, and verifies other bytes where one has a character outside of the basic plane.',
    explains: ({ wide }, { accepts, refused }) => !accepts && refused === null && wide,
  },
  {
    cause: 'It refuses a file that names version 0 of another. This station reads it.',
    explains: (_, { accepts, refused }) =>
      !accepts && refused === 'Metafile version must be at least 1',
  },
  {
    cause:
      'It reads an empty version of the specification as its own, and verifies other bytes than were signed.',
    explains: ({ oddities }, { accepts, refused }) =>
      !accepts && refused === null && oddities.has('spec-version-empty'),
  },
  {
    cause:
      'It refuses targets without a length. This station reads them: an empty target had none for years.',
    explains: (_, { accepts, refused }) => !accepts && refused === 'length must be a number',
  },
  {
    cause: 'It does not verify keys of this kind, or written in this way.',
    explains: (_, { accepts, refused }) =>
      !accepts &&
      refused !== null &&
      /unsupported|unknown key|invalid key|asn1|decod/i.test(refused),
  },
];

/** The reason of a difference that is understood; null for every other one. */
export function causeOf(disputed: Disputed, answer: ThresholdOpinion): string | null {
  return limits.find(({ explains }) => explains(disputed, answer))?.cause ?? null;
}

function validKeyids({ statuses }: SignatureCount): ReadonlySet<string> {
  return new Set(statuses.filter(({ status }) => status === 'valid').map(({ keyid }) => keyid));
}
