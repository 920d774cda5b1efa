/** Which files of a session may be changed: those the user has open, and those of the open folders. */
import { dirname, isBelow } from '../text/uri.ts';
import type { Session } from './session.ts';

/** Without open folders, the folders of the open files count. */
export function isEditable({ documents, openFolders }: Session): (uri: string) => boolean {
  const open = documents.all().map(({ uri }) => uri);
  const folders = openFolders.length > 0 ? openFolders : open.map(dirname);
  return (uri) => open.includes(uri) || folders.some((folder) => isBelow(folder, uri));
}
