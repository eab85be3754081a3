import { setMaxListeners } from 'node:events';

/** Until the program that runs in the modem ends; any number of answers may wait for their time. */
export function newLife(): AbortController {
  const life = new AbortController();
  setMaxListeners(0, life.signal);
  return life;
}
