import { useState } from 'react';
import type { ModuleView, TokenList } from '../../../../src/contract/tokens.ts';
import { useCall } from '../../../calls.ts';
import { Button } from '../../../components/button.tsx';
import { Picker } from '../../../components/picker.tsx';
import { ProblemPanel } from '../../../components/problem.tsx';
import { ModuleCard } from './module-card.tsx';
import { RemovePractice } from './remove-practice.tsx';

interface NotInListProps {
  list: TokenList;
  onList: (list: TokenList) => void;
}

/** What helps when a token is not in the list: its module, or a practice token that the station makes. */
export function NotInList({ list, onList }: NotInListProps) {
  const make = useCall('tokens.makePractice');
  const chooseModule = useCall('modules.choose');
  const approve = useCall('modules.approve');
  const configure = useCall('modules.configure');
  const [picking, setPicking] = useState(false);
  const [toConfigure, setToConfigure] = useState<ModuleView | null>(null);
  const [chosen, setChosen] = useState<ModuleView | null>(null);
  const problem = make.problem ?? chooseModule.problem ?? approve.problem ?? configure.problem;
  const modules =
    chosen === null || list.modules.some((module) => module.id === chosen.id)
      ? list.modules
      : [...list.modules, chosen];

  const makeOne = async (): Promise<void> => {
    const next = await make.run(null);
    if (next !== null) onList(next);
  };
  const pick = async (place: string): Promise<void> => {
    setPicking(false);
    setChosen(await chooseModule.run({ place }));
  };
  const approveOne = async (module: ModuleView): Promise<void> => {
    const next = await approve.run({ module: module.id, sha256: module.sha256 });
    if (next !== null) onList(next);
  };
  const configureOne = async (place: string): Promise<void> => {
    const module = toConfigure?.id;
    setToConfigure(null);
    if (module === undefined) return;
    const next = await configure.run({ module, place });
    if (next !== null) onList(next);
  };
  return (
    <details className="more">
      <summary>My token is not in this list</summary>
      <div className="more-body">
        {problem === null ? null : <ProblemPanel problem={problem} />}
        {list.mayMakePractice ? (
          <section className="card pad">
            <h2>Practice tokens</h2>
            <p>
              The station can make a practice token: a file in its own folder, used like a real one.
            </p>
            <div className="row">
              <Button icon="plus-sign" waiting={make.pending} onPress={() => void makeOne()}>
                Make a practice token
              </Button>
            </div>
            <RemovePractice list={list} onList={onList} />
          </section>
        ) : null}
        <section className="card pad">
          <h2>Modules that speak to tokens</h2>
          <p>
            A token is seen through its maker’s module. The station only loads a module that it
            knows, or one that you approve by its digest.
          </p>
          <ul className="modules">
            {modules.map((module) => (
              <ModuleCard
                key={module.id}
                module={module}
                busy={approve.pending || configure.pending}
                onApprove={() => void approveOne(module)}
                onConfigure={() => setToConfigure(module)}
              />
            ))}
          </ul>
          <div className="row">
            <Button icon="file" waiting={chooseModule.pending} onPress={() => setPicking(true)}>
              Choose a module file…
            </Button>
          </div>
        </section>
        {picking ? (
          <Picker
            title="Choose a module file"
            lead="A PKCS#11 library of the token’s maker. It is read and digested, never loaded, until you approve it."
            want="file"
            verb="Look at"
            onPick={(place) => void pick(place)}
            onClose={() => setPicking(false)}
          />
        ) : null}
        {toConfigure === null || toConfigure.reads === null ? null : (
          <Picker
            title={`What ${toConfigure.name} reads`}
            lead={toConfigure.reads.asks}
            want={toConfigure.reads.want}
            verb="Use"
            onPick={(place) => void configureOne(place)}
            onClose={() => setToConfigure(null)}
          />
        )}
      </div>
    </details>
  );
}
