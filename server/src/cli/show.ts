/** The command `show`: one file as Asterisk would load it, with an exit status. */
import path from 'node:path';
import { nodeHost } from '../host/node.ts';
import { allRules } from '../rules/index.ts';
import { dirname, fileUri } from '../text/uri.ts';
import { categoriesNamed, loadedAs, mainSettingsIn, readingVersion } from '../workspace/effective.ts';
import { effectiveText } from '../workspace/effectiveText.ts';
import { maskedMessages } from '../workspace/masked.ts';
import { factsOf } from '../workspace/workspace.ts';
import type { ShowArguments } from './args.ts';
import type { ExitStatus, Surroundings } from './check.ts';
import { load } from './load.ts';
import { namedProject, nearestProject, projectDirectory, type FoundProject } from './projectFile.ts';
import { printable } from '../text/printable.ts';
import { loadedJson, messageText } from './print/loaded.ts';

/** Runs the command. Rejects only on a mistake of our own. */
export async function show(options: ShowArguments, around: Surroundings): Promise<ExitStatus> {
  const { file, section, format, isRevealed } = options;
  const absolute = (written: string): string => path.resolve(around.workingFolder, written);
  const fail = (text: string): ExitStatus => {
    around.remark(`asterisk-conf: ${printable(text)}`);
    return 2;
  };
  const uri = fileUri(absolute(file));
  const found = await projectFor(
    absolute(file),
    options.config === undefined ? undefined : absolute(options.config),
  );
  if (found.failure !== undefined) return fail(`cannot use ${found.path ?? ''}: ${found.failure}`);
  if (!options.isQuiet) {
    for (const problem of found.problems) {
      around.remark(`asterisk-conf: ${printable(`${found.path ?? ''}: ${problem}`)}`);
    }
  }
  const configDirectory =
    options.configDir === undefined
      ? (projectDirectory(found) ?? dirname(uri))
      : fileUri(absolute(options.configDir));
  const version = options.asteriskVersion ?? found.project.asteriskVersion ?? 'auto';
  const uris = [uri, mainSettingsIn(configDirectory)];
  const { workspace, unchecked } = await load(nodeHost({ withBinary: true }), uris, { configDirectory });
  const loaded = loadedAs(workspace, uri, readingVersion(version));
  const { result } = loaded;
  const categories = section === undefined ? result.categories : categoriesNamed(loaded, section);
  const { kind } = factsOf(workspace, uri);
  if (format === 'json') around.print(loadedJson({ ...result, categories }, kind, isRevealed));
  if (!workspace.files.has(uri)) {
    return fail(`cannot read ${file}: ${unchecked.get(uri)?.reason ?? 'there is no such file'}`);
  }
  if (format === 'text') {
    around.print(effectiveText(loaded, categories, { kind, isRevealed, escape: printable }));
    if (!options.isQuiet) {
      const messages = isRevealed ? result.messages : maskedMessages(result.messages);
      for (const message of messages) around.remark(printable(messageText(message)));
    }
  }
  if (!result.ok) {
    around.remark(`asterisk-conf: ${printable(`Asterisk would refuse ${file}`)}`);
    return 1;
  }
  if (section !== undefined && categories.length === 0) {
    return fail(`there is no section "${section}" in ${file}`);
  }
  return 0;
}

function projectFor(file: string, named: string | undefined): Promise<FoundProject> {
  const ruleIds = new Set(allRules.map(({ id }) => id));
  return named === undefined ? nearestProject(path.dirname(file), ruleIds) : namedProject(named, ruleIds);
}
