/** Whole sections and register lines at the start of a line, fitted to the file: its templates and its next free number. */
import type { ConfKind } from '../../catalogue/option.ts';
import { parentsOf } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import { phoneNeighbours } from '../phoneNeighbours.ts';
import type { CompletionContext } from './context.ts';
import type { Offer } from './entry.ts';

/** Behind everything else, since a line more often is an option than a new section. */
const RANK = 60;

interface Snippet {
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly string[];
}

/** Makes the snippets of one kind of file for the next phone, `name`, and the sections its neighbours inherit from. */
type Make = (name: string, parents: string) => readonly Snippet[];

const SIP_TRUNK: Snippet = {
  label: 'new trunk',
  detail: 'calls to and from a provider',
  lines: [
    '[${1:provider}]',
    'type=peer',
    'host=${2:sip.example.com}',
    'defaultuser=${3:account}',
    'fromuser=${3:account}',
    'remotesecret=$4',
    'context=${5:from-trunk}',
    'disallow=all',
    'allow=${6:ulaw,alaw}',
    '$0',
  ],
};

const makers: Readonly<Record<ConfKind, Make>> = {
  'sip.conf': (name, parents) => [
    {
      label: 'new phone',
      detail: 'a phone that registers here',
      lines: parents === '' ? device(name, ['qualify=yes']) : heir(name, parents),
    },
    SIP_TRUNK,
  ],
  'iax.conf': (name, parents) => [
    {
      label: 'new phone',
      detail: 'a softphone or a server that registers here',
      lines: parents === '' ? device(name, ['auth=md5', 'requirecalltoken=yes']) : heir(name, parents),
    },
    {
      label: 'new trunk',
      detail: 'calls to and from another server',
      lines: [
        '[${1:provider}]',
        'type=peer',
        'host=${2:iax.example.com}',
        'username=${3:account}',
        'secret=$4',
        'auth=md5',
        'context=${5:from-trunk}',
        'disallow=all',
        'allow=${6:ulaw}',
        '$0',
      ],
    },
  ],
  'pjsip.conf': (name, parents) => [
    {
      label: 'new phone',
      detail: 'endpoint, auth and aor of a phone that registers here',
      lines: [
        `[\${1:${name}}]${parents}`,
        ...(parents === ''
          ? ['type=endpoint', 'context=${2:from-internal}', 'disallow=all', 'allow=${3:ulaw,alaw}']
          : []),
        `auth=\${1:${name}}`,
        `aors=\${1:${name}}`,
        '',
        `[\${1:${name}}]`,
        'type=auth',
        'auth_type=userpass',
        `username=\${1:${name}}`,
        'password=$4',
        '',
        `[\${1:${name}}]`,
        'type=aor',
        'max_contacts=${5:1}',
        '$0',
      ],
    },
    {
      label: 'new trunk',
      detail: 'registration, auth, aor, endpoint and identify for a provider',
      lines: [
        '[${1:provider}]',
        'type=registration',
        'server_uri=sip:${2:sip.example.com}',
        'client_uri=sip:${3:account}@${2:sip.example.com}',
        'outbound_auth=${1:provider}',
        '',
        '[${1:provider}]',
        'type=auth',
        'auth_type=userpass',
        'username=${3:account}',
        'password=$4',
        '',
        '[${1:provider}]',
        'type=aor',
        'contact=sip:${2:sip.example.com}',
        '',
        '[${1:provider}]',
        'type=endpoint',
        'context=${5:from-trunk}',
        'disallow=all',
        'allow=${6:ulaw,alaw}',
        'outbound_auth=${1:provider}',
        'aors=${1:provider}',
        '',
        '[${1:provider}]',
        'type=identify',
        'endpoint=${1:provider}',
        'match=${2:sip.example.com}',
        '$0',
      ],
    },
    {
      label: 'new registration',
      detail: 'register with a provider, with the auth it needs',
      lines: [
        '[${1:provider}]',
        'type=registration',
        'server_uri=sip:${2:sip.example.com}',
        'client_uri=sip:${3:account}@${2:sip.example.com}',
        'outbound_auth=${1:provider}',
        '',
        '[${1:provider}]',
        'type=auth',
        'auth_type=userpass',
        'username=${3:account}',
        'password=$4',
        '$0',
      ],
    },
  ],
};

const REGISTER: Readonly<Record<ConfKind, Snippet>> = {
  'sip.conf': {
    label: 'new register line',
    detail: 'user:secret@host/extension',
    lines: ['register => ${1:account}:$2@${3:sip.example.com}/${4:${1:account}}$0'],
  },
  'iax.conf': {
    label: 'new register line',
    detail: 'user:secret@host',
    lines: ['register => ${1:account}:$2@${3:iax.example.com}$0'],
  },
};

function device(name: string, more: readonly string[]): readonly string[] {
  return [
    `[\${1:${name}}]`,
    'type=friend',
    'host=dynamic',
    'secret=$2',
    'context=${3:from-internal}',
    'disallow=all',
    'allow=${4:ulaw,alaw}',
    ...more,
    '$0',
  ];
}

function heir(name: string, parents: string): readonly string[] {
  return [`[\${1:${name}}]${parents}`, 'secret=$2', '$0'];
}

/** Only where nothing stands on the line but the letters of a word. */
export function snippets(context: CompletionContext): readonly Offer[] {
  const { place, facts, workspace, model, lineStart, sectionKinds } = context;
  const { kind } = facts;
  if (place.kind !== 'name' || place.hasOperator || place.span.start !== 0 || kind === undefined) return [];
  const make = makers[kind];
  if (make === undefined || facts.generator !== undefined) return [];
  const { name, phones } = phoneNeighbours(workspace, facts, model, lineStart);
  const parents = parentsOf(phones[0]?.section.header).filter((parent) => parent !== '');
  const list = parents.length === 0 ? '' : `(${parents.join(',')})`;
  // Tab stops of their own would come of these signs.
  const isPlain = !/[$}\\]/.test(name + list);
  const isGeneral = sectionKinds.some((one) => foldCase(one) === 'general');
  const register = isGeneral ? REGISTER[kind] : undefined;
  const all = [
    ...make(isPlain ? name : '200', isPlain ? list : ''),
    ...(register === undefined ? [] : [register]),
  ];
  return all.map(({ label, detail, lines }, i) => ({
    label,
    kind: 'snippet',
    newText: lines.join('\n'),
    isSnippet: true,
    detail,
    rank: RANK + i,
  }));
}
