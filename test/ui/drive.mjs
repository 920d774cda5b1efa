// What a person sees and presses, in the packed extension: squiggle, hover, quick-fix menu, the new line, undo.
import fs from 'node:fs';
import path from 'node:path';
import { root, state } from '../../scripts/paths.mjs';
import { launchBrowser } from '../host/browser.mjs';
import { installVsix, startServer } from '../host/server.mjs';
import { setupHost } from '../host/setup.mjs';
import { pageAddress, withTemporaryFolder } from '../host/suite.mjs';

/** The themes that pictures are taken in, by the name in their file. */
const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

/** A line with a generated secret. */
const strong = /^secret=[A-Za-z0-9][A-Za-z0-9_-]{19}$/;

/** How long a person would wait for one thing to appear, in milliseconds. */
const patience = 30_000;

/**
 * Drives the packed extension once in each theme; every step that works counts as passed.
 *
 * @param {object} options
 * @param {string} options.vsix the packed extension
 * @param {string} [options.shots] folder for the screenshots
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function driveUi({ vsix, shots = path.join(state, 'shots') }) {
  await setupHost();
  fs.mkdirSync(shots, { recursive: true });
  const sum = { passed: 0, failed: 0 };
  for (const [name, theme] of Object.entries(themes)) {
    console.log(`${theme}:`);
    const result = await withTemporaryFolder((dir) => driveTheme({ dir, vsix, shots, name, theme }));
    sum.passed += result.passed;
    sum.failed += result.failed;
  }
  console.log(`Screenshots: ${path.relative(root, shots)}/`);
  return sum;
}

async function driveTheme({ dir, vsix, shots, name, theme }) {
  const folder = path.join(dir, 'asterisk');
  fs.cpSync(path.join(root, 'examples'), folder, { recursive: true });
  installVsix(dir, vsix);
  const settings = {
    'workbench.colorTheme': theme,
    'editor.minimap.enabled': false,
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
  };
  const server = await startServer({ dir, settings });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 620 }, deviceScaleFactor: 1 });
    page.setDefaultTimeout(patience);
    const open = [['openFile', `vscode-remote://127.0.0.1:${server.port}${folder}/sip.conf`]];
    await page.goto(pageAddress(server, folder, open));
    const other = path.join(dir, 'customers.conf');
    fs.writeFileSync(other, '[customer](!)\ntype=friend\nhost=dynamic\n\n[anna](customer)\n');
    return await walk({ page, file: path.join(folder, 'sip.conf'), other, shots, name });
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Takes the steps one after the other; the first that fails ends the walk, and the rest count as failed. */
async function walk(scene) {
  let passed = 0;
  for (const [index, [what, step]] of steps.entries()) {
    try {
      await step(scene);
      passed += 1;
      console.log(`  ✓ ${what}`);
    } catch (error) {
      await scene.page
        .screenshot({ path: path.join(scene.shots, `failed-${scene.name}.png`) })
        .catch(() => undefined);
      console.error(`  ✗ ${what}: ${error instanceof Error ? error.message : error}`);
      for (const [skipped] of steps.slice(index + 1)) console.error(`  ✗ ${skipped}: not reached`);
      break;
    }
  }
  return { passed, failed: steps.length - passed };
}

const steps = [
  ['opens sip.conf with squiggles', seesSquiggle],
  ['shows what an option does', seesHover],
  ['shows what is wrong with a secret', seesProblem],
  ['offers quick fixes, the strong secret first', seesMenu],
  ['has a strong secret after one key', getsSecret],
  ['writes it to the disk on save', savesSecret],
  ['takes it back on undo', undoes],
  ['shows every new secret before it replaces them all', seesPreview],
  ['replaces them once that is confirmed', replacesAll],
  ['begins a new line on Enter behind a value that is written out', typesOn],
  ['says what it takes the file for, and how many it has read', seesStatus],
  ['checks the files nobody opened', checksAll],
  ['offers to show another conf file as one of Asterisk', takesOffer],
  ['walks through four steps with pictures', seesWalkthrough],
];

async function seesSquiggle({ page, shots, name }) {
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await scrollTo(page, '[phone101]');
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await takeShot(page, shots, `squiggle-${name}`);
  await takeShot(page, shots, `open-${name}`, { x: 0, y: 0, ...small });
}

