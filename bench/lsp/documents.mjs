// The same content as sip.conf, JSON and YAML, in a folder with the files it includes and those beside it.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { jsonOf, sipConf } from '../sipConf.mjs';

const carriers = `[carrier](!)
type=peer
insecure=port,invite
context=trunkinbound
disallow=all
allow=ulaw
deny=0.0.0.0/0.0.0.0
permit=192.0.2.0/255.255.255.0

[carrier-one](carrier)
host=192.0.2.10
secret=Qm7-xT4_vB9kLz2-Rw8n

[carrier-two](carrier)
host=192.0.2.11
`;

const dialplan = `[general]
static=yes

[default]
exten => _X.,1,Dial(SIP/\${EXTEN},30)
same => n,Hangup()

[trunkinbound]
exten => _X.,1,Goto(default,\${EXTEN},1)
`;

/** Writes the folder and returns the three documents; only sip.conf names the others. */
export function writeDocuments(folder, phones) {
  mkdirSync(folder, { recursive: true });
  const conf = `${sipConf(phones)}\n#include "sip-carriers.conf"\n`;
  const json = jsonOf(conf);
  const files = {
    'sip.conf': conf,
    'sip-carriers.conf': carriers,
    'extensions.conf': dialplan,
    'phones.json': json,
    'phones.yaml': yamlOf(JSON.parse(json)),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const documentOf = (name, languageId) => ({
    uri: pathToFileURL(path.join(folder, name)).href,
    languageId,
    text: files[name],
    lines: files[name].split('\n'),
  });
  return {
    folderUri: pathToFileURL(folder).href,
    conf: documentOf('sip.conf', 'asterisk-conf'),
    json: documentOf('phones.json', 'json'),
    yaml: documentOf('phones.yaml', 'yaml'),
  };
}

function yamlOf(sections) {
  const lines = [];
  for (const [name, options] of Object.entries(sections)) {
    lines.push(`${name}:`);
    for (const [key, value] of Object.entries(options)) lines.push(`  ${key}: ${JSON.stringify(value)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Places inside values of options all over the document: numbers of lines and characters, at most `count`. */
export function placesIn({ lines }, count) {
  const candidates = [];
  lines.forEach((line, number) => {
    if (/^[\s"]*(?:accountcode|callerid|secret|context)\b/.test(line)) candidates.push(number);
  });
  return Array.from({ length: Math.min(count, candidates.length) }, (_, i) => {
    const line = candidates[Math.floor(((i + 0.5) / count) * candidates.length)];
    const text = lines[line];
    const quote = /",?$/.exec(text)?.index;
    return { line, character: quote ?? text.length };
  });
}
