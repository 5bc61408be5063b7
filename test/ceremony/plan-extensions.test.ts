import { describe, expect, test } from 'vitest';
import { parsePlan, type PlanFields } from '../../src/ceremony/plan.ts';
import { PlanFields as Shape } from '../../src/ceremony/plan-schema.ts';
import { onlineKeysOf, schemeOf } from '../../src/ceremony/roster.ts';
import { planText } from '../../src/ceremony/plan.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { thrownIn } from './thrown.ts';
import { fullFields, planBytesOf, samplePlan } from './sample-plan.ts';

const plan = samplePlan(fullFields());

describe('keys of a plan', () => {
  test('have the scheme of the plan, or their own', () => {
    expect(schemeOf(plan, 'tom-okafor')).toBe('ecdsa-sha2-nistp256');
    expect(schemeOf(plan, 'priya-raman')).toBe('ed25519');
    expect(schemeOf(plan, 'online-1')).toBe('ecdsa-sha2-nistp256');
    expect(schemeOf(plan, 'online-2')).toBe('ed25519');
  });

  test('of a plan without online keys are people’s alone', () => {
    expect(onlineKeysOf(samplePlan())).toStrictEqual([]);
    expect(onlineKeysOf(plan).map(({ id }) => id)).toStrictEqual(['online-1', 'online-2']);
  });
});

const cases: readonly [string, (fields: Fields) => void, string][] = [
  [
    'a scheme of one person that the policy does not allow',
    (f) => void (f.participants[2]!.scheme = 'rsassa-pss-sha256'),
    'a key is to have a scheme that the key policy does not allow',
  ],
  [
    'a scheme of an online key that the policy does not allow',
    (f) => void (f.tuf.online![0]!.scheme = 'rsassa-pss-sha256'),
    'a key is to have a scheme that the key policy does not allow',
  ],
  [
    'the plan’s scheme named again among the others',
    (f) => void (f.keys.otherSchemes = ['ed25519', 'ecdsa-sha2-nistp256']),
    'a scheme is named twice',
  ],
  [
    'a FIPS series that nothing has to show',
    (f) => void Object.assign(f.keys, { fips: true, attestation: 'if-available' }),
    'the plan asks for a FIPS series, and for nothing that shows it',
  ],
  [
    'a former token that somebody else has now',
    (f) => void (f.participants[1]!.formerToken = f.participants[2]!.token as never),
    'one token is given to two people, or is old and new at once',
  ],
  [
    'a former token that is the new one',
    (f) => void (f.participants[1]!.formerToken = f.participants[1]!.token as never),
    'one token is given to two people, or is old and new at once',
  ],
  [
    'a former token of a witness',
    (f) => void (f.participants[4]!.formerToken = 'OLD-1' as never),
    'there is no version before for which a former token could sign',
  ],
  [
    'an online key with the name of a person',
    (f) => void (f.tuf.online![0]!.id = 'tom-okafor'),
    'an online key has a name that is taken',
  ],
  [
    'an online key on a keyholder’s token',
    (f) => void Object.assign(f.tuf.online![0]!, { token: f.participants[2]!.token }),
    'one token holds two keys of the plan',
  ],
  [
    'an online key on a former token',
    (f) => void Object.assign(f.tuf.online![0]!, { token: '24617801' }),
    'one token holds two keys of the plan',
  ],
  [
    'one key twice',
    (f) => void (f.tuf.online![0]!.spkiSha256 = 'ab'.repeat(32)),
    'one key stands in the plan twice',
  ],
  [
    'a key file that could be any key',
    (f) => void delete f.tuf.online![1]!.spkiSha256,
    'a key file without the digest of its public key could be any key',
  ],
  [
    'a practice token for a real online key',
    (f) => void Object.assign(f.tuf.online![0]!, { token: 'practice' }),
    'a real ceremony cannot use a practice token',
  ],
  [
    'an online key in targets',
    (f) => void f.tuf.roles.targets.holders.push('online-1'),
    'an online key holds a role that people have to sign',
  ],
  [
    'an online key in the root',
    (f) => void f.tuf.holders.push('online-1'),
    'an online key holds a role that people have to sign',
  ],
  [
    'an online key in a delegation',
    (f) => void f.tuf.delegations[0]!.holders.push('online-1'),
    'an online key holds a role that people have to sign',
  ],
  [
    'an online key that signs nothing',
    (f) => void f.tuf.roles.timestamp.holders.pop(),
    'an online key signs nothing',
  ],
  [
    'signing before reading',
    (f) => void (f.script!.acts = [{ act: 'sign' }, { act: 'read' }]),
    'an act stands where it cannot happen',
  ],
  [
    'publishing before signing',
    (f) => void (f.script!.acts = [{ act: 'publish' }, { act: 'sign' }]),
    'an act stands where it cannot happen',
  ],
  [
    'one act twice',
    (f) => void (f.script!.acts = [{ act: 'sign' }, { act: 'sign' }]),
    'an act stands where it cannot happen',
  ],
  [
    'the key of somebody who makes none',
    (f) => void (f.script!.acts = [{ act: 'key.sam-abara' }]),
    'this ceremony has no such act',
  ],
  [
    'a checkpoint after an act that is not there',
    (f) => void (f.script!.checkpoints![0]!.after = 'key.sam-abara'),
    'this ceremony has no such act',
  ],
  [
    'two checkpoints after one act',
    (f) => void f.script!.checkpoints!.push({ after: 'sign', by: ['tom-okafor'] }),
    'two checkpoints follow one act',
  ],
  [
    'a checkpoint by somebody without a key',
    (f) => void f.script!.checkpoints![0]!.by.push('sam-abara'),
    'a checkpoint is signed by somebody who cannot sign it',
  ],
  [
    'a checkpoint by one person twice',
    (f) => void f.script!.checkpoints![0]!.by.push('tom-okafor'),
    'a checkpoint is signed by somebody who cannot sign it',
  ],
  ['Git without a remote', (f) => void delete f.transfer!.remote, 'work goes by Git, and nowhere'],
  [
    'a remote without Git',
    (f) => void (f.transfer!.method = 'stick'),
    'only work that goes by Git has a remote',
  ],
];

