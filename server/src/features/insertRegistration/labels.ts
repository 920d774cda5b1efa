/** What providers call the fields of an account, in the languages their sheets come in. Data: letters only, lower case, without accents. */

/** A field of an account; `proxy` and the like are read so that they can be named as left out. */
export type SheetField =
  | 'user'
  | 'authuser'
  | 'secret'
  | 'host'
  | 'domain'
  | 'port'
  | 'transport'
  | 'extension'
  | 'expiry'
  | 'proxy';

/** Letters of a label, such as `sipusername` for "SIP user name:". The first of a list that fits wins nothing: all are exact. */
export const labels: Readonly<Record<SheetField, readonly string[]>> = {
  user: [
    ...['user', 'username', 'userid', 'userpart', 'sipuser', 'sipusername', 'sipuserid', 'sipid', 'sipname'],
    ...['account', 'accountname', 'accountid', 'accountnumber', 'sipaccount', 'defaultuser', 'fromuser'],
    ...[
      'number',
      'phonenumber',
      'sipnumber',
      'telephonenumber',
      'usernamenumber',
      'trunkusername',
      'customerid',
    ],
    ...[
      'benutzer',
      'benutzername',
      'benutzerkennung',
      'sipbenutzername',
      'sipbenutzer',
      'kennung',
      'sipkennung',
    ],
    ...['nutzername', 'teilnehmer', 'rufnummer', 'siprufnummer', 'telefonnummer', 'internetrufnummer'],
    ...[
      'utilisateur',
      'nomdutilisateur',
      'nomutilisateur',
      'identifiant',
      'identifiantsip',
      'compte',
      'comptesip',
    ],
    ...['usuario', 'nombredeusuario', 'usuariosip', 'cuenta', 'nombreusuario', 'numero'],
    ...['utente', 'nomeutente', 'idutente', 'utilizador', 'nomedeusuario', 'nomedeutilizador', 'conta'],
    ...['gebruiker', 'gebruikersnaam', 'uzytkownik', 'nazwauzytkownika', 'uzivatel', 'uzivatelskejmeno'],
    ...['anvandare', 'anvandarnamn', 'brugernavn', 'brukernavn', 'kayttajatunnus', 'kullaniciadi'],
    ...[
      'пользователь',
      'имяпользователя',
      'номер',
      'аккаунт',
      'користувач',
      '用户名',
      '帐号',
      '账号',
      'ユーザー名',
    ],
  ],
  authuser: [
    ...[
      'authuser',
      'authusername',
      'authname',
      'authid',
      'authuserid',
      'authenticationuser',
      'authenticationname',
    ],
    ...[
      'authenticationid',
      'authenticationusername',
      'authorizationuser',
      'authorizationname',
      'authorizationid',
    ],
    ...['authorizationusername', 'authorisationname', 'authorisationid', 'authorisationuser', 'registername'],
    ...[
      'login',
      'loginname',
      'loginid',
      'loginuser',
      'siplogin',
      'registerid',
      'registrationid',
      'registeruser',
    ],
    ...[
      'anmeldename',
      'authentifizierungsname',
      'authentifizierungsid',
      'authentisierungsname',
      'zugangskennung',
    ],
    ...['identifiantdauthentification', 'idauthentification', 'idautenticacion', 'usuariodeautenticacion'],
    ...['логин', 'логін', '登录名'],
  ],
  secret: [
    ...['password', 'pass', 'passwd', 'pwd', 'secret', 'sippassword', 'sipsecret', 'sippass', 'authpassword'],
    ...['authenticationpassword', 'accountpassword', 'userpassword', 'remotesecret', 'registrationpassword'],
    ...['passphrase', 'trunkpassword', 'loginpassword'],
    ...['passwort', 'kennwort', 'sippasswort', 'sipkennwort', 'zugangspasswort'],
    ...[
      'motdepasse',
      'mdp',
      'motdepassesip',
      'contrasena',
      'contrasenasip',
      'clave',
      'senha',
      'palavrapasse',
    ],
    ...[
      'parola',
      'parolachiave',
      'wachtwoord',
      'haslo',
      'heslo',
      'losenord',
      'adgangskode',
      'passord',
      'salasana',
    ],
    ...['sifre', 'jelszo', 'пароль', '密码', '密碼', 'パスワード'],
  ],
  host: [
    ...['server', 'serveraddress', 'servername', 'serverip', 'sipserver', 'sipserveraddress', 'sipserverip'],
    ...['host', 'hostname', 'siphost', 'registrar', 'registrarserver', 'sipregistrar', 'registrarhost'],
    ...[
      'registrationserver',
      'registerserver',
      'registeraddress',
      'address',
      'ip',
      'ipaddress',
      'sipgateway',
      'gateway',
    ],
    ...[
      'serverurl',
      'sipserverurl',
      'trunkserver',
      'peer',
      'sipproxyserver',
      'proxyserver',
      'serverhost',
      'iaxserver',
    ],
    ...['serveradresse', 'registraradresse', 'sipserveradresse', 'anmeldeserver'],
    ...[
      'serveur',
      'serveursip',
      'adresseduserveur',
      'servidor',
      'servidorsip',
      'direcciondelservidor',
      'serversip',
    ],
    ...[
      'palvelin',
      'szerver',
      'serwer',
      'serwersip',
      'sunucu',
      'сервер',
      'адрессервера',
      'sipсервер',
      '服务器',
      'サーバー',
    ],
  ],
  domain: [
    ...['domain', 'sipdomain', 'realm', 'siprealm', 'fromdomain', 'domainrealm', 'authrealm'],
    ...['domane', 'sipdomane', 'domaine', 'domainesip', 'dominio', 'dominiosip', 'domein', 'domena', 'домен'],
  ],
  port: [
    'port',
    'sipport',
    'serverport',
    'registrarport',
    'puerto',
    'porta',
    'poort',
    'порт',
    '端口',
    'remoteport',
  ],
  transport: [
    ...['transport', 'protocol', 'transportprotocol', 'siptransport', 'transporttype', 'transportprotokoll'],
    ...['protokoll', 'protocole', 'protocolo', 'protocollo', 'transporte', 'trasporto', 'протокол'],
  ],
  extension: ['callbackextension', 'did', 'didnumber', 'inboundnumber', 'contactuser', 'durchwahl'],
  expiry: [
    ...['expiry', 'expires', 'expiration', 'registrationinterval', 'registerinterval', 'registrationtime'],
    ...[
      'registrationexpiry',
      'registerexpiry',
      'registerexpiration',
      'gultigkeit',
      'registrierungsintervall',
    ],
  ],
  proxy: [
    ...['proxy', 'sipproxy', 'outboundproxy', 'outboundserver', 'outboundproxyserver', 'stun', 'stunserver'],
    ...['proxysip', 'proxydesortie', 'ausgehenderproxy'],
  ],
};
