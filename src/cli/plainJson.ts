import { isPhrase, render } from '../base/phrase';
import { withoutLogin } from '../base/visibleText';

/** What JSON can hold, with every phrase rendered in English, so that scripts meet plain strings. */
export function plainJson(value: unknown): unknown {
  if (isPhrase(value)) return render(value);
  if (typeof value === 'string') return withoutLogin(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainJson(each)]));
}
