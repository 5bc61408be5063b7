import { CardFault, cardFault } from './card-fault.ts';
import { Conversation } from './conversation.ts';
import {
  command,
  message,
  numbersIn,
  protocolVersion,
  readersAnswerBytes,
  readersIn,
  type Reader,
} from './pcsc-messages.ts';

const scopeSystem = 2;
const shareShared = 2;
const protocolT0orT1 = 3;
const leaveCard = 0;
/** The longest answer of a card that is taken, status included. */
const longestAnswer = 65_538;

/** A card that answers whole commands, with nobody else at it. */
export interface Card {
  readonly reader: string;
  /** Sends one command APDU; the answer with its status in the last two bytes. Throws CardFault. */
  transmit(apdu: Buffer): Promise<Buffer>;
}

/** The smart card service of this machine (pcsc-lite). Each act has a connection of its own. */
export class SmartCardService {
  readonly #socket: string;

  /** `socket`: the full path of the service's local socket. */
  constructor(socket: string) {
    this.#socket = socket;
  }

  /** The readers, occupied or not. Throws CardFault. */
  async readers(): Promise<Reader[]> {
    return this.#during(10_000, async (conversation) =>
      readersIn(await conversation.ask(message(command.readers), readersAnswerBytes)),
    );
  }

  /**
   * Acts on the card in one reader, in one transaction: no other program reaches the card meanwhile, and a card that
   * was taken out and put back ends it. Throws CardFault, and whatever `act` throws.
   */
  async exclusively<T>(
    reader: string,
    milliseconds: number,
    act: (card: Card) => Promise<T>,
  ): Promise<T> {
    return this.#during(milliseconds, async (conversation) => {
      const [context] = await call(conversation, command.establish, [scopeSystem, 0, 0], 2);
      const [card, protocol] = await connectTo(conversation, context ?? 0, reader);
      await call(conversation, command.begin, [card, 0], 1);
      try {
        return await act({
          reader,
          transmit: (apdu) => transmit(conversation, card, protocol, apdu),
        });
      } finally {
        // The connection's end would do the same, with a reset that other programs notice.
        await letGo(conversation, card);
      }
    });
  }

  async #during<T>(
    milliseconds: number,
    act: (conversation: Conversation) => Promise<T>,
  ): Promise<T> {
    const conversation = await Conversation.open(this.#socket, milliseconds);
    try {
      const [, , refused] = numbersIn(
        await conversation.ask(message(command.version, ...protocolVersion, 0), 12),
      );
      if (refused !== 0) throw new CardFault('other-service');
      return await act(conversation);
    } finally {
      conversation.close();
    }
  }
}

/** Sends numbers and gets them back; the one at `result` is the status. The numbers before it are returned from the second on. */
async function call(
  conversation: Conversation,
  kind: number,
  sent: readonly number[],
  result: number,
): Promise<number[]> {
  const answer = numbersIn(await conversation.ask(message(kind, ...sent), sent.length * 4));
  const status = answer[result] ?? 0;
  if (status !== 0) throw cardFault(status);
  return answer.slice(1);
}

async function connectTo(
  conversation: Conversation,
  context: number,
  reader: string,
): Promise<readonly [card: number, protocol: number]> {
  const sent = message(command.connect, context, reader, shareShared, protocolT0orT1, 0, 0, 0);
  const answer = await conversation.ask(sent, sent.length - 8);
  const [, , card = 0, protocol = 0, status = 0] = numbersIn(answer.subarray(4 + 128));
  if (status !== 0) throw cardFault(status);
  return [card, protocol];
}

async function transmit(
  conversation: Conversation,
  card: number,
  protocol: number,
  apdu: Buffer,
): Promise<Buffer> {
  const numbers = [card, protocol, 8, apdu.length, protocol, 8, longestAnswer, 0];
  const answer = numbersIn(await conversation.ask(message(command.transmit, ...numbers, apdu), 32));
  const [, , , , , , length = 0, status = 0] = answer;
  if (status !== 0) throw onceSent(cardFault(status));
  if (length < 2 || length > longestAnswer) throw new CardFault('failed');
  return conversation.more(length);
}

/** In the middle of a transaction nobody can say that nothing reached the card. */
function onceSent(fault: CardFault): CardFault {
  return fault.kind === 'in-use' || fault.kind === 'other-service' ? new CardFault('lost') : fault;
}

async function letGo(conversation: Conversation, card: number): Promise<void> {
  try {
    await call(conversation, command.end, [card, leaveCard, 0], 2);
    await call(conversation, command.disconnect, [card, leaveCard, 0], 2);
  } catch (error) {
    if (!(error instanceof CardFault)) throw error;
  }
}
