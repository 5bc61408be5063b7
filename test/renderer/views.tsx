import type { ReactNode } from 'react';
import { KeyboardHelp } from '../../renderer/components/keyboard-help.tsx';
import { allCompared, nothingCompared, withRow } from '../../renderer/components/row-check.ts';
import { StationWindow } from '../../renderer/components/station-window.tsx';
import { Stepper } from '../../renderer/components/stepper.tsx';
import { AuditResult } from '../../renderer/screens/auditor/audit-result.tsx';
import { AuditRunning } from '../../renderer/screens/auditor/audit-running.tsx';
import { ChangeDate } from '../../renderer/screens/auditor/change-date.tsx';
import { ChooseFiles } from '../../renderer/screens/auditor/choose-files.tsx';
import { BytesView } from '../../renderer/screens/auditor/bytes-view.tsx';
import { KeyEvidence } from '../../renderer/screens/auditor/key-evidence.tsx';
import { noQuestion } from '../../renderer/screens/auditor/question.ts';
import { Limits } from '../../renderer/screens/auditor/limits.tsx';
import { Opening } from '../../renderer/screens/ceremony/opening.tsx';
import { Who } from '../../renderer/screens/ceremony/who.tsx';
import { DeviationStage } from '../../renderer/screens/deviation/deviation-stage.tsx';
import { AssembleStage } from '../../renderer/screens/host/assemble/assemble-stage.tsx';
import { MinutesStage } from '../../renderer/screens/host/minutes/minutes-stage.tsx';
import { NoRotation } from '../../renderer/screens/host/rotation/no-rotation.tsx';
import { RotationStage } from '../../renderer/screens/host/rotation/rotation-stage.tsx';
import { LiveStage } from '../../renderer/screens/host/live-stage.tsx';
import { SettleStage } from '../../renderer/screens/host/settle-stage.tsx';
import { HostStage } from '../../renderer/screens/host/host-stage.tsx';
import { MadeCard } from '../../renderer/screens/keyholder/done/made-card.tsx';
import { NextCard } from '../../renderer/screens/keyholder/done/next-card.tsx';
import { EvidenceCard } from '../../renderer/screens/keyholder/evidence/evidence-card.tsx';
import { ExportFiles } from '../../renderer/screens/keyholder/export/export-files.tsx';
import { NotWritten } from '../../renderer/screens/keyholder/export/not-written.tsx';
import { ReadBack } from '../../renderer/screens/keyholder/export/read-back.tsx';
import { AdoptKey } from '../../renderer/screens/keyholder/key/adopt-key.tsx';
import { FindKey } from '../../renderer/screens/keyholder/key/find-key.tsx';
import { KeyMade } from '../../renderer/screens/keyholder/key/key-made.tsx';
import { MakeKey } from '../../renderer/screens/keyholder/key/make-key.tsx';
import { MakingKey } from '../../renderer/screens/keyholder/key/making-key.tsx';
import { LookingStage } from '../../renderer/screens/looking-stage.tsx';
import { CompareStage } from '../../renderer/screens/keyholder/review/compare-stage.tsx';
import { RawBytes } from '../../renderer/screens/keyholder/review/raw-bytes.tsx';
import { ReviewReady } from '../../renderer/screens/keyholder/review/review-ready.tsx';
import { SideBySide } from '../../renderer/screens/keyholder/review/side-by-side.tsx';
import { WaitingForRoot } from '../../renderer/screens/keyholder/review/waiting-for-root.tsx';
import { ActingStage } from '../../renderer/screens/keyholder/sign/acting-stage.tsx';
import { AlreadySigned } from '../../renderer/screens/keyholder/sign/already-signed.tsx';
import { CannotSign } from '../../renderer/screens/keyholder/sign/cannot-sign.tsx';
import { phasesSoFar } from '../../renderer/screens/keyholder/sign/phases.ts';
import { PinStage } from '../../renderer/screens/keyholder/sign/pin-stage.tsx';
import { TokenIsOut } from '../../renderer/screens/keyholder/sign/token-is-out.tsx';
import { WrongToken } from '../../renderer/screens/keyholder/sign/wrong-token.tsx';
import { NotInList } from '../../renderer/screens/keyholder/token/not-in-list.tsx';
import { TokenRow } from '../../renderer/screens/keyholder/token/token-row.tsx';
import { UsbRow } from '../../renderer/screens/keyholder/token/usb-row.tsx';
import { RecordStage } from '../../renderer/screens/record/record-stage.tsx';
import { Welcome } from '../../renderer/screens/welcome/welcome.tsx';
import { ProblemPanel } from '../../renderer/components/problem.tsx';
import { ChangedMeanwhile } from '../../renderer/screens/plan/changed-meanwhile.tsx';
import { PlanEditor } from '../../renderer/screens/plan/plan-editor.tsx';
import { PlanStart } from '../../renderer/screens/plan/plan-start.tsx';
import type { PlanFile } from '../../src/contract/plan.ts';
import { plainProblem, problemOf } from '../../src/contract/problem.ts';
import type { AssemblyView, Brought } from '../../src/contract/assembly.ts';
import type { ReportView } from '../../src/contract/reports.ts';
import type { RotationView } from '../../src/contract/rotation.ts';
import type { Mode } from '../../src/contract/values.ts';
import {
  assemblyOf,
  assemblySigning,
  broughtKey,
  broughtSignatures,
  reportsFree,
  reportsOf,
  rotationImpossible,
  rotationOf,
} from './gallery/values/assembly.ts';
import {
  auditFail,
  auditPass,
  bytesChanged,
  bytesOfFork,
  fullQuestion,
} from './gallery/values/audit.ts';
import { ceremonyAt, info, network, recent } from './gallery/values/ceremony.ts';
import { bundle, doneOf } from './gallery/values/done.ts';
import {
  evidenceAgainst,
  evidenceBrought,
  evidenceOf,
  evidenceToBring,
  exported,
} from './gallery/values/evidence.ts';
import {
  scriptClock,
  scriptPaused,
  scriptReady,
  scriptRunning,
  scriptStopped,
  scriptTroubled,
} from './gallery/values/script.ts';
import { publicationKeysOf } from './gallery/values/delegations.ts';
import { hostAtStart, hostOf, hostWithTargets } from './gallery/values/host.ts';
import {
  keyBehindPin,
  keyLook,
  keyMade,
  keyUnfinished,
  makingPhases,
} from './gallery/values/key.ts';
import { contradictingText, planFile, planTextOf } from './gallery/values/plan.ts';
import { noCeremony, wrongPin } from './gallery/values/problems.ts';
import { reviewOf, unexplainedReview } from './gallery/values/review.ts';
import {
  afterTouch,
  cancelledAtTouch,
  ranOut,
  signLookOf,
  touchReports,
  wayOut,
  wrongToken,
} from './gallery/values/sign.ts';
import { noTokens, tokenOf, tokensOf } from './gallery/values/tokens.ts';
import { usbOf } from './gallery/values/usb.ts';
import { withStation } from './quiet-station.tsx';
import { hostCalls, scriptCalls, stillCall } from './host-calls.ts';
import { witnessViews } from './views-witness.tsx';
import { delegationViews } from './views-delegations.tsx';
import { tokenViews } from './views-tokens.tsx';
import { stepProps } from './step-values.ts';

