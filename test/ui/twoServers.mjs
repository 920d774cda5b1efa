// Two servers of a cluster, each with a folder of its own in one window: one secret changed everywhere and back, the
// notice in a file that VICIdial rebuilds, and secrets hidden and shown again.
import fs from 'node:fs';
import path from 'node:path';
import { root, state } from '../../scripts/paths.mjs';
import { launchBrowser } from '../host/browser.mjs';
import { installVsix, startServer } from '../host/server.mjs';
import { setupHost } from '../host/setup.mjs';
import { withTemporaryFolder } from '../host/suite.mjs';
import { openByName, patience, pick, runCommand, shownLines, takeShot, takeSteps, until } from './page.mjs';

const weak = 'secret=branch2019';
const strong = /^secret=[A-Za-z0-9][A-Za-z0-9_-]{19}$/;

/**
 * Walks through the example once; every step that works counts as passed.
 *
 * @param {object} options
 * @param {string} options.vsix the packed extension
 * @param {string} [options.shots] folder for the screenshots
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function driveTwoServers({ vsix, shots = path.join(state, 'shots') }) {
  await setupHost();
  fs.mkdirSync(shots, { recursive: true });
  console.log('Two servers in one window:');
  return withTemporaryFolder(async (dir) => {
    const folder = path.join(dir, 'two-servers');
    fs.cpSync(path.join(root, 'examples/two-servers'), folder, { recursive: true });
    installVsix(dir, vsix);
    const settings = {
      'workbench.colorTheme': 'Default Dark Modern',
      'editor.minimap.enabled': false,
      'window.commandCenter': false,
      'files.autoSave': 'off',
    };
    const server = await startServer({ dir, settings });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1100, height: 640 }, deviceScaleFactor: 1 });
      page.setDefaultTimeout(patience);
      const payload = [
        ['skipWelcome', 'true'],
        ['openFile', `vscode-remote://127.0.0.1:${server.port}${folder}/server1/iax.conf`],
      ];
      const query = new URLSearchParams({
        workspace: path.join(folder, 'two-servers.code-workspace'),
        payload: JSON.stringify(payload),
      });
      await page.goto(`${server.base}/?${query}`);
      return await takeSteps(steps, { page, shots, name: 'two-servers' });
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

const steps = [
  ['opens one end of the trunk with squiggles', seesSquiggle],
  ['asks before it replaces weak secrets of both servers', rotates],
  ['shows the list of new secrets, which cannot be changed', seesList],
  ['takes all files back with one confirmed undo', undoes],
  ['says once that VICIdial rebuilds a file', seesNotice],
  ['hides secrets', hides],
  ['shows the one under the cursor', reveals],
  ['shows them again', showsAgain],
];

const secretLine = async (page) => (await shownLines(page)).find((line) => line.startsWith('secret')) ?? '';

async function seesSquiggle({ page }) {
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await until('the weak secret', async () => (await secretLine(page)) === weak);
}

async function rotates({ page, shots }) {
  await runCommand(page, 'Replace Default and Weak Secrets of a File');
  await pick(page, 'All Files of the Open Folders');
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.waitFor();
  if ((await secretLine(page)) !== weak) throw new Error('the file changed before anyone agreed');
  await takeShot(page, shots, 'rotate-question');
  await dialog.locator('.monaco-button', { hasText: 'Replace Them' }).click();
  await until('the new secret', async () => strong.test(await secretLine(page)));
}

async function seesList({ page, shots }) {
  await page.locator('.notification-toast .monaco-button', { hasText: 'Show the List' }).click();
  await until('the list', async () => (await shownLines(page)).some((line) => /New secret/.test(line)));
  await takeShot(page, shots, 'rotate-list');
  const rows = (await shownLines(page)).filter((line) => /iax\.conf|sip-vicidial\.conf/.test(line));
  if (rows.length !== 2) throw new Error(`${rows.length} secrets are listed`);
  const tab = page.locator('.tab.active');
  if (await tab.evaluate((one) => one.classList.contains('dirty'))) {
    throw new Error('the list wants to be saved');
  }
  await page.keyboard.type('x');
  if ((await shownLines(page))[0]?.startsWith('x')) throw new Error('the list can be changed');
  await openByName(page, 'server1/iax.conf');
}

async function undoes({ page }) {
  await page.locator('.editor-instance .view-line').first().click();
  await page.keyboard.press('Control+z');
  // Whether VS Code asks first depends on its version and on what else was edited.
  const confirm = page.locator('.monaco-dialog-box .monaco-button', { hasText: /Undo in \d+ Files/ });
  await until('the old secret', async () => {
    if (await confirm.isVisible()) await confirm.click();
    return (await secretLine(page)) === weak;
  });
  await openByName(page, 'server2/iax.conf');
  await until('the old secret at the other end', async () => (await secretLine(page)) === weak);
  await openByName(page, 'server1/sip-vicidial.conf');
  await until('the old secret of the phone', async () => (await secretLine(page)) === 'secret=test');
}

async function seesNotice({ page, shots }) {
  const notice = page.locator('.notification-toast', { hasText: 'VICIdial rebuilds this file' });
  // Of the file that was changed with the others.
  await dismiss(notice);
  await openByName(page, 'server2/sip-vicidial.conf');
  await page.locator('.editor-instance .view-line').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('; x');
  await notice.first().waitFor();
  await takeShot(page, shots, 'generated-notice');
  await dismiss(notice);
  await page.keyboard.type('y');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  if ((await notice.count()) > 0) throw new Error('it is said twice');
}

async function dismiss(notice) {
  await until('no notice', async () => {
    if ((await notice.count()) === 0) return true;
    await notice.first().hover();
    await notice.first().locator('.codicon-notifications-clear').click();
    return false;
  });
}

async function hides({ page, shots }) {
  await openByName(page, 'server1/iax.conf');
  await runCommand(page, 'Hide or Show Secrets');
  await until('hidden secrets', async () => {
    const text = (await shownLines(page)).join('\n');
    return text.includes('secret=') && !text.includes('branch2019');
  });
  await takeShot(page, shots, 'secrets-hidden');
}

async function reveals({ page }) {
  await page.locator('.editor-instance .view-line', { hasText: 'secret=' }).first().click();
  await runCommand(page, 'Show the Secret Under the Cursor');
  await until('one secret', async () => (await secretLine(page)) === weak);
  const register = (await shownLines(page)).find((line) => line.startsWith('register'));
  if (register?.includes('branch2019')) throw new Error('another one is shown too');
}

async function showsAgain({ page }) {
  await runCommand(page, 'Hide or Show Secrets');
  await until('all secrets', async () => {
    const lines = await shownLines(page);
    return lines.filter((line) => line.includes('branch2019')).length === 2;
  });
}
