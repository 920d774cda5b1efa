/** Runs the command line as a process of its own, on files written into a fresh folder. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const repository = path.resolve(import.meta.dirname, '../..');

/** What one run printed and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A bundled program and a place for the files of one test. */
export interface Program {
  /** Path of the bundle. */
  readonly file: string;
  /** A fresh folder with these files; names may contain `/`. Returns its path. */
  readonly folder: (files: Readonly<Record<string, string | Uint8Array>>) => string;
  /** Writes more files into a folder. */
  readonly fill: (folder: string, files: Readonly<Record<string, string | Uint8Array>>) => void;
  /** Runs the program with `words` in `folder`; `input` is what it gets on standard input. */
  readonly run: (folder: string, words: readonly string[], input?: string) => Outcome;
  /** Takes every folder away again. */
  readonly remove: () => void;
}

/** Bundles the program as `dist/cli.cjs` is bundled, away from `dist`. */
export async function createProgram(): Promise<Program> {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'asterisk-conf-')));
  const file = path.join(home, 'cli.cjs');
  await build({
    entryPoints: [path.join(repository, 'server/src/cli/main.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  const fill: Program['fill'] = (folder, files) => {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
  };
  return {
    file,
    folder: (files) => {
      const folder = mkdtempSync(path.join(home, 'case-'));
      fill(folder, files);
      return folder;
    },
    fill,
    run: (folder, words, input = '') => {
      const options = { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, input } as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], options);
      return { status, stdout, stderr };
    },
    remove: () => {
      rmSync(home, { recursive: true, force: true });
    },
  };
}
