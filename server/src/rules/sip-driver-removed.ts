import type { FileRule } from './rule.ts';
import { firstLineSpan } from './support/places.ts';

/** First version without chan_sip (Asterisk UPGRADE.txt). */
const FIRST_WITHOUT = 21;

/** sip.conf is of no use to Asterisk 21 and later; told once, in the file Asterisk would load. */
export const sipDriverRemoved: FileRule = {
  id: 'sip-driver-removed',
  summary: 'Tell that the chosen version of Asterisk has no chan_sip',
  severity: 'information',
  scope: 'file',
  files: ['sip.conf'],
  *check({ facts, settings, workspace, uri }) {
    const { asteriskVersion } = settings;
    const model = workspace.files.get(uri);
    if (model === undefined || facts.role !== 'root' || asteriskVersion === 'auto') return;
    if (asteriskVersion < FIRST_WITHOUT) return;
    yield {
      span: firstLineSpan(model),
      message: `Asterisk ${String(asteriskVersion)} has no chan_sip and does not read this file; move the phones to pjsip.conf`,
    };
  },
};
