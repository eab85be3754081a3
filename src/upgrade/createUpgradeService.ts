import { neverAborted } from '../base/cancellation';
import type { Clock } from '../base/clock';
import type { Listener } from '../base/emitter';
import type { Logger } from '../base/logger';
import { isUpgradeError, UpgradeError } from '../base/upgradeError';
import { FAST_BAUD, REPL_BAUD } from '../transport/baudRates';
import { checkFirmware } from '../firmware/checkFirmware';
import { HeldImages } from '../firmware/imageInMemory';
import type { ListPorts } from '../transport/ports';
import type { OpenTransport } from '../transport/transport';
import { BlockSizes } from './run/blockSizes';
import { type AccessListener, BoardAccess } from './inspect/boardAccess';
import { type CardService, createCardService } from './card/cardService';
import { asUpgradeError, upgradeErrors } from './errors';
import { type NoticeEvent, safeListener, type WaitEvent } from './events';
import { MeasuredBoards } from './inspect/boardFigures';
import type { Finding } from './inspect/finding';
import { inspectPort } from './inspect/inspectPort';
import { Journal } from './journal/journal';
import { memoryStorage, type RecordStorage } from './journal/recordStorage';
import { storageInTime } from './journal/storageInTime';
import { PortLocks } from './journal/portLocks';
import { type Processes, systemProcesses } from './journal/processes';
import { listedInTime, whereaboutsOf } from './inspect/knownPorts';
import { planUpgrade } from './plan/planUpgrade';
import { planChosen, recommend } from './select/recommend';
import { boardOf } from './journal/beginEntry';
import type { JournalEntry } from './journal/journalEntry';
import { RehearsalRecords } from './journal/rehearsalRecords';
import { compareBoards } from './journal/sameBoard';
import { diagnose } from './recovery/diagnose';
import { leftByRehearsal, needsItsPower } from './rehearsal/leftByRehearsal';
import { boardFound, inLightOf } from './recovery/mayInstall';
import { performRepair, requirePossible } from './recovery/performRepair';
import { whyOutdated } from './recovery/stillFits';
import { measuredIn } from './rehearsal/measuredIn';
import { rehearsalWithoutChecks } from './rehearsal/rehearsalReport';
import { RehearsalSession } from './rehearsal/rehearsalSession';
import { nobodyElse, type PortBroker, type PortLoan, type Tell } from './portBroker';
import { isSettled, reportedError, type ReportedError, reportWithoutRun } from './report';
import { type KeepAwake, mayFallAsleep } from './run/keepAwake';
import { UpgradeSession } from './run/upgradeSession';
import { UploadRates } from './plan/uploadRates';
import type { UpgradeService } from './upgradeService';

export interface ServiceDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openTransport: OpenTransport;
  readonly listPorts: ListPorts;
  /** Set by a caller that knows better than the defaults; null uses what is found out. */
  readonly tuning?: Tuning;
  /** Whether files are sent to a board faster than its REPL speaks, where that works; they are unless it says no. */
  readonly fastUpload?: () => boolean;
  /** Where unfinished upgrades are remembered; by default, only as long as this service lives. */
  readonly storage?: RecordStorage;
  readonly processes?: Processes;
  /** Who else in this process has ports, and lends them; nobody, unless given. */
  readonly broker?: PortBroker;
  /** Nothing does, unless given. */
  readonly keepAwake?: KeepAwake;
}

export interface Tuning {
  /** Bits per second at which a modem in MIRROR mode is asked first, and which an upload to a board does not exceed. */
  readonly bitsPerSecond: number | null;
  /** Bytes of payload in a block at most. */
  readonly blockBytes: number | null;
}

/** All there is under a user interface. What its services do to ports they keep from one another. */
export interface Services {
  readonly service: UpgradeService;
  readonly cards: CardService;
}

