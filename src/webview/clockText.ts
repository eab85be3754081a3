const MINUTE_S = 60;
const HOUR_S = 3600;

/** `0:42`, `12:05`, `1:02:05` */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor((whole % HOUR_S) / MINUTE_S);
  const rest = two(whole % MINUTE_S);
  return whole < HOUR_S ? `${minutes}:${rest}` : `${Math.floor(whole / HOUR_S)}:${two(minutes)}:${rest}`;
}
