/** Finds register lines that stand where the driver never looks for them. */
import { isTemplate } from '../model/fileModel.ts';
import { sameIgnoringCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import { isRegister } from '../workspace/registerLines.ts';
import type { SectionContext, SectionRule } from './rule.ts';

/** The drivers read `register` in `[general]` only (channels/chan_sip.c, reload_config; channels/chan_iax2.c, set_config). */
export const registerSection: SectionRule = {
  id: 'register-section',
  summary: 'Report register lines outside of [general], which Asterisk never reads',
  severity: 'error',
  scope: 'section',
  files: ['sip.conf', 'iax.conf'],
  *check(context) {
    const message = misplaced(context);
    if (message === undefined) return;
    for (const entry of context.entries) {
      if (isRegister(entry)) yield { span: shift(entry.line.keySpan, entry.start), message };
    }
  },
};

/** What is wrong with register lines of this section; `undefined` when nothing is, or nobody can know. */
function misplaced({ facts, section }: SectionContext): string | undefined {
  if (facts.role === 'loose') return undefined;
  const { header } = section;
  if (header === undefined) {
    const name = facts.sectionAtStart;
    if (name === undefined || sameIgnoringCase(name, 'general')) return undefined;
    return `Asterisk reads register lines only in [general], but this file is included below [${name}]; move the #include line up into [general]`;
  }
  if (isTemplate(header)) {
    // [general] may inherit from any other template.
    if (!sameIgnoringCase(header.name, 'general')) return undefined;
    return 'Asterisk does not read a [general] that is marked as a template; remove the (!)';
  }
  if (sameIgnoringCase(header.name, 'general')) return undefined;
  return `Asterisk reads register lines only in [general], not in [${header.name}]; move this line there`;
}
