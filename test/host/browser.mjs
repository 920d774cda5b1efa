// Starts the headless browser that shows the VS Code.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chromiumHome } from './setup.mjs';

/**
 * Launches the browser of the test host, or the one `CHROME_PATH` names.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const { chromium } = await import('playwright-core');
  const chosen = process.env.CHROME_PATH;
  const executablePath = chosen ?? path.join(chromiumHome, 'chromium');
  if (!fs.existsSync(executablePath)) {
    throw new Error('No browser for this system comes with the packages; name one in CHROME_PATH');
  }
  return chromium.launch({
    executablePath,
    headless: true,
    env: chosen === undefined ? environment(executablePath) : process.env,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/** A bare system lacks libraries and fonts; both come with the browser. */
function environment(executablePath) {
  const env = { ...process.env };
  if (spawnSync(executablePath, ['--version']).status !== 0) {
    const own = path.join(chromiumHome, 'al2023/lib');
    env.LD_LIBRARY_PATH = env.LD_LIBRARY_PATH ? `${own}:${env.LD_LIBRARY_PATH}` : own;
  }
  if (!fs.existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = path.join(chromiumHome, 'fonts');
  return env;
}
