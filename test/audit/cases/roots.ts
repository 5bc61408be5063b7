import { ada, asOf, ben, below, cleo, dora, earlier, root } from '../made-files.ts';
import type { Case } from './case.ts';

const two = { version: 2, keys: [ada, ben, dora] };
const handOver = root(two, [ada, ben, cleo, dora]);

export const rootCases = {
  'root.version-gap': {
    provoked: { '1.root.json': root({ version: 1 }), '3.root.json': root({ version: 3 }) },
    quiet: { '1.root.json': root({ version: 1 }), '2.root.json': root({ version: 2 }) },
    says: { severity: 'error', subject: '3.root.json', data: { version: 3, after: 1 } },
  },
  'root.threshold-not-met': {
    // Enough of its own keys, too few of those before: nobody of version 1 but one has handed over.
    provoked: { '1.root.json': root({ version: 1 }), '2.root.json': root(two, [ada, dora]) },
    quiet: { '1.root.json': root({ version: 1 }), '2.root.json': handOver },
    says: {
      severity: 'error',
      subject: '2.root.json',
      data: {
        version: 2,
        validBySelf: 2,
        threshold: 2,
        validByPrevious: 1,
        thresholdOfPrevious: 2,
      },
    },
  },
  'root.fork': {
    provoked: {
      '1.root.json': root({ version: 1 }),
      '2.root.json': handOver,
      'abandoned/2.root.json': root({ version: 2 }),
    },
    // The same file twice, and another version 2 that no client could have accepted.
    quiet: {
      '1.root.json': root({ version: 1 }),
      '2.root.json': handOver,
      'root.json': handOver,
      'abandoned/2.root.json': root({ version: 2 }, [ada]),
    },
    says: { severity: 'error', subject: '2.root.json, abandoned/2.root.json' },
  },
  'root.not-trusted': {
    provoked: { '1.root.json': root({ version: 1 }) },
    quiet: { '1.root.json': root({ version: 1, keys: [ada, ben, dora] }) },
    question: {
      trustedRoot: { path: 'mine.json', bytes: root({ version: 1, keys: [ada, ben, dora] }) },
    },
    says: { severity: 'error', subject: '1.root.json' },
  },
  'root.expired': {
    provoked: { '1.root.json': root({ version: 1, expires: earlier }) },
    quiet: { '1.root.json': root({ version: 1 }) },
    says: {
      severity: 'error',
      subject: '1.root.json',
      data: { version: 1, expires: earlier, asOf },
    },
  },
  'root.exact-threshold': {
    provoked: { '1.root.json': root({ version: 1 }, [ada, ben]) },
    quiet: { '1.root.json': root({ version: 1 }) },
    says: { severity: 'warning', subject: '1.root.json' },
  },
  'root.unnumbered': {
    provoked: {
      '1.root.json': root({ version: 1 }),
      '2.root.json': root({ version: 2 }),
      'root.json': root({ version: 1 }),
    },
    quiet: {
      '1.root.json': root({ version: 1 }),
      '2.root.json': root({ version: 2 }),
      'root.json': root({ version: 2 }),
    },
    says: {
      severity: 'warning',
      subject: 'root.json',
      data: { version: 1, newest: 2, file: '2.root.json', reason: 'behind' },
    },
  },
  'root.other-copy': {
    provoked: {
      '1.root.json': root({ version: 1 }),
      'copy.json': root({ version: 1 }, [ada, ben]),
    },
    quiet: { '1.root.json': root({ version: 1 }), 'root.json': root({ version: 1 }) },
    says: { severity: 'info', subject: 'copy.json' },
  },
  'metadata.staged': {
    provoked: {
      '1.root.json': root({ version: 1 }),
      ...below('staged', { '2.root.json': root(two, [ada]) }),
    },
    quiet: { '1.root.json': root({ version: 1 }), ...below('staged', { '2.root.json': handOver }) },
    says: { severity: 'info', subject: 'staged/2.root.json' },
  },
} satisfies Record<string, Case>;
