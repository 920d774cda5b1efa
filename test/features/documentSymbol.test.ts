import { expect, it } from 'vitest';
import { documentSymbol } from '../../server/src/features/documentSymbol.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

/** `kind name (detail)` of the entries; kinds are the protocol's numbers. */
function outline(name: string, text: string): readonly string[] {
  return documentSymbol(workspaceOf({ [name]: text }), FOLDER + name).map(
    ({ kind, name: shown, detail }) => `${String(kind)} ${shown}${detail === '' ? '' : ` (${detail})`}`,
  );
}

it.each<[string, string, string, readonly string[]]>([
  [
    'devices, templates and settings',
    'sip.conf',
    '[general]\n[t](!)\n[a](t)\n[a](+)\n',
    ['4 [general]', '11 [t] (template)', '5 [a] (from t)', '5 [a] (continued)'],
  ],
  [
    'objects of pjsip.conf by type, inherited too',
    'pjsip.conf',
    '[e](!)\ntype=endpoint\n[e2](!,e)\n[1](e2)\n[1]\ntype = auth\n[1]\ntype=aor\n[u]\ntype=transport\n[r]\ntype=registration\n[g]\ntype=global\n',
    [
      '11 [e] (endpoint, template)',
      '11 [e2] (endpoint, template, from e)',
      '5 [1] (endpoint, from e2)',
      '20 [1] (auth)',
      '18 [1] (aor)',
      '2 [u] (transport)',
      '24 [r] (registration)',
      '4 [g] (global)',
    ],
  ],
  [
    'what stands in place of a type',
    'pjsip.conf',
    '[a]\ntype=Zq7secret\n[b](b)\n',
    ['5 [a]', '5 [b] (from b)'],
  ],
  ['contexts', 'extensions.conf', '[globals]\n[in]\n', ['4 [globals]', '3 [in]']],
])('%s', (_title, name, text, expected) => {
  expect(outline(name, text)).toEqual(expected);
});
