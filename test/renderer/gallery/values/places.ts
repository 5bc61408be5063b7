import type { PlaceList } from '../../../../src/contract/places.ts';

const entry = (
  id: string,
  name: string,
  contains = '',
  more: Partial<PlaceList['entries'][number]> = {},
): PlaceList['entries'][number] => ({
  id,
  name,
  kind: 'folder',
  contains,
  removable: false,
  writable: true,
  ...more,
});

export const startingPoints: PlaceList = {
  here: null,
  trail: [],
  entries: [
    entry('p-home', 'Home'),
    entry('p-cer', 'Ceremonies'),
    entry('p-stick', 'CEREMONY-A', 'Ceremony', { removable: true }),
    entry('p-cd', 'Debian 12', '', { removable: true, writable: false }),
  ],
  note: '',
};

export const ceremoniesFolder: PlaceList = {
  here: { id: 'p-cer', name: 'Ceremonies', writable: true },
  trail: [{ id: 'p-cer', name: 'Ceremonies' }],
  entries: [
    entry('p-16', 'Root signing 16', 'Ceremony'),
    entry('p-15', 'Root signing 15', 'Ceremony'),
    entry('p-hist', 'root_history', 'Roots 1 to 9', { writable: false }),
    entry('p-notes', 'notes.txt', '', { kind: 'file' }),
  ],
  note: '',
};

/** What `yubihsm-shell` wrote, on the stick. */
export const hsmFiles: PlaceList = {
  here: { id: 'p-stick', name: 'CEREMONY-A', writable: true },
  trail: [{ id: 'p-stick', name: 'CEREMONY-A' }],
  entries: [
    entry('p-key-cert', 'root-key_attestation.pem', '', { kind: 'file' }),
    entry('p-device-cert', 'device_attestation.der', '', { kind: 'file' }),
  ],
  note: '',
};
