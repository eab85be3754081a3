import type { PanelPageOptions } from './panelPage';
import { THEMES, type ThemeName } from './themes';

export interface Shot {
  readonly suffix: string;
  readonly options: PanelPageOptions;
}

const WIDE_PX = 820;
const NARROW_PX = 320;

/** The views of the panel: every theme wide and narrow, at 200 %, and in German. */
export const SHOTS: readonly Shot[] = [
  ...(Object.keys(THEMES) as ThemeName[]).flatMap((theme) =>
    [WIDE_PX, NARROW_PX].map((width) => ({ suffix: `${theme}-${width}`, options: { theme, width } })),
  ),
  { suffix: 'zoom-200', options: { theme: 'dark', width: WIDE_PX, zoom: 2 } },
  { suffix: 'german', options: { theme: 'light', width: WIDE_PX, language: 'de' } },
  { suffix: 'german-narrow', options: { theme: 'dark', width: NARROW_PX, language: 'de' } },
];

/** The hardest views: little space, and the long German words. A state that fits there also fits at 200 %. */
export const NARROW_SHOTS = SHOTS.filter(({ options }) => options.width === NARROW_PX);
