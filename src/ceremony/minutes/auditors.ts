import type { Minutes } from './minutes-schema.ts';

/** The text that the questions were compared with, word by word. A later version may ask for more. */
export const comparedWith = 'version 2.2.6 of 31 March 2026';

/**
 * What auditors of certificate authorities ask for when a key pair is made (CA/Browser Forum, Baseline Requirements for
 * TLS server certificates, section 6.1.1.1), in our own words and in its order, and what these minutes answer. The first
 * three are asked for the keys of a root, the other five for every key of an authority. A TUF root is no certificate
 * authority and need not meet them; the questions are good ones.
 */
export function auditorsAsk({
  devices,
  participants,
  deviations,
  checkpoints,
}: Pick<Minutes, 'devices' | 'participants' | 'deviations' | 'checkpoints'>): Minutes['auditors'] {
  const attested = devices.filter((device) => device.attested === true).length;
  const witnesses = participants.filter(({ duties }) => duties.includes('witness')).length;
  return [
    {
      asked: 'A script for making the keys is prepared beforehand and followed.',
      shown: `The plan is fixed before the first act: its digest is in every line of the record. Every act stands under Acts, and ${counted(deviations.length, 'deviation')} from the plan.`,
      notShown: 'What was done and not recorded.',
    },
    {
      asked: 'A qualified auditor witnesses the making of keys, or all of it is recorded on video.',
      shown: `${counted(witnesses, 'witness', 'witnesses')} in the plan. Times in UTC let a video be held against the acts.`,
      notShown: 'Whether a witness is a qualified auditor, and the video itself.',
    },
    {
      asked:
        'A qualified auditor gives an opinion: was the ceremony followed, and which controls keep the keys whole and secret?',
      shown:
        'The record, the audit report of the station, and these minutes are what such a report can cite.',
      notShown: 'The report itself.',
    },
    {
      asked: 'Keys are made in a physically secured place, as the authority’s policy describes it.',
      shown: 'Nothing.',
      notShown: 'Where the devices were. It has to be described elsewhere.',
    },
    {
      asked:
        'Persons in trusted roles make them, under the control of several, none of whom knows all.',
      shown:
        'Devices under Devices, each with its person and its serial. Each key is made by one person; the threshold of the root says how many have to agree.',
      notShown:
        'That several control one key. Who trusts these persons. In whose hand a device was.',
    },
    {
      asked:
        'Keys are made inside cryptographic modules that meet the requirements which the authority’s policy states.',
      shown: `${attested} of ${counted(devices.length, 'key')} with an attestation of the maker down to a pinned root, as accepted in the record.`,
      notShown: 'Keys without attestation. A certificate of the module’s evaluation.',
    },
    {
      asked: 'The making of keys is logged.',
      shown: `The record, each line chained to the one before, with ${counted(checkpoints.length, 'signature')} of tokens on it.`,
      notShown:
        checkpoints.length === 0
          ? 'That nobody wrote the whole record again.'
          : 'Lines after the last signed one.',
    },
    {
      asked:
        'Controls make it reasonably sure that keys were made and protected as policy and script describe.',
      shown: 'PIN and touch policy of each device as attested; deviations as they were decided.',
      notShown: 'How devices are kept between ceremonies.',
    },
  ];
}

function counted(count: number, thing: string, things = `${thing}s`): string {
  return `${count} ${count === 1 ? thing : things}`;
}