async function seesHover({ page, shots, name }) {
  await pointAt(page, 'insecure=', 'insecure');
  const hover = page.locator('.monaco-hover:visible', { hasText: 'insecure' }).first();
  await hover.waitFor();
  const text = await hover.innerText();
  if (text.length < 100) throw new Error('the hover says too little');
  await takeShot(page, shots, `hover-${name}`);
  await closePopups(page);
}

async function seesProblem({ page, shots, name }) {
  await pointAt(page, 'secret=test', 'test');
  const hover = page.locator('.monaco-hover:visible', { hasText: 'secret-default' }).first();
  await hover.waitFor();
  await takeShot(page, shots, `problem-${name}`);
  await takeShot(page, shots, `see-${name}`, await around(page, '[phone101]'));
  await closePopups(page);
}

async function seesMenu({ page, shots, name }) {
  await pointAt(page, 'secret=test', 'test');
  await page.mouse.down();
  await page.mouse.up();
  await closePopups(page);
  const first = page.locator('.action-widget .monaco-list-row.action').first();
  await until('the menu of quick fixes', async () => {
    // Pressed before the server answered, the key brings up no menu.
    await page.keyboard.press('Control+.');
    return first.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  });
  await takeShot(page, shots, `quickfix-${name}`);
  await takeShot(page, shots, `fix-${name}`, await around(page, '[phone101]'));
}

async function getsSecret({ page, shots, name }) {
  await page.keyboard.press('Enter');
  await until('the new secret', async () =>
    /^secret=[A-Za-z0-9][A-Za-z0-9_-]{19}$/.test(await secretLine(page)),
  );
  await page.locator('.action-widget .monaco-list-row').first().waitFor({ state: 'hidden' });
  await takeShot(page, shots, `fixed-${name}`);
}

async function savesSecret({ page, file }) {
  const shown = await secretLine(page);
  await page.keyboard.press('Control+s');
  await until('the saved file', () => fs.readFileSync(file, 'utf8').split('\n').includes(shown));
}

async function undoes({ page }) {
  await page.keyboard.press('Control+z');
  await until('the old secret', async () => (await secretLine(page)) === 'secret=test');
}

async function seesPreview({ page, shots, name }) {
  await runCommand(page, 'Replace All Default and Weak Secrets');
  await page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
  // The panel takes room from the editor, so that the line may be out of sight.
  if (strong.test(await secretLine(page))) throw new Error('the file changed before anyone agreed');
  await takeShot(page, shots, `preview-${name}`);
}

async function replacesAll({ page, shots, name }) {
  // Every change starts unticked, since somebody has to carry the secret to a phone; the tick of the file takes all.
  await page.locator('.bulk-edit-panel .monaco-list-row .edit-checkbox').first().click();
  await page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).first().click();
  await until('the new secrets', async () => {
    const secrets = (await visibleLines(page)).filter((line) => line.startsWith('secret='));
    return secrets.length > 1 && secrets.slice(0, 2).every((line) => strong.test(line));
  });
  await takeShot(page, shots, `replaced-${name}`);
}

async function typesOn({ page }) {
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n[typed]\ntype=friend');
  // The list still offers what stands there already.
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'friend' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('host=dynamic');
  await until('two lines', async () => {
    const lines = await visibleLines(page);
    return lines
      .slice(lines.indexOf('[typed]') + 1)
      .join()
      .startsWith('type=friend,host=dynamic');
  });
  await page.keyboard.press('Escape');
}

async function seesStatus({ page, shots, name }) {
  await page.locator('[id="status.languageStatus"]').first().hover();
  const status = page.locator('.hover-language-status');
  for (const text of ['sip.conf', 'Asterisk 20', /\d+ files read/]) {
    await status.filter({ hasText: text }).first().waitFor();
  }
  await takeShot(page, shots, `status-${name}`);
  await page.mouse.move(500, 300);
  await status.first().waitFor({ state: 'hidden' });
}

async function checksAll({ page, shots, name }) {
  await runCommand(page, 'Check All Files of the Workspace');
  const toast = page.locator('.notification-toast', { hasText: 'files checked' }).first();
  await toast.waitFor();
  await toast.locator('.monaco-button', { hasText: 'Show Problems' }).click();
  const panel = page.locator('.markers-panel');
  await page.mouse.move(500, 60);
  // Nobody opened it.
  await panel.locator('.monaco-list-row', { hasText: 'iax.conf' }).first().waitFor();
  await takeShot(page, shots, `check-${name}`, { x: 1000 - small.width, y: 620 - small.height, ...small });
  await page.keyboard.press('Control+j');
  await panel.first().waitFor({ state: 'hidden' });
}

