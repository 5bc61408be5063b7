import type { Bridge } from '../../../src/contract/rpc.ts';
import type { PageLink } from '../page-link.ts';
import type { Cdp } from './cdp.ts';
import { BINDING, ORIGIN, TAKE_RECEIVER } from './handover.ts';

export interface Documents {
  /** A document of the station is on its way to the window. */
  expect(): void;
  /** Settles when the expected document is linked; until then none of its scripts is handed out. */
  linked(): Promise<void>;
  /** Settles when the first one is linked. */
  readonly first: Promise<void>;
}

/**
 * Links each document that the window loads. The shell takes the way into the page as an object
 * handle before the page's scripts are served, so that nothing of it is left for them to find.
 */
export function watchDocuments(
  cdp: Cdp,
  session: string,
  frame: string,
  link: PageLink,
): Documents {
  let context: number | undefined;
  let receive: ((text: string) => void) | undefined;
  const first = Promise.withResolvers<void>();
  let linked = first;

  const bridgeTo = (receiver: string): Bridge => ({
    post: (text) =>
      cdp.tell(
        'Runtime.callFunctionOn',
        {
          objectId: receiver,
          functionDeclaration: 'function (text) { this(text); }',
          arguments: [{ value: text }],
          silent: true,
        },
        session,
      ),
    listen: (listener) => {
      receive = listener;
      return () => {
        if (receive === listener) receive = undefined;
      };
    },
  });

  const take = async (id: number): Promise<void> => {
    const { result } = await cdp.ask(
      'Runtime.evaluate',
      { expression: TAKE_RECEIVER, contextId: id },
      session,
    );
    if (result.objectId === undefined || context !== id) return;
    link.connect(bridgeTo(result.objectId));
    linked.resolve();
    first.resolve();
  };
  const leave = (): void => {
    context = undefined;
    link.disconnect();
  };

  cdp.on(
    'Runtime.executionContextCreated',
    ({ context: { id, origin, auxData } }) => {
      if (origin !== ORIGIN || auxData?.isDefault !== true || auxData.frameId !== frame) return;
      context = id;
      // A document that is left while it is taken fails here; the next one is taken in turn.
      take(id).catch(() => {});
    },
    session,
  );
  cdp.on(
    'Runtime.executionContextDestroyed',
    ({ executionContextId }) => {
      if (executionContextId === context) leave();
    },
    session,
  );
  cdp.on('Runtime.executionContextsCleared', leave, session);
  cdp.on(
    'Runtime.bindingCalled',
    ({ name, payload, executionContextId }) => {
      if (name === BINDING && executionContextId === context) receive?.(payload);
    },
    session,
  );

  return {
    expect: () => {
      linked = Promise.withResolvers<void>();
    },
    linked: () => linked.promise,
    first: first.promise,
  };
}