const nothing = (): void => undefined;
const role = 'keyholder';
const back = <button type="button">Back</button>;

/** Changes the values of a view before it is drawn: for hostile texts. */
export type Twist = <T>(value: T) => T;

type Views = Readonly<Record<string, ReactNode>>;

function firstSteps(mode: Mode, twist: Twist): Views {
  const practice = mode === 'rehearsal';
  const token = twist(tokenOf(mode));
  const ceremony = twist(ceremonyAt(mode, 'token'));
  const unfinished = twist(keyUnfinished(mode).unfinished);
  return {
    welcome: (
      <Welcome
        info={twist(info)}
        network={twist(network)}
        recent={twist(recent)}
        problem={null}
        onContinue={nothing}
        onOpen={nothing}
        onResume={nothing}
        onTokens={nothing}
      />
    ),
    'welcome, as root, before anything is known': (
      <Welcome
        info={{ ...info, rehearsalOnly: 'The station was started as root.' }}
        network={null}
        recent={[]}
        problem={twist(problemOf(noCeremony()))}
        onContinue={nothing}
        onOpen={nothing}
        onResume={nothing}
        onTokens={nothing}
      />
    ),
    opening: (
      <Opening role={role} mode={mode} onOpened={nothing} onPlan={nothing} onBack={nothing} />
    ),
    who: <Who ceremony={{ ...ceremony, you: null }} onKnown={nothing} onBack={nothing} />,
    'a list of tokens': (
      <ul>
        {tokensOf(mode).tokens.map((one) => (
          <li key={one.id}>
            <TokenRow
              token={twist(one)}
              facts={one.practice ? '' : 'USB-C keychain, firmware 5.4.3'}
              checked={one.planned}
              onChoose={nothing}
              onDetails={nothing}
            />
          </li>
        ))}
      </ul>
    ),
    'not in the list': <NotInList list={twist(tokensOf(mode))} onList={nothing} />,
    'not in the list, nothing there': <NotInList list={noTokens} onList={nothing} />,
    'key, PIN to choose': (
      <MakeKey
        look={twist(keyLook(mode))}
        token={token}
        back={back}
        tokenIsOut={false}
        onActing={nothing}
        onLook={nothing}
      />
    ),
    'key, PIN to enter': (
      <MakeKey
        look={twist(keyLook(mode, 'enter'))}
        token={token}
        back={back}
        tokenIsOut={false}
        onActing={nothing}
        onLook={nothing}
      />
    ),
    'key, being made': (
      <MakingKey token={token} out={false} reports={twist(makingPhases)} onCancel={nothing} />
    ),
    'key, being made, pulled out': (
      <MakingKey token={token} out reports={twist(makingPhases)} onCancel={nothing} />
    ),
    'devices that no module shows': (
      <ul>
        {twist(usbOf(mode)).devices.map((one) => (
          <li key={one.id}>
            <UsbRow device={one} />
          </li>
        ))}
      </ul>
    ),
    'key, unfinished':
      unfinished === null ? null : (
        <AdoptKey
          token={token}
          unfinished={unfinished}
          onMakeNew={null}
          practice={practice}
          back={back}
          tokenIsOut={false}
          onActing={nothing}
          onLook={nothing}
        />
      ),
    'key, behind the PIN': (
      <FindKey
        token={token}
        why={twist(keyBehindPin(mode)).mayHold ?? ''}
        back={back}
        tokenIsOut={false}
        onActing={nothing}
        onLook={nothing}
        onMakeNew={nothing}
      />
    ),
    'key, made': (
      <KeyMade
        made={twist(keyMade(mode))}
        token={token}
        practice={practice}
        back={back}
        onGoOn={nothing}
      />
    ),
    evidence: <EvidenceCard evidence={twist(evidenceOf(mode))} practice={practice} />,
    'evidence, to be brought': (
      <EvidenceCard evidence={twist(evidenceToBring)} practice={practice} />
    ),
    'evidence, brought': <EvidenceCard evidence={twist(evidenceBrought)} practice={practice} />,
    'evidence, against the plan': (
      <EvidenceCard evidence={twist(evidenceAgainst)} practice={practice} />
    ),
    'export, before': (
      <NotWritten loaded busy={false} problem={null} back={back} onWrite={nothing} />
    ),
    'export, files': (
      <ExportFiles view={twist(exported(mode))} practice={practice} onRead={nothing} />
    ),
    'export, read aloud': (
      <ReadBack
        digest={exported(mode).spkiSha256}
        practice={practice}
        busy={false}
        problem={<ProblemPanel problem={twist(problemOf(wrongPin()))} />}
        check={withRow(nothingCompared, 0, 'same')}
        onCheck={nothing}
        onBack={nothing}
        onConfirmed={nothing}
      />
    ),
  };
}

