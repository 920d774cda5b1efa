/** Inside a header: names that mean something by themselves, and behind `(` what a section can inherit from. */
import { optionFile } from '../../catalogue/lookup.ts';
import { sectionsNamed } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import type { ConfKind } from '../../catalogue/option.ts';
import type { CompletionContext } from './context.ts';
import type { Offer } from './entry.ts';
import { knownNames } from './references.ts';
import { namesAbove } from './sectionNames.ts';

/** Names the catalogue's files do not list, because the model knows them. */
const FIXED: Readonly<Record<ConfKind, readonly string[]>> = {
  'sip.conf': ['general', 'authentication'],
  'iax.conf': ['general', 'callnumberlimits'],
  'pjsip.conf': ['global', 'system'],
  'extensions.conf': ['general', 'globals'],
  'meetme.conf': ['general', 'rooms'],
  'voicemail.conf': ['general', 'zonemessages', 'default'],
};

/** What a fixed section is for, in a few words. */
const DETAILS: Readonly<Record<string, string>> = {
  general: 'settings for everything in this file',
  authentication: 'logins for calls to other servers',
  callnumberlimits: 'limits of calls by network',
  global: 'settings of the whole SIP stack; takes type=global',
  system: 'settings read at the start only; takes type=system',
  globals: 'variables of the dialplan',
};

/** Ordinary sections listed behind `(`. */
const MOST = 200;

export function headerNames(context: CompletionContext): readonly Offer[] | undefined {
  const { place, facts, model, section } = context;
  if (place.kind !== 'header-name') return undefined;
  if (facts.kind === undefined) return [];
  const own = section?.index;
  const fixed = new Set([
    ...(FIXED[facts.kind] ?? []),
    ...(optionFile(facts.kind)?.sections ?? []).flatMap(({ name }) => (name === undefined ? [] : [name])),
  ]);
  const close = place.isClosed ? '' : ']';
  const offers = [...fixed]
    .filter((name) => !sectionsNamed(model, name).some(({ index }) => index !== own))
    .map((name, i): Offer => {
      const detail = DETAILS[name];
      return {
        label: name,
        kind: 'section',
        newText: name + close,
        rank: i,
        ...(detail === undefined ? {} : { detail }),
      };
    });
  if (facts.kind !== 'pjsip.conf') return offers;
  // Endpoint, auth and aor of one device often share a name.
  const { names, isCut } = knownNames(context, 'endpoint', place.typed);
  const endpoints = names.map(({ name }): Offer => ({
    label: name,
    kind: 'section',
    newText: name + close,
    detail: 'another object of this name',
    rank: 20,
    ...(isCut ? { isCut } : {}),
  }));
  return [...offers, ...endpoints.filter(({ label }) => !fixed.has(label))];
}

export function headerOptions(context: CompletionContext): readonly Offer[] | undefined {
  const { place, workspace, facts, model, section, lineStart } = context;
  if (place.kind !== 'header-option') return undefined;
  const { header } = section?.section ?? {};
  const others = new Set(place.others.map(foldCase));
  const close = place.isClosed ? '' : ')';
  const own = foldCase(header?.name ?? '');
  const { templates, others: ordinary } = namesAbove(
    workspace,
    facts,
    model,
    lineStart,
    place.typed,
    MOST + 1,
  );
  const isOpen = (name: string): boolean =>
    !others.has(foldCase(name)) && foldCase(name) !== own && !/[,()]/.test(name);
  const offers: Offer[] = templates.filter(isOpen).map((name) => ({
    label: name,
    kind: 'section',
    newText: name + close,
    detail: 'template',
    rank: 0,
  }));
  if (!others.has('!')) {
    offers.push({
      label: '!',
      kind: 'word',
      newText: `!${close}`,
      detail: 'makes this section a template',
      rank: 1,
    });
  }
  const isAlone = place.others.every((name) => name === '');
  const continues = [...templates, ...ordinary].some((name) => foldCase(name) === own);
  if (isAlone && (continues || (header !== undefined && sectionsNamed(model, header.name).length > 1))) {
    offers.push({
      label: '+',
      kind: 'word',
      newText: `+${close}`,
      detail: 'continues the section of this name',
      rank: 2,
    });
  }
  const isCut = ordinary.length > MOST;
  for (const name of ordinary.slice(0, MOST)) {
    if (isOpen(name)) {
      offers.push({
        label: name,
        kind: 'section',
        newText: name + close,
        detail: 'section',
        rank: 3,
        ...(isCut ? { isCut } : {}),
      });
    }
  }
  return offers;
}
