const MINUTE_S = 60;
const MINUTES_IN_HOUR = 60;
const HOUR_S = 3600;
const EXACT_BELOW_S = 10;
const ROUGH_FROM_S = 90;
const ROUGH_STEP_S = 5;

/** `42 s`, `3 min`, `3 min 20 s`, `1 h 5 min`: the units are called the same in every language. */
export function durationText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < MINUTE_S) return `${whole} s`;
  if (whole < HOUR_S) return parts(Math.floor(whole / MINUTE_S), 'min', whole % MINUTE_S, 's');
  const minutes = Math.round(whole / MINUTE_S);
  return parts(Math.floor(minutes / MINUTES_IN_HOUR), 'h', minutes % MINUTES_IN_HOUR, 'min');
}

/** @returns seconds, as exact as an estimate deserves: in fives up to a minute and a half, then whole minutes, rounded up */
export function roughSeconds(seconds: number): number {
  if (seconds < EXACT_BELOW_S) return seconds;
  const step = seconds < ROUGH_FROM_S ? ROUGH_STEP_S : MINUTE_S;
  return Math.ceil(seconds / step) * step;
}

function parts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
