import { sheetOf } from '../../encoding/fingerprint.ts';
import type { JudgedCheckpoints } from '../checkpoints/judged.ts';
import type { Plan } from '../plan.ts';
import type { RecordKind, RecordOf, TranscriptRecord } from '../record.ts';
import type { Transcript } from '../transcript.ts';
import { actText } from './acts.ts';
import { auditorsAsk } from './auditors.ts';
import type { Minutes } from './minutes-schema.ts';
import { type Edition, type People, peopleOf } from './people.ts';
import { scriptActs } from './script-acts.ts';

export interface MinutesOf {
  readonly plan: Plan;
  /** Verified, and of this plan. */
  readonly transcript: Transcript;
  /** Verified against the keys of the folder; what does not hold is in no minutes. */
  readonly checkpoints: JudgedCheckpoints;
  /** Records that came from other stations, by their paths, with what was verified of them. */
  readonly carried: ReadonlyMap<string, JudgedCheckpoints>;
  readonly edition: Edition;
}

/** The minutes of a ceremony, from its plan and its record alone: the same folder gives the same minutes. */
export function minutesOf(given: MinutesOf): Minutes {
  const { plan, transcript, checkpoints, carried, edition } = given;
  const { records, end, clockSteps } = transcript;
  const [first] = records;
  const last = records.at(-1);
  if (first?.kind !== 'ceremony.opened' || last === undefined) {
    throw new TypeError('a transcript that was verified begins with its opening');
  }
  const people = peopleOf(plan, edition);
  const devices = devicesIn(records, people);
  const participants = plan.participants.map(({ id, duties, token }) => ({
    who: people.name(id) ?? id,
    duties: [...duties],
    token: token === undefined || token === 'practice' ? null : token,
    present: presentAt(records, id),
  }));
  // Written down on the page of an act, or with the script stopped for it and a witness: both are deviations.
  const deviations = records.filter(isDeviation).map(({ number, at, participant, data }) => ({
    line: number,
    at,
    who: people.name(participant),
    witness: 'witness' in data ? people.name(data.witness) : null,
    expected: edition === 'full' ? data.expected : null,
    happened: edition === 'full' ? data.happened : null,
    decided: edition === 'full' ? data.decided : null,
  }));
  const signed = checkpoints.signed.map(({ lines, spki, path, record }) => ({
    lines,
    who: people.name(record?.participant ?? null),
    spkiSha256: spki,
    file: path,
  }));
  const published = every(records, 'root.published');
  return {
    format: 'station-minutes/1',
    edition,
    title: people.inWords(plan.title),
    mode: plan.mode,
    kind: plan.kind,
    planned: plan.date,
    rootVersion: plan.tuf.rootVersion,
    station: first.data.station,
    planSha256: plan.sha256,
    record: {
      lines: end.lines,
      from: first.at,
      to: last.at,
      tip: end.tip,
      clockSteps: [...clockSteps],
    },
    outcome: outcomeOf(records, plan),
    participants,
    devices,
    script: scriptActs(plan, records, people),
    acts: records.map((record) => ({
      line: record.number,
      at: record.at,
      who: people.name(record.participant),
      kind: record.kind,
      text: actText(record, edition, people),
    })),
    deviations,
    digests: digestsOf(plan, transcript, published, devices),
    signatures: every(records, 'signature.added').map(({ number, at, participant, data }) => ({
      line: number,
      at,
      who: people.name(participant),
      file: data.file,
      serial: data.serial,
      spkiSha256: data.spki,
      signedSha256: data.signedSha256,
      verifiedBy: [...data.verifiedBy],
    })),
    checkpoints: signed,
    carried: carriedIn(records, carried, people),
    published: published.map(({ number, data }) => ({ line: number, files: [...data.files] })),
    verify: [
      `Compare the digest of the plan and of the last line with what was read aloud or published, row by row.`,
      'Run “station transcript verify FOLDER”: it checks each line of the record, and each signature of a token on it.',
      `Run “station audit FOLDER --as-of ${last.at}”: it checks every signature, key and attestation, and asks a second implementation.`,
      'Take the published files from where clients take them, and compare their digests with those here.',
      'Make these minutes again with “station minutes FOLDER”: the same folder and program give the same bytes.',
    ],
    auditors: auditorsAsk({ devices, participants, deviations, checkpoints: signed }),
  };
}

