import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { station } from '../../../main/cli/station.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { delegatesFields } from '../station/delegations/two-projects.ts';
import { parsePlan, planText } from '../../../src/ceremony/plan.ts';
import { fullFields, planBytesOf, samplePlan } from '../../ceremony/sample-plan.ts';
import { scratchFolder } from '../ceremonies/scratch.ts';

const run = (...args: string[]) => runAt('2027-07-01T09:00:00Z', ...args);

async function runAt(now: string, ...args: string[]) {
  const said = { out: '', err: '' };
  const code = await station(args, {
    out: (text) => (said.out += text),
    err: (line) => (said.err += `${line}\n`),
    now: () => now,
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

async function fileWith(bytes: Uint8Array): Promise<string> {
  const path = join(await scratchFolder(), 'ceremony.yaml');
  await writeFile(path, bytes);
  return path;
}

describe('station plan check', () => {
  test('lists the acts with times and people, the cost of checkpoints, and the digest', async () => {
    const path = await fileWith(planBytesOf(fullFields()));
    const { code, out } = await run('plan', 'check', path);
    expect(code).toBe(0);
    expect(out).toContain('Root signing 16: a real ceremony, rotation, root version 16\n');
    expect(out).toContain(samplePlan(fullFields()).sha256);
    expect(out).toContain(' 10m  Everybody signs (Priya Raman, Tom Okafor, Mei Lindqvist)\n');
    expect(out).toContain('then the record is signed: PINs 2, touches 2\n');
    expect(out).toContain('  1      5m  Open the safe (Inês Duarte)\n');
  });

  test('says of a delegate’s plan what it makes, with the acts of its side', async () => {
    const fields = delegatesFields('Registry keys', ['Ana Silva', 'Tom Okafor'], 2);
    const path = await fileWith(utf8(planText(fields)));
    const { code, out } = await runAt(`${fields.date}T09:00:00Z`, 'plan', 'check', path);
    expect(code).toBe(0);
    expect(out).toContain('Registry keys: a rehearsal, delegation, role registry.example.org\n');
    expect(out).toContain('2 of 2 keys for the role\n');
    expect(out).toContain(
      'Every key answers the challenge for registry.example.org (Ana Silva, Tom',
    );
    expect(out).not.toMatch(/root version|Publish|publish,/);
  });

  test('holds a plan whose day has passed against today', async () => {
    const late = { ...fullFields(), date: '2027-06-30' };
    const path = await fileWith(planBytesOf(late));
    const { code, out, err } = await run('plan', 'check', path);
    expect(code).toBe(0);
    expect(out).toContain('Root signing 16');
    expect(err).toMatch(
      /^station plan: the day of the plan has passed \(ceremony\.yaml, line \d+, column 1: 2027-06-30\)/,
    );
    const { roles } = late.tuf;
    const timestamp = { ...roles.timestamp, expires: '2027-07-01T12:00:00Z' };
    const gone = { ...late, tuf: { ...late.tuf, roles: { ...roles, timestamp } } };
    const refused = await run('plan', 'check', await fileWith(planBytesOf(gone)));
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(
      /would have expired by now \(ceremony\.yaml, line \d+, column \d+\)/,
    );
  });

  test('names line and column of a contradiction, and the way out, in one line', async () => {
    const text = Buffer.from(planBytesOf(fullFields())).toString();
    const path = await fileWith(Buffer.from(text.replace('  threshold: 2', '  threshold: 9')));
    const { code, out, err } = await run('plan', 'check', path);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(err).toMatch(
      /^station plan: the threshold is larger than the number of keys \(ceremony\.yaml, line \d+, column \d+\)\. Expected: at most 2; found: 9\. Lower the threshold, or add holders\.\n$/,
    );
  });
});

describe('station plan new', () => {
  test('writes a plan that can be used as it is, and never over a file', async () => {
    const path = join(await scratchFolder(), 'ceremony.yaml');
    expect(await run('plan', 'new', path)).toMatchObject({ code: 0, err: '' });
    const bytes = await readFile(path);
    expect(parsePlan(bytes, 'new')).toMatchObject({ mode: 'rehearsal', date: '2027-07-01' });
    await writeFile(path, '# mine\n');
    expect(await run('plan', 'new', path)).toMatchObject({ code: 2 });
    expect(await readFile(path, 'utf8')).toBe('# mine\n');
  });
});

describe('station plan print', () => {
  test('writes the script beside the plan, the same bytes each time, and never over a file', async () => {
    const path = await fileWith(planBytesOf(fullFields()));
    const { sha256 } = samplePlan(fullFields());
    const { code, out, err } = await run('plan', 'print', path);
    expect({ code, err }).toStrictEqual({ code: 0, err: '' });
    expect(out).toContain(sha256);
    const name = join(dirname(path), `script-${sha256.slice(0, 8)}.pdf`);
    const pdf = await readFile(name);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toContain('/CreationDate (D:20270714000000');
    // A second printing, to another place, looks at nothing of the first.
    const other = join(await scratchFolder(), 'script.pdf');
    expect(await run('plan', 'print', path, other)).toMatchObject({ code: 0 });
    expect((await readFile(other)).equals(pdf)).toBe(true);
    await writeFile(other, 'mine');
    expect(await run('plan', 'print', path, other)).toMatchObject({ code: 2, out: '' });
    expect(await readFile(other, 'utf8')).toBe('mine');
  }, 180_000);

  test('writes HTML without Chromium', async () => {
    const path = await fileWith(planBytesOf(fullFields()));
    const page = join(await scratchFolder(), 'script.html');
    expect(await run('plan', 'print', path, page)).toMatchObject({ code: 0, err: '' });
    expect(await readFile(page, 'utf8')).toContain('<h1>Script: Root signing 16</h1>');
  });

  test('prints nothing of a plan that contradicts itself, and says where', async () => {
    const text = Buffer.from(planBytesOf(fullFields())).toString();
    const path = await fileWith(Buffer.from(text.replace('  threshold: 2', '  threshold: 9')));
    const { code, err } = await run('plan', 'print', path);
    expect(code).toBe(2);
    expect(err).toMatch(/line \d+, column \d+/);
    expect(await readdir(dirname(path))).toStrictEqual(['ceremony.yaml']);
  });

  test('knows no other kind of file', async () => {
    const { code, err } = await run('plan', 'print', 'a', 'b.docx');
    expect(code).toBe(2);
    expect(err).toContain('.pdf or .html');
  });
});

describe('station plan import', () => {
  const sigstore = join(import.meta.dirname, '../../fixtures/sigstore-root-signing');

  test('writes the start of a renewal, says what to fill in, and never over a file', async () => {
    const path = join(await scratchFolder(), 'ceremony.yaml');
    const { code, out, err } = await run('plan', 'import', sigstore, '--out', path);
    expect({ code, err }).toStrictEqual({ code: 0, err: '' });
    expect(out).toContain('The newest root is version 9.');
    expect(out).toMatch(/It is no plan before that:\n {2}line \d+: somebody is to hold a key/);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('title: Root signing 10');
    await writeFile(path, '# mine\n');
    expect(await run('plan', 'import', sigstore, '--out', path)).toMatchObject({ code: 2 });
    expect(await readFile(path, 'utf8')).toBe('# mine\n');
    expect((await run('plan', 'import', sigstore)).out).toBe(text);
  });

  test('names what is in the way: no root, no such folder, another use', async () => {
    const empty = await scratchFolder();
    expect((await run('plan', 'import', empty)).err).toContain(
      'there is no root among these files',
    );
    expect(await run('plan', 'import', join(empty, 'nowhere'))).toMatchObject({ code: 2, out: '' });
    expect((await run('plan', 'import')).err).toContain('needs one folder or repository');
    expect((await run('plan', 'import', empty, '--yes')).err).toContain('one of these options');
  });
});

test('station plan schema prints the published schema', async () => {
  const published = await readFile(
    join(import.meta.dirname, '../../../docs/ceremony.schema.json'),
    'utf8',
  );
  expect(JSON.parse((await run('plan', 'schema')).out)).toStrictEqual(JSON.parse(published));
});

test.each([[], ['check'], ['new'], ['schema', 'x'], ['check', 'a', 'b'], ['tidy', 'a']])(
  'station plan %s %s is a question of usage',
  async (...args) => {
    const { code, err } = await run('plan', ...args.filter((each) => each !== undefined));
    expect(code).toBe(2);
    expect(err).toContain('plan needs check, new, print or import with one file, or schema');
  },
);
