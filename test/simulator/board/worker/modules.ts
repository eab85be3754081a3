import boardCall from './python/board_call.py';
import loader from './python/loader.py';
import machine from './python/machine.py';
import micropythonModule from './python/micropython.py';
import network from './python/network.py';
import pycom from './python/pycom.py';
import sqnsupgrade from './python/sqnsupgrade.py';
import uhashlib from './python/uhashlib.py';
import uio from './python/uio.py';
import uos from './python/uos.py';
import usys from './python/usys.py';
import utime from './python/utime.py';
import uzlib from './python/uzlib.py';

const MODULES: Readonly<Record<string, string>> = {
  _board: boardCall,
  machine,
  micropython: micropythonModule,
  network,
  pycom,
  sqnsupgrade,
  uhashlib,
  uio,
  uos,
  usys,
  utime,
  uzlib,
};

/** The program that puts the modules below into `sys.modules`. */
export const loaderSource = loader;

export function moduleSource(name: string): string {
  const source = MODULES[name];
  if (source === undefined) throw new Error(`no module ${name}`);
  return source;
}
