import { createServer, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, readersAnswerBytes } from '../../../../main/tokens/smart-card/pcsc-messages.ts';

/** What a card answers: bytes with their status, or a misdeed. */
export type CardAnswer = Buffer | 'hang' | 'drop' | 'flood' | 'long' | 'short' | 'more';

/** How the service itself behaves. */
export interface FalseService {
  readonly readers: readonly string[];
  readonly card: (apdu: Buffer, reader: string) => CardAnswer;
  /** SCARD_* by command; 0 where none is named. */
  readonly status?: Readonly<Record<number, number>>;
}

/** A program that speaks the protocol of pcsc-lite's service on a socket of its own, and lies as it is told to. */
export async function startFalseService(
  service: FalseService,
): Promise<{ readonly socket: string; readonly close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'false-pcscd-'));
  const socket = join(folder, 'comm');
  const open = new Set<Socket>();
  const server = createServer((connection) => {
    open.add(connection);
    connection.on('error', () => undefined);
    connection.on('close', () => open.delete(connection));
    serve(connection, service);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    socket,
    async close() {
      for (const connection of open) connection.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serve(connection: Socket, { readers, card, status = {} }: FalseService): void {
  let received: Buffer = Buffer.alloc(0);
  let reader = '';
  connection.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      if (received.length < 8) return;
      const [size, kind] = [received.readUInt32LE(0), received.readUInt32LE(4)];
      const sent =
        kind === command.transmit && received.length >= 40 ? received.readUInt32LE(20) : 0;
      if (received.length < 8 + size + sent) return;
      const fields = Buffer.from(received.subarray(8, 8 + size));
      const apdu = Buffer.from(received.subarray(8 + size, 8 + size + sent));
      received = received.subarray(8 + size + sent);
      if (kind === command.readers) connection.write(stateOf(readers));
      else if (kind === command.transmit) answer(connection, fields, card(apdu, reader));
      else {
        if (kind === command.connect) reader = textIn(fields.subarray(4, 132));
        fields.writeUInt32LE(status[kind] ?? 0, fields.length - 4);
        connection.write(fields);
      }
    }
  });
}

function answer(connection: Socket, fields: Buffer, given: CardAnswer): void {
  if (given === 'hang') return;
  if (given === 'drop') return void connection.destroy();
  if (given === 'flood') {
    for (let block = 0; block < 64; block++) connection.write(Buffer.alloc(65_536, 0x90));
    return;
  }
  const bytes = Buffer.isBuffer(given) ? given : Buffer.from('9000', 'hex');
  const length = given === 'long' ? 0xffff_ffff : given === 'short' ? 1 : bytes.length;
  fields.writeUInt32LE(length, fields.length - 8);
  fields.writeUInt32LE(0, fields.length - 4);
  const behind = given === 'more' ? Buffer.alloc(4) : Buffer.alloc(0);
  connection.write(Buffer.concat([fields, bytes, behind]));
}

function stateOf(readers: readonly string[]): Buffer {
  const state = Buffer.alloc(readersAnswerBytes);
  for (const [index, name] of readers.entries()) {
    state.write(name, index * 184, 'latin1');
    state.writeUInt32LE(0x04, index * 184 + 132);
  }
  return state;
}

function textIn(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/\0.*$/s, '');
}

/** A card's answer that was done: data and 9000. */
export const done = (data: Uint8Array | string = ''): Buffer =>
  Buffer.concat([
    typeof data === 'string' ? Buffer.from(data, 'hex') : data,
    Buffer.from([0x90, 0]),
  ]);

/** A status alone. */
export const refused = (status: number): Buffer => Buffer.from([status >> 8, status & 0xff]);
