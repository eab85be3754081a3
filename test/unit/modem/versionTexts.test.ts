import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { parseBootMode } from '../../../src/modem/bootState';
import { parseUpgradeResult } from '../../../src/modem/upgradeResult';
import { parseImei, parseSystemVersion, parseVersions } from '../../../src/modem/versionTexts';

const BLOCK = [
  'SYSTEM VERSION',
  '==============',
  'FIRMWARE VERSION',
  'Bootloader0  : 5.1.1.0 [33080]',
  'Bootloader1  : 5.1.1.0 [38638]',
  'Bootloader2* : 5.1.1.0 [38638]',
  'NV Info      : 1.1,0,0',
  'Software     : 5.1.1.0 [38638] by robot-soft at 2018-08-20 09:51:46',
  'UE           : 5.0.0.0d',
  'COMPONENTS',
  'ZSP0         : 1.0.99-13604',
];

describe('SYSTEM VERSION', () => {
  test('as documented', () => {
    expect(parseSystemVersion(BLOCK)).toEqual({
      version: '5.1.1.0',
      build: '38638',
      bootrom: '33080',
    });
  });

  test.each([
    [
      'no version before the bracket',
      'Software     : [41019] by robot-soft at 2019',
      { version: null, build: '41019' },
    ],
    ['indented', '    Software     : 6.0.0.0 [37781] by robot-soft', { version: '6.0.0.0', build: '37781' }],
    ['a bootrom in the other form', 'Bootloader0 : BUILD5.1.1.0-33988 by robot-soft', { bootrom: '33988' }],
    ['no bootrom', 'Bootloader0 : NA', { bootrom: null }],
    ['an empty line for UE', 'UE           :', { build: null, bootrom: null }],
    [
      'a bootrom that is the active bootloader',
      'Bootloader0* : BUILD5.1.1.0-33988 by robot-soft at 2017-12-11 15:06:33',
      { bootrom: '33988' },
    ],
  ])('%s', (_name, line, expected) => {
    expect(parseSystemVersion([line])).toMatchObject(expected);
  });

  property.prop([fc.array(fc.string({ unit: 'binary' }), { maxLength: 30 })])(
    'no input makes it throw',
    (lines) => {
      expect(Object.keys(parseSystemVersion(lines))).toHaveLength(3);
      expect(Object.keys(parseVersions(lines))).toHaveLength(4);
    },
  );
});

test.each([
  [
    ['UE5.0.0.0d', 'LR5.1.1.0-41065'],
    { ue: 'UE5.0.0.0d', lr: 'LR5.1.1.0-41065', build: '41065', family: 'CAT-M1' },
  ],
  [['Manufacturer', 'UE6.0.0.0', 'LR6.0.0.0-37781'], { build: '37781', family: 'NB-IoT' }],
  [['LR5.2.1.0'], { ue: null, lr: 'LR5.2.1.0', build: null, family: 'CAT-M1' }],
  [[], { ue: null, lr: null, build: null, family: null }],
])('ATI1 says %j', (lines, expected) => {
  expect(parseVersions(lines)).toMatchObject(expected);
});

test.each([
  [['354346099225475'], '354346099225475'],
  [['+CGSN: "354346099225475"'], '354346099225475'],
  [['3543460992254751'], null],
  [['35434609922547'], null],
])('the IMEI in %j', (lines, imei) => {
  expect(parseImei(lines)).toBe(imei);
});

test.each([
  ['+SMUPGRADE: success', { kind: 'success' }],
  ['success', { kind: 'success' }],
  ['+SMUPGRADE: on-going', { kind: 'ongoing' }],
  ['ongoing', { kind: 'ongoing' }],
  ['', { kind: 'unclear' }],
  ['No report', { kind: 'none' }],
  ['+SMUPGRADE: failure[flash,77] Write', { kind: 'failure', text: 'failure[flash,77] Write' }],
  ['fail', { kind: 'failure' }],
  ['COMPLETED', { kind: 'success' }],
  ['100 %', { kind: 'success' }],
  ['+SMUPGRADE: "45%"', { kind: 'ongoing', text: '45%' }],
  ['0%', { kind: 'none' }],
  ['in progress', { kind: 'ongoing' }],
  ['Installing image', { kind: 'ongoing' }],
  ['aborted (77)', { kind: 'failure' }],
  ['bad signature', { kind: 'failure' }],
  ['idle', { kind: 'none' }],
  ['17', { kind: 'unclear' }],
  ['not completed', { kind: 'unclear' }],
  ['incomplete', { kind: 'unclear' }],
  // Neither of these counts as success.
  ['unsuccessful', { kind: 'unclear' }],
])('AT+SMUPGRADE? says "%s"', (line, expected) => {
  expect(parseUpgradeResult([line])).toMatchObject(expected);
});

test.each([
  ['+SMSWBOOT: RECOVERY', 'RECOVERY'],
  ['+SMSWBOOT: FFF', 'FFF'],
  ['+SMSWBOOT: UPDATER', 'UPDATER'],
  ['+SMSWBOOT: toString', null],
  ['FFF', 'FFF'],
  ['+SMSWBOOT: recovery', 'RECOVERY'],
  ['+SMSWBOOT: "FFH"', 'FFH'],
  ['+SMSWBOOT: 3', 'RECOVERY'],
  ['+SMSWBOOT: 4', null],
])('AT+SMSWBOOT? says "%s"', (line, mode) => {
  expect(parseBootMode([line])).toBe(mode);
});
