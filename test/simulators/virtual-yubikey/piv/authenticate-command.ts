import { timingSafeEqual } from 'node:crypto';
import { agree, signInput } from '../private-operation.ts';
import { status, StatusError } from '../status.ts';
import { readTemplate, tlv } from '../tlv.ts';
import { noData, type PivCommand, type PivContext } from './context.ts';
import { pinPolicy, touchPolicy } from './stored-key.ts';

const managementKeyReference = 0x9b;
/** Elements of the dynamic authentication template (SP 800-73-4, part 2, table 7). */
const tags = { template: 0x7c, witness: 0x80, challenge: 0x81, response: 0x82, point: 0x85 };

/** GENERAL AUTHENTICATE (87): proves the management key, or uses a private key. */
export const authenticate: PivCommand = async (context, { p1, p2, data }, justVerified) => {
  const template = readTemplate(data, tags.template);
  if (p2 === managementKeyReference) return proveManagementKey(context, p1, template);

  const { memory, security, sensor } = context;
  const key = memory.keys.get(p2);
  if (key === undefined) throw new StatusError(status.referenceNotFound);
  if (key.algorithm !== p1) throw new StatusError(status.wrongData);
  if (key.pinPolicy === pinPolicy.once) security.needPin();
  if (key.pinPolicy === pinPolicy.always && !justVerified) {
    throw new StatusError(status.securityNotSatisfied);
  }
  if (key.touchPolicy !== touchPolicy.never) {
    const touched = await sensor.wait(key.touchPolicy === touchPolicy.cached);
    if (!touched) throw new StatusError(status.securityNotSatisfied);
  }
  const point = template.get(tags.point);
  const input = template.get(tags.challenge) ?? noData;
  const result = point === undefined ? signInput(key, input) : agree(key, point);
  return tlv(tags.template, tlv(tags.response, result));
};

/** One side proves itself to the other (challenge and response), or both do (witness). */
async function proveManagementKey(
  { memory, security, sensor }: PivContext,
  algorithm: number,
  template: ReadonlyMap<number, Buffer>,
): Promise<Buffer> {
  const key = memory.managementKey;
  // 00 is an old name of 3DES.
  if ((algorithm === 0 ? 0x03 : algorithm) !== key.algorithm) {
    throw new StatusError(status.wrongData);
  }
  const witness = template.get(tags.witness);
  const challenge = template.get(tags.challenge);
  const response = template.get(tags.response);
  if (witness?.length === 0) {
    security.witness = key.challenge();
    return tlv(tags.template, tlv(tags.witness, key.encrypt(security.witness)));
  }
  if (challenge?.length === 0) {
    security.challenge = key.challenge();
    return tlv(tags.template, tlv(tags.challenge, security.challenge));
  }
  let proven = false;
  let answer: Buffer = noData;
  if (witness !== undefined && challenge !== undefined) {
    proven = same(security.witness, witness);
    answer = tlv(tags.template, tlv(tags.response, key.encrypt(challenge)));
  } else if (response !== undefined) {
    proven = security.challenge !== null && same(key.encrypt(security.challenge), response);
  } else {
    throw new StatusError(status.wrongData);
  }
  security.witness = null;
  security.challenge = null;
  security.managementKeyProven = false;
  if (!proven || (key.touchPolicy === touchPolicy.always && !(await sensor.wait(false)))) {
    throw new StatusError(status.securityNotSatisfied);
  }
  security.managementKeyProven = true;
  return answer;
}

function same(expected: Buffer | null, found: Buffer): boolean {
  return expected?.length === found.length && timingSafeEqual(expected, found);
}
