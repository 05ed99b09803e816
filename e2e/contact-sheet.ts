import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { keepsScreenshots, settled } from './screenshots.ts';

/** Pictures of one screen at one width, a column for each language and a row for each colour scheme. */
interface Sheet {
  readonly screen: string;
  readonly width: number;
  readonly pictures: Map<string, Buffer>;
}

const widths = [1440, 390] as const;
const schemes = ['light', 'dark'] as const;
/** Pixels; a card of the guide in the most wordy language is lower. */
const tallest = 3200;
/** Share of its size at which a picture is kept: what stands on a desk's screen is still read at half. */
const scaleOf = (width: number): number => (width === widths[0] ? 0.5 : 0.69);
/** Of WebP, in percent: letters stay sharp, and a sheet stays below half a mebibyte. */
const quality = 38;

/**
 * Pictures of screens in every language, kept as one sheet for each screen and width instead of twenty-four files: they are looked at
 * beside each other, where a text that is too long or a part that is missing stands out.
 */
export class ContactSheets {
  readonly #folder: string;
  readonly #languages: readonly string[];
  readonly #sheets = new Map<string, Sheet>();

  constructor(folder: string, languages: readonly string[]) {
    this.#folder = folder;
    this.#languages = languages;
  }

  /**
   * Takes the page as it stands, whole, at both widths and in both schemes. `look` is called for each; where no pictures are kept, once at
   * each width, since a colour changes no measure.
   */
  async take(
    page: Page,
    screen: string,
    language: string,
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    for (const width of widths) {
      for (const colorScheme of keepsScreenshots ? schemes : [schemes[0]]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        await page.setViewportSize({ width, height: await wholeHeight(page) });
        await settled(page);
        await look(page);
        if (!keepsScreenshots) continue;
        const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
        const sheet = this.#sheet(screen, width);
        sheet.pictures.set(`${language} ${colorScheme}`, picture);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  }

  #sheet(screen: string, width: number): Sheet {
    const name = `${screen}-${width}`;
    const known = this.#sheets.get(name) ?? { screen, width, pictures: new Map<string, Buffer>() };
    this.#sheets.set(name, known);
    return known;
  }

  /** Writes `<screen>-<width>.webp` for each screen. */
  async write(browser: Browser): Promise<void> {
    for (const [name, sheet] of this.#sheets) {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(join(this.#folder, `${name}.webp`), await this.#compose(browser, sheet));
    }
  }

  async #compose(browser: Browser, { width, pictures }: Sheet): Promise<Buffer> {
    const shown = Math.round(width * scaleOf(width));
    const gap = 8;
    const page = await browser.newPage({
      viewport: { width: this.#languages.length * (shown + gap) + gap, height: 100 },
    });
    try {
      await page.setContent(
        `<style>
          body { margin: 0; padding: ${gap}px; display: grid; gap: ${gap}px; align-items: start; background: #888;
            grid-template-columns: repeat(${this.#languages.length}, ${shown}px) }
          img { display: block; width: 100% }
        </style>${schemes
          .flatMap((scheme) => this.#languages.map((language) => pictures.get(`${language} ${scheme}`)))
          .map((picture) => `<img src="data:image/png;base64,${picture?.toString('base64') ?? ''}">`)
          .join('')}`,
      );
      const client = await page.context().newCDPSession(page);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const { data } = await client.send('Page.captureScreenshot', {
        format: 'webp',
        quality,
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height, scale: 1 },
      });
      return Buffer.from(data, 'base64');
    } finally {
      await page.close();
    }
  }
}

/** How high the window must be for nothing to be scrolled away. */
function wholeHeight(page: Page): Promise<number> {
  return page.evaluate((most) => {
    const scrollers = [...document.querySelectorAll('main, main div')].filter((element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowY),
    );
    const hidden = scrollers.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
    return Math.min(most, window.innerHeight + Math.max(0, ...hidden));
  }, tallest);
}
