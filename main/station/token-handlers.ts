import type { TokenList } from '../../src/contract/tokens.ts';
import type { ModuleFile, PresentToken, TokenListing } from '../tokens/token.ts';
import { StepError } from './desk.ts';
import type { Group, Work } from './handlers.ts';
import { moduleView } from './module-view.ts';
import { tokenQuestion, type UsableToken } from './token-at-hand.ts';
import { isPlanned, tokenView } from './token-view.ts';

/** Tokens and modules: what is present, which one is this person's, practice tokens. */
export function tokenHandlers(
  work: Work,
): Group<
  | 'tokens.list'
  | 'tokens.choose'
  | 'tokens.makePractice'
  | 'tokens.removePractice'
  | 'modules.choose'
  | 'modules.approve'
  | 'modules.configure'
> {
  const { desk, table, places, turns } = work;
  const look = async (): Promise<TokenList> => tokenList(work, await desk.tokens.list());
  return {
    'tokens.list': look,

    'tokens.choose': turns.act(async ({ token: id }) => {
      const ceremony = table.open;
      const token = await findToken(work, id);
      const question = tokenQuestion(ceremony);
      const view = tokenView(token, id, question);
      if (question === null || !isPlanned(token, question) || view.lock !== null) {
        throw new StepError('token.not-planned', 'this is not the token in the plan', {
          expected: ceremony.you.token ?? 'no token',
          found: token.ref.serial,
          hint: view.lock ?? 'Choose the token that is marked as planned for you.',
          notDone: ['Nothing was written to it.'],
        });
      }
      await ceremony.record({
        kind: 'token.chosen',
        data: {
          serial: token.ref.serial,
          model: view.model,
          practice: token.practice,
          planned: true,
        },
      });
      await work.changed();
      return null;
    }),

    'tokens.makePractice': turns.act(async () => {
      const ceremony = table.open;
      requirePracticeToken(ceremony.plan.mode, ceremony.you.token);
      const { serial } = await desk.tokens.createPractice(ceremony.you.name);
      await ceremony.record({ kind: 'practice.token-made', data: { serial } });
      return look();
    }),

    'tokens.removePractice': turns.act(async ({ token: id, serial }) => {
      const token = await findToken(work, id);
      if (serial.replaceAll(' ', '') !== String(token.ref.serial)) {
        throw new StepError('token.not-planned', 'the number is not the one of this token', {
          expected: token.ref.serial,
          found: 'another number',
          hint: 'Type the number of the token that is to be removed.',
          notDone: ['Nothing was removed.'],
        });
      }
      await desk.tokens.removePractice(token.ref);
      const ceremony = table.openOrNull;
      if (ceremony?.youOrNull != null && ceremony.plan.mode === 'rehearsal')
        await ceremony.record({
          kind: 'practice.token-removed',
          data: { serial: token.ref.serial },
        });
      return look();
    }),

    'modules.choose': async ({ place }) =>
      moduleView(await desk.tokens.chooseModule(places.path(place))),

    'modules.configure': async ({ module, place }) => {
      const known = await findModule(work, module);
      return tokenList(work, await desk.tokens.configureModule(known.id, places.path(place)));
    },

    'modules.approve': async ({ module, sha256 }) => {
      const known = await findModule(work, module);
      return tokenList(work, await desk.tokens.approveModule(known.id, sha256));
    },
  };
}

/** The listing as the page shows it: the planned token first, then the others. */
export function tokenList(work: Work, listing: TokenListing): TokenList {
  const ceremony = work.table.openOrNull;
  const question = tokenQuestion(ceremony);
  const tokens = listing.tokens.map((token) => tokenView(token, work.tokenId(token), question));
  return {
    tokens: tokens.toSorted((a, b) => Number(b.planned) - Number(a.planned)).slice(0, 64),
    chosen: question === null ? null : (ceremony?.state.token?.data.serial ?? null),
    modules: listing.modules.map(moduleView).slice(0, 64),
    mayMakePractice: question?.plan.mode === 'rehearsal' && question.you.token === 'practice',
  };
}

async function findModule({ desk }: Work, module: string): Promise<ModuleFile> {
  const known = (await desk.tokens.list()).modules.find(({ id }) => id === module);
  if (known !== undefined) return known;
  throw new StepError('token.not-present', 'the station does not know this library', {
    hint: 'Choose its file again.',
  });
}

/** The token with the opaque name that the page gave back. @throws StepError `token.not-present` */
export async function findToken(work: Work, id: string): Promise<UsableToken> {
  const { tokens } = await work.desk.tokens.list();
  const token = tokens.find((each) => work.tokenId(each) === id);
  if (token !== undefined && isUsable(token)) return token;
  if (token !== undefined) {
    throw new StepError('token.left-alone', 'this token cannot be told apart from others', {
      hint: tokenView(token, id, null).lock ?? 'Take it out.',
      notDone: ['Nothing was written to it.'],
    });
  }
  throw new StepError('token.not-present', 'this token is not plugged in any more', {
    hint: 'Plug it in again. The list follows by itself.',
    notDone: ['Nothing was written to it.'],
  });
}

function isUsable(token: PresentToken): token is UsableToken {
  return token.ref !== null;
}

function requirePracticeToken(mode: 'real' | 'rehearsal', token: string | undefined): void {
  if (mode === 'rehearsal' && token === 'practice') return;
  throw new StepError('practice.only', 'the plan has no practice token for this person', {
    hint: 'Plug in the token that the plan names.',
    notDone: ['No token was made.'],
  });
}
