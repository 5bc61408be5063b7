import { utf8 } from '../../../src/encoding/utf8.ts';
import { ada, ben, cleo, file, repository, role, rootPart } from '../made-files.ts';
import type { Case } from './case.ts';

/** Of no bytes at all. */
const hashes = {
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

const broken = (text: string, says: Case['says'] = {}): Case => ({
  provoked: repository({ 'targets.json': utf8(text) }),
  quiet: repository(),
  says: { severity: 'error', subject: 'targets.json', ...says },
});

export const jsonCases = {
  'json.malformed': broken('{"signatures":[],"signed":{"_type":"targets"'),
  'json.duplicate-member': broken('{"signatures":[],"signed":{"version":1,"version":2}}'),
  'json.unsafe-number': broken('{"signatures":[],"signed":{"version":9007199254740993}}'),
  'json.too-deep': broken(`{"signatures":[],"signed":${'['.repeat(80)}${']'.repeat(80)}}`),
  'json.too-large': broken(`{"signatures":[],"signed":"${'a'.repeat(16 * 1024 * 1024)}"}`),
  'metadata.malformed': {
    provoked: {
      '1.root.json': file(rootPart({ version: 1, members: { roles: {} } }), [ada, ben, cleo]),
    },
    quiet: repository(),
    says: { severity: 'error', subject: '1.root.json' },
  },
  'metadata.not-read': {
    provoked: repository(),
    quiet: repository(),
    question: { skipped: [{ path: '10.root.json', why: 'it is a link' }] },
    quietQuestion: { skipped: [{ path: 'README.md', why: 'it is a link' }] },
    says: { severity: 'error', subject: '10.root.json' },
  },
  'metadata.unknown-member': {
    provoked: {
      '1.root.json': file(rootPart({ version: 1, members: { extra: null } }), [ada, ben, cleo]),
    },
    // The station's own mark is no unknown member.
    quiet: {
      '1.root.json': file(rootPart({ version: 1, members: { 'x-rehearsal': 'ab'.repeat(32) } }), [
        ada,
        ben,
        cleo,
      ]),
    },
    says: { severity: 'info', subject: '1.root.json' },
  },
  'metadata.spec-version': {
    provoked: { 'targets.json': file(role('targets', 1, { spec_version: '1.0' }), []) },
    quiet: { 'targets.json': file(role('targets', 1, { spec_version: '1.0.0' }), []) },
    says: { severity: 'info', subject: 'targets.json' },
  },
  'metadata.other-spec': {
    provoked: { 'targets.json': file(role('targets', 1, { spec_version: '2.0.0' }), []) },
    quiet: {
      'targets.json': file(role('targets', 1, { spec_version: '1' }), []),
      'old.json': file(role('targets', 1, { spec_version: '1.0' }), []),
      'new.json': file(role('targets', 1, { spec_version: '1.1.0' }), []),
    },
    says: { severity: 'error', subject: 'targets.json' },
  },
  'metadata.version-zero': {
    provoked: { '0.root.json': file(rootPart({ version: 0 }), [ada, ben, cleo]) },
    quiet: { '1.root.json': file(rootPart({ version: 1 }), [ada, ben, cleo]) },
    says: { severity: 'info', subject: '0.root.json' },
  },
  'metadata.time-form': {
    provoked: {
      'targets.json': file(role('targets', 1, { expires: '2027-01-01T01:00:00.5+01:00' }), []),
    },
    quiet: { 'targets.json': file(role('targets', 1, { expires: '2027-01-01T00:00:00Z' }), []) },
    says: {
      severity: 'info',
      subject: 'targets.json',
      data: {
        type: 'targets',
        version: 1,
        count: 1,
        places: ['targets.json, in $.signed.expires'],
        found: ['2027-01-01T01:00:00.5+01:00'],
      },
    },
  },
  'target.no-length': {
    provoked: { 'targets.json': file(role('targets', 1, { targets: { empty: { hashes } } }), []) },
    quiet: {
      'targets.json': file(role('targets', 1, { targets: { empty: { hashes, length: 0 } } }), []),
    },
    says: { severity: 'info', subject: 'targets.json' },
  },
  'target.no-digest': {
    provoked: {
      'targets.json': file(
        role('targets', 1, {
          targets: {
            a: { length: 1 },
            b: { length: 1, hashes: {} },
            c: { length: 1, hashes: { blake2b: '00' } },
          },
        }),
        [],
      ),
    },
    quiet: {
      'targets.json': file(
        role('targets', 1, {
          targets: {
            a: { hashes, length: 0 },
            b: { length: 0, hashes: { sha512: '00'.repeat(64), blake2b: '00' } },
          },
        }),
        [],
      ),
    },
    says: {
      severity: 'warning',
      subject: 'targets.json',
      data: { count: 3 },
    },
  },
  'file.ignored': {
    provoked: repository({ 'README.md': utf8('# Roots\n') }),
    quiet: repository({ 'ceremony.yaml': utf8('title: Roots\n') }),
    says: { severity: 'info', subject: 'README.md' },
  },
} satisfies Record<string, Case>;
