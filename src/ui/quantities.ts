import { durationText, roughSeconds } from '../base/duration';
import type { Speech } from './speech';

const KILO = 1000;
const MEGA = 1_000_000;
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** `512 B`, `45 kB`, `5.9 MB` */
export function bytesText(speech: Speech, bytes: number): string {
  if (bytes < KILO) return `${speech.number(bytes, 0)} B`;
  if (bytes < MEGA) return `${speech.number(bytes / KILO, 0)} kB`;
  return `${speech.number(bytes / MEGA, 1)} MB`;
}

/** `45.2 kB/s` */
export function rateText(speech: Speech, bytesPerSecond: number): string {
  return `${speech.number(bytesPerSecond / KILO, 1)} kB/s`;
}

export function aboutText(speech: Speech, seconds: number): string {
  return speech.translate('about {time}', { time: durationText(roughSeconds(seconds)) });
}

/** How long ago something was read. */
export function ageText(speech: Speech, seconds: number): string {
  if (seconds < MINUTE_S) return speech.translate('just now');
  if (seconds < HOUR_S) return speech.translate('{n} min ago', { n: Math.floor(seconds / MINUTE_S) });
  if (seconds < DAY_S) return speech.translate('{n} h ago', { n: Math.floor(seconds / HOUR_S) });
  return speech.translate('{n} d ago', { n: Math.floor(seconds / DAY_S) });
}
