// Where things are, for every script.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Folder of the repository. */
export const root = path.resolve(import.meta.dirname, '..');

/** Folder for everything a run leaves behind: profiles, copies of examples, logs, screenshots. Not in git. */
export const state = path.join(root, '.vscode-host');

/** The manifest as it is on disk. */
export const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
