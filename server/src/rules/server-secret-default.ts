/** Finds VICIdial servers that still use the default secret for calls to themselves. */
import { serverSecretScreen } from '../vicidial/serverAccounts.ts';
import { judgedSecrets, secretsOfClass, usableProfile } from './support/judgedSecrets.ts';
import { isServerSecret } from './support/serverSecret.ts';
import { generateSecret } from '../secrets/generate.ts';
import type { SectionRule } from './rule.ts';

/** Source: VICIdial MySQL_AST_CREATE_tables.sql (`servers.conf_secret`) and ADMIN_keepalive_ALL.pl (loop lines). */
export const serverSecretDefault: SectionRule = {
  id: 'server-secret-default',
  summary: 'Report VICIdial servers whose own secret is still the default',
  severity: 'error',
  scope: 'section',
  files: ['iax.conf', 'extensions.conf'],
  *check(context) {
    for (const { credential, span } of secretsOfClass(context, 'default')) {
      if (isServerSecret(context, credential)) {
        yield {
          span,
          message: `Default secret of this server: anyone who knows VICIdial can call through it; set another one at ${serverSecretScreen}`,
        };
      }
    }
  },
  *fix(context, finding) {
    const judged = judgedSecrets(context).find(({ span }) => span.start === finding.span.start);
    if (judged === undefined) return;
    yield {
      title: 'Replace by a generated secret (every line of this server needs the same one)',
      safety: 'unsafe',
      edits: (random) => [
        { span: judged.credential.span, newText: generateSecret(random, usableProfile(context.settings)) },
      ],
    };
  },
};
