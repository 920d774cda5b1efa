/** Which files FreePBX leaves to people, beside one that it writes itself. */
import { directivesOf } from '../model/fileModel.ts';
import { basename } from '../text/uri.ts';
import { factsOf, filesOfRoot, type Workspace } from './workspace.ts';

const WRITTEN = /^(.+?)(?:_additional)?\.conf$/;

/**
 * Names of the files whose lines end up beside those of the generated file at `uri`: `sip_custom.conf` for
 * `sip_additional.conf`, `pjsip.endpoint_custom.conf` and `pjsip.endpoint_custom_post.conf` for `pjsip.endpoint.conf`, as far
 * as something includes them. Where nobody knows what includes the file itself, the usual name.
 */
export function customFilesFor(workspace: Workspace, uri: string): readonly string[] {
  const facts = factsOf(workspace, uri);
  const name = basename(facts.uri);
  const stem = WRITTEN.exec(name)?.[1];
  if (stem === undefined) return [];
  const usual = [`${stem}_custom.conf`, `${stem}_custom_post.conf`];
  const included = new Set<string>();
  for (const file of [facts.uri, ...(facts.root === undefined ? [] : filesOfRoot(workspace, facts.root))]) {
    const model = workspace.files.get(file);
    for (const { line } of model === undefined ? [] : directivesOf(model)) {
      const { argument } = line;
      if (argument !== undefined) included.add(argument.slice(argument.lastIndexOf('/') + 1));
    }
  }
  const found = usual.filter((one) => included.has(one));
  const isLoose = facts.root === undefined && name.endsWith('_additional.conf');
  return found.length === 0 && isLoose ? usual.slice(0, 1) : found;
}
