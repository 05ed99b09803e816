import type { ElementHandle } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FrameWorld, startFrameWorld } from './testing/frame-world.ts';
import { hostileMail } from './testing/hostile-mail.ts';

/** What must not exist in a document that shows mail, and addresses that must not stand where a browser loads by itself. */
function dangersIn(): string[] {
  const mail = document.getElementById('mail');
  const found: string[] = [];
  const banned =
    'script, iframe, frame, frameset, object, embed, applet, form, input, button, textarea, select, svg, math, meta, link, base, template, video, audio, source, dialog, portal, noscript';
  for (const element of mail?.querySelectorAll(banned) ?? []) found.push(element.nodeName);
  for (const element of mail?.querySelectorAll('*') ?? []) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || name === 'id' || name === 'name')
        found.push(`${element.nodeName} ${name}`);
      if (/leak\.test/.test(value) && !(element.nodeName === 'A' && name === 'href'))
        found.push(`${element.nodeName} ${name}=${value}`);
      if (/javascript:|vbscript:|data:text/i.test(value)) found.push(`${element.nodeName} ${name}=${value}`);
    }
    if (
      element.nodeName === 'A' &&
      element.hasAttribute('href') &&
      element.getAttribute('target') !== '_blank'
    )
      found.push('A target');
  }
  for (const sheet of document.querySelectorAll('#mail style')) {
    if (/leak\.test|@import|@font-face|fixed/.test(sheet.textContent ?? ''))
      found.push(`STYLE ${sheet.textContent}`);
  }
  return found;
}

describe('the alarm', () => {
  let world: FrameWorld;
  beforeAll(async () => {
    world = await startFrameWorld({ sanitiser: false, policy: false });
  });
  afterAll(() => world.close());

  it('goes off when neither lock is on', async () => {
    await world.show('<script>top.postMessage("pwned","*")</script>');
    await world.show('<img src="https://leak.test/control.png">');
    expect(world.alarms).toContain('message pwned');
    await expect.poll(() => world.leaks).toContain('https://leak.test/control.png');
  });
});

describe.each([
  ['both locks', { sanitiser: true, policy: true }],
  ['the sanitiser alone', { sanitiser: true, policy: false }],
  ['the policy alone', { sanitiser: false, policy: true }],
])('under %s', (_, locks) => {
  let world: FrameWorld;
  beforeAll(async () => {
    world = await startFrameWorld(locks);
  });
  afterEach(() => {
    world.leaks.length = 0;
    world.alarms.length = 0;
  });
  afterAll(() => world.close());

  it.each(hostileMail)('runs nothing and loads nothing: $name', async ({ html }) => {
    const shown = await world.show(html);
    expect(world.alarms).toEqual([]);
    expect(world.leaks).toEqual([]);
    expect(world.page.url()).toBe(`${world.origin}/`);
    if (locks.sanitiser) {
      expect(shown.reports).not.toContainEqual({ mailroom: 'failed' });
      expect(await shown.frame.evaluate(dangersIn)).toEqual([]);
    }
  });
});

