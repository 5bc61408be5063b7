// A station of its own, for tests that end it: it makes a key on the token of the hostile module. SIGTERM closes it.
import path from 'node:path';
import { isKeyId, isTokenSerial } from '../../../main/tokens/listing.ts';
import { TokenHosts } from '../../../main/tokens/token-hosts.ts';

const [folder = '', library = '', log = ''] = process.argv.slice(2);
const hosts = await TokenHosts.open({
  practiceFolder: path.join(folder, 'practice'),
  settingsFolder: path.join(folder, 'settings'),
  places: { embedded: [], p11Kit: { configurations: [], modules: [] }, known: [] },
  moduleEnvironment: {
    HOSTILE_LOG: log,
    HOSTILE_MODE: 'empty, and slow to make a key',
    HOSTILE_FAIL: '',
    HOSTILE_FLAGS: '0',
  },
});
const file = await hosts.chooseModule(library);
await hosts.approveModule(file.id, file.sha256);
const [serial, id] = ['HOSTILE-1', '01'];
if (!isTokenSerial(serial) || !isKeyId(id)) throw new Error('no serial, or no key id');
const ref = { module: file.id, serial };
const scheme = 'ecdsa-sha2-nistp256';
const request = { ref, expectedSerial: serial, scheme, pin: '48261937', label: 'key', id } as const;
process.once('SIGTERM', () => void hosts.close().then(() => process.exit(0)));
await hosts.makeKey(request).catch(() => {});
