/** Words people build secrets from, likeliest first within each list. Data only; written for this project, all in lower case. */

/** What a word in a secret tells about its author. */
export type WordTopic = 'password' | 'telephony' | 'name' | 'word';

/** Words of one topic, separated by single blanks, the likeliest first. */
export interface WordList {
  readonly topic: WordTopic;
  readonly words: string;
}

/** The lists, likeliest topic first: the place of a word in all of them together is the number of tries it survives. */
export const wordLists: readonly WordList[] = [
  {
    topic: 'password',
    words:
      'password pass secret admin test user changeme replaceme passwd passw root login welcome letmein default guest master ' +
      'access super qwerty temp temporary change demo sample example manager system server security private public ' +
      'hello testing tester passphrase passcode passord contrasena clave senha geheim passwort kennwort motdepasse ' +
      'parola parool wachtwoord haslo heslo salasana losenord adgangskode simsim iloveyou love monkey dragon ' +
      'sunshine princess football baseball superman batman shadow trustno starwars whatever freedom ninja mustang ' +
      'azerty qwertz asdf zxcvbn administrator operator supervisor superuser sysadmin webmaster hunter killer ' +
      'pokemon cheese cookie computer internet google facebook samsung nothing blank null none empty secure ' +
      'unsecure insecure strong weak simple easy hard guess guessme never dontknow idontknow forgot remember token ' +
      'key keys code number pincode mypass mysecret oracle mysql postgres database ftp ssh root toor foobar foo ' +
      'bar baz qux blah dummy placeholder nobody anybody someone',
  },
  {
    topic: 'telephony',
    words:
      'asterisk vicidial voip sip iax pbx pjsip freepbx issabel elastix trixbox goautodial vicibox fusionpbx ' +
      'freeswitch kamailio opensips digium sangoma callcenter callcentre contactcenter call center phone telephone ' +
      'telefon telefono telefone softphone zoiper microsip xlite linphone bria eyebeam twinkle jitsi blink agent ' +
      'dialer autodial predictive carrier provider trunk gateway extension exten ext peer friend voicemail mailbox ' +
      'vmail queue ivr conference confbridge meetme register registration secretpass sipuser sippass sippassword ' +
      'siptrunk sipphone iaxuser iaxpass iaxtrunk ami ari agi stasis webrtc dtmf codec ulaw alaw gsm dahdi zaptel ' +
      'zap isdn fxs fxo pots inbound outbound incoming outgoing caller callerid dial dialplan dialout hangup ' +
      'ringing ring tone line lines desk deskphone reception receptionist office home lobby frontdesk fax modem ' +
      'router switch firewall network cisco linksys grandstream yealink polycom snom aastra mitel avaya panasonic ' +
      'siemens gigaset fritz fritzbox avm patton audiocodes sipura obihai htek fanvil gxp spa cloud twilio plivo ' +
      'vonage voipms flowroute bandwidth nexmo telnyx sipgate skype google voice gvoice didlogic voxbone didww ' +
      'callwithus junction telekom vodafone orange verizon comcast telstra telus rogers bell telco telecom ' +
      'astloop astblind astplay cron updatecron listencron sendcron vdad vdcl customer client support helpdesk ' +
      'sales service marketing billing account accounts company business enterprise remote local lan wan vpn host ' +
      'hosted node link bridge relay proxy edge core lab labs staging production prod dev devel development video ' +
      'chat mobile android iphone ipad cell cellular portable message mail email web website',
  },
  {
    topic: 'name',
    words:
      'john james robert michael david william richard joseph thomas charles daniel matthew anthony mark donald ' +
      'steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary ' +
      'nicholas eric jonathan stephen larry justin scott brandon benjamin samuel frank gregory raymond alexander ' +
      'patrick jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy ' +
      'harold keith christian roger noah gerald terry sean austin carl arthur lawrence dylan jesse jordan bryan ' +
      'billy joe bruce gabriel logan albert willie alan juan wayne elijah randy roy vincent ralph eugene russell ' +
      'bobby mason philip louis mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy ' +
      'lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah ' +
      'stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen ' +
      'samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia ' +
      'joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline ' +
      'martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace ' +
      'denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla ' +
      'alexis lori bob bill mike dave steve tom tim jim dan ben sam max alex chris nick matt rob tony fred bert ' +
      'ernie oscar elmo kate jane jenny sue carlos pedro luis miguel jorge fernando ricardo eduardo rafael antonio ' +
      'francisco manuel javier sergio diego pablo andres mario marco giovanni giuseppe francesco luca paolo ' +
      'alessandro stefano pierre jacques francois philippe nicolas julien camille claude hans klaus peter juergen ' +
      'wolfgang stefan markus thorsten lars sven bjorn erik olaf nils anders mikael ivan dmitri sergey vladimir ' +
      'alexei mikhail nikolai olga natasha irina svetlana tatiana mohamed muhammad ahmed ali hassan hussein omar ' +
      'fatima aisha raj rahul amit sanjay vijay kumar sharma singh patel priya deepak suresh ramesh wei chen wang ' +
      'zhang liu yang huang smith johnson williams jones brown davis miller wilson moore taylor anderson jackson ' +
      'white harris martin thompson garcia martinez robinson clark rodriguez lewis lee walker hall allen young king ' +
      'wright lopez hill green baker nelson carter mitchell perez roberts turner phillips campbell parker evans ' +
      'edwards collins stewart sanchez morris rogers reed cook morgan bell murphy bailey rivera cooper richardson ' +
      'cox howard ward torres peterson gray ramirez watson brooks sanders price bennett wood barnes ross henderson ' +
      'coleman jenkins perry powell long hughes flores washington butler simmons foster gonzales bryant griffin',
  },
  {
    topic: 'word',
    words:
      'january february march april may june july august september october november december monday tuesday ' +
      'wednesday thursday friday saturday sunday spring summer autumn fall winter today tomorrow yesterday morning ' +
      'evening night day week month year time clock red orange yellow green blue purple violet pink black white ' +
      'silver gold golden grey brown one two three four five six seven eight nine ten zero hundred thousand million ' +
      'first second third cat dog bird fish horse cow pig sheep goat lion tiger bear wolf fox eagle hawk falcon ' +
      'shark whale dolphin snake turtle rabbit mouse elephant panda penguin spider scorpion bull bulldog puppy ' +
      'kitty kitten monkey zebra cobra panther jaguar apple banana cherry lemon melon peach pepper ginger ' +
      'chocolate coffee sugar honey butter bread pizza burger chicken bacon water wine beer whisky vodka juice milk ' +
      'sun moon star stars sky earth world planet ocean sea river lake mountain forest tree flower rose garden ' +
      'island beach desert storm thunder lightning rain snow ice fire stone rock sand wind london paris berlin ' +
      'madrid rome vienna moscow tokyo newyork chicago dallas boston denver houston miami seattle texas florida ' +
      'california america canada mexico brazil argentina colombia chile peru france germany spain italy england ' +
      'ireland scotland holland belgium sweden norway denmark finland poland russia china japan india pakistan ' +
      'egypt africa europe asia australia manila philippines lahore karachi dhaka lagos nairobi soccer hockey ' +
      'tennis golf racing boxing chelsea arsenal liverpool barcelona madrid juventus yankees cowboys steelers ' +
      'lakers raiders eagles packers giants rangers ferrari porsche mercedes audi honda toyota nissan mazda ford ' +
      'chevy harley yamaha suzuki corvette camaro guitar piano music drummer metal rocknroll jazz beatles metallica ' +
      'slipknot nirvana zeppelin hendrix elvis matrix gandalf frodo merlin hobbit vader yoda jedi spock startrek ' +
      'enterprise voyager phoenix warrior knight wizard magic magician angel angels devil demon heaven hell jesus ' +
      'christ god faith hope peace bless lucky happy smile baby babe honeybun sweet sweetie darling mother father ' +
      'mom dad sister brother family friend friends girl boy man woman lady queen king prince house home school ' +
      'student teacher doctor nurse lawyer police soldier army navy marine captain pirate hacker gamer player ' +
      'winner champion boss chief leader team group club open close start stop enter exit left right north south ' +
      'east west up down back front top bottom inside outside big small little large great good bad best better ' +
      'cool hot cold warm fast slow quick new old free safe lock locked unlock door window wall room floor table ' +
      'chair bed lamp light dark book paper pen pencil letter word name my your our the this that these those with ' +
      'and for from not you are was have has will can do does did make made take took give gave get got go goes ' +
      'come came see saw know think want need like please thanks thank yes no ok maybe very really either never ' +
      'always sometimes often here there where when why what which who how all any some more most other only just ' +
      'also about after before again should would could must shall something anything everything nothing ' +
      'someone everyone into over under than then them they their its his her she been being were because ' +
      'while during without within between against through around another same other each every both few many ' +
      'much such own once twice soon later early late still already yet money dollar euro bank credit card cash price market shop store buy sell work ' +
      'job project power energy electric electron atomic nuclear laser rocket space alien robot machine engine ' +
      'motor car truck train plane boat ship bike wheel road street city town country village bridge tower castle ' +
      'palace church temple correct battery staple terrible useless better worst worse number letter digit symbol ' +
      'random secretly hidden visible invisible single double triple plus minus equal alpha beta gamma delta omega ' +
      'sigma theta zulu bravo charlie echo foxtrot hotel india juliet kilo lima mike november papa quebec romeo ' +
      'sierra tango uniform victor xray yankee linux ubuntu debian centos redhat fedora windows microsoft apple ' +
      'amazon docker ansible puppet jenkins kubernetes vagrant github gitlab python java perl ruby script shell bash ' +
      'kernel open source software hardware program coder coding data file files folder disk drive cable wire wifi ' +
      'wireless bluetooth radio signal satellite antenna digital analog analogue studio camera movie film theater ' +
      'party dance club summer holiday vacation travel tourist passport ticket hotel resort sunset sunrise rainbow',
  },
];
