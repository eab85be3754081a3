import type { Page } from 'playwright-core';

/** The minimum contrast of text, and of large text (WCAG 2.1, 1.4.3). */
const LEAST = { usual: 4.5, large: 3 };

/**
 * Texts with too little contrast to their background. axe skips texts beside a drawn sign or on a mixed colour, which are
 * much of this panel.
 * @returns each text with its contrast
 */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const parse = (css) => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = css;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      return { rgb: [red, green, blue], alpha: alpha / 255 };
    };
    const over = ({ rgb, alpha }, below) => rgb.map((part, index) => alpha * part + (1 - alpha) * below[index]);
    const behind = (element) => {
      const parent = element.parentElement;
      const below = parent === null ? [255, 255, 255] : behind(parent);
      return over(parse(getComputedStyle(element).backgroundColor), below);
    };
    const light = (rgb) => {
      const [red, green, blue] = rgb.map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const has = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    return [...document.querySelectorAll('main *')]
      .filter((each) => each.checkVisibility() && has(each) && each.closest('[disabled], svg, .uplot, vscode-button') === null)
      .flatMap((each) => {
        const { color, fontSize, fontWeight } = getComputedStyle(each);
        const ground = behind(each);
        const [one, other] = [light(over(parse(color), ground)), light(ground)];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        const size = parseFloat(fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
        return contrast < (isLarge ? ${LEAST.large} : ${LEAST.usual})
          ? [contrast.toFixed(2) + ': ' + each.outerHTML.slice(0, 120)]
          : [];
      });
  })()`);
}
