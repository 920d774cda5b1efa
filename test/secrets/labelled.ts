/** Secrets with the level they deserve. Made up for this project; judged with the owners given, by `labelled.test.ts`. */

/** What comes out for a secret as a whole: a finding's level, or none. */
export type Label = 'error' | 'warning' | 'ok' | 'strong' | 'none';

/** Secrets of one sort that all deserve the same. */
export interface LabelledGroup {
  readonly about: string;
  readonly label: Label;
  /** The class expected of all of them, where it matters. */
  readonly kind?: string;
  readonly owners?: readonly string[];
  readonly secrets: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const labelledGroups: readonly LabelledGroup[] = [
  {
    about: 'common passwords',
    label: 'error',
    secrets: words(`
      Test TEST tester testing Password PASSWORD1 password1 password12 password123 password! Password1! P@ssw0rd
      p455w0rd Passw0rd1 pa$$word pa$$w0rd! admin Admin admin1 admin123 admin2024 Administrator administrator1
      root root123 toor guest guest1 letmein letmein1 LetMeIn! welcome1 Welcome1 welcome123 Welcome2024 changeit1
      iloveyou iloveyou1 monkey monkey12 dragon dragon99 sunshine sunshine1 princess superman batman1 trustno1
      master master12 shadow shadow1 football football1 baseball7 whatever whatever! starwars1 secret1 secret123
      Secret123! s3cr3t s3cret1 S3CR3T sup3rs3cr3t supersecret1 mysecret1 mypassword1 default1 default123 login123
      access14 access2020 manager1 operator1 system32 server01 server2019 hunter2 foobar foobar1 foobarbaz foobar123
      contrasena1 passwort1 geheim123 senha123 motdepasse1 wachtwoord1 parola123 simsim salasana1
    `),
  },
  {
    about: 'telephony and company words',
    label: 'error',
    secrets: words(`
      Asterisk asterisk1 asterisk123 Asterisk2024 Asterisk2024! asterisk16 ast3risk a5terisk vicidial vicidial1
      vicidial123 Vicidial2023 vicidial! freepbx freepbx1 FreePBX123 freepbx2022 elastix elastix1 issabel1
      goautodial1 kamailio1 opensips1 voip voip123 voip2024 Voip!2024 sip123 sip1234 sip2020 siptrunk siptrunk1
      sippass sippass1 sippassword1 iaxtrunk iaxtrunk1 iax2iax2 pbx123 pbx2019 mypbx1 phone phone1 phone123 phone2
      telephone1 softphone1 zoiper1 linphone123 microsip1 callcenter callcenter1 callcenter@2023 CallCenter2024
      agent agent1 agent001 agent007 dialer1 autodial1 trunk trunk1 trunk123 trunk2020 gateway gateway1 gateway123
      provider1 carrier1 extension1 ext1001 ext-2002 exten200 voicemail voicemail1 mailbox1 queue1 conference1
      reception reception1 frontdesk1 office office1 office365 sales sales1 sales2024 support support1 support24
      billing1 marketing1 digium1 sangoma1 cisco cisco1 cisco123 yealink1 polycom456 grandstream1 snom123 fritzbox1
      telekom1 vodafone1 flowroute1 twilio1 voipms1 register1 company1 customer1 video1 webrtc1 astloop1 cron1
    `),
  },
  {
    about: 'names, with years and numbers',
    label: 'error',
    secrets: words(`
      john john1 john123 john1985 John2001 michael michael1 Michael99 david1 robert12 maria maria1 maria2010 jennifer
      jessica1 thomas77 carlos1 jose2020 pedro123 ahmed1 ahmed2019 mohamed1 ivan1990 sergey1 olga1980 wei2020 patel1
      kumar123 rahul1 smith1 johnson2 garcia12 rodriguez1 anna1 sophia2015 peter2000 hans1 klaus1960 pierre1 luca1
    `),
  },
  {
    about: 'keyboard runs',
    label: 'error',
    secrets: words(`
      qwerty qwerty1 qwerty12 qwerty123 Qwerty123 QWERTY qwertyui qwertyuiop asdf asdfgh asdfghjkl asdf1234 zxcvbn
      zxcvbnm zxcvbnm1 qwertz qwertz123 azerty azerty123 1qaz 1qaz2wsx 1qaz2wsx3edc 1qaz@WSX !QAZ2wsx zaq12wsx
      zaq1xsw2 qazwsx qazwsxedc 147258369 789456123 qweasd poiuyt lkjhgf mnbvcxz !@#$%^ !@#$%^&*
      asdfjkl; qwerasdf 159357 741852963
    `),
  },
  {
    about: 'sequences and repeats',
    label: 'error',
    secrets: words(`
      abc abcd abcdef abcdefgh abcdefghijkl ABCDEFGH abc123 abcd1234 abcdef123456 a1b2c3 zyxwvu 1a2b3c aaaa aaaaaa
      aaaaaaaa aaaaaaaaaaaa AAAAAAAAAAAAAAAAAAAA zzzzzzzz bbbbbb1 ababab abababab xyxyxyxy abcabc abcabcabc
      abcabcabcabc aabbcc aabbccddeeff aaabbbccc a1a1a1a1 ab12ab12 test1234 testtest testtesttest passpass
      voipvoip secretsecret 123abc 321cba abc-123 abc_123 sipsipsip 1a1a1a1a1a1a qqqqwwww
    `),
  },
  {
    about: 'numbers of few digits',
    label: 'error',
    kind: 'digits',
    secrets: words(`
      1 12 123 12345 123456 1234567 12345678 123456789 0123456789 987654 87654321 111 1111 11111 111111 000000
      00000000 222222 555555 777777 121212 123123 112233 1212 2580 4711 4711471 90210 48213 482137 7391046 83920175
      739104628 7391046283 73910462835 010190 01011990 19850412 2024 20240131 31122024 1000 1100 1101 9901 10000
      10101 998 100 102030 246810 135790
    `),
  },
  {
    about: 'numbers of many digits',
    label: 'warning',
    kind: 'digits',
    secrets: words(`
      7391046283517 73910462835174 739104628351749 4820175936204 90317462850936 582046193750284 7391046283517492
      60294817350926 73910462835174926058
    `),
  },
  {
    about: 'numbers of very many digits',
    label: 'strong',
    secrets: words('7391046283517492605817394 9036175820463917502846193'),
  },
  {
    about: 'short text without a pattern',
    label: 'error',
    secrets: words(`
      x k9 Zp4 x7Kq t0Gz k3xw9 pW7bz Jf4kQz zk3vq8 w9xk2pq vkqzwj tzkwvqx Gk7zQ4 9fK2z x_9-k q#7Zk nbvkz p0vzk2
      Zk9!q
    `),
  },
  {
    about: 'text without a pattern, too short to hold',
    label: 'warning',
    kind: 'weak',
    secrets: words(`
      kX8vPq2L Zw4nTb9K gT4mzQ8w pV7kXz2Nq tB9wLq4Zx hK3vZq8Wm2 gT4mzQ8wLx Qz7nVk4Wp9 vX2kTz9qWb Rw8zKq3Vn5T kz8vq4wx2np7
      zqkvwxjpbt mz4kv9xw7tq2 xK7_vQ2-zW 4kZ9vX2wQ7 wQ-8zK_3vX Vz9#kQ2! k!8vZ#q2 tZ4$wK9&x Xk2^vQ8*z pK7@zW3v
      zX4vK9qW2t Lq8wZx3Vk9 bN7zKv2Xq4 Tz6wQk9Xv3 Kv4xZq8Wn7 Wz2kXv9Qb5 nX8zVk3Qw6 Qk7vZx4Wt2 Zv9kWq3Xn8
    `),
  },
  {
    about: 'twelve and more characters without a pattern',
    label: 'ok',
    secrets: words(`
      kX8_vPq2LzW4 Zw4-nTb9KxQ7 gT4mzQ8-wLx2 pV7_kXz2NqW9 tB9wLq4Z_xK7 -hK3vZq8Wm2T Qz7nVk4Wp9-x vX2kT_z9qWb4 Rw8zK-q3Vn5T
      xK7_vQ2-zW9k 4kZ9_vX2wQ7t wQ-8zK_3vXn6 zV9#kQ2!wX4% pK7@zW3vXq9;
    `),
  },
  {
    about: 'long text without a pattern',
    label: 'strong',
    secrets: words(`
      kX8_vPq2LzW4nTb9 Zw4-nTb9KxQ7vZ3k gT4mzQ8-wLx2Rv7n vK3_pQ8mWz5-tRb2XyNd Hq7zWk2vXn9_Tb4LxQ8w Rw8zK-q3Vn5TxQ9zWk4v
      4kZ9_vX2wQ7tLn5bKz8w wQ-8zK_3vXn6Tb2LqZ9r zV9#kQ2!wX4&tB7$nL pK7@zW3vXq9%Rt5*mZ xQ4vZk9WnTb2Lq xZ7wKv3QnXt9bL
      kzvqwxjtbnplgfhdmcrs Zk9vWx2QtXn7bLq4 b7e1f09c4a83d65218fe07b9c34da6f1 9C2E7FA041B8D365E08F7B1294CA5D63
      T7kz-Wq4v-Xn9b-Lr2m qX9zKv3WnTb7LxQ4Rw8z mZ4kXv9QwTn2bLr7Kz5xWq8v vQ8_zKx3-WnT7bLq2Rz9-kXv4
      Lz9kVq3XwTn7bQr4Kx2zWv8mTb5 nX8zVk3QwT6bLr9Kz2xW Kv4xZq8WnT7bLr2z Qk7vZx4WtN2bLr9K Zv9kWq3XnT8bLr4z
      zW7kVx2QnTb9Lr4K tX9zKq4WvN7bLr2zQ Wz2kXv9QbT5nLr8Kz bN7zKv2XqT4wLr9z Tz6wQk9XvN3bLr8z
    `),
  },
  {
    about: 'passphrases of known words',
    label: 'warning',
    kind: 'weak',
    secrets: words(`
      correcthorsebatterystaple summerorangeguitarplanet
      green-rocket-bridge-tiger coffee.window.rabbit.moon PurpleRocketBridgeTiger forestguitarplanetsilver
    `),
  },
  {
    about: 'words no list has',
    label: 'warning',
    kind: 'weak',
    secrets: [
      'Manchester United',
      'unbelievable',
      'extraordinary',
      'skateboarding',
      'photography99',
      'restaurantowner',
    ],
  },
  {
    about: 'the name of the owner, with little added',
    label: 'error',
    kind: 'equals-user',
    owners: ['frontdesk', '2001', 'Ext.7', 'ünal'],
    secrets: words(`
      frontdesk FrontDesk FRONTDESK ksedtnorf frontdesk1 frontdesk123 frontdesk! 1frontdesk frontdesk_2024 #frontdesk#
      ksedtnorf9 2001 2001! 20011 002001 1002 12001 ext.7 EXT.7 7.txe ext.7! ünal ÜNAL ünal1 lanü
    `),
  },
  {
    about: 'the name of the owner among other text',
    label: 'error',
    owners: ['frontdesk', '2001', 'kowalski'],
    secrets: words(`
      frontdeskpass passfrontdesk frontdesk-secret fr0ntd3sk fr0ntdesk1 ext2001 2001ext phone2001 sip2001 pass2001
      2001pass 2001abc kowalski-voip Kow4lski k0walsk1! mykowalski kowalskipwd frontdesk2001pw
    `),
  },
  {
    about: 'templates',
    label: 'none',
    kind: 'template',
    secrets: [
      '${SECRET}',
      '$(cat secret)',
      '{{ secret }}',
      '{{secret}}',
      '{{ vault.sip["1001"] }}',
      '<%= @secret %>',
      '<secret>',
      '<your password>',
      '@SECRET@',
      '__SECRET__',
      '%SECRET%',
      'x${SECRET}y',
      '${ENV(SIP_PASS)}',
      '{% secret %}',
      '<sip secret>',
      '@sip_password@',
      '__sip_secret_1__',
      '___$SIP_SECRET___',
      '%sip.pass%',
    ],
  },
  {
    about: 'placeholders',
    label: 'warning',
    kind: 'placeholder',
    secrets: [
      'CHANGEME',
      'changeme',
      'ChangeMe',
      'change_me',
      'change-me',
      'Change Me',
      'changethis',
      'CHANGE_THIS',
      'your_password',
      'YOUR_PASSWORD',
      'yourpassword',
      'YourPassword',
      'your-secret',
      'yoursecret',
      'your_secret_here',
      'YOUR-PASSWORD-HERE',
      'yourpasswordhere',
      'your_sip_password',
      'put_your_password_here',
      'enter your password',
      'insert_password_here',
      'replaceme',
      'REPLACE_ME',
      'replace_this',
      'ReplaceWithYourSecret',
      'PLEASE_REPLACE_WITH_SECRET',
      'secretReplaceWith1',
      '****',
      '********',
      '.....',
      '------',
      'xxxx',
      'XXXXXXXX',
      '????',
      'placeholder',
      'REDACTED',
      'removed',
      'hidden',
      'password_here',
      'PASSWORD-HERE',
      'secrethere',
      'TODO',
      'FIXME',
      'tbd',
      'fill_me_in',
      'Your_Secret_Passwd_Here',
      'SomeWordYouShouldChange',
      'please_change_it',
      'set_me',
      'SIP_PASSWORD',
      'TRUNK_2_SECRET',
      'TRUNK_PASS_HERE',
      'samplepasswordhere',
      '[INSERT YOUR PASSWORD]',
      '{your_password}',
      '{password}',
      '[secret]',
      '(sip_password)',
      '$PASSWORD',
      '$SIP_SECRET',
      'SUA_SENHA',
      'VOTRE_MOT_DE_PASSE',
      'DEIN_PASSWORT',
      'tu_clave',
      'CAMBIAME',
    ],
  },
  {
    about: 'placeholders with something added, which are secrets',
    label: 'error',
    secrets: words(
      'changeme1 changeme123 CHANGEME! changeme2024 yourpassword1 replaceme99 senha password PASSWORD clave',
    ).filter((secret) => secret !== 'CHANGEME!'),
  },
  { about: 'nothing', label: 'error', kind: 'empty', secrets: [''] },
];