type Fields = PlanFields;

describe('a plan that cannot be meant so', () => {
  test.each(cases)('%s', (_, change, message) => {
    const fields = fullFields();
    change(fields);
    const error = thrownIn(() => parsePlan(planBytesOf(fields), 'ceremony.yaml'));
    expect(error).toMatchObject({
      code: 'plan.contradiction',
      message,
      place: expect.stringMatching(/^ceremony\.yaml, line [1-9]\d*, column [1-9]\d*$/),
    });
  });

  test('a former token in a first root', () => {
    const fields = fullFields();
    fields.kind = 'initial';
    fields.tuf.rootVersion = 1;
    fields.tuf.holders.push('mei-lindqvist');
    expect(thrownIn(() => samplePlan(fields))).toMatchObject({
      message: 'there is no version before for which a former token could sign',
    });
  });
});

const withRemote = (remote: string) => ({ ...fullFields().publication, remote });
const withBranch = (branch: string) => ({ ...fullFields().publication, branch });
const accepted = (publication: unknown) =>
  Shape.safeParse({ ...fullFields(), publication }).success;

function withEstimate(estimate: string) {
  const text = planText(fullFields()).replace('estimate: 10m', `estimate: "${estimate}"`);
  return thrownIn(() => parsePlan(utf8(text), 'ceremony.yaml'));
}

describe('addresses and branches', () => {
  test.each([
    'https://example.org/root.git',
    'https://example.org:8443/a/b.git',
    'ssh://git@example.org:22/root.git',
    'git@example.org:root.git',
    'file:///srv/git/root.git',
  ])('%s is an address', (remote) => expect(accepted(withRemote(remote))).toBe(true));

  test.each([
    'ext::sh -c touch% /tmp/x',
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=x@example.org:root.git',
    'https://user:secret@example.org/root.git',
    'https://user@example.org/root.git',
    'http://example.org/root.git',
    'ssh://-oProxyCommand=x/root.git',
    'git@example.org:-x',
    '/srv/git/root.git',
    '../root.git',
    'file://host/root.git',
    'https://example.org/a b.git',
    'https://example.org/root.git\n',
  ])('%s is none', (remote) => expect(accepted(withRemote(remote))).toBe(false));

  test.each(['main', 'ceremony/root-16', 'v1.2'])('%s is a branch', (branch) =>
    expect(accepted(withBranch(branch))).toBe(true),
  );
  test.each(['', '-d', 'a..b', 'a//b', 'a.lock', 'a.lock/b', 'a/.b', 'refs/heads/', '@{1}', 'a b'])(
    '%s is none',
    (branch) => expect(accepted(withBranch(branch))).toBe(false),
  );

  test.each(['8m', '2m30s', '45s', '0s', '999m'])('%s is a time', (estimate) =>
    expect(withEstimate(estimate)).toBeUndefined(),
  );
  test.each(['8', '8:00', '0m', '60s', '1m60s', '1h', 'm', '08m', '1000m'])(
    '%s is none',
    (estimate) => expect(withEstimate(estimate)).toMatchObject({ code: 'plan.member' }),
  );
});
