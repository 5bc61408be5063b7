/** One ceremony from the first line of its plan to its minutes, and the rotation after it, by the command line alone. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { station } from '../../main/cli/station.ts';
import { clientOpinion } from '../../main/opinion/client.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { planText, type PlanFields } from '../../src/ceremony/plan.ts';
import { plainGit } from '../main/git/hostile-repository.ts';

const numbers = ['one', 'two', 'three', 'four', 'five'] as const;
const author = ['--author', 'The host <host@example.org>'] as const;
const now = () => new Date().toISOString();
const home = process.env['HOME'];
let top: string;

// One ceremony: each step stands on the one before it, and no window is open.
test.describe.configure({ mode: 'serial' });

test.beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'station-end-to-end-'));
  process.env['HOME'] = join(top, 'home');
  mkdirSync(join(top, 'home'));
  plainGit(top, 'init', '-q', '--bare', '-b', 'main', at('root.git'));
});
test.afterAll(() => {
  process.env['HOME'] = home;
  rmSync(top, { recursive: true, force: true });
});

const at = (...names: string[]): string => join(top, ...names);

/** Runs one command, which has to end with this status, and returns what it said. */
async function run(line: readonly string[], status = 0): Promise<string> {
  const said = { out: '', err: '' };
  const code = await station(line, {
    out: (text) => (said.out += text),
    err: (text) => (said.err += `${text}\n`),
    now,
    signal: new AbortController().signal,
  });
  expect({ line, code, err: said.err }).toMatchObject({ code: status });
  return said.out + said.err;
}

/** What a host does in an editor. */
function edit(from: string, to: string, change: (plan: PlanFields) => PlanFields): void {
  const plan = parse(readFileSync(from, 'utf8')) as PlanFields;
  writeFileSync(to, planText(change(plan)));
}

/** Every commit of the published branch, oldest first, as the files of its repository. */
function publishedStates(branch: string): ReadonlyMap<string, Uint8Array>[] {
  const commits = plainGit(at('root.git'), 'rev-list', '--reverse', branch).trim().split('\n');
  return commits.map((commit, number) => {
    const tree = at(`state-${number}`);
    mkdirSync(tree);
    plainGit(at('root.git'), '--work-tree', tree, 'checkout', '-q', '-f', commit, '--', '.');
    const folder = join(tree, 'repository');
    return new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]),
    );
  });
}

test.describe('a first root, three of five', () => {
  test('is planned, checked, and begun with six practice tokens', async () => {
    await run(['plan', 'new', at('first.yaml')]);
    edit(at('first.yaml'), at('ceremony.yaml'), (plan) => ({
      ...plan,
      script: {
        acts: [],
        checkpoints: [{ after: 'sign', by: ['keyholder-one', 'keyholder-two'] }],
      },
    }));
    expect(await run(['plan', 'check', at('ceremony.yaml')])).toContain('3 of 5 keys for the root');
    const begun = await run(['play', 'begin', at('ceremony.yaml'), at('host')]);
    expect(begun.match(/practice token [0-9a-f]{16}/g)).toHaveLength(6);
    expect(await run(['play', 'begin', at('ceremony.yaml'), at('host')], 2)).toContain(
      'there is a folder of this name already',
    );
  });

  test('gets a key of each keyholder, made at their own station and sent on a branch of its own', async () => {
    expect(await run(['play', 'key', at('host'), 'host'])).toContain(
      'Waiting for the keys of Keyholder one,',
    );
    for (const number of numbers) {
      const id = `keyholder-${number}`;
      mkdirSync(at(id));
      cpSync(at('host', 'ceremony.yaml'), at(id, 'ceremony.yaml'));
      await run(['play', 'key', at(id), id]);
      await run(['publish', at(id), '--keys', '--to', at('root.git'), ...author]);
      const from = ['--git', at('root.git'), '--branch', `keyholder/${id}`];
      expect(await run(['bring', at('host'), ...from])).toContain(`Keyholder ${number}, token `);
    }
    expect(await run(['stage', at('host'), '--check'])).toContain('Root version 1');
    expect(existsSync(at('host', 'staged'))).toBe(false);
  });

  test('is staged, given to everybody, and signed by five at five stations', async () => {
    const staged = await run(['stage', at('host')]);
    expect(staged).toContain('Keyholders of version 1: 0 in, 3 needed.');
    const to = ['--to', at('root.git'), ...author];
    await run(['publish', at('host'), '--staged', '--branch', 'signing/root-1', ...to]);
    for (const [index, number] of numbers.entries()) {
      const id = `keyholder-${number}`;
      const shared = ['--git', at('root.git'), '--branch', 'signing/root-1', '--keyholder'];
      await run(['bring', at(id), ...shared]);
      await run(['play', 'sign', at(id), id]);
      // Some come back through Git, some as a folder on a stick: the copies merge.
      if (index < 3) await run(['publish', at(id), '--staged', '--branch', `signing/${id}`, ...to]);
      const said = await run(
        index < 3
          ? ['bring', at('host'), '--git', at('root.git'), '--branch', `signing/${id}`]
          : ['bring', at('host'), '--from', at(id)],
      );
      expect(said).toContain(`Signature of Keyholder ${number} with token `);
      expect(said).toContain(`Keyholders of version 1: ${index + 1} in, 3 needed.`);
    }
  });

  test('is refused where somebody signed what was staged before', async () => {
    const before = readFileSync(at('host', 'staged', 'root.json'));
    cpSync(at('keyholder-one'), at('other'), { recursive: true });
    const text = readFileSync(at('other', 'staged', 'root.json'), 'utf8');
    writeFileSync(at('other', 'staged', 'root.json'), text.replace('"version": 1', '"version": 2'));
    expect(await run(['bring', at('host'), '--from', at('other')], 2)).toMatch(
      /^station bring: the bundle holds other metadata than this folder/,
    );
    expect(readFileSync(at('host', 'staged', 'root.json'))).toEqual(before);
  });

  test('is published, its record signed, sent to a bare repository, and written up', async () => {
    await run(['play', 'publish', at('host')]);
    await run(['play', 'record', at('host'), 'keyholder-one', 'keyholder-two']);
    const sent = ['--branch', 'published', '--to', at('root.git'), ...author];
    expect(await run(['publish', at('host'), ...sent])).toContain('Sent ');
    expect(await run(['transcript', 'verify', at('host')])).toContain('The record proves itself');
    expect(await run(['audit', at('host')])).toMatch(/pass/i);
    const minutes = await run(['minutes', at('host'), '--html', '--json']);
    expect(minutes).toMatch(/minutes-\d+\.html/);
    const open = await run(['minutes', at('host'), '--public', '--html', '--json']);
    expect(open).toMatch(/minutes-\d+-public\.json/);
    const [page = ''] = readdirSync(at('host', 'report')).filter((name) =>
      name.endsWith('-public.html'),
    );
    const html = readFileSync(at('host', 'report', page), 'utf8');
    expect(html).not.toContain('Keyholder one');
    expect(html).toContain('Root version 1 was published.');
  });
});

