import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { parseRelease, isAtLeast } from '../../src/board/boardRelease';
import { LineCutter } from '../../src/board/repl/outputLines';
import { answeredNumber, answeredValues } from '../../src/board/repl/boardProgram';
import { parseTraceback } from '../../src/board/sqnsupgrade/sqnsupgradeText';
import { isUpgradeError } from '../../src/base/upgradeError';
import { isVersionAtLeast } from '../../src/board/boardRelease';
import { checkFirmware } from '../../src/firmware/checkFirmware';
import { recogniseElf } from '../../src/firmware/elf';
import { bytesSource } from '../../src/base/byteSource';
import { parseImageName } from '../../src/firmware/imageName';
import { VersionSearch } from '../../src/firmware/versionSearch';
import { clean, isUnsolicited, resultOf, splitLines } from '../../src/modem/atClient';
import { parseBootMode } from '../../src/modem/bootState';
import { parseUpgradeResult } from '../../src/modem/upgradeResult';
import { hidePassword, networkAddressOf } from '../../src/transport/networkAddress';
import { encodeTelnet, TelnetDecoder } from '../../src/transport/telnetCodec';
import { updaterElf } from '../fixtures/firmware';

const bytes = fc.uint8Array({ maxLength: 400 });
const text = fc.string({ unit: 'binary', maxLength: 200 });
const digits = fc.stringMatching(/^\d{5}$/);

describe('AT answers', () => {
  test.prop([text])('contain no line end, nothing unprintable, and no empty line', (said) => {
    for (const line of splitLines(`${said}\r\n`).lines) {
      expect(line).toMatch(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/);
      expect(clean(line)).toBe(line);
    }
  });

  test.prop([text, fc.nat()])('are the same in two pieces and in one', (said, at) => {
    const cut = at % (said.length + 1);
    const first = splitLines(said.slice(0, cut));
    const second = splitLines(first.rest + said.slice(cut));
    const whole = splitLines(said);
    expect([...first.lines, ...second.lines]).toEqual(whole.lines);
    expect(second.rest).toBe(whole.rest);
  });

  test.prop([text])('have no result except the known ones', (said) => {
    const result = resultOf(said);
    if (result === 'OK') expect(said).toBe('OK');
    if (result === 'ERROR') expect(said).toMatch(/^(ERROR$|\+CM[ES] ERROR)/);
  });

  test.prop([text, text])('count a line as unsolicited only if it has another name', (line, command) => {
    if (isUnsolicited(line, command)) expect(line).toMatch(/^\+[A-Z0-9]/);
  });

  test.prop([fc.array(text, { maxLength: 5 })])(
    'give one of six upgrade results, and success only for a word that means it',
    (lines) => {
      const result = parseUpgradeResult(lines);
      expect(['success', 'failure', 'ongoing', 'unclear', 'none', 'silent']).toContain(result.kind);
      if (result.kind === 'success')
        expect(lines.join(' ')).toMatch(/success|succeed|complete|done|finished|ok|passed|100\s*%/i);
      expect([null, 'FFH', 'FFF', 'UPDATER', 'RECOVERY']).toContain(parseBootMode(lines));
    },
  );
});

