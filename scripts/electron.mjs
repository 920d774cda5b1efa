// Runs the suite through @vscode/test-electron: in a desktop VS Code where one can be had, else in a stand-in.
import { runTests } from '@vscode/test-electron';
import fs from 'node:fs';
import path from 'node:path';
import { hostVersion } from '../test/host/server.mjs';
import { setupHost } from '../test/host/setup.mjs';
import { findDesktop } from './desktop.mjs';
import { root, state } from './paths.mjs';

/** What a machine without a way to the download server answers. */
const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT']);

/**
 * @param {string} folder folder to open
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runElectron(folder) {
  const desktop = findDesktop();
  if (desktop !== undefined) {
    console.log(`Desktop VS Code at ${desktop}`);
    return runWith(folder, desktop);
  }
  try {
    console.log('Desktop VS Code, downloaded');
    return await runWith(folder, undefined);
  } catch (error) {
    if (!unreachable.has(error.code)) throw error;
    await setupHost();
    console.log(
      `No desktop VS Code here and none to download (${error.code}): code-server, VS Code ${hostVersion()}`,
    );
    return runWith(folder, standIn());
  }
}

async function runWith(folder, executable) {
  const file = path.join(state, 'electron-result.json');
  fs.mkdirSync(state, { recursive: true });
  fs.rmSync(file, { force: true });
  try {
    await runTests({
      ...(executable === undefined ? {} : { vscodeExecutablePath: executable }),
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(root, 'out/desktop/index.js'),
      extensionTestsEnv: { SUITE_RESULT_FILE: file },
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
    });
  } catch (error) {
    if (!fs.existsSync(file)) throw error;
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** A file the system can start as if it were VS Code. */
function standIn() {
  const file = path.join(root, 'test/host/code.mjs');
  fs.chmodSync(file, 0o755);
  return file;
}
