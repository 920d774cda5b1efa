/** Finds register lines that name a peer which is not there. */
import { isTemplate, sectionsNamed } from '../model/fileModel.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { closest } from '../text/closest.ts';
import { shift } from '../text/span.ts';
import { resolveFrom } from '../text/uri.ts';
import { perSection } from '../workspace/perSection.ts';
import { exactPlaceOf } from '../workspace/registerLines.ts';
import { filesOfRoot, serverOf } from '../workspace/workspace.ts';
import type { FileContext, FileRule } from './rule.ts';
import { readingOf } from './support/deadNames.ts';
import { registersOfFile, type PlacedRegister } from './support/registersOfRoot.ts';

/** Asterisk channels/chan_sip.c, transmit_register: a peer that is not found is tried as a host name. */
export const registerPeerMissing: FileRule = {
  id: 'register-peer-missing',
  summary: 'Report register lines that name a peer which has no section',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf'],
  *check(context) {
    for (const { register, name } of missingPeers(context)) {
      const near = closest(name, peerNames(context));
      const hint =
        near === undefined ? `add a section [${name}] or leave "${name}?" out` : `did you mean "${near}"?`;
      yield { span: peerSpan(register), message: `Unknown peer "${name}" before "?", ${hint}` };
    }
  },
  *fix(context, finding) {
    for (const { register, name } of missingPeers(context)) {
      const span = peerSpan(register);
      if (span.start !== finding.span.start) continue;
      const near = closest(name, peerNames(context));
      if (near !== undefined) {
        yield {
          title: `Change to "${near}"`,
          safety: 'unsafe',
          isPreferred: true,
          edits: () => [{ span, newText: near }],
        };
      }
      yield {
        title: `Leave "${name}?" out`,
        safety: 'unsafe',
        edits: () => [{ span: { start: span.start, end: span.end + 1 }, newText: '' }],
      };
    }
  },
};

function* missingPeers(
  context: FileContext,
): Generator<{ readonly register: PlacedRegister; readonly name: string }> {
  const { facts, workspace } = context;
  if (facts.role === 'loose' || facts.isIncomplete || facts.root === undefined) return;
  const named = registersOfFile(context).filter(({ line }) => peerOf(line.parsed.fields.peer) !== undefined);
  if (named.length === 0) return;
  // Users can be peers too: channels/chan_sip.c, `reload_config`.
  const users = readingOf(workspace, context.uri, 'users.conf');
  if (users === 'unknown') return;
  for (const register of named) {
    const { parsed, isTemplate: isFilledIn } = register.line;
    const name = peerOf(parsed.fields.peer);
    // A `?` inside the secret makes a peer of what stands before it.
    const isOdd = parsed.problems.some(({ code }) => code === 'split');
    if (name === undefined || isFilledIn || isOdd || isTemplateExpression(name)) continue;
    const places = [facts.root, ...(users === 'complete' ? [usersFile(context)] : [])];
    if (!places.some((root) => hasPeer(context, root, name))) yield { register, name };
  }
}

/** Only names that look like one, so that no piece of a secret is ever said. */
function peerOf(peer: string | undefined): string | undefined {
  return peer !== undefined && /^[\w.-]{1,79}$/.test(peer) ? peer : undefined;
}

function peerSpan({ line, base }: PlacedRegister): { readonly start: number; readonly end: number } {
  const part = line.parsed.parts.find(({ name }) => name === 'peer');
  return shift(exactPlaceOf(line, part?.span ?? { start: 0, end: 0 }), base);
}

function usersFile({ workspace, uri }: FileContext): string {
  return resolveFrom(serverOf(workspace, uri), 'users.conf');
}

function hasPeer({ workspace }: FileContext, root: string, name: string): boolean {
  return filesOfRoot(workspace, root).some((uri) => {
    const model = workspace.files.get(uri);
    if (model === undefined) return false;
    return sectionsNamed(model, name).some(({ section }) => !isTemplate(section.header));
  });
}

const extractNames = perSection(({ name, section }) =>
  name === undefined || isTemplate(section.header) || /^(?:general|authentication)$/i.test(name)
    ? undefined
    : { name },
);

function peerNames({ workspace, facts }: FileContext): readonly string[] {
  return filesOfRoot(workspace, facts.root ?? '').flatMap((uri) => {
    const model = workspace.files.get(uri);
    return model === undefined ? [] : extractNames(model, facts).map(({ value }) => value.name);
  });
}
