import type { Done } from '../../../../src/contract/keyholder.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { newSeats, oldSeats, rootOf } from './review.ts';

export function doneOf(mode: Mode): Done {
  const practice = mode === 'rehearsal';
  return {
    version: 16,
    headline: practice
      ? 'Your signature is on practice root version 16'
      : 'Your signature is on root version 16',
    lead: 'It is the third from the new keyholders, which is enough. One from the keyholders of version 15 is still to come.',
    verified: ['node:crypto', 'noble'],
    sha256: rootOf(mode),
    files: [
      { path: 'staged/root.json', note: 'your signature added', bytes: 6481 },
      ...(practice
        ? []
        : [
            {
              path: 'keys/24617802/24617802_key_cert.pem',
              note: 'the attestation: where your key was made',
              bytes: 1180,
            },
            {
              path: 'keys/24617802/24617802_device_cert.pem',
              note: 'the certificate of the device that attested it',
              bytes: 1122,
            },
          ]),
      { path: 'transcript.jsonl', note: 'lines 88 to 96, chained to the line before', bytes: 4120 },
      { path: 'priya-raman-16.ceremony', note: 'both as one bundle for the host', bytes: 11_204 },
    ],
    folder: ['Ceremonies', 'Root signing 16'],
    next: [
      {
        title: 'Put the bundle on a stick',
        detail: `The host needs it to publish. It holds your signature and this record, no secret. ${practice ? 'No attestation goes with it: your token gave none.' : 'Your key’s attestation goes with it.'}`,
      },
      practice
        ? {
            title: 'Leave the practice token',
            detail: 'It is a file in this station. There is nothing to take out.',
          }
        : {
            title: 'Take out your YubiKey',
            detail: '24617802. Put it back in its sealed bag and note the bag’s number.',
          },
      {
        title: 'Tell the host you are done',
        detail: 'The next act begins when all keyholders have said so.',
      },
    ],
    seats: [
      { ...oldSeats, sentence: '' },
      {
        ...newSeats,
        seats: newSeats.seats.map((seat) =>
          seat.state === 'you' ? { ...seat, state: 'in' } : seat,
        ),
        signed: 3,
        sentence: '',
      },
    ],
  };
}

export const bundle = {
  name: 'priya-raman-16.ceremony',
  files: 4,
  bytes: 11_204,
  sentence: 'is on CEREMONY-A. It was read back and is the same.',
};

export const record = {
  lines: [
    {
      line: 84,
      at: '2026-11-22T16:05:10Z',
      text: 'The plan was read. Its digest is 6c1f 09d2, row A: glitter applicant accrue stethoscope.',
    },
    { line: 88, at: '2026-11-23T14:06:41Z', text: 'Priya Raman chose token 24617802.' },
    { line: 89, at: '2026-11-23T14:08:02Z', text: 'A P-256 key is to be made on token 24617802.' },
    {
      line: 90,
      at: '2026-11-23T14:08:20Z',
      text: 'The key was made and read back: public key e45e 6cb8.',
    },
    {
      line: 93,
      at: '2026-11-23T14:22:31Z',
      text: 'All eight rows of the bytes to be signed were compared with a second device.',
    },
    {
      line: 95,
      at: '2026-11-23T14:23:40Z',
      text: 'Root version 16 is to be signed by token 24617802.',
    },
    {
      line: 96,
      at: '2026-11-23T14:23:44Z',
      text: 'Root version 16 was signed. Two programs verified the signature.',
    },
  ],
  sentence: '96 lines, each chained to the one before. Nothing was changed.',
  intact: true,
};
