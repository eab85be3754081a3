import { type Literal, type Phrase, type PhraseArgs, render, type Translate } from '../base/phrase';

/** Turns phrases, numbers and times into what the user reads, in the user's language. */
export interface Speech {
  /** Tag of the language that is spoken, as a document names its own. */
  readonly language: string;
  readonly translate: <T extends string>(template: Literal<T>, args?: PhraseArgs) => string;
  readonly render: (spoken: Phrase | string) => string;
  readonly number: (value: number, decimals: number) => string;
  /** `12:05`, in the time zone of the machine that runs the extension. */
  readonly timeOfDay: (wallTime: number) => string;
  /** `12:05:42`, the same. */
  readonly timeWithSeconds: (wallTime: number) => string;
}

/** @param locale a language tag as VS Code gives it: `en`, `de`, `pt-br`; the one that `translate` translates into */
export function speechIn(locale: string, translate?: Translate): Speech {
  const speak = (spoken: Phrase | string): string => render(spoken, translate);
  return {
    language: locale,
    translate: (template, args) => speak({ template, args: args ?? {} }),
    render: speak,
    number: (value, decimals) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value),
    timeWithSeconds: (wallTime) =>
      new Intl.DateTimeFormat(locale, {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
      }).format(wallTime),
    timeOfDay: (wallTime) =>
      new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
        wallTime,
      ),
  };
}
