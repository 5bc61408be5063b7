import { join } from 'node:path';
import { minutesOf } from '../../src/ceremony/minutes/minutes.ts';
import { minutesPage } from '../../src/ceremony/minutes/minutes-page.ts';
import type { Minutes } from '../../src/ceremony/minutes/minutes-schema.ts';
import type { Edition } from '../../src/ceremony/minutes/people.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { packedFonts } from '../print/fonts.ts';
import type { PrintPdf } from '../print/print.ts';
import { readCarriedRecords, readCeremony } from '../ceremonies/transcript-reader.ts';
import { reportFolder, writeNewFile } from './new-file.ts';

export const minutesForms = ['html', 'pdf', 'json'] as const;
export type MinutesForm = (typeof minutesForms)[number];

export interface MinutesWanted {
  readonly edition: Edition;
  readonly forms: readonly MinutesForm[];
  readonly print: PrintPdf;
  readonly signal?: AbortSignal;
}

/** The minutes of a ceremony folder, from what lies on the disk now. @throws PlanError; TranscriptError; FolderError */
export async function readMinutes(ceremony: string, edition: Edition): Promise<Minutes> {
  const { plan, transcript, checkpoints } = await readCeremony(ceremony);
  const carried = await readCarriedRecords(ceremony, plan.sha256);
  return minutesOf({
    plan,
    transcript,
    checkpoints,
    carried: new Map(carried.map((one) => [one.file, one.checkpoints])),
    edition,
  });
}

/**
 * Makes the minutes and writes them into a folder. Their names say of how many lines they are, since a record goes on:
 * `minutes-47.html`, `minutes-47-public.pdf`. Made again, the same files stay as they are.
 * @param into another folder; `report/` of the ceremony, made where it is missing, for null
 * @returns the names of the files
 * @throws PrintError; FolderError `folder.exists` if a file of this name has other bytes; as `readMinutes`
 */
export async function writeMinutes(
  ceremony: string,
  into: string | null,
  { edition, forms, print, signal }: MinutesWanted,
): Promise<readonly string[]> {
  const minutes = await readMinutes(ceremony, edition);
  const page = minutesPage(minutes, packedFonts());
  const stem = `minutes-${minutes.record.lines}${edition === 'public' ? '-public' : ''}`;
  const folder = into ?? (await reportFolder(ceremony));
  const written: string[] = [];
  for (const form of forms) {
    const name = `${stem}.${form}`;
    const bytes =
      form === 'json'
        ? utf8(`${JSON.stringify(minutes, null, 2)}\n`)
        : form === 'html'
          ? utf8(page)
          : await print(page, {
              at: parseInstant(minutes.record.to),
              ...(signal === undefined ? {} : { signal }),
            });
    await writeNewFile(join(folder, name), bytes);
    written.push(name);
  }
  return written;
}
