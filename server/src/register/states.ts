/** The console commands that show registrations and peers, and what each word they print means. Data in our own words. */

/** One word a command prints, with what it means for an administrator. */
export interface RegistrationState {
  readonly word: string;
  /** One sentence without a final dot. */
  readonly meaning: string;
}

/** A command of the Asterisk console with the words in its state column. */
export interface StateTable {
  readonly command: string;
  /** What the command lists, as the end of a sentence. */
  readonly shows: string;
  readonly states: readonly RegistrationState[];
}

/** Names of the tables. */
export type StateTableName =
  'sipRegistry' | 'sipPeers' | 'iaxRegistry' | 'iaxPeers' | 'pjsipRegistrations' | 'pjsipContacts';

const peerStates: readonly RegistrationState[] = [
  { word: 'OK (n ms)', meaning: 'reachable; the number is how long an answer takes' },
  { word: 'LAGGED (n ms)', meaning: 'reachable, but slower than `qualify` allows' },
  { word: 'UNREACHABLE', meaning: 'does not answer: wrong address or port, a firewall, or switched off' },
  { word: 'UNKNOWN', meaning: 'not asked yet, or not registered, so that there is no address to ask' },
  { word: 'Unmonitored', meaning: 'nobody asks, since `qualify` is off; says nothing about reachability' },
];

/**
 * Source: Asterisk channels/chan_sip.c (regstate2str, handle_response_register, peer_status), channels/chan_iax2.c
 * (regstate2str, peer_status), res/res_pjsip_outbound_registration.c (sip_outbound_registration_status_str) and
 * res/res_pjsip/pjsip_options.c.
 */
export const stateTables: Readonly<Record<StateTableName, StateTable>> = {
  sipRegistry: {
    command: 'sip show registry',
    shows: 'one line for each registration of sip.conf',
    states: [
      { word: 'Registered', meaning: 'accepted; it stays so while an accepted one is being renewed' },
      { word: 'Unregistered', meaning: 'waiting for the first or the next try' },
      {
        word: 'Request Sent',
        meaning: 'no answer yet; if it stays, host, port or transport are wrong or a firewall is in between',
      },
      {
        word: 'Auth. Sent',
        meaning: 'the secret was sent; if it stays, the other side refuses it again and again',
      },
      {
        word: 'No Authentication',
        meaning:
          'the other side answered "forbidden": nearly always a wrong secret or user; no further tries unless `register_retry_403=yes`',
      },
      {
        word: 'Rejected',
        meaning: 'refused for good: unknown user, or a time the two sides do not agree on; no further tries',
      },
      { word: 'Failed', meaning: 'gave up after `registerattempts` tries; only where that is above 0' },
    ],
  },
  sipPeers: { command: 'sip show peers', shows: 'whether each peer can be reached', states: peerStates },
  iaxRegistry: {
    command: 'iax2 show registry',
    shows: 'one line for each registration of iax.conf',
    states: [
      { word: 'Registered', meaning: 'accepted' },
      { word: 'Unregistered', meaning: 'waiting for the first or the next try' },
      { word: 'Request Sent', meaning: 'no answer yet' },
      { word: 'Auth. Sent', meaning: 'the secret was sent, the answer is awaited' },
      { word: 'Rejected', meaning: 'the other side refused it: wrong secret or user' },
      {
        word: 'No Authentication',
        meaning: 'the other side wants a secret, but the line has none',
      },
      {
        word: 'Timeout',
        meaning: 'no answer: wrong host or port, or a firewall; "Perceived" shows no address until one comes',
      },
      { word: 'Unknown', meaning: 'none of these; it should not appear' },
    ],
  },
  iaxPeers: { command: 'iax2 show peers', shows: 'whether each peer can be reached', states: peerStates },
  pjsipRegistrations: {
    command: 'pjsip show registrations',
    shows: 'one line for each section with type=registration',
    states: [
      { word: 'Registered', meaning: 'accepted; newer versions add when it runs out' },
      { word: 'Unregistered', meaning: 'waiting for the first try, or stopped' },
      { word: 'Rejected', meaning: 'refused; there may or may not be another try, the log tells' },
    ],
  },
  pjsipContacts: {
    command: 'pjsip show contacts',
    shows: 'whether each address can be reached',
    states: [
      { word: 'Avail', meaning: 'reachable' },
      { word: 'NonQual', meaning: 'nobody asks, since `qualify_frequency` is 0' },
      { word: 'Unavail', meaning: 'does not answer' },
      { word: 'Unknown', meaning: 'not asked yet' },
    ],
  },
};
