import { packageName } from '../../scripts/package/makePackage';
import { TARGETS } from '../../scripts/package/targets';

/** @returns what is wrong with a call of VS Code's command line; empty when nothing is */
export function codeUsage([, option = '', file = '']: readonly string[]): string {
  if (option !== '--install-extension') return `${option} is not known here`;
  return Object.keys(TARGETS).map(packageName).includes(file) ? '' : `no package is called ${file}`;
}