export function createServices(dependencies: ServiceDeps): Services {
  const { clock, logger, listPorts, broker = nobodyElse } = dependencies;
  const openTransport = broker.opener(dependencies.openTransport);
  const tuning = dependencies.tuning ?? { bitsPerSecond: null, blockBytes: null };
  const { fastUpload = () => true } = dependencies;
  const uploadRates = new UploadRates(() => uploadRate(fastUpload(), tuning));
  const { processes = systemProcesses, keepAwake = mayFallAsleep } = dependencies;
  const storage = storageInTime(dependencies.storage ?? memoryStorage(), clock);
  const blockSizes = new BlockSizes(storage, logger);
  const heldImages = new HeldImages();
  const journal = new Journal({ storage, processes, clock, logger });
  const ports = new PortLocks({ storage, processes, clock, logger, broker });
  const canonicalPort = (port: string): Promise<string> => processes.canonicalPort(port);
  const measured = new MeasuredBoards(storage, logger);
  const rehearsals = new RehearsalRecords({ storage, processes, clock, logger });
  const listing = { clock, logger, listPorts, canonicalPort };
  const boards = new BoardAccess({ ...listing, openTransport, journal, ports, keepAwake });
  const listener = (id: string, onAny: Listener<WaitEvent | NoticeEvent>): AccessListener => {
    const onEvent = safeListener(onAny, logger);
    return {
      silence: (reason, ms) =>
        onEvent({ type: 'wait', id, kind: 'silence', reason, until: clock.wallTime() + ms }),
      notice: noticeTo(onEvent),
    };
  };

  const inspect = (
    access: BoardAccess,
    port: string,
    told: AccessListener,
    signal: AbortSignal,
  ): Promise<Finding> => {
    const context = { clock, logger, bitsPerSecond: tuning.bitsPerSecond, wait: told.silence };
    return access.withPort(
      port,
      told,
      async (transport, heard) => {
        const finding = await inspectPort(transport, heard, context, signal);
        const at = await whereaboutsOf(port, listing, signal);
        if (finding.kind === 'board') await rehearsals.mirrorsNoMore(boardOf(finding, at));
        const unfinished = await journal.unfinished();
        if (finding.kind === 'silent') return inLightOf(unfinished, { ...finding, at }, clock.wallTime());
        const figures = await measured.of(finding);
        const known = { ...finding, at, ...(figures === undefined ? {} : { measured: figures }) };
        return inLightOf(unfinished, known, clock.wallTime());
      },
      signal,
    );
  };

  const service: UpgradeService = {
    // It ends by its deadline: nobody has to be able to cancel it.
    listPorts: () => listedInTime(listing, neverAborted()),
    check: checkFirmware,
    plan: planUpgrade,
    recommend,
    planChosen,
    unfinished: () => journal.unfinished(),
    forget: (id) => journal.forget(id),
    diagnose,
    repair: async (repair, finding, { confirmed, signal, onEvent }) => {
      if (confirmed !== repair.id) throw upgradeErrors.confirmationMissing(repair.id);
      requirePossible(repair, finding);
      const told = listener('repair', onEvent);
      const { port } = finding;
      await boards.holding(port, told, async (held) => {
        const now = await inspect(held, port, told, signal);
        const outdated = whyOutdated(repair, finding, now, await journal.unfinished());
        if (outdated !== undefined) throw outdated;
        await performRepair(repair, now, { clock, logger, boards: held, told }, signal);
      });
    },
    inspect: (port, onEvent, signal) => inspect(boards, port, listener('inspect', onEvent), signal),
    interruptedRehearsals: async (finding) => {
      const entries = await rehearsals.interrupted();
      const unfinished = await journal.unfinished();
      return entries
        .filter(
          ({ board }) => finding === undefined || compareBoards(board, boardFound(finding)) !== 'another',
        )
        .filter(({ board }) => needsItsPower(board, unfinished) === undefined)
        .map(leftByRehearsal);
    },
    rehearse: async (request, options) => {
      const onEvent = safeListener(options.onEvent, logger);
      const unfinished = (): Promise<JournalEntry[]> => journal.unfinished();
      const parts = { clock, logger, openTransport, listPorts, canonicalPort, uploadRates, unfinished };
      const report = await ports
        .runExclusive(
          request.finding.port,
          async (held) => {
            const { finding } = request;
            if (finding.kind === 'board')
              await boards.awaitTool(finding.port, held, listener('rehearse', onEvent), options.signal);
            const board = boardOf(finding, await whereaboutsOf(finding.port, listing, options.signal));
            const record = await rehearsals.begin(board, finding.kind === 'modem');
            const session = new RehearsalSession(
              request,
              { ...parts, ...held, board, record },
              { ...options, onEvent },
            );
            return explained(await session.run(), held);
          },
          noticeTo(onEvent),
        )
        // A session never rejects: it was not begun.
        .catch((error: unknown) => rehearsalWithoutChecks(request, asUpgradeError(error)));
      const figures = measuredIn(report, clock.wallTime());
      if (figures !== undefined) await measured.remember(request.finding, figures);
      onEvent(report);
      return report;
    },
    run: async (plan, options) => {
      const onEvent = safeListener(options.onEvent, logger);
      const parts = {
        ...listing,
        openTransport,
        heldImages,
        tuning,
        uploadRates,
        blockSizes,
        journal,
      };
      const fallAsleep = keepAwake();
      const report = await ports
        .runExclusive(
          plan.finding.port,
          async (held) => {
            const { kind, port } = plan.finding;
            if (kind === 'board')
              await boards.awaitTool(port, held, listener('run', onEvent), options.signal);
            const here = await whereaboutsOf(port, listing, options.signal);
            await rehearsals.mirrorsNoMore(boardOf(plan.finding, here));
            const session = new UpgradeSession(plan, { ...options, onEvent }, { ...parts, ...held });
            const ended = await session.run();
            if (!isSettled(ended)) held.leaveUndisturbed();
            return explained(ended, held);
          },
          noticeTo(onEvent),
        )
        // A session never rejects: it was not begun.
        .catch((error: unknown) =>
          reportWithoutRun(isUpgradeError(error) ? error : upgradeErrors.unexpected(error)),
        )
        .finally(fallAsleep);
      // Only now, with the port free again: a listener may use the port.
      onEvent(report);
      return report;
    },
  };
  return { service, cards: createCardService(boards) };
}

/** For callers that have nothing to do with cards. */
export function createUpgradeService(dependencies: ServiceDeps): UpgradeService {
  return createServices(dependencies).service;
}

function uploadRate(fast: boolean, { bitsPerSecond }: Tuning): number | undefined {
  const rate = Math.min(bitsPerSecond ?? FAST_BAUD, FAST_BAUD);
  return fast && rate > REPL_BAUD ? rate : undefined;
}

function noticeTo(onEvent: Listener<NoticeEvent>): Tell {
  return (level, text) => onEvent({ type: 'notice', level, text });
}

/** A report whose error names who had the port, where that is why. */
async function explained<T extends { readonly error: ReportedError | null }>(
  report: T,
  { explain }: PortLoan,
): Promise<T> {
  if (report.error === null) return report;
  const { code, category, message: sentence, remedy } = report.error;
  return {
    ...report,
    error: reportedError(await explain(new UpgradeError({ code, category, sentence, remedy }))),
  };
}