function reviewing(mode: Mode, twist: Twist): Views {
  const practice = mode === 'rehearsal';
  const review = twist(reviewOf(mode));
  const step = stepProps(mode, 'review', twist);
  const compare = (check: typeof allCompared) => (
    <CompareStage
      bytes={review.bytes}
      practice={practice}
      check={check}
      onCheck={nothing}
      onBack={nothing}
      onDoubt={nothing}
    />
  );
  return {
    'review, waiting': (
      <WaitingForRoot {...step} sentence="No root yet." hint="Wait." onLook={nothing} />
    ),
    review: <ReviewReady {...step} review={review} />,
    'review, not explained': <ReviewReady {...step} review={twist(unexplainedReview(mode))} />,
    'review, stopped': (
      <ReviewReady {...step} review={{ ...review, problem: twist(problemOf(noCeremony())) }} />
    ),
    'review, nothing changed': (
      <ReviewReady {...step} review={{ ...review, changes: [], stays: [], sideBySide: [] }} />
    ),
    'review, side by side': <SideBySide review={review} />,
    'review, side by side, empty': <SideBySide review={{ ...review, sideBySide: [] }} />,
    'review, raw bytes': <RawBytes bytes={review.bytes} />,
    'compare, begun': compare(withRow(nothingCompared, 0, 'same')),
    'compare, differs': compare(withRow(nothingCompared, 3, 'differs')),
    'compare, done': compare(allCompared),
    deviation: (
      <DeviationStage
        about="other"
        then="Then you come back."
        onBack={nothing}
        onRecorded={nothing}
      />
    ),
    looking: <LookingStage heading="Looking" problem={null} onBack={nothing} onLook={nothing} />,
    'looking, stopped': (
      <LookingStage
        heading="Looking"
        problem={plainProblem('page.internal', 'The window could not go on with this', {
          hint: 'Try again.',
        })}
        onBack={nothing}
        onLook={nothing}
      />
    ),
  };
}

