import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Minutes } from '../../../src/ceremony/minutes/minutes-schema.ts';
import { minutesPage } from '../../../src/ceremony/minutes/minutes-page.ts';
import { renderRecord } from '../../../src/ceremony/record-text.ts';
import { everyKind, actOf, chainOf, digestOf, key } from '../sample-acts.ts';
import { oneOfEach, plan, sampleMinutes } from './sample-minutes.ts';

const docs = join(import.meta.dirname, '../../../docs');

describe('minutes', () => {
  const minutes = sampleMinutes('full');

  it('have the form that docs/minutes.schema.json publishes', () => {
    expect(Minutes.parse(minutes)).toEqual(minutes);
    const published: unknown = JSON.parse(readFileSync(join(docs, 'minutes.schema.json'), 'utf8'));
    expect(published).toEqual({
      title: 'Minutes of a root key ceremony, station-minutes/1',
      ...z.toJSONSchema(Minutes, { unrepresentable: 'any' }),
    });
  });

  it('are the same each time', () => {
    expect(JSON.stringify(sampleMinutes('full'))).toBe(JSON.stringify(minutes));
    expect(minutesPage(sampleMinutes('full'), '')).toBe(minutesPage(minutes, ''));
  });

  it('say every line of the record as the record says it', () => {
    const { records } = chainOf(plan.sha256, [...oneOfEach]);
    expect(minutes.acts.map(({ line, at, kind }) => [line, at, kind])).toEqual(
      records.map(({ number, at, kind }) => [number, at, kind]),
    );
    for (const [index, record] of records.entries())
      expect(renderRecord(record)).toContain(minutes.acts[index]!.text);
  });

  it('list every deviation, also those for which the script stopped, and count them for auditors', () => {
    const settled = { expected: 'Three.', happened: 'Two came.', decided: 'Wait.' };
    const stopped = sampleMinutes('full', [
      actOf('ceremony.opened', {}, null),
      actOf('deviation.settled', { ...settled, witness: 'tom-okafor' }, 'ines-duarte'),
    ]);
    expect(stopped.deviations).toMatchObject([
      { line: 2, who: 'Inês Duarte', witness: 'Tom Okafor', ...settled },
    ]);
    expect(JSON.stringify(stopped.auditors)).toContain('1 deviation from the plan');
    const page = minutesPage(stopped, '');
    for (const said of ['confirmed by Tom Okafor', ...Object.values(settled)])
      expect(page).toContain(said);
    const none = sampleMinutes('full', [actOf('ceremony.opened', {}, null)]);
    expect(none.deviations).toEqual([]);
    expect(minutesPage(none, '')).toContain('None is on record.');
    const { witness, who } = sampleMinutes('public', [
      actOf('ceremony.opened', {}, null),
      actOf('deviation.settled', { ...settled, witness: 'tom-okafor' }, 'ines-duarte'),
    ]).deviations[0]!;
    expect([who, witness]).not.toContain('Tom Okafor');
    expect(witness).toMatch(/^[A-Z][a-z]+/);
  });

  it('join devices with their evidence, and signatures with their people', () => {
    expect(minutes.devices).toEqual([
      expect.objectContaining({
        who: 'Priya Raman',
        serial: '24617802',
        spkiSha256: key,
        attested: true,
        chain: 'PIV Root 263751',
        touchPolicy: 'always',
      }),
    ]);
    expect(minutes.signatures).toEqual([
      expect.objectContaining({ who: 'Priya Raman', file: 'staged/root.json' }),
    ]);
    expect(minutes.checkpoints).toEqual([
      { lines: 12, who: null, spkiSha256: key, file: 'checkpoints/12-x.dsse.json' },
    ]);
  });

  it('name each record that came from another station once, with what tokens signed of it', () => {
    const again = sampleMinutes('full', [...oneOfEach, actOf('bundle.taken')]);
    expect(again.carried).toEqual(minutes.carried);
    expect(minutes.carried).toEqual([
      {
        line: oneOfEach.findIndex(({ kind }) => kind === 'bundle.taken') + 1,
        who: 'Tom Okafor',
        lines: 12,
        tip: digestOf('tip'),
        signed: [{ lines: 12, who: null, spkiSha256: key }],
      },
    ]);
    const page = minutesPage(minutes, '');
    expect(page).toContain(`lines 1 to 12: somebody, key ${key.slice(0, 16)}`);
    expect(minutesPage(sampleMinutes('full', oneOfEach.slice(0, 1)), '')).toContain(
      'None came in.',
    );
  });

  it('give the digests that people compare in words', () => {
    expect(minutes.digests.map(({ what }) => what)).toEqual([
      'The plan, ceremony.yaml',
      `The record so far: line ${everyKind.length}`,
      'The signed bytes of root version 16',
      'The public key on 24617802 of Priya Raman',
    ]);
    for (const { rows } of minutes.digests)
      for (const row of rows) expect(row.split(' ')).toHaveLength(4);
  });

  it.each([
    ['not published', [], /was not published/],
    ['published', [actOf('root.published')], /version 16 was published/],
    ['given up', [actOf('root.published'), actOf('ceremony.abandoned')], /given up/],
  ] as const)('say of a ceremony that was %s that it was', (_what, acts, outcome) => {
    const { outcome: said } = sampleMinutes('full', [oneOfEach[0]!, ...acts]);
    expect(said).toMatch(outcome);
  });

  it('do not take a device without evidence for one that has some', () => {
    const acts = [
      oneOfEach[0]!,
      actOf('key.made'),
      actOf('evidence.accepted', { attested: false }),
    ];
    expect(sampleMinutes('full', acts.slice(0, 2)).devices[0]).toMatchObject({ attested: null });
    expect(sampleMinutes('full', acts).devices[0]).toMatchObject({ attested: false });
    expect(minutesPage(sampleMinutes('full', acts), '')).toContain('<td>none given</td>');
  });
});

