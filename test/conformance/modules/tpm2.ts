import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pin, type ModuleUnderTest } from '../module-under-test.ts';

/** The resource manager keeps the TPM's few places for objects in order; it needs a bus, so both get one of their own. */
const session = ['dbus-run-session', '--', '/bin/sh', '-c'];
const script = `
printf '%s' "$DBUS_SESSION_BUS_ADDRESS" > "$0/bus"
swtpm socket --tpm2 --tpmstate dir="$0/state" --ctrl type=tcp,port=$2 --server type=tcp,port=$1 \
  --flags not-need-init,startup-clear &
swtpm=$!
sleep 0.3
tpm2-abrmd --session --allow-root --tcti=swtpm:host=127.0.0.1,port=$1 --flush-all &
abrmd=$!
read -r _ # until the suite ends
kill $abrmd $swtpm
`;

/** tpm2-pkcs11 on a TPM in software, behind the resource manager. */
export async function tpm2(): Promise<ModuleUnderTest> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conform-tpm2-'));
  const store = path.join(folder, 'store');
  mkdirSync(path.join(folder, 'state'));
  mkdirSync(store);
  const [port, control] = await freePorts();
  const [program = '', ...words] = session;
  const child = spawn(program, [...words, script, folder, String(port), String(control)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  });
  try {
    const environment = await connection(folder);
    const tool = ptool({ ...environment, TPM2_PKCS11_STORE: store });
    await addToken(tool);
    const make = (algorithm: string) => async (): Promise<void> => {
      const of = ['--label=conform', `--userpin=${pin}`, `--algorithm=${algorithm}`];
      tool('addkey', ...of, `--key-label=PRACTICE ${algorithm}`);
    };
    return {
      name: 'tpm2-pkcs11 1.9 on swtpm',
      library: '/usr/lib/x86_64-linux-gnu/pkcs11/libtpm2_pkcs11.so',
      configuration: store,
      environment,
      pin,
      label: /^conform$/,
      outside: [
        { scheme: 'ecdsa-sha2-nistp256', made: make('ecc256') },
        { scheme: 'ecdsa-sha2-nistp384', made: make('ecc384') },
        { scheme: 'rsassa-pss-sha256', made: make('rsa3072') },
      ],
      close: () => end(child, folder),
    };
  } catch (error) {
    await end(child, folder);
    throw error;
  }
}

async function connection(folder: string): Promise<Record<string, string>> {
  const bus = path.join(folder, 'bus');
  for (let tries = 0; tries < 200 && !existsSync(bus); tries += 1) await sleep(50);
  const address = readFileSync(bus, 'utf8');
  return { DBUS_SESSION_BUS_ADDRESS: address, TPM2_PKCS11_TCTI: 'tabrmd:bus_type=session' };
}

type Tool = (...words: string[]) => unknown;

/** The Python of the system: another one in PATH lacks what the tool needs. */
function ptool(environment: Readonly<Record<string, string>>): Tool {
  const env = {
    ...environment,
    TPM2TOOLS_TCTI: 'tabrmd:bus_type=session',
    PATH: '/usr/bin:/bin',
  };
  return (...words) =>
    execFileSync('/usr/bin/python3', ['/usr/bin/tpm2_ptool', ...words], { env, stdio: 'pipe' });
}

async function addToken(tool: Tool): Promise<void> {
  // The resource manager takes a moment to stand on the bus, longer on a busy machine.
  for (let tries = 0; ; tries += 1) {
    try {
      tool('init');
      break;
    } catch (error) {
      if (tries >= 40) throw error;
      await sleep(250);
    }
  }
  tool('addtoken', '--pid=1', '--label=conform', '--sopin=87654321', `--userpin=${pin}`);
}

/** Two ports in a row, as the library that speaks to swtpm expects them. */
async function freePorts(): Promise<[number, number]> {
  for (;;) {
    const first = await listen(0);
    const { port } = first.address() as AddressInfo;
    const second = await listen(port + 1).catch(() => null);
    await close(first);
    if (second !== null) await close(second);
    if (second !== null) return [port, port + 1];
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function close(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end('\n');
  await Promise.race([ended, sleep(5000).then(() => child.kill('SIGKILL'))]);
  rmSync(folder, { recursive: true, force: true });
}