test.describe('the rotation of one keyholder', () => {
  test('is planned from the first plan, and the planner says who has to sign', async () => {
    edit(at('host', 'ceremony.yaml'), at('second.yaml'), (plan) => ({
      ...plan,
      title: 'Root signing 2, dress rehearsal',
      kind: 'rotation',
      participants: [
        ...plan.participants,
        { id: 'keyholder-six', name: 'Keyholder six', duties: ['keyholder'], token: 'practice' },
      ],
      tuf: {
        ...plan.tuf,
        rootVersion: 2,
        holders: [...plan.tuf.holders.filter((id) => id !== 'keyholder-five'), 'keyholder-six'],
        roles: {
          ...plan.tuf.roles,
          targets: {
            ...plan.tuf.roles.targets,
            holders: [...plan.tuf.holders.filter((id) => id !== 'keyholder-five'), 'keyholder-six'],
          },
        },
      },
    }));
    await run(['play', 'begin', at('second.yaml'), at('second')]);
    for (const name of ['keys', 'repository'])
      cpSync(at('host', name), at('second', name), { recursive: true });
    expect(await run(['stage', at('second')], 2)).toContain(
      'not every key of the plan has been exported',
    );
    await run(['play', 'key', at('second'), 'keyholder-six']);
    const words = await run(['rotation', at('second')]);
    expect(words).toContain('Keyholder six');
    expect(await run(['stage', at('second'), '--check'])).toContain('Keyholder six');
    expect(existsSync(at('second', 'staged'))).toBe(false);
  });

  test('is signed towards the old and the new threshold apart, and published', async () => {
    await run(['stage', at('second')]);
    const first = await run(['play', 'sign', at('second'), 'keyholder-five', 'keyholder-six']);
    expect(first).toContain('Keyholders of version 1: 1 in, 3 needed.');
    expect(first).toContain('Keyholders of version 2: 1 in, 3 needed.');
    expect(await run(['play', 'publish', at('second')], 2)).toContain(
      'the root cannot be published yet',
    );
    await run(['play', 'sign', at('second'), 'keyholder-one', 'keyholder-two']);
    await run(['play', 'publish', at('second')]);
    const sent = ['--branch', 'published', '--to', at('root.git'), ...author];
    await run(['publish', at('second'), ...sent]);
    expect(await run(['audit', at('second')])).toMatch(/pass/i);
    await run(['minutes', at('second'), '--html']);
  });

  test('leaves a branch of which tuf-js accepts every state, from version 1', async () => {
    const states = publishedStates('published');
    expect(states).toHaveLength(2);
    const trustedRoot = states[0]?.get('1.root.json') ?? new Uint8Array();
    for (const [index, files] of states.entries()) {
      const asOf = parseInstant(now());
      const answer = await clientOpinion({ trustedRoot, files, asOf });
      expect(answer).toMatchObject({ stopped: null, trustedVersion: index + 1 });
    }
  });
});