describe('a letter', () => {
  let world: FrameWorld;
  beforeAll(async () => {
    world = await startFrameWorld({ sanitiser: true, policy: true });
  });
  afterAll(() => world.close());
  const report = async (html: string, order = {}) => {
    const { reports, frame } = await world.show(html, order);
    const shown = reports.find((one) => one.mailroom === 'shown');
    const height = reports.findLast((one) => one.mailroom === 'height');
    return { shown, height, frame };
  };

  it('has an opaque origin and cannot reach the page', async () => {
    const { frame } = await report('<p>x</p>');
    const reached = await frame.evaluate(() => {
      try {
        return String(window.parent.document.title);
      } catch {
        return window.origin;
      }
    });
    expect(reached).toBe('null');
  });

  it('counts distinct remote images, in attributes and in style', async () => {
    const { shown } = await report(
      '<img src="https://a.test/1.png"><img src="https://a.test/1.png"><img src="//a.test/2.png"><p style="background:url(https://a.test/3.png)">x</p>',
    );
    expect(shown).toMatchObject({ blocked: 3 });
  });

  it('shows inline parts by their content ID from the one allowed address, and raster data as it is', async () => {
    const { frame, shown } = await report(
      '<img src="cid:logo@x/../y"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    );
    expect(shown).toMatchObject({ blocked: 0 });
    const sources = await frame
      .locator('img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src));
    expect(sources).toEqual([
      `${world.origin}/mail-inline/token/logo%40x%2F..%2Fy`,
      'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
    ]);
  });

  it('keeps tables, colours, fonts and its own body style', async () => {
    const { frame } = await report(
      '<html><head><style>.a{color:rgb(1,2,3)} @media (max-width:9000px){.b{font-weight:700}}</style></head><body bgcolor="#eeddcc" style="padding:7px"><table width="321" align="center" bgcolor="#010203"><tr><td class="a" valign="top">x</td><td class="b"><font color="#ff0000" size="2">y</font></td></tr></table></body></html>',
    );
    const style = await frame.evaluate(() => {
      const of = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
      return [
        of('.a').color,
        of('.b').fontWeight,
        of('#mail').backgroundColor,
        of('#mail').paddingLeft,
        of('table').width,
        of('font').color,
      ];
    });
    expect(style).toEqual(['rgb(1, 2, 3)', '700', 'rgb(238, 221, 204)', '7px', '321px', 'rgb(255, 0, 0)']);
  });

  it('reports its height, also when it grows, and never an endless one', async () => {
    const { height, frame } = await report('<div style="height:777px">x</div>');
    expect(height).toMatchObject({ height: 777 });
    const { height: endless } = await report('<div style="height:300vh">x</div>');
    expect(endless?.mailroom === 'height' && endless.height).toBeLessThan(100);
    expect(frame.isDetached()).toBe(true);
  });

  it('stays inside its box on the page', async () => {
    await report(
      '<div style="position:fixed;inset:-900px;background:rgb(255,0,0)">x</div><div style="position:absolute;top:-400px;left:-400px;width:5000px;height:5000px;background:rgb(255,0,0)">y</div>',
    );
    const outside = await world.page.screenshot({ clip: { x: 0, y: 0, width: 900, height: 40 } });
    await report('<p>quiet</p>');
    const quiet = await world.page.screenshot({ clip: { x: 0, y: 0, width: 900, height: 40 } });
    expect(outside.equals(quiet)).toBe(true);
  });

  it('leaves no mark where an image was too small to be seen', async () => {
    const { frame, shown } = await report(
      `<style>.spy{width:1px;height:1px}</style><img src="https://a.test/1.gif" width="1" height="1"><img class="spy" src="https://a.test/2.gif" alt="">
       <img src="https://a.test/3.gif" alt=""><img src="https://a.test/photo.jpg" width="120" height="90" alt="">`,
    );
    expect(shown).toMatchObject({ blocked: 4 });
    const visible = await frame
      .locator('img')
      .evaluateAll((images) => images.map((image) => image.getBoundingClientRect().width));
    expect(visible).toEqual([0, 0, 0, 120]);
  });

  describe('on a phone', () => {
    const width = 358;
    let narrow: ElementHandle;
    beforeAll(async () => {
      narrow = await world.page.addStyleTag({ content: `iframe { width: ${width}px !important }` });
    });
    afterAll(() => narrow.evaluate((style) => (style as HTMLElement).remove()));
    const measure = () => {
      const mail = document.querySelector<HTMLElement>('#mail');
      const text = document.querySelector('.text') ?? document.body;
      const { zoom } = getComputedStyle(mail ?? document.body);
      return {
        sideways: (mail?.scrollWidth ?? 0) - (mail?.clientWidth ?? 0),
        letters: Number.parseFloat(getComputedStyle(text).fontSize) * Number(zoom),
      };
    };

    it('lets a newsletter of 600 pixels take the width there is and keeps the size of its letters', async () => {
      const { frame } = await report(
        `<table width="100%"><tr><td align="center"><table width="600" style="min-width:600px"><tr><td style="padding:24px;width:552px">
          <div style="width:552px"><img src="https://a.test/1.png" width="552" height="240" alt="x" style="display:block;width:100%"></div>
          <p class="text" style="font-size:14px">${'A sentence of some length. '.repeat(10)}</p></td></tr>
          <tr><td><table><tr><td width="276">one</td><td width="276">two</td></tr></table></td></tr></table></td></tr></table>`,
      );
      const { sideways, letters } = await frame.evaluate(measure);
      expect(sideways).toBeLessThanOrEqual(1);
      expect(letters).toBe(14);
    });

    it('never makes letters tiny: what cannot give way is reached by scrolling', async () => {
      const { frame } = await report(
        '<p class="text" style="font-size:16px">x</p><pre style="white-space:nowrap;width:1500px;min-width:1500px">y</pre><table><tr><td nowrap>z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z z</td></tr></table>',
      );
      expect((await frame.evaluate(measure)).letters).toBeGreaterThanOrEqual(12);
    });
  });

  it('takes the dark scheme when it brings no colours, and lies on paper when it does', async () => {
    const plain = await report('<p style="color:#000">x</p>', {
      scheme: 'dark',
      colours: { ink: '#eeeeee', muted: '#999999', link: '#88aaff' },
    });
    expect(plain.shown).toMatchObject({ paper: false });
    expect(await plain.frame.locator('p').evaluate((p) => getComputedStyle(p).color)).toBe(
      'rgb(238, 238, 238)',
    );
    const coloured = await report('<p style="background:#123456;color:#fff">x</p>', { scheme: 'dark' });
    expect(coloured.shown).toMatchObject({ paper: true });
    expect(
      await coloured.frame.locator('#mail').evaluate((mail) => getComputedStyle(mail).backgroundColor),
    ).toBe('rgb(255, 255, 255)');
  });

  it('folds quoted history and leaves a mail that is nothing else unfolded', async () => {
    const folded = await report('<p>Yes</p><div class="gmail_quote">On Friday you wrote…</div>', {
      unfolded: false,
    });
    expect(folded.shown).toMatchObject({ quoted: true });
    expect(await folded.frame.locator('.gmail_quote').isVisible()).toBe(false);
    const outlook = await report('<p>Yes</p><div id="divRplyFwdMsg">From: Ana</div><p class="old">old</p>', {
      unfolded: false,
    });
    expect(await outlook.frame.locator('.old').isVisible()).toBe(false);
    const only = await report('<p>On Friday, Ana wrote:</p><blockquote type="cite">All</blockquote>', {
      unfolded: false,
    });
    expect(only.shown).toMatchObject({ quoted: false });
    expect(await only.frame.locator('blockquote').isVisible()).toBe(true);
  });

  it('stops a click on a link that claims another host, and tells the page', async () => {
    const { frame } = await report('<a href="https://evil.test/login">https://www.bank.example/login</a>');
    await frame.locator('a').click();
    const reports = await world.page.evaluate(() => Reflect.get(window, 'reports') as unknown[]);
    expect(reports).toContainEqual({
      mailroom: 'deceptive',
      href: 'https://evil.test/login',
      claimed: 'bank.example',
      actual: 'evil.test',
    });
    expect(world.alarms.filter((alarm) => alarm.startsWith('popup'))).toEqual([]);
  });

  it('opens an honest link in a window of its own that knows nothing of the page', async () => {
    const { frame } = await report('<a href="http://127.0.0.1:9/x">the report</a>');
    const popup = world.page.waitForEvent('popup');
    await frame.locator('a').click();
    const opened = await popup;
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    await opened.close();
  });

  it('hands single keys to the page and leaves combinations to the browser', async () => {
    const { frame } = await report('<p>x</p>');
    await frame.locator('p').click();
    await world.page.keyboard.press('j');
    await world.page.keyboard.press('Control+f');
    const keys = await world.page.evaluate(() =>
      (Reflect.get(window, 'reports') as { mailroom: string; key?: string }[])
        .filter(({ mailroom }) => mailroom === 'key')
        .map(({ key }) => key),
    );
    expect(keys).toEqual(['j']);
  });

  it('obeys nobody but the page', async () => {
    const { frame } = await report('<p>first</p>');
    await frame.evaluate(() =>
      window.postMessage(
        {
          mailroom: 'show',
          html: '<p>forged</p>',
          inline: '/',
          scheme: 'light',
          colours: { ink: '#000', muted: '#000', link: '#000' },
        },
        '*',
      ),
    );
    await frame.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    expect(await frame.locator('#mail').innerText()).toBe('first');
  });

  it('shows a deep and a long mail', async () => {
    const deep = await report(`${'<div>'.repeat(500)}x`);
    expect(deep.shown).toBeDefined();
    const long = await report(`<table>${'<tr><td style="color:red">x</td></tr>'.repeat(5_000)}</table>`);
    expect(long.shown).toBeDefined();
  });

  it('says so when a mail defeats it, and shows none of it', async () => {
    const { reports, frame } = await world.show(`${'<div>'.repeat(20_000)}x`);
    const outcome = reports.find(({ mailroom }) => mailroom === 'shown' || mailroom === 'failed');
    expect(outcome).toBeDefined();
    if (outcome?.mailroom === 'failed') expect(await frame.locator('#mail').innerHTML()).toBe('');
  });
});
