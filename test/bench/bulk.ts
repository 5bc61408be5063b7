import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { installNativeDigests } from '../../main/verification/native-digests.ts';
import { nodeVerifier } from '../../main/verification/node.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { publicKeyFromSpki } from '../../src/keys/public-key.ts';
import { verifyOnce } from '../../src/keys/verify-once.ts';
import type { VerifyJob } from '../../src/keys/verify.ts';

const signatures = 8192;
/** As many audits one after another as take about as long as OpenSSL is given. */
const audits = 4;
const seconds = 2;
const rounds = 5;
const cores = 2;

/**
 * Many distinct signatures through the verifier of an audit, beside what OpenSSL does on two cores with nothing around
 * it: no hashing of the message, no reading of a key, the same question again and again.
 */
export async function benchBulk(): Promise<string> {
  installNativeDigests();
  const jobs = makeJobs();
  const limits: number[] = [];
  const alone: number[] = [];
  const ours: number[] = [];
  const cpus: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    limits.push(opensslRate(['-multi', `${cores}`]));
    // On one core, OpenSSL counts processor time and not the clock.
    alone.push(1e6 / opensslRate([]));
    const [began, used] = [performance.now(), process.cpuUsage()];
    for (let audit = 0; audit < audits; audit += 1) {
      const answers = await verifyOnce(nodeVerifier).verify(jobs);
      if (!answers.every(Boolean)) throw new Error('every signature is genuine');
    }
    ours.push(((audits * signatures) / (performance.now() - began)) * 1000);
    const { user, system } = process.cpuUsage(used);
    cpus.push((user + system) / audits / signatures);
  }
  const shares = ours.map((rate, round) => rate / (limits[round] ?? Number.NaN));
  return [
    `## Bulk replay: ${signatures} distinct ECDSA P-256 signatures, ${cores} cores`,
    '',
    '| what | signatures a second (median of 5 rounds, in turn) | CPU µs each |',
    '| --- | --- | --- |',
    `| \`openssl speed -multi ${cores} ecdsap256\` | ${median(limits).toFixed(0)} | ${median(alone).toFixed(0)} |`,
    `| station: each question named, asked once, on Node's pool | ${median(ours).toFixed(0)} | ${median(cpus).toFixed(0)} |`,
    '',
    `The station reaches ${(median(shares) * 100).toFixed(0)} % of the limit (goal: 80 %), ${shares.map((share) => `${(share * 100).toFixed(0)} %`).join(', ')} round by round. In processor time it is ${((median(alone) / median(cpus)) * 100).toFixed(0)} %, whatever else the machine does.\n`,
  ].join('\n');
}

/** Signatures of eight keys over messages as long as a small snapshot. */
function makeJobs(): readonly VerifyJob[] {
  const pairs = Array.from({ length: 8 }, () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));
    return { privateKey, key: publicKeyFromSpki(spki, 'bench') };
  });
  return Array.from({ length: signatures / pairs.length }, (_, round) =>
    pairs.map(({ privateKey, key }, index): VerifyJob => {
      const bytes = utf8(`{"_type":"snapshot","n":${round},"k":${index},"x":"${'x'.repeat(450)}"}`);
      const signature = Uint8Array.from(sign('sha256', bytes, privateKey));
      return { key, scheme: 'ecdsa-sha2-nistp256', bytes, signature };
    }),
  ).flat();
}

function opensslRate(words: readonly string[]): number {
  const out = execFileSync('openssl', ['speed', '-seconds', `${seconds}`, ...words, 'ecdsap256'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Number(out.trim().split(/\s+/).at(-1));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[numbers.length >> 1] ?? Number.NaN;
}