function signing(mode: Mode, twist: Twist): Views {
  const practice = mode === 'rehearsal';
  const look = twist(signLookOf(mode));
  const wrong = twist(wrongToken(mode));
  const out = wayOut(mode).problem;
  const pin = (problem: Error | null, more: Partial<typeof look> = {}) => (
    <PinStage
      look={{ ...look, ...more }}
      practice={practice}
      act="Sign root version 16"
      problem={problem === null ? null : twist(problemOf(problem))}
      attempt={phasesSoFar(problem === null ? [] : touchReports)}
      onBack={nothing}
      onSign={nothing}
    />
  );
  const acting = (reports: typeof touchReports, cancelling = false) => (
    <ActingStage
      look={look}
      practice={practice}
      soFar={phasesSoFar(twist(reports))}
      cancelling={cancelling}
      onCancel={nothing}
      onTouch={nothing}
    />
  );
  return {
    'sign, PIN': pin(null),
    'sign, PIN pad': pin(null, { pinPad: true }),
    'sign, no touch': pin(null, { touch: 'none' }),
    'sign, ran out': pin(ranOut()),
    'sign, cancelled': pin(cancelledAtTouch()),
    'sign, begun': acting([]),
    'sign, touch': acting(touchReports),
    'sign, touch, cancelling': acting(touchReports, true),
    'sign, check': acting([...touchReports, ...afterTouch]),
    'sign, no token': (
      <TokenIsOut
        look={look}
        practice={practice}
        problem={null}
        onBack={nothing}
        onLook={nothing}
      />
    ),
    'sign, pulled out': (
      <TokenIsOut
        look={look}
        practice={practice}
        problem={twist(problemOf(ranOut()))}
        onBack={nothing}
        onLook={nothing}
      />
    ),
    'sign, another token':
      wrong.mismatch === null ? null : (
        <WrongToken
          look={wrong}
          mismatch={wrong.mismatch}
          practice={practice}
          holder="Priya Raman"
          onBack={nothing}
          onLook={nothing}
        />
      ),
    'sign, way out':
      out === null ? null : <CannotSign problem={twist(out)} onBack={nothing} onLook={nothing} />,
    'sign, signed before': <AlreadySigned onBack={nothing} onDone={nothing} />,
    'done, made': <MadeCard done={twist(doneOf(mode))} />,
    'done, next': <NextCard done={twist(doneOf(mode))} />,
    record: <RecordStage onBack={nothing} />,
  };
}

