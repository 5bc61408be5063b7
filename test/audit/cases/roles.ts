import { sha256Hex } from '../../../src/encoding/digest.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { ada, earlier, file, online, repository, role } from '../made-files.ts';
import type { Case } from './case.ts';

const hello = utf8('hello\n');
const listed: JsonObject = {
  'hello.txt': { length: hello.length, hashes: { sha256: sha256Hex(hello) } },
};
const withTarget = file(role('targets', 1, { targets: listed }), [online]);

export const roleCases = {
  'role.threshold-not-met': {
    provoked: repository({ 'targets.json': file(role('targets', 1), [ada]) }),
    quiet: repository(),
    says: { severity: 'error', subject: 'targets.json' },
  },
  'role.expired': {
    provoked: repository({
      'timestamp.json': file(role('timestamp', 1, { expires: earlier }), [online]),
    }),
    // A file that lies alone is no repository that clients would get.
    quiet: { 'timestamp.json': file(role('timestamp', 1, { expires: earlier }), [online]) },
    says: { severity: 'error', subject: 'timestamp.json' },
  },
  'role.fork': {
    provoked: repository({
      '1.targets.json': file(role('targets', 1, { targets: listed }), [online]),
    }),
    quiet: repository({ '1.targets.json': file(role('targets', 1), [online]) }),
    says: { severity: 'error', subject: '1.targets.json, targets.json' },
  },
  'target.mismatch': {
    provoked: repository({ 'targets.json': withTarget, 'targets/hello.txt': utf8('hallo\n') }),
    quiet: repository({
      'targets.json': withTarget,
      [`targets/${sha256Hex(hello)}.hello.txt`]: hello,
    }),
    says: { severity: 'error', subject: 'targets/hello.txt' },
  },
  'target.missing': {
    provoked: repository({ 'targets.json': withTarget, 'targets/other.txt': hello }),
    // Where no targets were given, none is missing.
    quiet: repository({ 'targets.json': withTarget }),
    says: { severity: 'error', subject: 'targets.json' },
  },
} satisfies Record<string, Case>;
