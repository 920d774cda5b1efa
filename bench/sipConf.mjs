// Makes the conf files that are measured: like the ones VICIdial writes, and the same content as JSON.

/** A sip.conf of `phones` phones, ten lines each, with templates; every seventh phone has a weak secret. */
export function sipConf(phones) {
  const parts = [
    '; written for measuring\n[general]\ncontext=trunkinbound\nallowguest=no\nudpbindaddr=0.0.0.0\n\n',
    '[phone](!)\ntype=friend\nhost=dynamic\nqualify=yes\n\n[remote](!,phone)\nnat=force_rport,comedia ; behind a router\n\n',
  ];
  for (let i = 0; i < phones; i++) parts.push(phone(i));
  return parts.join('');
}

/** One phone of ten lines, with a secret of its own unless it is a weak one. */
export function phone(i) {
  const name = `cc${String(i).padStart(6, '0')}`;
  const secret = i % 7 === 0 ? '1234' : strong(i);
  return `[${name}](${i % 3 === 0 ? 'remote' : 'phone'})
username=${name}
secret=${secret}
accountcode=${name}
callerid="Agent ${i}" <${i}>
mailbox=${i}@default
context=default
disallow=all
allow=ulaw ; as the trunk
canreinvite=no
`;
}

/** 20 characters without a pattern, always the same for the same phone. */
function strong(i) {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
  let state = (i * 2654435761 + 12345) >>> 0;
  let text = '';
  for (let n = 0; n < 20; n++) {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x6d2b79f5) >>> 0;
    text += alphabet[(state >>> 8) % alphabet.length];
  }
  return text;
}

/** The sections of such a file as an object of objects, one option a line. */
export function jsonOf(text) {
  const sections = {};
  let current = {};
  for (const line of text.split('\n')) {
    const header = /^\[([^\]]*)\]/.exec(line);
    const entry = /^([^;=]+)=([^;]*)/.exec(line);
    if (header !== null) sections[header[1]] = current = {};
    else if (entry !== null) current[entry[1]] = entry[2].trim();
  }
  return JSON.stringify(sections, undefined, 2);
}
