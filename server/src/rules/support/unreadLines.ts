/** Whether a root has lines that nobody has read. No rule itself. */
import { directivesOf } from '../../model/fileModel.ts';
import { includesOf } from '../../workspace/includes.ts';
import { directoryOfRoot, filesOfRoot, type FileFacts, type Workspace } from '../../workspace/workspace.ts';

/**
 * Whether the file, or another of its root, names an include that was not found, or a program that writes lines: there any
 * section may go on with `[name](+)`.
 */
export function hasUnreadLines(workspace: Workspace, { uri, root }: FileFacts): boolean {
  const directory = directoryOfRoot(workspace, root ?? uri);
  const files = root === undefined ? [uri] : filesOfRoot(workspace, root);
  return files.some((file) => {
    const model = workspace.files.get(file);
    if (model === undefined) return false;
    const directives = directivesOf(model);
    if (directives.length === 0) return false;
    if (directives.some(({ line }) => line.directive === 'exec')) return true;
    return includesOf(workspace, file, directory).some(
      ({ state, directive }) => state !== 'found' && directive.line.directive === 'include',
    );
  });
}
