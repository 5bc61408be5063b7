import type { ReactNode } from 'react';
import { AnswerCardItem } from '../../renderer/screens/host/delegations/answer-card.tsx';
import { ChangeStage } from '../../renderer/screens/host/delegations/change-stage.tsx';
import { DelegationsStage } from '../../renderer/screens/host/delegations/delegations-stage.tsx';
import { DifferenceCard } from '../../renderer/screens/host/delegations/difference-card.tsx';
import { OnlineKeysCard } from '../../renderer/screens/host/assemble/online-keys-card.tsx';
import { DelegateStage } from '../../renderer/screens/host/delegate/delegate-stage.tsx';
import type { Changing } from '../../renderer/screens/host/delegations/terms.ts';
import { ProveStage } from '../../renderer/screens/keyholder/prove/prove-stage.tsx';
import type { Asked, ProveLook } from '../../src/contract/prove.ts';
import type { OnlineKeysView } from '../../src/contract/online-keys.ts';
import type { DelegateView } from '../../src/contract/delegate.ts';
import type { DelegationsView } from '../../src/contract/delegations.ts';
import type { Mode } from '../../src/contract/values.ts';
import {
  answersBad,
  delegationsClosed,
  delegationsOf,
  delegationsReady,
  delegationsWaiting,
  proposalOf,
} from './gallery/values/delegations.ts';
import { delegateOdd, delegateOf, delegateStaged } from './gallery/values/delegate.ts';
import { onlineKeysHere, onlineKeysOf } from './gallery/values/online-keys.ts';
import { askedOf, proveOf, provedOf } from './gallery/values/prove.ts';
import { stillCall } from './host-calls.ts';

const nothing = (): void => undefined;

/** Delegations, and a change of them, in every state. */
export function delegationViews(
  mode: Mode,
  twist: <T>(value: T) => T,
): Readonly<Record<string, ReactNode>> {
  const practice = mode === 'rehearsal';
  const stage = (view: DelegationsView) => (
    <DelegationsStage
      view={twist(view)}
      practice={practice}
      calls={{
        sign: stillCall(),
        withdraw: stillCall(),
        take: stillCall(),
        publish: stillCall(),
      }}
      lookProblem={null}
      onView={nothing}
      onChange={nothing}
      onLeave={nothing}
    />
  );
  const change = (changing: Changing) => (
    <ChangeStage
      view={twist(delegationsOf(mode))}
      changing={twist(changing)}
      practice={practice}
      calls={{
        challenge: stillCall(),
        carry: stillCall(),
        answers: stillCall(),
        propose: stillCall(),
        stage: stillCall(),
      }}
      onView={nothing}
      onDone={nothing}
      onBack={nothing}
    />
  );
  const prove = (look: ProveLook, asked: Asked | null, secondsLeft: number | null = null) => (
    <ProveStage
      look={twist(look)}
      asked={twist(asked)}
      practice={practice}
      busy={secondsLeft !== null}
      problem={null}
      secondsLeft={secondsLeft}
      onTouch={nothing}
      onCancel={secondsLeft === null ? null : nothing}
      carried={asked === null ? null : 'registry.answers: 2 files, read back and the same.'}
      onRead={nothing}
      onProve={nothing}
      onCarry={nothing}
      onBack={nothing}
    />
  );
  const delegate = (view: DelegateView) => (
    <DelegateStage
      view={twist(view)}
      practice={practice}
      calls={{ stage: stillCall(), sign: stillCall(), carry: stillCall() }}
      lookProblem={null}
      carried={view.carry.ready ? '4.registry.example.org.json. It was read back.' : null}
      onView={nothing}
      onCarried={nothing}
      onLeave={nothing}
    />
  );
  const online = (view: OnlineKeysView) => (
    <OnlineKeysCard
      view={twist(view)}
      take={stillCall()}
      make={stillCall()}
      made={view === onlineKeysHere ? 'snapshot-key.online-key.json' : null}
      onView={nothing}
    />
  );
  const [role] = delegationsOf(mode).roles;
  if (role === undefined) throw new Error('a delegated role');
  return {
    delegations: stage(delegationsOf(mode)),
    'delegations, waiting': stage(delegationsWaiting(mode)),
    'delegations, to publish': stage(delegationsReady(mode)),
    'delegations, closed': stage(delegationsClosed),
    'delegation, new': change({ change: 'add', role: null }),
    'delegation, other hands': change({ change: 'redelegate', role }),
    'delegation, other terms': change({ change: 'adjust', role }),
    'delegation, revoked': change({ change: 'revoke', role }),
    'delegate, to stage': delegate(delegateOf()),
    'delegate, waiting': delegate(delegateStaged(mode)),
    'delegate, not explained': delegate(delegateOdd(mode)),
    'delegate, signed': delegate(delegateStaged(mode, 2)),
    'online keys, to come': online(onlineKeysOf(mode)),
    'online keys, here': online(onlineKeysHere),
    'prove, before': prove({ ...proveOf(mode), token: null }, null),
    'prove, asked': prove(proveOf(mode), askedOf(mode)),
    'prove, waiting for the disc': prove(proveOf(mode), askedOf(mode), 11),
    'prove, answered': prove(provedOf(mode), askedOf(mode)),
    'delegation, difference': (
      <main>
        <h1>What changes</h1>
        <DifferenceCard proposal={twist(proposalOf(mode))} practice={practice} />
        <section>
          <h2>Answers</h2>
          <ul>
            {twist(answersBad).cards.map((card, place) => (
              <AnswerCardItem key={place} card={card} practice={practice} />
            ))}
          </ul>
        </section>
      </main>
    ),
  };
}
