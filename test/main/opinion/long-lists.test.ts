import { canonicalize } from '@tufjs/canonical-json';
import { Root, Snapshot, Targets } from '@tufjs/models';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOpinion } from '../../../main/opinion/client.ts';
import { inParts, type TheirJson, type TheirSigned } from '../../../main/opinion/long-lists.ts';
import { modelsOpinions } from '../../../main/opinion/models.ts';
import { tufJsOpinion } from '../../../main/opinion/second-opinion.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { asOf, auditOf, file, online, repository, role } from '../../audit/made-files.ts';

type Value = TheirJson[string];
type Type = 'root' | 'targets' | 'snapshot';

const readers: Readonly<Record<Type, (json: TheirJson) => TheirSigned>> = {
  root: (json) => Root.fromJSON(json),
  targets: (json) => Targets.fromJSON(json),
  snapshot: (json) => Snapshot.fromJSON(json),
};

/** What a reader says: what is in the object, and the bytes that it would verify; or its reason. */
function saidBy(read: () => TheirSigned): Said {
  try {
    const theirs = read();
    // The one that was read in parts has a writer of its own, which is compared by what it writes.
    const { toJSON: _, ...members } = Object.fromEntries(Object.entries(theirs));
    const roles = theirs instanceof Targets ? Object.keys(theirs.delegations?.roles ?? {}) : [];
    return {
      members,
      roles,
      signed: [canonicalize(theirs.toJSON()), canonicalize(theirs.toJSON())],
    };
  } catch (error) {
    return { refused: String(error) };
  }
}

type Said =
  | {
      readonly members: object;
      /** In the order of their priority. */
      readonly roles: readonly string[];
      readonly signed: readonly string[];
    }
  | { readonly refused: string };

function whole(type: Type, json: TheirJson): Said {
  return saidBy(() => readers[type](json));
}

function parts(type: Type, json: TheirJson): Said {
  return saidBy(() => {
    const { frame, fill } = inParts(type, json);
    const theirs = readers[type](frame);
    fill(theirs);
    return theirs;
  });
}

const common = { spec_version: '1.0.31', version: 3, expires: '2027-01-01T00:00:00Z' };
const key: TheirJson = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: 'ab' } };
const keysAndThreshold = { keyids: ['a'], threshold: 1 };
const delegated: TheirJson = { ...keysAndThreshold, terminating: false, paths: ['*'] };
const listed: TheirJson = { length: 1, hashes: { sha256: 'ab' } };
const four = Object.fromEntries(
  ['root', 'targets', 'snapshot', 'timestamp'].map((name) => [name, keysAndThreshold]),
);

/** Each list, an entry that is right, and the signed part with a list of such. */
const lists: readonly {
  readonly name: string;
  readonly type: Type;
  readonly right: TheirJson;
  readonly around: (list: TheirJson) => TheirJson;
}[] = [
  {
    name: 'keys of a root',
    type: 'root',
    right: key,
    around: (keys) => ({ ...common, consistent_snapshot: true, keys, roles: four, note: {} }),
  },
  {
    name: 'roles of a root',
    type: 'root',
    right: keysAndThreshold,
    around: (roles) => ({ ...common, consistent_snapshot: false, roles: { ...roles, ...four } }),
  },
  {
    name: 'targets',
    type: 'targets',
    right: listed,
    around: (targets) => ({
      ...common,
      targets,
      delegations: { keys: { key }, roles: [{ ...delegated, name: 'a' }], more: 1 },
      more: { targets: {} },
    }),
  },
  {
    name: 'keys of delegations',
    type: 'targets',
    right: key,
    around: (keys) => ({ ...common, targets: {}, delegations: { keys, roles: [] } }),
  },
  {
    name: 'delegated roles',
    type: 'targets',
    right: delegated,
    around: (list) => ({
      ...common,
      targets: { a: listed },
      delegations: {
        keys: { key },
        roles: Object.entries(list).map(([name, entry]) =>
          isObject(entry) ? { name, ...entry } : entry,
        ),
      },
    }),
  },
  {
    name: 'files of a snapshot',
    type: 'snapshot',
    right: { version: 2, note: [1] },
    around: (meta) => ({ ...common, meta, _type: 'snapshot' }),
  },
];

function isObject(value: Value | undefined): value is TheirJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const names = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'keys', 'root', 'timestamp', ''),
  fc.nat().map(String),
  fc.string({ unit: 'grapheme' }),
);
/** One entry that is odd, or wrong: members are changed or left out, or something else stands there. */
const change = fc.oneof(
  fc.constantFrom<Value>(null, 7, 'text', [], {}, [null]),
  fc.record({
    member: fc.constantFrom('length', 'hashes', 'version', 'keyval', 'threshold', 'keyids', 'name'),
    value: fc.constantFrom<Value>(null, -1, 0, 1, 'a', ['a', 'a'], { sha256: 1 }, {}, 'other'),
  }),
);