function others(mode: Mode, twist: Twist): Views {
  const practice = mode === 'rehearsal';
  const host = (view: ReturnType<typeof hostOf>, more: { recorded?: boolean } = {}) => (
    <HostStage
      view={twist(view)}
      practice={practice}
      deviations={2}
      calls={hostCalls()}
      lookProblem={null}
      carried={more.recorded === true ? null : twist(bundle)}
      recorded={more.recorded === true}
      onPublish={nothing}
      onFollow={nothing}
      onView={nothing}
      onCarried={nothing}
      onDeviation={nothing}
      onRecord={nothing}
      onLeave={nothing}
    />
  );
  const live = (script: typeof scriptRunning) => (
    <LiveStage
      view={twist(hostOf(mode))}
      script={twist(script)}
      practice={practice}
      calls={hostCalls()}
      run={scriptCalls()}
      lookProblem={null}
      onView={nothing}
      onScript={nothing}
      onCarry={nothing}
      onRecord={nothing}
      onLeave={nothing}
    />
  );
  const assemble = (view: AssemblyView, brought: Brought | null) => (
    <AssembleStage
      view={twist(view)}
      brought={twist(brought)}
      practice={practice}
      bring={stillCall()}
      stage={stillCall()}
      online={null}
      lookProblem={null}
      onBrought={nothing}
      onStaged={nothing}
      onLeave={nothing}
    />
  );
  const rotation = (view: RotationView) => (
    <RotationStage view={twist(view)} plan={stillCall()} onAsk={nothing} onLeave={nothing} />
  );
  const minutes = (view: ReportView) => (
    <MinutesStage
      view={twist(view)}
      written={twist({ files: ['minutes-96.html'], sentence: 'They are in report/.' })}
      practice={practice}
      write={stillCall()}
      sign={stillCall()}
      clear={stillCall()}
      lookProblem={null}
      onWritten={nothing}
      onSigned={nothing}
      onLeave={nothing}
    />
  );
  const ready = { ready: true, reason: 'It moves root.json.' };
  const audit = (view: typeof auditPass) => (
    <AuditResult view={twist(view)} problem={null} onAsOf={nothing} onOther={nothing} />
  );
  const chooseFiles = (question: typeof noQuestion) => (
    <ChooseFiles
      question={twist(question)}
      problem={null}
      onQuestion={nothing}
      onCheck={nothing}
      onLeave={nothing}
    />
  );
  const plan = (text: string, file: PlanFile | null) => (
    <PlanEditor
      network={twist(network)}
      start={text}
      file={twist(file)}
      notes={[]}
      onFile={nothing}
      onOpened={nothing}
      onLeave={nothing}
    />
  );
  return {
    'host, live': live(scriptRunning),
    'host, live, ready to close': live(scriptReady),
    'host, live, clocks': live(scriptClock),
    'host, live, paused': live(scriptPaused),
    'host, live, trouble': live(scriptTroubled),
    'host, deviation': (
      <SettleStage
        script={twist(scriptStopped)}
        settle={stillCall()}
        onView={nothing}
        onLeave={nothing}
      />
    ),
    'host, keys': assemble(assemblyOf(mode), broughtKey(mode)),
    'host, signatures': assemble(assemblySigning(mode), broughtSignatures),
    'host, no keys': assemble({ ...assemblyOf(mode), keys: [] }, null),
    'host, rotation': rotation(rotationOf(mode)),
    'host, rotation that cannot be signed': rotation(rotationImpossible(mode)),
    'host, no rotation': <NoRotation onLeave={nothing} />,
    'host, minutes': minutes(reportsOf(mode)),
    'host, minutes, free': minutes(reportsFree(mode)),
    'host, minutes, practice tokens': minutes({ ...reportsFree(mode), practiceTokens: 5 }),
    host: host(hostOf(mode)),
    'host, at the start': host(hostAtStart(mode), { recorded: true }),
    'host, ready to publish': host({ ...hostOf(mode), publish: ready, publishNeedsPin: true }),
    'host, ready to publish with online keys': host({
      ...hostOf(mode),
      publish: ready,
      publicationKeys: publicationKeysOf(mode),
    }),
    'host, ready to publish with target files': host(hostWithTargets(mode)),
    'host, nobody': host({ ...hostOf(mode), keyholders: [], acts: [], seats: [] }),
    'audit, pass': audit(auditPass),
    'audit, fail': audit(auditFail),
    'audit, nothing found': audit({
      ...auditPass,
      strands: [],
      groups: [],
      report: { ...auditPass.report, roots: [], findings: [] },
    }),
    'audit, running': (
      <AuditRunning
        progress={twist({ done: 14, total: 39, doing: 'Reading' })}
        onCancel={nothing}
      />
    ),
    'audit, evidence': (
      <ul>
        <KeyEvidence evidence={twist(auditPass.evidence[1]!)} open onToggle={nothing} />
      </ul>
    ),
    'audit, bytes': <BytesView shown={twist(bytesOfFork)} onFile={nothing} onFrom={nothing} />,
    'audit, bytes changed': (
      <BytesView shown={twist(bytesChanged)} onFile={nothing} onFrom={nothing} />
    ),
    'audit, reading': (
      <AuditRunning
        progress={twist({ done: 12_480, total: null, doing: 'Reading' })}
        onCancel={nothing}
      />
    ),
    'audit, choose': chooseFiles(noQuestion),
    'audit, chosen': chooseFiles(fullQuestion),
    'audit, date': <ChangeDate asOf="2024-03-20T00:00:00Z" onAsOf={nothing} onClose={nothing} />,
    'audit, limits of a pass': <Limits verdict="pass" onClose={nothing} />,
    'audit, limits of a fail': <Limits verdict="fail" onClose={nothing} />,
    'plan, how it begins': (
      <PlanStart network={twist(network)} onBegun={nothing} onBack={nothing} />
    ),
    'plan, of no folder': plan(planTextOf(mode), null),
    'plan, in a folder': plan(planTextOf(mode), planFile(planTextOf(mode))),
    'plan, contradicting itself': plan(
      contradictingText(mode),
      planFile(contradictingText(mode), { fixed: 'A ceremony has begun under this plan.' }),
    ),
    'plan, not to be read': plan('title: "', null),
    'plan, changed meanwhile': (
      <ChangedMeanwhile
        theirs={twist(planFile(planTextOf(mode)))}
        onTheirs={nothing}
        onMine={nothing}
      />
    ),
    keyboard: <KeyboardHelp singleLetters onSingleLetters={nothing} onClose={nothing} />,
    window: (
      <StationWindow
        title={twist(ceremonyAt(mode, 'sign')).title}
        mode={mode}
        who="Priya Raman, keyholder"
        network={twist(network)}
        stepper={
          <Stepper
            steps={twist(ceremonyAt(mode, 'sign').steps)}
            shown="sign"
            stopped="Stopped: wrong token"
            onGo={nothing}
          />
        }
      >
        <AlreadySigned onBack={nothing} onDone={nothing} />
      </StationWindow>
    ),
  };
}

/** Every view of the page in the states that a person can come to, with a name each. */
export function viewsOf(
  mode: Mode,
  twist: Twist = (value) => value,
): readonly [string, ReactNode][] {
  const views = {
    ...firstSteps(mode, twist),
    ...reviewing(mode, twist),
    ...signing(mode, twist),
    ...others(mode, twist),
    ...tokenViews(mode, twist),
    ...delegationViews(mode, twist),
    ...witnessViews(mode, twist),
  };
  return Object.entries(views).map(([name, view]) => [name, withStation(view)]);
}
