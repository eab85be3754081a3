import type { BoardFigures } from '../inspect/boardFigures';
import type { RehearsalReport } from './rehearsal';

/** What a rehearsal measured that the next upgrade goes by; undefined where it measured none of it. */
export function measuredIn(
  { checks }: RehearsalReport,
  now: number,
): (Partial<BoardFigures> & Pick<BoardFigures, 'measuredAt'>) | undefined {
  const figures = new Map(
    checks
      .filter(({ outcome }) => outcome === 'proven')
      .flatMap((check) => check.figures.map(({ id, value }) => [id, value] as const)),
  );
  const found: [keyof BoardFigures, number | undefined][] = [
    ['answerMs', figures.get('echo-median-ms')],
    ['burstBytes', figures.get('burst-bytes')],
    ['copyBaud', figures.get('copy-baud')],
    ['copyBytesPerSecond', figures.get('copy-bytes-per-second')],
    ['ftpBytesPerSecond', figures.get('ftp-bytes-per-second')],
  ];
  const measured = Object.fromEntries(found.filter(([, value]) => value !== undefined));
  return Object.keys(measured).length === 0 ? undefined : { ...measured, measuredAt: now };
}