function changed(right: TheirJson, how: Value | { member: string; value: Value }): Value {
  if (how === null || typeof how !== 'object' || Array.isArray(how)) return how;
  const { member, value } = how;
  return typeof member === 'string' ? { ...right, [member]: value ?? null } : how;
}

const fill = Array.from({ length: 300 }, (_, index) => `entry ${index}`);

describe.each(lists)('a long list of $name', ({ type, right, around }) => {
  const entries = (more: readonly (readonly [string, Value])[], at = 0): TheirJson =>
    Object.fromEntries([
      ...fill.slice(0, at).map((name): [string, Value] => [name, right]),
      ...more,
      ...fill.slice(at).map((name): [string, Value] => [name, right]),
    ]);

  it('is taken out of what its reader gets, and comes back in its place', () => {
    const json = around(entries([]));
    const { frame } = inParts(type, json);
    expect(JSON.stringify(frame).length).toBeLessThan(1200);
    expect(JSON.stringify(json)).toContain('entry 299');
    expect(parts(type, json)).toEqual(whole(type, json));
    expect(JSON.stringify(parts(type, json))).toContain('entry 299');
  });

  it('makes the same of any names and of right and wrong entries', () => {
    const more = fc.array(fc.tuple(names, fc.oneof(fc.constant(right), change)), { maxLength: 2 });
    fc.assert(
      fc.property(more, fc.nat({ max: 300 }), (odd, at) => {
        const json = around(
          entries(
            odd.map(([name, how]) => [name, changed(right, how)] as const),
            at,
          ),
        );
        const read = parts(type, json);
        const expected = whole(type, json);
        // Of two faults it may name the other one.
        const either = odd.length > 1 && 'refused' in expected && 'refused' in read;
        expect(read).toEqual(either ? { refused: read.refused } : expected);
      }),
      { numRuns: 60 },
    );
  });

  it('is left to its reader where it is short, or something else stands there', () => {
    for (const json of [
      around({ one: right }),
      around({}),
      { ...common, [type === 'snapshot' ? 'meta' : 'keys']: 7 },
      { ...common, delegations: [] },
      { ...common, delegations: { keys: {}, roles: entries([]) } },
    ]) {
      expect(inParts(type, json).frame).toEqual(json);
      expect(parts(type, json)).toEqual(whole(type, json));
    }
  });
});

describe('@tufjs/models and tuf-js about 20,000 targets', () => {
  const targets = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [
      `release/${index}.tar.gz`,
      { hashes: { sha256: index.toString(16).padStart(64, '0') }, length: index },
    ]),
  );
  const genuine = file(role('targets', 1, { targets }), [online]);
  const files = repository({ 'targets.json': genuine });
  const { '1.root.json': root = utf8('') } = files;
  const about = (bytes: Uint8Array) =>
    modelsOpinions([
      { delegatorType: 'root', delegator: root, type: 'targets', role: 'targets', file: bytes },
    ]);
  const edited = (from: string, to: string): Uint8Array =>
    utf8(Buffer.from(genuine).toString('utf8').replace(from, to));

  it('are asked, and agree', async () => {
    expect(about(genuine)).toEqual([{ accepts: true, refused: null }]);
    const { findings } = await auditOf(files, { opinion: tufJsOpinion });
    expect(findings.filter(({ code }) => code.startsWith('opinion.'))).toEqual([]);
  });

  const follow = (bytes: Uint8Array) =>
    clientOpinion({
      trustedRoot: root,
      files: new Map(Object.entries({ ...files, 'targets.json': bytes })),
      asOf: parseInstant(asOf),
      targets: ['release/19999.tar.gz'],
    });

  it.each([
    ['one digit of the last', '"length":19999', '"length":19998', null],
    ['a member that nobody names', '"length":19999', '"length":19999,"x":1', null],
    ['the name of one', 'release/19999', 'release/20000', null],
    ['the length of one is no number', '"length":19999', '"length":"1"', 'length must be a number'],
    [
      'one is no object',
      '"release/5.tar.gz":{',
      '"":7,"release/5.tar.gz":{',
      'targets must be an object',
    ],
  ])('do not accept it where %s was changed', (_, from, to, refused) => {
    const bytes = edited(from, to);
    expect(bytes).not.toEqual(genuine);
    expect(about(bytes)).toEqual([{ accepts: false, refused }]);
  });

  it('as a client find the last of them, and refuse the list where one was changed', async () => {
    expect(await follow(genuine)).toEqual({ trustedVersion: 1, stopped: null });
    const { stopped } = await follow(edited('"length":19999', '"length":19998'));
    expect(stopped).toMatch(/was signed by 0\/1 keys/);
  });
});
