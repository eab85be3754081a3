import { isUpgradeError } from '../../../src/base/upgradeError';
import { LineCutter } from '../../../src/board/repl/outputLines';
import { answeredValues } from '../../../src/board/repl/boardProgram';
import { parseRunLine, parseToolLine, parseTraceback } from '../../../src/board/sqnsupgrade/sqnsupgradeText';
import { ARCHIVE_LIMITS, unpackArchive } from '../../../src/firmware/archive';
import { checkFirmware } from '../../../src/firmware/checkFirmware';
import { bytesSource } from '../../../src/base/byteSource';
import { clean, isUnsolicited, resultOf, splitLines } from '../../../src/modem/atClient';
import { parseBootMode } from '../../../src/modem/bootState';
import { parseUpgradeResult } from '../../../src/modem/upgradeResult';
import { parseSystemVersion, parseVersions } from '../../../src/modem/versionTexts';
import { allowDup, listRange, skipsDup } from '../../../src/project/pymakrConf';
import { decodeResponse, HEADER_BYTES } from '../../../src/stp/frame';
import { parseFromPanel } from '../../../src/ui/panel/messages';
import { entryText, parseEntry } from '../../../src/upgrade/journal/entryText';

/** Passes any bytes to a parser; throws when the parser breaks a rule. */
export type Target = (bytes: Uint8Array) => Promise<void> | void;

const LONGEST_PAYLOAD = 8192;
/** Words for success, one of which must be present. */
const SUCCESS_SAID = /success|succeed|complete|done|finished|ok|passed|100\s*%/i;
const unhurried = new AbortController().signal;
const SMALL_ARCHIVE = { ...ARCHIVE_LIMITS, entryBytes: 1_000_000, totalBytes: 2_000_000 };

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Any error without its own code is a crash. */
async function refusesOnlyWith(prefix: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!isUpgradeError(error) || !error.code.startsWith(prefix)) throw error;
  }
}

export const TARGETS: Readonly<Record<string, Target>> = {
  container: (bytes) => refusesOnlyWith('FILE_', () => checkFirmware(bytesSource('CATM1-41065.dup', bytes))),

  differential: (bytes) =>
    refusesOnlyWith('FILE_', async () => {
      const name = 'upgdiff_39529-to-41065.dup';
      const { description } = await checkFirmware(bytesSource(name, bytes));
      if (description.kind === 'updater') return;
      must(description.baseBuild === '39529', 'the base is what the name says');
      const tag = latin1(bytes.subarray(0, 4));
      must(/^(PACK|UPGR|SFFF|SUFF|DIFF|RASR|TEST|FFF!)$/.test(tag), 'it begins with a known tag');
      const checked = await checkFirmware(bytesSource('change.dup', bytes)).catch(() => undefined);
      must(checked !== undefined || description.findings.length > 0, 'what the name alone tells is doubted');
    }),

  elf: (bytes) => refusesOnlyWith('FILE_', () => checkFirmware(bytesSource('updater.elf', bytes))),

  archive: (bytes) =>
    refusesOnlyWith('ARCHIVE_', async () => {
      const files = await unpackArchive(bytesSource('a.zip', bytes), 'password', unhurried, SMALL_ARCHIVE);
      must(files.length > 0, 'an archive without files is refused');
      for (const { name, size } of files) {
        must(!/[/\\]/.test(name), 'a name is no path');
        must(size <= SMALL_ARCHIVE.entryBytes, 'a file is no larger than allowed');
      }
    }),

  atLines: (bytes) => {
    const text = latin1(bytes);
    const { lines, rest } = splitLines(text);
    for (const line of lines) {
      must(clean(line) === line && line !== '', 'a line is clean');
      if (resultOf(line) === 'OK') must(line === 'OK', 'only OK is OK');
      isUnsolicited(line, 'AT+SMOD?');
    }
    must(text.endsWith(rest), 'the rest is the end of what came');
    if (parseUpgradeResult(lines).kind === 'success')
      must(SUCCESS_SAID.test(lines.join(' ')), 'success is said');
    parseBootMode(lines);
  },

  stpAnswers: (bytes) => {
    for (const checked of [false, true]) {
      let rest = bytes;
      for (;;) {
        const found = decodeResponse(rest, LONGEST_PAYLOAD, checked);
        must(found.skip >= 0 && found.skip <= rest.length, 'nothing is skipped that did not come');
        if (found.kind === 'incomplete') break;
        must(found.skip > 0, 'the hunt goes on');
        if (found.kind === 'response')
          must(found.response.payload.length <= found.skip - HEADER_BYTES, 'a payload is what came');
        rest = rest.subarray(found.skip);
      }
    }
  },

  versionTexts: (bytes) => {
    // Compared without non-text bytes, because a line may contain noise.
    const { lines } = splitLines(latin1(bytes));
    const { build, ue, lr } = parseVersions(lines);
    const system = parseSystemVersion(lines);
    for (const said of [build, ue, lr, system.version, system.build, system.bootrom])
      must(said === null || lines.some((line) => line.includes(said)), 'nothing is read that was not said');
  },

  replOutput: (bytes) => {
    const linesOf = (pieces: readonly Uint8Array[]): string[] => {
      const lines: string[] = [];
      const cutter = new LineCutter(({ text, finished }) => finished && lines.push(text));
      for (const piece of pieces) cutter.push(piece);
      cutter.finish();
      return lines;
    };
    const lines = linesOf([bytes]);
    const halves = [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)];
    must(linesOf(halves).join('\n') === lines.join('\n'), 'lines are the same wherever they are cut');
    for (const line of lines) {
      parseToolLine(line);
      parseRunLine(line);
    }
    parseTraceback(latin1(bytes));
    answeredValues(latin1(bytes));
  },

  pymakrConf: (bytes) =>
    refusesOnlyWith('PYMAKR_CONF_INVALID', async () => {
      const text = utf8(bytes);
      listRange(text);
      const skipped = skipsDup(text);
      const allowed = allowDup(text);
      must(!skipsDup(allowed.text), 'afterwards dup is in sync');
      must(allowed.changed || allowed.text === text, 'what is not changed is as it was');
      must(allowed.changed || !skipped, 'what skips dup is changed');
      must(!allowDup(allowed.text).changed, 'once is enough');
      await Promise.resolve();
    }),

  journal: (bytes) => {
    const entry = parseEntry(utf8(bytes));
    if (entry === undefined) return;
    must(
      JSON.stringify(parseEntry(entryText(entry))) === JSON.stringify(entry),
      'it is read as it is written',
    );
    must(/^[a-z0-9.-]+$/i.test(entry.id), 'an identity is no path');
  },

  panelMessages: (bytes) => {
    let value: unknown;
    try {
      value = JSON.parse(utf8(bytes));
    } catch {
      return;
    }
    const message = parseFromPanel(value);
    if (message !== null)
      must(JSON.stringify(parseFromPanel(message)) === JSON.stringify(message), 'known is known again');
  },
};
