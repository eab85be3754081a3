import type { Speech } from './speech';

const KILO = 1000;
const MEGA = 1_000_000;
const MINUTE_S = 60;
const MINUTES_IN_HOUR = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;
const ROUGH_FROM_S = 90;
const ROUGH_STEP_S = 5;

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

/** `42 s`, `3 min`, `3 min 20 s`, `1 h 5 min`: as exact as a plan can be, no more. */
export function durationText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < MINUTE_S) return `${whole} s`;
  if (whole < HOUR_S) return parts(Math.floor(whole / MINUTE_S), 'min', whole % MINUTE_S, 's');
  const minutes = Math.round(whole / MINUTE_S);
  return parts(Math.floor(minutes / MINUTES_IN_HOUR), 'h', minutes % MINUTES_IN_HOUR, 'min');
}

function parts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** As exact as an estimate deserves: seconds in fives up to a minute and a half, then whole minutes. */
export function aboutText(speech: Speech, seconds: number): string {
  const rounded =
    seconds < 10
      ? seconds
      : seconds < ROUGH_FROM_S
        ? Math.ceil(seconds / ROUGH_STEP_S) * ROUGH_STEP_S
        : Math.ceil(seconds / MINUTE_S) * MINUTE_S;
  return speech.say('about {time}', { time: durationText(rounded) });
}

/** How long ago something was read. */
export function ageText(speech: Speech, seconds: number): string {
  if (seconds < MINUTE_S) return speech.say('just now');
  if (seconds < HOUR_S) return speech.say('{n} min ago', { n: Math.floor(seconds / MINUTE_S) });
  if (seconds < DAY_S) return speech.say('{n} h ago', { n: Math.floor(seconds / HOUR_S) });
  return speech.say('{n} d ago', { n: Math.floor(seconds / DAY_S) });
}
