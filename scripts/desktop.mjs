// Finds a desktop VS Code on this machine.
import { existsSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Path of the executable: what `VSCODE_EXECUTABLE` names, else a usual place, else `code` on the path.
 *
 * @returns {string | undefined} `undefined` when there is none
 */
export function findDesktop() {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) return existsSync(named) ? named : undefined;
  return [...usualPlaces(), ...onPath()].find((file) => existsSync(file) && !isRemoteCommand(file));
}

function usualPlaces() {
  const home = os.homedir();
  if (process.platform === 'darwin') {
    const app = 'Applications/Visual Studio Code.app/Contents/MacOS';
    return [`/${app}/Code`, `/${app}/Electron`, `${home}/${app}/Code`, `${home}/${app}/Electron`];
  }
  if (process.platform === 'win32') {
    const roots = [
      path.join(process.env.LOCALAPPDATA ?? home, 'Programs'),
      process.env.ProgramFiles ?? 'C:\\',
    ];
    return roots.map((folder) => path.join(folder, 'Microsoft VS Code', 'Code.exe'));
  }
  return ['/usr/share/code/code', '/opt/visual-studio-code/code', '/snap/code/current/usr/share/code/code'];
}

function onPath() {
  const names = process.platform === 'win32' ? ['Code.exe'] : ['code', 'code-insiders', 'codium'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
}

/** Inside a remote window `code` only talks to that window and cannot open another. */
function isRemoteCommand(file) {
  return /remote-cli|code-server/.test(realpathSync(file));
}
