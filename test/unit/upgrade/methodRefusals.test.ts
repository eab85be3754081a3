import { expect, test } from 'vitest';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import type { MethodName } from '../../../src/upgrade/plan/plan';
import { board, type FileName, mirror, modem, plan } from './decisionFixtures';

const NOW = modem('39529');
const DIFFERENTIAL: readonly FileName[] = ['D39529to41065'];
const inNetwork: Finding = { ...board(NOW), port: 'telnet://192.168.4.1' };
const OLD = { release: '1.18.0' };

test.each<[MethodName, string, Finding, string]>([
  ['flash', 'a modem in MIRROR mode', mirror(NOW), 'mirror-means-uart'],
  ['flash', 'a board in the network', inNetwork, 'flash-needs-a-cable'],
  ['flash', 'a board that is too old', board(NOW, OLD), 'board-firmware-too-old'],
  ['flash', 'a board by its cable', board(NOW), 'plan'],
  ['sd', 'a modem in MIRROR mode', mirror(NOW), 'mirror-means-uart'],
  ['sd', 'no card', board(NOW, { sdCard: { state: 'absent' } }), 'no-card'],
  ['sd', 'a card that cannot be read', board(NOW, { sdCard: { state: 'unreadable' } }), 'card-unreadable'],
  ['sd', 'a board that is too old', board(NOW, OLD), 'board-firmware-too-old'],
  ['sd', 'a card that can be read', board(NOW), 'plan'],
  ['uart', 'a board in the network', inNetwork, 'uart-needs-a-cable'],
  ['uart', 'a board that is too old', board(NOW, OLD), 'board-firmware-too-old'],
  ['uart', 'a board without MIRROR mode', board(NOW, { mirrorMode: false }), 'board-mirror-mode-missing'],
  ['uart', 'a modem in MIRROR mode', mirror(NOW), 'plan'],
  ['wireless', 'a modem in MIRROR mode', mirror(NOW), 'mirror-means-uart'],
  ['wireless', 'a board by its cable', board(NOW), 'wireless-needs-an-address'],
  [
    'wireless',
    'a board that is too old',
    { ...inNetwork, ...board(NOW, OLD), port: inNetwork.port },
    'board-firmware-too-old',
  ],
  ['wireless', 'a board in the network', inNetwork, 'plan'],
])('%s with %s', (method, _, finding, answer) => {
  expect(plan(finding, DIFFERENTIAL, { method })).toBe(answer);
});
