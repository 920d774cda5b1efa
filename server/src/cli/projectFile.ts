/** Finds the project file that counts for a path and reads it. `rules/projectFile.ts` knows what may stand in it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFileName, readProjectFile, type ProjectFile } from '../rules/projectFile.ts';
import { fileUri } from '../text/uri.ts';
import { reasonOf } from './find.ts';

/** A project file, or none: then `path` is absent and nothing is set. */
export interface FoundProject {
  readonly path?: string;
  readonly project: ProjectFile;
  /** Sentences about things in it that have no effect. */
  readonly problems: readonly string[];
  /** Present when it could not be used at all; completes "cannot use PATH: ". */
  readonly failure?: string;
}

/** The project file named by hand. Never rejects. */
export async function namedProject(file: string, ruleIds: ReadonlySet<string>): Promise<FoundProject> {
  return (
    (await readAt(file, ruleIds)) ?? {
      path: file,
      project: {},
      problems: [],
      failure: 'there is no such file',
    }
  );
}

/** The nearest project file in `folder` or above it. Never rejects. */
export async function nearestProject(folder: string, ruleIds: ReadonlySet<string>): Promise<FoundProject> {
  for (let at = folder; ; at = path.dirname(at)) {
    const found = await readAt(path.join(at, projectFileName), ruleIds);
    if (found) return found;
    if (at === path.dirname(at)) return { project: {}, problems: [] };
  }
}

/** URI of the configuration directory it names, counted from where it lies. */
export function projectDirectory({ path: file, project }: FoundProject): string | undefined {
  if (project.configDirectory === undefined || file === undefined) return undefined;
  return fileUri(path.resolve(path.dirname(file), project.configDirectory));
}

/** `undefined` when there is no such file. */
async function readAt(file: string, ruleIds: ReadonlySet<string>): Promise<FoundProject | undefined> {
  try {
    const { project, problems, isReadable } = readProjectFile(await readFile(file, 'utf8'), ruleIds);
    if (!isReadable) return { path: file, project, problems: [], failure: 'it holds no JSON object' };
    return { path: file, project, problems };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return { path: file, project: {}, problems: [], failure: reasonOf(error) };
  }
}
