/** Our own requests that give new secrets, or show one because the user asked for it. Nothing of them is ever logged. */
import type { CancellationToken } from 'vscode-languageserver';
import {
  credentialEdits,
  rotateWeakSecrets,
  type FileEdit,
  type RotationProgress,
} from '../../features/replaceCredential.ts';
import { phoneSettings } from '../../features/phoneSettings.ts';
import { vicidialChange } from '../../features/vicidial/change.ts';
import { dirname, isBelow, normalise } from '../../text/uri.ts';
import { readingVersion } from '../../workspace/effective.ts';
import { factsOf } from '../../workspace/workspace.ts';
import { actionAbilities, random, toWorkspaceEdit } from '../actions.ts';
import { findRoots } from '../findRoots.ts';
import {
  phoneSettingsRequest,
  replaceSecretRequest,
  rotateSecretsRequest,
  vicidialChangeRequest,
  type OffsetParams,
  type PhoneSettingsAnswer,
  type PhoneSettingsParams,
  type ReplaceAnswer,
  type RotateParams,
  type RotationAnswer,
  type VicidialAnswer,
  type VicidialParams,
} from '../protocol.ts';
import { safely } from '../safely.ts';
import type { Handler, Rim } from './handler.ts';

/** Longest stretch of work in one go, in milliseconds. */
const slice = 10;

export const secretsHandler: Handler = {
  listen: (rim) => {
    const { connection, log, session, checked } = rim;
    connection.onRequest(
      replaceSecretRequest,
      safely<OffsetParams, ReplaceAnswer | null>(log, 'replaceSecret', null, (params, token) =>
        replaceSecret(rim, params, token),
      ),
    );
    connection.onRequest(
      rotateSecretsRequest,
      safely<RotateParams, RotationAnswer | null>(log, 'rotateSecrets', null, (params, token) =>
        rotateSecrets(rim, params, token),
      ),
    );
    connection.onRequest(
      phoneSettingsRequest,
      safely<PhoneSettingsParams, PhoneSettingsAnswer | null>(log, 'phoneSettings', null, async (params) => {
        const document = await checked(params.uri);
        if (document === undefined) return null;
        const { offset, withSecret } = params;
        const version = readingVersion(session.settingsFor(document.uri).lint.asteriskVersion);
        return phoneSettings(session.workspace, document.uri, offset, { withSecret, version }) ?? null;
      }),
    );
    connection.onRequest(
      vicidialChangeRequest,
      safely<VicidialParams, VicidialAnswer | null>(log, 'vicidialChange', null, async (params) => {
        const document = await checked(params.uri);
        if (document === undefined) return null;
        const { offset, as, server } = params;
        const { lint: settings } = session.settingsFor(document.uri);
        const options = { as, settings, random, ...(server === undefined ? {} : { server }) };
        return vicidialChange(session.workspace, document.uri, offset, options) ?? null;
      }),
    );
  },
};

/** Reads every file of the open folders that Asterisk loads, since the other end of a trunk may stand in any. */
async function withAllFiles<R>(
  { session, host, configured }: Rim,
  token: CancellationToken,
  work: () => R | Promise<R>,
): Promise<R> {
  await configured();
  const isOver = (): boolean => token.isCancellationRequested;
  const { uris } = await findRoots(host, session.openFolders, isOver);
  const release = await session.readAlso(uris, isOver);
  try {
    return await work();
  } finally {
    release();
  }
}

async function replaceSecret(
  rim: Rim,
  { uri, offset }: OffsetParams,
  token: CancellationToken,
): Promise<ReplaceAnswer | null> {
  const document = await rim.checked(uri);
  if (document === undefined) return null;
  return withAllFiles(rim, token, () => {
    const { session } = rim;
    const settings = session.settingsFor(document.uri).lint;
    const place = { uri: document.uri, offset };
    const found = credentialEdits(session.workspace, place, { settings, random });
    if (found === undefined) return null;
    const { group, here, everywhere, review } = found;
    const abilities = actionAbilities(rim.client());
    const toEdit = (edits: readonly FileEdit[]): ReplaceAnswer['here'] =>
      toWorkspaceEdit(session, document.uri, edits, abilities);
    return {
      chosen: group.chosen.name,
      others: group.others.map(({ name }) => name),
      aliasMembers: group.aliasMembers.map(({ name }) => name),
      here: toEdit(here),
      everywhere: toEdit(everywhere),
      review: toEdit(review),
    };
  });
}

async function rotateSecrets(
  rim: Rim,
  { uri, scope, workDoneToken }: RotateParams,
  token: CancellationToken,
): Promise<RotationAnswer | null> {
  const progress = rim.connection.window.attachWorkDoneProgress(workDoneToken);
  progress.begin('Asterisk Conf', 0, 'Looking for files', true);
  try {
    return await withAllFiles(rim, token, async () => {
      const { session, diagnostics } = rim;
      const { workspace } = session;
      const settingsFor = (file: string): ReturnType<typeof session.settingsFor>['lint'] =>
        session.settingsFor(file).lint;
      const files = filesIn(rim, normalise(uri), scope);
      const work = rotateWeakSecrets(workspace, files, settingsFor, random, diagnostics.cache);
      const rotation = await inSlices(work, token, ({ done, total }) => {
        progress.report(
          Math.floor((done / Math.max(1, total)) * 100),
          `${String(done)} of ${String(total)} files`,
        );
      });
      if (rotation === undefined) return null;
      const edit = toWorkspaceEdit(session, uri, rotation.edits, actionAbilities(rim.client()));
      const changed = rotation.changed.map((one) => ({
        ...one,
        uri: session.documents.get(one.uri)?.clientUri ?? one.uri,
      }));
      return { edit, changed };
    });
  } finally {
    progress.done();
  }
}

function filesIn({ session }: Rim, uri: string, scope: RotateParams['scope']): readonly string[] {
  if (scope === 'file') return [uri];
  const folders = scope === 'folder' ? [dirname(uri)] : session.openFolders.map(normalise);
  const isInside = (file: string): boolean => folders.some((folder) => isBelow(folder, file));
  const known = [...session.workspace.files.keys()].filter(
    (file) => isInside(file) && factsOf(session.workspace, file).kind !== undefined,
  );
  return known.sort();
}

/** Runs the work to its end with pauses in which a cancellation can arrive; `undefined` when one did. */
async function inSlices<R>(
  work: Generator<RotationProgress, R>,
  token: CancellationToken,
  onProgress: (progress: RotationProgress) => void,
): Promise<R | undefined> {
  let pause = Date.now() + slice;
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    if (Date.now() < pause) continue;
    onProgress(step.value);
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (isCancelled(token)) return undefined;
    pause = Date.now() + slice;
  }
}

/** A function, since the answer changes while the work pauses. */
function isCancelled(token: CancellationToken): boolean {
  return token.isCancellationRequested;
}
