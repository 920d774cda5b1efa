// Runs a suite inside a VS Code extension host (Node, or a web worker) and tells how many of its tests passed.
import fs from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { freePort, installVsix, startServer } from './server.mjs';
import { pureWebCommit, pureWebData, setupHost } from './setup.mjs';

/** @typedef {{ passed: number, failed: number }} Result */

/** The line with which a suite tells its figures, followed by JSON; see test/desktop/report.ts. */
const resultMark = '@@suite-result ';
/** The line with which a suite asks for a press on what a selector finds; see test/desktop/report.ts. */
const pressMark = '@@suite-press ';

/** What VS Code says about itself in every run, and no test is about. */
const noise =
  /bindings file|native-watchdog|ENOTFOUND|Creating a socket|connection token|AgentHost|reconnection-grace|AccountPolicyGate|Service Worker|builtin extensions|DefaultAccount|package\.nls\.json|web worker extension host|localhost|chatParticipant|marketplace|ExtensionTipsService/i;

/**
 * Runs a suite in the Node extension host of the newest VS Code, against the sources or against a packed extension.
 *
 * @param {object} options
 * @param {string} options.extension folder of the extension; with `vsix`, of the empty one that only carries the suite
 * @param {string} options.suite absolute path of the bundled suite
 * @param {string} options.folder folder to open
 * @param {boolean} [options.isTrusted] `false` opens the folder in restricted mode
 * @param {string} [options.vsix] packed extension to install first
 * @param {number} [options.timeout] in milliseconds
 * @returns {Promise<Result>}
 */
export async function runNodeSuite({ extension, suite, folder, vsix, isTrusted = true, timeout = 120_000 }) {
  await setupHost();
  return withTemporaryFolder(async (dir) => {
    if (vsix !== undefined) installVsix(dir, vsix);
    const server = await startServer({ dir, testDriver: true, isTrusted });
    const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${file}`;
    const url = pageAddress(server, folder, [
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(suite)],
    ]);
    try {
      return await watchPage({ url, timeout, ended: server.exited });
    } finally {
      await server.stop();
    }
  });
}

/**
 * Runs a suite in the web worker extension host of the newest VS Code.
 *
 * @param {object} options
 * @param {string} options.extension folder of the extension, served over http
 * @param {string} options.suite path of the bundled suite inside that folder
 * @param {string} options.folder folder to open
 * @param {number} [options.timeout] in milliseconds
 * @returns {Promise<Result>}
 */
export async function runWorkerSuite({ extension, suite, folder, timeout = 120_000 }) {
  await setupHost();
  return withTemporaryFolder(async (dir) => {
    const files = await serveFolder(extension);
    const server = await startServer({ dir, testDriver: true });
    // Through the server's own proxy the files have the page's origin, as its security policy asks.
    const served = (file) => ({
      scheme: 'http',
      authority: `127.0.0.1:${server.port}`,
      path: `/proxy/${files.address().port}${file}`,
    });
    try {
      return await watchPage({
        url: pageAddress(server, folder, []),
        timeout,
        ended: server.exited,
        developmentOptions: { extensions: [served('')], extensionTestsPath: served(`/${suite}`) },
      });
    } finally {
      await server.stop();
      files.close();
    }
  });
}

/**
 * Runs a suite in VS Code 1.91.1 for the browser alone, the oldest version the extension supports.
 * Takes what `runWorkerSuite` takes.
 *
 * @returns {Promise<Result>}
 */
export async function runPureWebSuite({ extension, suite, folder, timeout = 120_000 }) {
  await setupHost();
  const { open } = await import('@vscode/test-web');
  const port = await freePort();
  const server = await open({
    browserType: 'none',
    quality: 'stable',
    commit: pureWebCommit,
    testRunnerDataDir: pureWebData,
    extensionDevelopmentPath: extension,
    extensionTestsPath: path.join(extension, suite),
    folderPath: folder,
    host: 'localhost',
    port,
    printServerLog: false,
  });
  try {
    return await watchPage({
      url: `http://localhost:${port}/`,
      timeout,
      ended: new Promise(() => undefined),
    });
  } finally {
    server.dispose();
  }
}

/** Address of the workbench with `folder` open. */
export function pageAddress(server, folder, payload) {
  const all = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload];
  return `${server.base}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(all))}`;
}

/** Gives `work` a folder that is gone afterwards. */
export async function withTemporaryFolder(work) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'asterisk-conf-'));
  try {
    return await work(dir);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Opens the page in the browser, prints what the suite says and waits for its end. */
async function watchPage({ url, timeout, ended, developmentOptions }) {
  const browser = await launchBrowser();
  let timer;
  try {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, permissions });
    let result;
    const finished = new Promise((resolve) => {
      page.once('crash', () => resolve('the page crashed'));
      void ended.then(() => resolve('the server ended'));
      timer = setTimeout(() => resolve(`no result within ${timeout / 1000} s`), timeout);
      void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
    });
    await page.exposeFunction('codeAutomationLog', async (_level, args) => {
      const line = format(...args);
      if (line.startsWith(resultMark)) result = JSON.parse(line.slice(resultMark.length));
      else if (line.startsWith(pressMark)) await page.click(line.slice(pressMark.length));
      else if (process.env.VSCODE_HOST_LOG || !noise.test(line)) console.log(line);
    });
    if (developmentOptions) await page.addInitScript(addDevelopmentOptions, developmentOptions);
    await page.goto(url);
    const outcome = await finished;
    if (result === undefined) {
      console.error(`The suite did not report: ${outcome === 1 ? 'it could not be loaded' : outcome}`);
      return { passed: 0, failed: 1 };
    }
    // A run that ends badly although every test passed counts as one failure.
    return outcome === 0 || result.failed > 0 ? result : { ...result, failed: 1 };
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** Runs in the page: a web worker host takes its extension from the page's configuration alone. */
function addDevelopmentOptions(options) {
  new MutationObserver((_changes, observer) => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (element === null) return;
    observer.disconnect();
    const configuration = JSON.parse(element.getAttribute('data-settings'));
    configuration.developmentOptions = { ...configuration.developmentOptions, ...options };
    element.setAttribute('data-settings', JSON.stringify(configuration));
  }).observe(document, { childList: true, subtree: true });
}

/** Serves the files below `folder` to this machine. */
function serveFolder(folder) {
  const types = { '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };
  const server = createServer((request, response) => {
    const asked = path.normalize(
      decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname),
    );
    const file = path.join(folder, asked);
    fs.readFile(file, (error, data) => {
      response.writeHead(error ? 404 : 200, { 'content-type': types[path.extname(file)] ?? 'text/plain' });
      response.end(data);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
    server.unref();
  });
}