describe('files', () => {
  test.prop([bytes])('that are no updaters are never recognised as one', (head) => {
    const verdict = recogniseElf(head);
    if (verdict.kind === 'none') expect([...head.subarray(0, 4)]).not.toEqual([0x7f, 0x45, 0x4c, 0x46]);
    else expect(['other', 'updater']).toContain(verdict.kind);
  });

  test.prop([
    fc.constantFrom('PACK', 'UPGR', 'SFFF', 'SUFF', 'DIFF', 'RASR', 'TEST', 'FFF!', 'JUNK', ''),
    fc.uint8Array({ maxLength: 400 }),
    fc.constantFrom('upgdiff_39529-to-41065.dup', 'CATM1-41065.dup', 'firmware.dup'),
  ])(
    'with made-up firmware are refused, or doubtful if the name says differential',
    async (tag, after, name) => {
      const made = Buffer.concat([Buffer.from(tag), after]);
      const outcome = await checkFirmware(bytesSource(name, made)).catch((error: unknown) => error);
      if (isUpgradeError(outcome)) expect(outcome.code).toMatch(/^FILE_/);
      else {
        expect(name).toMatch(/^upgdiff/);
        expect(tag).not.toBe('JUNK');
        expect(outcome).toMatchObject({
          description: { kind: 'differential', baseBuild: '39529', findings: [expect.anything()] },
        });
      }
    },
  );

  test.prop([fc.nat({ max: 51 }), fc.nat({ max: 255 })])(
    'with a changed updater header get a verdict, without a crash',
    async (at, value) => {
      const elf = updaterElf({ size: 2000 });
      elf[at] = value;
      const outcome = await checkFirmware(bytesSource('updater.elf', elf)).catch((error: unknown) => error);
      if (isUpgradeError(outcome)) expect(outcome.code).toMatch(/^FILE_/);
      else expect(outcome).toMatchObject({ description: { kind: 'updater' } });
    },
  );

  test.prop([fc.string({ unit: 'grapheme', maxLength: 60 })])(
    'have no build in their description that is not in their name',
    (name) => {
      const { kind, targetBuild, baseBuild } = parseImageName(name);
      for (const build of [targetBuild, baseBuild]) if (build !== null) expect(name).toContain(build);
      if (kind === null) expect(targetBuild).toBeNull();
    },
  );

  test.prop([fc.constantFrom('CATM1', 'catm1', 'NB1', 'FIPY_GPY_NB1'), digits])(
    'with the usual names are recognised',
    (family, build) => {
      expect(parseImageName(`${family}-${build}.dup`)).toMatchObject({
        kind: 'full',
        targetBuild: build,
        family: family.includes('NB1') ? 'NB-IoT' : 'CAT-M1',
      });
      expect(parseImageName(`upgdiff_${build}-to-41065.dup`)).toMatchObject({
        kind: 'differential',
        baseBuild: build,
      });
    },
  );

  test.prop([digits, fc.nat({ max: 300 }), fc.integer({ min: 1, max: 60 })])(
    'have their version text found at any cut',
    (build, before, piece) => {
      const content = Buffer.from(
        `${'x'.repeat(before)}5.1.1.0 [${build}] by robot-soft at 2020${'y'.repeat(100)}`,
      );
      const search = new VersionSearch();
      for (let at = 0; at < content.length; at += piece) search.update(content.subarray(at, at + piece));
      expect(search.best()).toMatchObject({ version: '5.1.1.0', build });
    },
  );
});

describe('what a board prints', () => {
  test.prop([bytes, fc.array(fc.nat({ max: 40 }), { maxLength: 20 })])(
    'is cut into the same lines, in any pieces',
    (output, cuts) => {
      const linesOf = (pieces: readonly Uint8Array[]): string[] => {
        const lines: string[] = [];
        const cutter = new LineCutter(({ text: line, finished }) => finished && lines.push(line));
        for (const piece of pieces) cutter.push(piece);
        cutter.finish();
        return lines;
      };
      const pieces: Uint8Array[] = [];
      let at = 0;
      for (const length of cuts) {
        pieces.push(output.subarray(at, at + length));
        at += length;
      }
      expect(linesOf([...pieces, output.subarray(at)])).toEqual(linesOf([output]));
    },
  );

  test.prop([text, fc.string({ maxLength: 8 })])(
    'gives a number or none, and a traceback or none',
    (output, name) => {
      const number = answeredNumber(answeredValues(output), name);
      if (number !== null) expect(Number.isFinite(number)).toBe(true);
      expect(parseTraceback(output)?.code ?? 'TOOL_').toMatch(/^(TOOL|BOARD)_/);
    },
  );

  test.prop([text])('with an unknown form of release or tool version is not new enough', (said) => {
    if (parseRelease(said) === undefined) expect(isAtLeast(said, '0.0.0')).toBe(false);
    if (!/^[\d\s.eExX+-]*$/.test(said)) expect(isVersionAtLeast(`${said}x`, '0.0.1')).toBe(false);
  });
});

describe('the network', () => {
  test.prop([bytes, fc.array(fc.nat({ max: 30 }), { maxLength: 20 })])(
    'telnet delivers every byte in any pieces',
    (data, cuts) => {
      const decoder = new TelnetDecoder();
      const wire = encodeTelnet(data);
      const arrived: number[] = [];
      let at = 0;
      for (const length of [...cuts, wire.length]) {
        arrived.push(...decoder.decode(wire.subarray(at, at + length)));
        at += length;
      }
      expect(arrived).toEqual([...data]);
    },
  );

  test.prop([bytes])('telnet never makes the input longer', (wire) => {
    expect(new TelnetDecoder().decode(wire).length).toBeLessThanOrEqual(wire.length);
  });

  test.prop([fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })])(
    'a password is never shown',
    (password) => {
      const secret = `secret${encodeURIComponent(password)}`;
      expect(hidePassword(`telnet://micro:${secret}@192.168.4.1`)).not.toContain(secret);
    },
  );

  test.prop([text])('an address is accepted or refused with its error code', (rest) => {
    try {
      expect(networkAddressOf(`telnet://${rest}`).port).toBeGreaterThanOrEqual(0);
    } catch (error) {
      expect(isUpgradeError(error, 'PORT_ADDRESS_INVALID')).toBe(true);
    }
  });
});
