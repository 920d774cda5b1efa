/** Finds registrations that cannot answer when a password is asked for, although the login is there. */
import { parseSipUri } from '../register/sipUri.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import {
  optionsIn,
  registrationsIn,
  sectionsOfType,
  type TypedSection,
} from '../workspace/registrationSections.ts';
import { chainOf } from '../workspace/sectionChain.ts';
import { filesOfRoot } from '../workspace/workspace.ts';
import type { FileContext, FileRule } from './rule.ts';
import { endOfSection, optionSpan } from './support/ownLines.ts';

/** Asterisk res/res_pjsip_outbound_registration.c: without `outbound_auth` a challenge ends the registration. */
export const pjsipRegistrationAuth: FileRule = {
  id: 'pjsip-registration-auth',
  summary: 'Report registrations without outbound_auth where an auth section has their user',
  severity: 'warning',
  scope: 'workspace',
  files: ['pjsip.conf'],
  *check(context) {
    for (const { section, auth } of withoutLogin(context)) {
      const message = `Missing outbound_auth: Asterisk cannot answer when the provider asks for a password, although [${auth}] has this user`;
      yield { span: optionSpan(context.workspace, section, 'client_uri'), message };
    }
  },
  *fix(context, finding) {
    for (const { section, auth } of withoutLogin(context)) {
      const span = optionSpan(context.workspace, section, 'client_uri');
      const end = endOfSection(context.workspace, section);
      if (span.start !== finding.span.start || end === undefined || !/^[\w.-]+$/.test(auth)) continue;
      yield {
        title: `Add outbound_auth=${auth}`,
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [
          {
            span: { start: end.offset, end: end.offset },
            newText: `${end.lineEnd}outbound_auth=${auth}`,
          },
        ],
      };
    }
  },
};

function* withoutLogin({
  workspace,
  uri,
  facts,
}: FileContext): Generator<{ readonly section: TypedSection; readonly auth: string }> {
  if (facts.role === 'loose' || facts.isIncomplete || facts.root === undefined) return;
  let users: ReadonlyMap<string, string> | undefined;
  for (const section of registrationsIn(workspace, uri)) {
    const chain = chainOf(workspace, uri, section.placed);
    const options = optionsIn(chain, 'outbound_auth', 'client_uri');
    const address = options.get('client_uri') ?? '';
    if (!chain.isComplete || (options.get('outbound_auth') ?? '') !== '' || isTemplateExpression(address)) {
      continue;
    }
    users ??= loginsOf(workspace, filesOfRoot(workspace, facts.root));
    const auth = users.get(parseSipUri(address).user ?? '');
    if (auth !== undefined) yield { section, auth };
  }
}

/** Names of auth sections by their user; the first one of each. */
function loginsOf(
  workspace: FileContext['workspace'],
  files: readonly string[],
): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  for (const file of files) {
    for (const { name, placed, username } of sectionsOfType(workspace, file, 'auth')) {
      // Nearly every login has a user of its own; of several lines the last counts, and one is the rule.
      const user = username ?? optionsIn(chainOf(workspace, file, placed), 'username').get('username') ?? '';
      if (user !== '' && !users.has(user)) users.set(user, name);
    }
  }
  return users;
}
