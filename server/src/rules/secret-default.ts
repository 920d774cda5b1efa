/** Finds secrets everybody can look up: shipped as a default, shown in an example, or printed in public sources. */
import { isServerSecret } from './support/serverSecret.ts';
import { holdsNoTime, replaceSecret, secretsOfClass } from './support/judgedSecrets.ts';
import type { KnownSecret } from '../secrets/known.ts';
import type { SectionRule } from './rule.ts';

/** Lists: `secrets/known.ts`. A server's own secret is told by `server-secret-default` instead. */
export const secretDefault: SectionRule = {
  id: 'secret-default',
  summary: 'Report secrets that are printed in software, examples or manuals',
  severity: 'error',
  scope: 'section',
  files: 'all',
  *check(context) {
    for (const { credential, verdict, span } of secretsOfClass(context, 'default')) {
      if (!isServerSecret(context, credential)) {
        yield { span, message: `${sentence(verdict.known)}; attackers try it first, ${holdsNoTime}` };
      }
    }
  },
  fix: replaceSecret,
};

function sentence({ origin, class: kind }: KnownSecret): string {
  switch (kind) {
    case 'default':
      return `Default secret of ${origin} installations`;
    case 'sample':
      return `Secret copied from the ${origin}`;
    case 'placeholder':
      return `Placeholder of ${origin} left in place of a secret`;
    case 'published':
      return `Secret printed in public (${origin}), although it looks random`;
  }
}
