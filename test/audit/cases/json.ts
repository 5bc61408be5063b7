import { utf8 } from '../../../src/encoding/utf8.ts';
import { ada, ben, cleo, file, repository, role, rootPart } from '../made-files.ts';
import type { Case } from './case.ts';

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
  'file.ignored': {
    provoked: repository({ 'README.md': utf8('# Roots\n') }),
    quiet: repository({ 'ceremony.yaml': utf8('title: Roots\n') }),
    says: { severity: 'info', subject: 'README.md' },
  },
} satisfies Record<string, Case>;
