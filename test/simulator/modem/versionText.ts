import type { ModemConfiguration, VersionStyle } from './configuration';

type Versions = Pick<ModemConfiguration, 'version' | 'build' | 'ue' | 'bootrom'>;

/** The lines of the answer to `AT!="showver"`. */
export function systemVersion(modem: Versions, style: VersionStyle): string[] {
  const bracket = (build: string): string =>
    style === 'withoutVersion' ? `[${build}]` : `${modem.version} [${build}]`;
  const active =
    style === 'buildForm'
      ? `BUILD${modem.version}-${modem.build} by robot-soft at 2017-12-11 15:06:33`
      : bracket(modem.build);
  const lines = [
    'SYSTEM VERSION',
    '==============',
    '  FIRMWARE VERSION',
    `    Bootloader0  : ${bracket(modem.bootrom)}`,
    `    Bootloader1* : ${active}`,
    `    Bootloader2  : ${bracket(modem.build)}`,
    '    NV Info      : 1.1,0,0',
    `    Software     : ${bracket(modem.build)} by robot-soft at 2018-08-20 09:51:46`,
    `    UE           : ${style === 'emptyUe' ? '' : modem.ue}`,
    '  COMPONENTS',
    '    ZSP0         : 1.0.99-13604',
    '    ZSP1         : 1.0.99-12341',
  ];
  return style === 'blankLines' ? lines.flatMap((line) => [line, '']) : lines;
}

/** The lines of the answer to `ATI1`. */
export function identification(modem: Versions, style: ModemConfiguration['identification']): string[] {
  const lines = [`UE${modem.ue}`, `LR${modem.version}-${modem.build}`];
  const all = {
    plain: lines,
    vendor: ['SEQUANS Communications', 'VZ120Q', ...lines],
    blankLines: lines,
    missing: [],
  }[style];
  return style === 'blankLines' ? all.flatMap((line) => ['', line]) : all;
}
