import { z } from 'zod';
import type { FindingCode } from './findings.ts';
import type { AuditReport, Finding } from './report.ts';
import { capital, count, listed, numberWord, ranges } from './words.ts';

/** A heading for all findings of one code and severity, and what they mean. */
export interface GroupWords {
  readonly title: string;
  readonly detail: string;
}

type Teller = (findings: readonly Finding[], report: AuditReport) => GroupWords;

const tellers: Partial<Record<FindingCode, Teller>> = {
  'attestation.firmware-advisory': (findings, { attestations }) => {
    const devices = new Set(attestations.map(({ serial, path }) => serial ?? path)).size;
    const all = findings.length === devices && devices > 1 ? 'all ' : '';
    const fixed = texts(findings, 'fixed');
    const advisories = texts(findings, 'advisory');
    const after = findings.every(({ data }) => data['publishedAfterAsOf'] === true);
    const before = fixed.length === 1 ? `firmware before ${fixed[0]}` : 'firmware with an advisory';
    return {
      title: `${capital(`${all}${count(findings.length, 'device runs', 'devices run')}`)} ${before}`,
      detail: after
        ? `${listed(advisories)}, published after the date of this verdict.`
        : `${listed(advisories)}. With the device in hand, someone could copy the key.`,
    };
  },
  'attestation.missing': (findings) => ({
    title: `${capital(count(findings.length, 'root key has', 'root keys have'))} no attestation`,
    detail: 'Other root keys have one. Without it, nothing shows that a key was made on a device.',
  }),
  'role.expired': (findings) => ({
    title: `${capital(count(findings.length, 'file that clients need has', 'files that clients need have'))} expired`,
    detail:
      findings.length === 1
        ? 'Clients refuse it. Look for a newer one, or ask about another date.'
        : 'Clients refuse them. Look for newer ones, or ask about another date.',
  }),
  'attestation.shared-device-certificate': (findings) => ({
    title: `${capital(count(lists(findings, 'serials').length, 'device'))} share a device certificate`,
    detail: 'Normal: the vendor issues it for a batch.',
  }),
  'file.ignored': (findings) => ({
    title: `${capital(count(findings.length, 'file was', 'files were'))} left aside`,
    detail:
      findings.length === 1
        ? 'The verdict says nothing about it.'
        : 'The verdict says nothing about them.',
  }),
  'key.legacy-encoding': (findings) => {
    const points = texts(findings, 'found', true).every((form) => form === 'hex-point');
    return {
      title:
        `${versions(findings)} ${points ? 'keys as hex points' : 'keys in an older form'}`.replace(
          ' keys',
          findings.length === 1 ? ' stores keys' : ' store keys',
        ),
      detail: 'Read and compared as public keys.',
    };
  },
  'key.shared-keyids': (findings) => {
    const sizes = [...new Set(findings.map((one) => lists([one], 'keyids').length))];
    const many = sizes.length === 1 && sizes[0] !== undefined ? numberWord(sizes[0]) : 'several';
    return {
      title:
        findings.length === 1
          ? `One key has had ${many} key ids`
          : `${capital(numberWord(findings.length))} keys have had ${many} key ids each`,
      detail: 'Counted once, by public key.',
    };
  },
  'metadata.spec-version': (findings) => ({
    title: `${capital(count(findings.length, 'file names', 'files name'))} the specification ${isByFewerNumbers(findings) ? 'by two numbers or none' : 'in an unusual form'}`,
    detail: 'Read all the same.',
  }),
  'metadata.time-form': (findings) => ({
    title: `${capital(count(findings.length, 'file names its expiry', 'files name their expiry'))} with an offset, or with parts of a second`,
    detail: 'Compared as the instant that it is.',
  }),
  'root.exact-threshold': (findings) => {
    const signed = [...new Set(numbers(findings, 'validBySelf'))];
    const exactly = signed.length === 1 && signed[0] !== undefined ? numberWord(signed[0]) : null;
    const has = findings.length === 1 ? 'has' : 'have';
    return {
      title: `${versions(findings)} ${has} exactly ${exactly === null ? 'the signatures needed' : `${exactly} ${exactly === 'one' ? 'signature' : 'signatures'}`}`,
      detail: 'One missing keyholder would have stopped it.',
    };
  },
  'root.expired': (findings) =>
    findings[0]?.severity === 'error'
      ? {
          title: `Root ${ranges(ascending(findings))} is the newest here and has expired`,
          detail: 'Clients refuse it. Look for a newer version, or ask about another date.',
        }
      : {
          title: `${capital(count(findings.length, 'older root has', 'older roots have'))} expired since`,
          detail: 'Normal. Only the latest must be valid.',
        },
  'signature.two-keyids': (findings) => {
    const every = findings.every(({ data }) => data['every'] === true);
    return {
      title: `${versions(findings)} ${findings.length === 1 ? 'lists' : 'list'} ${every ? 'each signature' : 'some signatures'} twice`,
      detail: 'Same key, two key ids. Counted once.',
    };
  },
};

/** Sentences for a group of findings of one code and severity; at least one finding. */
export function groupWords(
  code: string,
  findings: readonly Finding[],
  report: AuditReport,
): GroupWords {
  const teller = Object.entries(tellers).find(([name]) => name === code)?.[1];
  if (teller !== undefined) return teller(findings, report);
  const [first] = findings;
  const more =
    findings.length > 1
      ? ` (and ${count(findings.length - 1, 'more like it', 'more like it')})`
      : '';
  return { title: `${capital(first?.message ?? code)}${more}`, detail: first?.hint ?? '' };
}

function versions(findings: readonly Finding[]): string {
  const all = ascending(findings);
  return `${all.length === 1 ? 'Version' : 'Versions'} ${ranges(all)}`;
}

/** As published roots had it for years. What else is not in order is told in its place. */
function isByFewerNumbers(findings: readonly Finding[]): boolean {
  return texts(findings, 'found', true).every((found) => /^1\.0$|^no version/.test(found));
}

function ascending(findings: readonly Finding[]): readonly number[] {
  return [...new Set(numbers(findings, 'version'))].toSorted((left, right) => left - right);
}

function numbers(findings: readonly Finding[], member: string): number[] {
  return findings.flatMap(({ data }) => z.int().safeParse(data[member]).data ?? []);
}

function texts(findings: readonly Finding[], member: string, inList = false): string[] {
  const all = inList
    ? lists(findings, member)
    : findings.flatMap(({ data }) => z.string().safeParse(data[member]).data ?? []);
  return [...new Set(all)];
}

function lists(findings: readonly Finding[], member: string): string[] {
  return findings.flatMap(({ data }) => z.array(z.string()).safeParse(data[member]).data ?? []);
}
