import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';
import { createFile, replaceFile } from '../../../main/ceremonies/durable-file.ts';
import { parseSerial } from '../../../src/ceremony/serial.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';

// Writes to a ceremony without end, and says what is durable, until it is killed.
// Each content proves itself: its number, and then the number so often that a part of it would show.
const [path = ''] = process.argv.slice(2);
const at = '2027-07-14T14:00:00Z';
const folder = await CeremonyFolder.open(path, at);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const contentOf = (number: number): Uint8Array =>
  utf8(`${number}:${`${number},`.repeat(20_000)}\n`);

if (folder.records.length === 0) {
  const data = {
    format: 'station-transcript/1' as const,
    title: folder.plan.title,
    mode: folder.plan.mode,
    rootVersion: folder.plan.tuf.rootVersion,
    station: 'test',
  };
  await folder.append({ kind: 'ceremony.opened', participant: null, data }, at);
}
const before = await folder.directory.read('moving.txt', 1e7);
let digest = before === null ? null : sha256Hex(before);
let number = before === null ? 0 : Number.parseInt(Buffer.from(before).toString(), 10);
say(`ready ${folder.records.length} ${number}`);

for (;;) {
  number++;
  const content = contentOf(number);
  if (digest === null) await createFile(folder.directory, 'moving.txt', content);
  else await replaceFile(folder.directory, 'moving.txt', content, digest);
  digest = sha256Hex(content);
  say(`moved ${number}`);
  const data = { serial: parseSerial('1', 'test') };
  const record = await folder.append({ kind: 'pin.set', participant: null, data }, at);
  say(`recorded ${record.number}`);
}
