/** Our own request for every file the server knows. */
import { factsOf } from '../../workspace/workspace.ts';
import { filesRequest, type KnownFiles } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { Handler } from './handler.ts';
import { onQuestion } from './question.ts';

export const filesHandler: Handler = {
  listen: (rim) => {
    onQuestion<KnownFiles>(rim, filesRequest, { files: [] }, async () => {
      await rim.ready();
      return knownFiles(rim.session);
    });
  },
};

function knownFiles({ workspace, documents }: Session): KnownFiles {
  const files = [...workspace.files.keys()].map((uri) => {
    const { kind } = factsOf(workspace, uri);
    const open = documents.get(uri);
    return {
      uri: open?.clientUri ?? uri,
      isOpen: open !== undefined,
      ...(kind === undefined ? {} : { kind }),
    };
  });
  return { files };
}