function outcomeOf(records: readonly TranscriptRecord[], plan: Plan): string {
  if (records.some(({ kind }) => kind === 'ceremony.abandoned'))
    return 'The ceremony was given up.';
  const published = every(records, 'root.published').at(-1);
  if (published === undefined) {
    return `Root version ${plan.tuf.rootVersion} was not published when these minutes were made.`;
  }
  return `Root version ${published.data.version} was published.`;
}

function presentAt(records: readonly TranscriptRecord[], id: string): string | null {
  return (
    every(records, 'participant.present').find(({ participant }) => participant === id)?.at ?? null
  );
}

/** Each key that was made, taken up or exported here, or signed, once, with the evidence that was accepted last. */
function devicesIn(records: readonly TranscriptRecord[], people: People): Minutes['devices'] {
  const exported = every(records, 'export.written');
  const made = records.filter(
    (record): record is RecordOf<'key.made'> | RecordOf<'key.adopted'> =>
      record.kind === 'key.made' || record.kind === 'key.adopted',
  );
  const acted = [...every(records, 'signature.added'), ...every(records, 'checkpoint.signed')];
  const keys = new Map(
    [...acted, ...exported, ...made].map((record) => [record.data.spki, record]),
  );
  return [...keys.values()]
    .toSorted((a, b) => a.number - b.number)
    .map(({ participant, data: { serial, spki } }) => {
      const evidence = every(records, 'evidence.accepted').findLast(
        ({ data }) => data.spki === spki,
      );
      return {
        who: people.name(participant),
        serial,
        scheme: made.findLast(({ data }) => data.spki === spki)?.data.scheme ?? null,
        spkiSha256: spki,
        attested: evidence?.data.attested ?? null,
        chain: evidence?.data.chain ?? null,
        firmware: evidence?.data.firmware ?? null,
        pinPolicy: evidence?.data.pinPolicy ?? null,
        touchPolicy: evidence?.data.touchPolicy ?? null,
      };
    });
}

/** Each record that came in, once, with the signatures on it that hold now. */
function carriedIn(
  records: readonly TranscriptRecord[],
  judged: MinutesOf['carried'],
  people: People,
): Minutes['carried'] {
  const seen = new Set<string>();
  return records.flatMap((record) => {
    if (record.kind !== 'bundle.taken' && record.kind !== 'work.taken') return [];
    const { from, transcript } = record.data;
    if (transcript === null || seen.has(transcript.file)) return [];
    seen.add(transcript.file);
    const signed = judged.get(transcript.file)?.signed ?? [];
    return [
      {
        line: record.number,
        who: people.name(from),
        lines: transcript.lines,
        tip: transcript.tip,
        signed: signed.map(({ lines, spki, record: by }) => ({
          lines,
          who: people.name(by?.participant ?? null),
          spkiSha256: spki,
        })),
      },
    ];
  });
}

function digestsOf(
  plan: Plan,
  { end }: Transcript,
  published: readonly RecordOf<'root.published'>[],
  devices: Minutes['devices'],
): Minutes['digests'] {
  const spoken = [
    { what: 'The plan, ceremony.yaml', sha256: plan.sha256 },
    { what: `The record so far: line ${end.lines}`, sha256: end.tip },
    ...published.map(({ data }) => ({
      what: `The signed bytes of root version ${data.version}`,
      sha256: data.signedSha256,
    })),
    ...devices.map(({ who, serial, spkiSha256 }) => ({
      what: `The public key on ${serial}${who === null ? '' : ` of ${who}`}`,
      sha256: spkiSha256,
    })),
  ];
  return spoken.map((one) => ({
    ...one,
    rows: sheetOf(one.sha256).map(({ words }) => words.join(' ')),
  }));
}

function isDeviation(
  record: TranscriptRecord,
): record is RecordOf<'deviation'> | RecordOf<'deviation.settled'> {
  return record.kind === 'deviation' || record.kind === 'deviation.settled';
}

function every<Kind extends RecordKind>(
  records: readonly TranscriptRecord[],
  kind: Kind,
): RecordOf<Kind>[] {
  return records.filter((record): record is RecordOf<Kind> => record.kind === kind);
}