async function takesOffer({ page, other, shots, name }) {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').first().fill(other);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'customers.conf' }).first().click();
  const toast = page.locator('.notification-toast', { hasText: 'looks like an Asterisk file' }).first();
  await toast.waitFor();
  await takeShot(page, shots, `offer-${name}`);
  await toast.locator('.monaco-button', { hasText: 'Treat as Asterisk' }).click();
  await page.locator('[id="status.editor.mode"]', { hasText: 'Asterisk Conf' }).first().waitFor();
}

async function seesWalkthrough({ page, shots, name }) {
  // In a narrow window VS Code leaves the pictures out.
  await page.setViewportSize({ width: 1400, height: 800 });
  await runCommand(page, 'Welcome: Open Walkthrough');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Asterisk Conf' }).first().click();
  const steps = page.locator('.getting-started-step');
  await steps.nth(3).waitFor();
  const count = await steps.count();
  if (count !== 4) throw new Error(`there are ${count} steps`);
  for (let step = 0; step < count; step += 1) {
    if (step > 0) await steps.nth(step).click();
    const picture = page.locator('.getting-started-media img').first();
    await until('the picture of a step', () =>
      picture.evaluate((image) => image.complete && image.naturalWidth > 0).catch(() => false),
    );
    await takeShot(page, shots, `walkthrough${step + 1}-${name}`);
  }
}

/** Runs a command by its title, as a person would. */
async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** Size of the pictures in the walkthrough. */
const small = { width: 698, height: 400 };

/** A small picture whose third line begins with `text`. */
async function around(page, text) {
  const place = await page.evaluate(placeOf, { line: text, text });
  if (place === undefined) throw new Error(`"${text}" is not on screen`);
  return { x: 1000 - small.width, y: Math.min(Math.max(0, place.y - 140), 620 - small.height), ...small };
}

/** Moves the view so that the line with `text` is well inside, as a person would with the search. */
async function scrollTo(page, text) {
  await page.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.press('Control+f');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await until(`the line ${text}`, async () =>
    (await visibleLines(page)).some((line) => line.startsWith(text)),
  );
}

/** The line with the secret of the phone that the examples begin with. */
async function secretLine(page) {
  const lines = await visibleLines(page);
  const section = lines.findIndex((line) => line.startsWith('[phone101]'));
  return lines.slice(section).find((line) => line.startsWith('secret=')) ?? '';
}

/** Text of the lines on screen, from top to bottom; the editor keeps them in another order. */
function visibleLines(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('.monaco-editor .view-line')]
      .map((line) => ({
        top: line.getBoundingClientRect().top,
        text: line.textContent.replaceAll('\u00a0', ' '),
      }))
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text),
  );
}

/** Moves the mouse onto `text` in the first visible line that begins with `line`. */
async function pointAt(page, line, text) {
  const place = await page.evaluate(placeOf, { line, text });
  if (place === undefined) throw new Error(`"${text}" is not on screen`);
  await page.mouse.move(place.x - 2, place.y);
  await page.mouse.move(place.x, place.y);
}

/** Runs in the page: the middle of a text, however many pieces the colours cut its line into. */
function placeOf({ line, text }) {
  const found = [...document.querySelectorAll('.monaco-editor .view-line')]
    .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
    .find((element) => element.textContent.replaceAll('\u00a0', ' ').startsWith(line));
  if (found === undefined) return undefined;
  const middle = found.textContent.indexOf(text) + Math.floor(text.length / 2);
  const pieces = document.createTreeWalker(found, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let piece = pieces.nextNode(); piece !== null; piece = pieces.nextNode()) {
    if (middle < before + piece.length) {
      const range = document.createRange();
      range.setStart(piece, middle - before);
      range.setEnd(piece, middle - before + 1);
      const box = range.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }
    before += piece.length;
  }
  return undefined;
}

async function closePopups(page) {
  await page.mouse.move(500, 605);
  await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
}

/** Pop-ups fade in; the picture is taken when two in a row are the same. `clip` is the part of the page to take. */
async function takeShot(page, shots, name, clip) {
  let before;
  await until('a picture that stands still', async () => {
    const now = await page.screenshot({ caret: 'hide', ...(clip && { clip }) });
    const isSame = before?.equals(now) ?? false;
    before = now;
    return isSame;
  });
  fs.writeFileSync(path.join(shots, `${name}.png`), before);
}

async function until(what, ask) {
  const deadline = Date.now() + patience;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
