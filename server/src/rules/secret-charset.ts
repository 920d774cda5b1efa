/** Finds secrets in files of VICIdial with characters its forms take away. */
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { registrationPasswordCharacters } from '../vicidial/serverAccounts.ts';
import { judgedSecrets, replaceSecret } from './support/judgedSecrets.ts';
import { optionOf } from './support/devices.ts';
import type { SectionContext, SectionRule } from './rule.ts';

/** Carriers are typed in as free text and may hold any character; phones are told by their account code. */
export const secretCharset: SectionRule = {
  id: 'secret-charset',
  summary: 'Report secrets of VICIdial phones with characters that its forms take away',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'iax.conf', 'pjsip_wizard.conf'],
  *check(context) {
    if (context.facts.generator !== 'vicidial' || !isPhone(context)) return;
    for (const { credential, span } of judgedSecrets(context)) {
      if (credential.place !== 'option' || isTemplateExpression(credential.value)) continue;
      if (!registrationPasswordCharacters.test(credential.value)) {
        yield {
          span,
          message:
            'Only letters, digits, "_" and "-" survive in a Registration Password: VICIdial takes away the rest',
        };
      }
    }
  },
  fix: replaceSecret,
};

function isPhone(context: SectionContext): boolean {
  const name = context.section.header?.name;
  return (
    name !== undefined &&
    [optionOf(context, 'accountcode'), optionOf(context, 'endpoint/accountcode')].includes(name)
  );
}