describe('the public edition', () => {
  const typed = {
    expected: 'Tom in Room 5',
    happened: 'eth0 was up',
    decided: 'Priya Raman goes on',
  };
  const acts = [
    ...oneOfEach,
    actOf('deviation', typed),
    actOf('act.stopped', { sentence: 'Said Priya Raman, priya-raman.' }),
  ];
  const minutes = sampleMinutes('public', acts);
  const all = [JSON.stringify(minutes), minutesPage(minutes, '')];

  it('names nobody, and repeats nothing that was typed', () => {
    for (const text of all) {
      for (const { id, name } of plan.participants) {
        expect(text).not.toContain(name);
        expect(text).not.toContain(id);
      }
      for (const said of Object.values(typed)) expect(text).not.toContain(said);
      expect(text).not.toContain('A cable was in');
    }
    const full = JSON.stringify(sampleMinutes('full', acts));
    for (const said of Object.values(typed)) expect(full).toContain(said);
  });

  it('keeps what can be verified', () => {
    const full = sampleMinutes('full', acts);
    expect(minutes.planSha256).toBe(full.planSha256);
    expect(minutes.record).toEqual(full.record);
    expect(minutes.published).toEqual(full.published);
    const nameless = { who: null };
    expect(minutes.signatures.map((one) => ({ ...one, ...nameless }))).toEqual(
      full.signatures.map((one) => ({ ...one, ...nameless })),
    );
    expect(minutes.acts).toHaveLength(full.acts.length);
    expect(minutes.deviations).toHaveLength(3);
  });

  it('calls each person the same throughout, and two by two parts', () => {
    const parts = minutes.participants.map(({ who }) => who);
    expect(new Set(parts).size).toBe(plan.participants.length);
    const priya = parts[plan.participants.findIndex(({ id }) => id === 'priya-raman')];
    expect(priya).toMatch(/^Keyholder \d$/);
    expect(minutes.signatures[0]?.who).toBe(priya);
  });
});

describe('the page of minutes', () => {
  it('escapes what people typed', () => {
    const text = '<script>alert(1)</script> & "x"';
    const page = minutesPage(
      sampleMinutes('full', [...oneOfEach, actOf('deviation', { decided: text })]),
      '',
    );
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;');
  });

  it('says rehearsal of a rehearsal only, at the head of each sheet', () => {
    const minutes = sampleMinutes('full');
    expect(minutesPage(minutes, '')).not.toContain('practice keys only');
    const page = minutesPage({ ...minutes, mode: 'rehearsal' }, '');
    expect(page).toContain('@top-center { content: "Rehearsal: practice keys only');
    expect(page).toContain('This was a rehearsal.');
  });

  it('has a heading for each part, and the rows of each digest', () => {
    const page = minutesPage(sampleMinutes('full'), '');
    for (const part of [
      'Participants',
      'Devices',
      'Deviations',
      'Acts',
      'Signatures',
      'How to verify',
    ])
      expect(page).toContain(`<h2>${part}</h2>`);
    expect(page).toContain(digestOf('root').slice(0, 8));
  });
});
