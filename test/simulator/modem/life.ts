import { setMaxListeners } from 'node:events';

/** A signal that aborts when the modem’s program ends. Any number of answers may wait on it. */
export function newLife(): AbortController {
  const life = new AbortController();
  setMaxListeners(0, life.signal);
  return life;
}
