/** All that user interfaces take from the upgrade service: they import nothing else of this folder. */
export type { CardService, PresentCard } from './card/cardService';
export type { PreparedCard } from './card/prepareCard';
export { CARD_QUESTIONS, type CardQuestion } from './card/questions';
export type { RemovableDrive } from './card/removableDrives';
export { createServices, type Services } from './createUpgradeService';
export { asUpgradeError, upgradeErrors } from './errors';
export {
  isLongWait,
  type ProgressEvent,
  type StepEvent,
  type UpgradeEvent,
  type WaitEvent,
  type WaitKind,
} from './events';
export type { OnSilence } from './inspect/boardAccess';
export { BOARD_FIGURES } from './inspect/boardFigures';
export type { BoardFinding, Finding, ModemFinding } from './inspect/finding';
export type { Whereabouts } from './inspect/knownPorts';
export { firmwareOf, nameOf, stateText } from './inspect/readingName';
export { folderStorage, stateFolder } from './journal/folderStorage';
export type { JournalEntry } from './journal/journalEntry';
export { type RecordSummary, summaryOf } from './journal/journalFacts';
export type { RecordStorage } from './journal/recordStorage';
export {
  dangersOf,
  isDangerous,
  type MethodName,
  type NothingToDo,
  type PlanStep,
  type PlanSummary,
  type PlanWarning,
  type Refusal,
  type Safety,
  type StepAction,
  type TransferWay,
  type UpgradePlan,
} from './plan/plan';
export { planSummary } from './plan/planSummary';
export { nobodyElse, type PortBroker, type PortLoan, type Tell } from './portBroker';
export { continuationOf, whatHappened } from './recovery/continuation';
export type { Diagnosis } from './recovery/diagnose';
export { costOfDismissing, isSurelyOf } from './recovery/dismissal';
export type { Condition, Repair } from './recovery/repair';
export type {
  CheckOutcome,
  CheckReport,
  Figure,
  RehearsalEvent,
  RehearsalReport,
  RehearsalRequest,
  Verdict,
} from './rehearsal/rehearsal';
export { sharedReport, sharedReportMarkdown } from './rehearsal/sharedReport';
export { needsHand, usualMethod } from './rehearsal/usualMethod';
export {
  type ModemCondition,
  type NothingToDoReport,
  type Outcome,
  reportedError,
  type ReportedError,
  reportNothingToDo,
  reportWithoutRun,
  type UpgradeReport,
} from './report';
export { endOfNumber } from './run/modemUnchanged';
export { systemAwake } from './run/systemAwake';
export type { ChosenFile, FirmwareFiles } from './select/firmwareFiles';
export {
  closeChoice,
  closeFiles,
  filesOf,
  filesOfChoice,
  type FirmwareChoice,
  FirmwareSelector,
  type Passwords,
  requireUpgrade,
  type Selection,
} from './select/firmwareSelector';
export { type FirmwareSet, namesOf, type PlanOptions } from './select/firmwareSets';
export { belongTogether } from './select/imageOrder';
export type { Recommendation } from './select/recommend';
export { STEPS } from './steps/steps';
export type { UpgradeService } from './upgradeService';
