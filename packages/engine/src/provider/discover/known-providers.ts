/**
 * Providers whose settings need no asking. One entry a service; a service that differs by region or for domains of one's own
 * has an entry for each. Entries are data: how they are found is in `known-provider.ts`.
 */
import { type Advice, type AdviceKind, type MailHost, microsoftClouds } from '@mailroom/model';
import type { KnownProvider } from './known-provider.ts';

type Entry = Pick<KnownProvider, 'name' | 'servers' | 'evidence'> & Partial<KnownProvider>;

function entry(given: Entry): KnownProvider {
  return {
    domains: [],
    mx: [],
    imapUser: 'address',
    smtpUser: 'address',
    auth: 'password',
    advice: [],
    ...given,
  };
}

const tls = (host: string, port: number): MailHost => ({ host, port, security: 'tls' });
const starttls = (host: string, port: number): MailHost => ({ host, port, security: 'starttls' });

/** The usual pair: IMAP on 993, submission on 465, TLS from the first byte (RFC 8314). */
const servers = (imap: string, smtp: string) => ({ imap: tls(imap, 993), smtp: tls(smtp, 465) });

const advise = (kind: AdviceKind, link: string | null = null): Advice => ({ kind, link });

/** National editions of one service: `name.` + each ending. */
const editions = (name: string, endings: string): string[] =>
  endings.split(' ').map((ending) => `${name}.${ending}`);

const mozilla = "Mozilla's configuration database";
const deltaChat = "Delta Chat's provider database";
const nodemailer = "Nodemailer's list of services";

const microsoftMx: Readonly<Record<string, readonly string[]>> = {
  // Domains added since July 2026 get names below mx.microsoft (message centre MC1048624).
  global: ['*.mail.protection.outlook.com', '*.mx.microsoft'],
  'us-government': ['*.mail.protection.office365.us'],
  china: ['*.mail.protection.partner.outlook.cn'],
};

const microsoft365 = microsoftClouds.map((cloud) =>
  entry({
    name: cloud.id === 'global' ? 'Microsoft 365' : cloud.name,
    mx: microsoftMx[cloud.id] ?? [],
    servers: { imap: cloud.imap, smtp: cloud.smtp },
    auth: 'oauth2-microsoft',
    evidence: 'Microsoft: POP, IMAP and SMTP settings; Office 365 endpoints; National clouds',
  }),
);

const microsoft: readonly KnownProvider[] = [
  ...microsoft365,
  entry({
    name: 'Outlook.com',
    domains: [
      'msn.com',
      'passport.com',
      'windowslive.com',
      ...editions('outlook', 'com at be cl cz de dk es fr hu ie in it jp kr lv my ph pt sa sg sk'),
      ...editions('outlook', 'co.id co.il co.th com.ar com.au com.br com.gr com.tr com.vn'),
      ...editions('hotmail', 'com at be ca ch cl cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk'),
      ...editions('hotmail', 'co.id co.il co.in co.jp co.kr co.nz co.th co.uk co.za'),
      ...editions('hotmail', 'com.ar com.au com.br com.hk com.tr com.tw com.vn'),
      ...editions('live', 'com at be ca cl cn de dk fi fr hk ie in it jp nl no ph ru se'),
      ...editions(
        'live',
        'co.in co.kr co.uk co.za com.ar com.au com.co com.mx com.my com.pe com.ph com.pt com.sg',
      ),
    ],
    mx: ['*.olc.protection.outlook.com'],
    servers: { imap: tls('outlook.office365.com', 993), smtp: starttls('smtp-mail.outlook.com', 587) },
    auth: 'oauth2-microsoft',
    advice: [advise('enable-imap', 'https://outlook.live.com/mail/0/options/mail/accounts')],
    evidence: `${mozilla}; Microsoft: settings for Outlook.com`,
  }),
];

const google: readonly KnownProvider[] = [
  entry({
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    servers: servers('imap.gmail.com', 'smtp.gmail.com'),
    auth: 'oauth2-google',
    evidence: 'Google: IMAP, POP and SMTP',
  }),
  entry({
    name: 'Google Workspace',
    mx: ['*.l.google.com', 'smtp.google.com', 'aspmx*.googlemail.com'],
    servers: servers('imap.gmail.com', 'smtp.gmail.com'),
    auth: 'oauth2-google',
    evidence: 'Google Workspace: MX records; IMAP, POP and SMTP',
  }),
];

const yahooPassword = advise('app-password', 'https://login.yahoo.com/account/security');

const yahoo: readonly KnownProvider[] = [
  entry({
    name: 'AOL',
    domains: ['aol.com', 'aim.com', 'verizon.net', ...editions('aol', 'de fr co.uk it es')],
    mx: ['mx-aol.mail.*.yahoodns.net'],
    servers: servers('imap.aol.com', 'smtp.aol.com'),
    advice: [advise('app-password', 'https://login.aol.com/account/security')],
    evidence: mozilla,
  }),
  entry({
    name: 'AT&T',
    domains: ['att.net', 'sbcglobal.net', 'bellsouth.net', 'pacbell.net', 'ameritech.net', 'swbell.net'],
    servers: servers('imap.mail.att.net', 'smtp.mail.att.net'),
    // AT&T calls it a secure mail key.
    advice: [advise('app-password')],
    evidence: mozilla,
  }),
  entry({
    name: 'Yahoo Japan',
    domains: ['yahoo.co.jp', 'ybb.ne.jp', 'ymail.ne.jp'],
    servers: servers('imap.mail.yahoo.co.jp', 'smtp.mail.yahoo.co.jp'),
    imapUser: 'local-part',
    smtpUser: 'local-part',
    advice: [advise('enable-imap')],
    unproven: true,
    evidence: mozilla,
  }),
  entry({
    // The mail permission of Yahoo's OAuth is closed to new applications.
    name: 'Yahoo',
    domains: [
      'ymail.com',
      'rocketmail.com',
      'myyahoo.com',
      ...editions('yahoo', 'com at be ca cl de dk es fi fr gr ie in it nl no pl ro se'),
      ...editions('yahoo', 'co.id co.in co.kr co.nz co.th co.uk co.za'),
      ...editions(
        'yahoo',
        'com.ar com.au com.br com.co com.hk com.mx com.my com.pe com.ph com.sg com.tr com.tw com.vn',
      ),
    ],
    mx: ['*.yahoodns.net'],
    servers: servers('imap.mail.yahoo.com', 'smtp.mail.yahoo.com'),
    advice: [yahooPassword],
    evidence: `${mozilla}; ${deltaChat}`,
  }),
];

const appleServers = { imap: tls('imap.mail.me.com', 993), smtp: starttls('smtp.mail.me.com', 587) };
const applePassword = advise('app-password', 'https://account.apple.com');

const apple: readonly KnownProvider[] = [
  entry({
    name: 'iCloud Mail',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    servers: appleServers,
    imapUser: 'local-part',
    advice: [applePassword],
    evidence: 'Apple: iCloud Mail server settings',
  }),
  entry({
    name: 'iCloud Mail',
    mx: ['*.mail.icloud.com'],
    servers: appleServers,
    imapUser: 'ask',
    smtpUser: 'ask',
    advice: [advise('sign-in-address'), applePassword],
    evidence: 'Apple: iCloud Mail server settings; custom email domains',
  }),
];

const fastmail = entry({
  name: 'Fastmail',
  domains: ['fastmail.com', 'fastmail.fm', 'fastmail.net', 'fastmail.org', 'sent.com', 'messagingengine.com'],
  mx: ['*.messagingengine.com'],
  servers: servers('imap.fastmail.com', 'smtp.fastmail.com'),
  advice: [advise('app-password', 'https://app.fastmail.com/settings/security')],
  evidence: `Fastmail: server names and ports; ${deltaChat}`,
});

const zohoAdvice = [
  advise('enable-imap', 'https://www.zoho.com/mail/help/imap-access.html'),
  advise('app-password-with-two-step', 'https://www.zoho.com/mail/help/imap-access.html'),
];

/** Each data centre has hosts of its own, and further ones for domains of customers. */
const zoho: readonly KnownProvider[] = (
  [
    ['zoho.com', ['zoho.com', 'zohomail.com']],
    ['zoho.eu', ['zoho.eu', 'zohomail.eu']],
    ['zoho.in', ['zoho.in', 'zohomail.in']],
    ['zoho.com.au', ['zoho.com.au', 'zohomail.com.au']],
    ['zoho.jp', ['zoho.jp', 'zohomail.jp']],
    ['zohocloud.ca', ['zohocloud.ca', 'zohomail.ca']],
  ] as const
).flatMap(([centre, domains]) => [
  entry({
    name: 'Zoho Mail',
    domains,
    servers: servers(`imap.${centre}`, `smtp.${centre}`),
    advice: zohoAdvice,
    evidence: mozilla,
  }),
  entry({
    name: 'Zoho Mail',
    mx: [`mx*.${centre}`],
    servers: servers(`imappro.${centre}`, `smtppro.${centre}`),
    advice: zohoAdvice,
    evidence: `${mozilla}; Zoho: IMAP settings for organisations`,
  }),
]);

const authorizationCode = [advise('enable-imap'), advise('authorization-code')];

const china: readonly KnownProvider[] = [
  entry({
    name: 'QQ Mail',
    domains: ['qq.com', 'vip.qq.com', 'foxmail.com'],
    servers: servers('imap.qq.com', 'smtp.qq.com'),
    advice: [
      advise('enable-imap', 'https://mail.qq.com/'),
      advise('authorization-code', 'https://mail.qq.com/'),
    ],
    evidence: `${deltaChat}; ${mozilla}`,
  }),
  entry({
    name: 'Tencent Exmail',
    domains: ['exmail.qq.com'],
    mx: ['mxbiz*.qq.com'],
    servers: servers('imap.exmail.qq.com', 'smtp.exmail.qq.com'),
    advice: authorizationCode,
    evidence: mozilla,
  }),
  ...(['163.com', '126.com', 'yeah.net'] as const).map((domain) =>
    entry({
      name: `NetEase ${domain}`,
      domains: [domain],
      servers: servers(`imap.${domain}`, `smtp.${domain}`),
      advice: [
        advise('enable-imap', `https://mail.${domain}/`),
        advise('authorization-code', `https://mail.${domain}/`),
      ],
      evidence: `${mozilla}; ${deltaChat}`,
    }),
  ),
  entry({
    name: 'Aliyun',
    domains: ['aliyun.com'],
    servers: servers('imap.aliyun.com', 'smtp.aliyun.com'),
    advice: [advise('enable-imap')],
    evidence: `${deltaChat}; ${nodemailer}`,
  }),
  entry({
    name: 'Alibaba Mail',
    mx: ['mx*.qiye.aliyun.com', 'mx*.mxhichina.com'],
    servers: servers('imap.qiye.aliyun.com', 'smtp.qiye.aliyun.com'),
    advice: [advise('enable-imap')],
    unproven: true,
    evidence: nodemailer,
  }),
];

const russia: readonly KnownProvider[] = [
  entry({
    name: 'Yandex',
    domains: ['ya.ru', 'narod.ru', ...editions('yandex', 'com ru by kz ua uz com.tr')],
    mx: ['mx.yandex.net', 'mx.yandex.ru'],
    servers: servers('imap.yandex.com', 'smtp.yandex.com'),
    advice: [
      advise('enable-imap', 'https://mail.yandex.com/#setup/client'),
      advise('app-password', 'https://id.yandex.com/security/app-passwords'),
    ],
    evidence: mozilla,
  }),
  entry({
    name: 'Mail.ru',
    domains: ['mail.ru', 'inbox.ru', 'internet.ru', 'bk.ru', 'list.ru', 'xmail.ru'],
    mx: ['emx.mail.ru'],
    servers: servers('imap.mail.ru', 'smtp.mail.ru'),
    advice: [advise('app-password', 'https://account.mail.ru/user/2-step-auth/passwords')],
    evidence: `${mozilla}; ${deltaChat}`,
  }),
  entry({
    name: 'Rambler',
    domains: ['rambler.ru', 'lenta.ru', 'autorambler.ru', 'myrambler.ru', 'ro.ru', 'rambler.ua'],
    servers: servers('imap.rambler.ru', 'smtp.rambler.ru'),
    advice: [advise('enable-imap')],
    evidence: mozilla,
  }),
];

const gmxAdvice = [
  advise('enable-imap', 'https://support.gmx.com/pop-imap/toggle.html'),
  advise('app-password-with-two-step'),
];

const germany: readonly KnownProvider[] = [
  entry({
    name: 'GMX',
    domains: ['gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'gmx.org', 'gmx.eu', 'gmx.info', 'gmx.biz'],
    servers: servers('imap.gmx.net', 'mail.gmx.net'),
    advice: gmxAdvice,
    evidence: `${mozilla}; ${deltaChat}`,
  }),
  entry({
    name: 'GMX',
    domains: ['gmx.com', 'gmx.us', 'gmx.co.uk', 'gmx.es', 'gmx.fr'],
    servers: servers('imap.gmx.com', 'mail.gmx.com'),
    advice: gmxAdvice,
    evidence: mozilla,
  }),
  entry({
    name: 'mail.com',
    domains: ['mail.com', 'email.com', 'usa.com', 'europe.com', 'post.com'],
    servers: servers('imap.mail.com', 'smtp.mail.com'),
    advice: [advise('enable-imap'), advise('app-password-with-two-step')],
    evidence: mozilla,
  }),
  entry({
    name: 'WEB.DE',
    domains: ['web.de', 'email.de'],
    servers: servers('imap.web.de', 'smtp.web.de'),
    imapUser: 'local-part',
    smtpUser: 'local-part',
    advice: [
      advise('enable-imap', 'https://hilfe.web.de/pop-imap/einschalten.html'),
      advise('app-password-with-two-step'),
    ],
    evidence: `${mozilla}; ${deltaChat}`,
  }),
  entry({
    name: 'T-Online',
    domains: ['t-online.de', 'magenta.de'],
    servers: servers('secureimap.t-online.de', 'securesmtp.t-online.de'),
    advice: [advise('mail-password')],
    evidence: `${mozilla}; ${deltaChat}`,
  }),
  entry({
    name: 'IONOS',
    domains: ['online.de', 'onlinehome.de'],
    mx: ['mx*.kundenserver.de', 'mx*.ionos.de', 'mx*.1and1.de'],
    servers: servers('imap.1und1.de', 'smtp.1und1.de'),
    evidence: `${mozilla}; ${nodemailer}`,
  }),
  entry({
    name: 'Strato',
    mx: ['smtpin.rzone.de'],
    servers: servers('imap.strato.de', 'smtp.strato.de'),
    evidence: mozilla,
  }),
  entry({
    name: 'Hetzner',
    mx: ['*.your-server.de'],
    servers: servers('mail.your-server.de', 'mail.your-server.de'),
    evidence: mozilla,
  }),
  entry({
    name: 'Posteo',
    domains: ['posteo.de', 'posteo.net', 'posteo.org', 'posteo.eu', 'posteo.at', 'posteo.ch'],
    servers: servers('posteo.de', 'posteo.de'),
    evidence: mozilla,
  }),
  entry({
    name: 'mailbox.org',
    domains: ['mailbox.org'],
    mx: ['mx*.mailbox.org'],
    servers: servers('imap.mailbox.org', 'smtp.mailbox.org'),
    evidence: `${mozilla}; ${deltaChat}`,
  }),
];

const france: readonly KnownProvider[] = [
  entry({
    name: 'OVHcloud MX Plan',
    mx: ['mx*.mail.ovh.net'],
    servers: servers('ssl0.ovh.net', 'ssl0.ovh.net'),
    // OVHcloud's Exchange plans share the MX and have hosts of their own (ex1.mail.ovh.net and so on).
    unproven: true,
    evidence: mozilla,
  }),
  entry({
    name: 'Gandi',
    mx: ['*.mail.gandi.net'],
    servers: servers('mail.gandi.net', 'mail.gandi.net'),
    evidence: mozilla,
  }),
  entry({
    name: 'Orange',
    domains: ['orange.fr', 'wanadoo.fr'],
    servers: servers('imap.orange.fr', 'smtp.orange.fr'),
    evidence: mozilla,
  }),
  entry({
    name: 'Free',
    domains: ['free.fr'],
    servers: servers('imap.free.fr', 'smtp.free.fr'),
    imapUser: 'local-part',
    smtpUser: 'local-part',
    evidence: mozilla,
  }),
  entry({
    name: 'SFR',
    domains: ['sfr.fr', 'neuf.fr', 'cegetel.net', 'club-internet.fr'],
    servers: servers('imap.sfr.fr', 'smtp.sfr.fr'),
    evidence: mozilla,
  }),
  entry({
    name: 'La Poste',
    domains: ['laposte.net'],
    servers: servers('imap.laposte.net', 'smtp.laposte.net'),
    imapUser: 'local-part',
    smtpUser: 'local-part',
    evidence: mozilla,
  }),
];

const europe: readonly KnownProvider[] = [
  entry({
    name: 'Infomaniak',
    domains: ['infomaniak.com', 'ik.me', 'ikmail.com', 'etik.com'],
    mx: ['*.infomaniak.ch', '*.infomaniak.com'],
    servers: servers('mail.infomaniak.com', 'mail.infomaniak.com'),
    evidence: `${deltaChat}; ${nodemailer}`,
  }),
  entry({
    name: 'one.com',
    mx: ['*.one.com'],
    servers: servers('imap.one.com', 'send.one.com'),
    evidence: `${mozilla}; ${nodemailer}`,
  }),
  entry({
    name: 'Libero',
    domains: ['libero.it', 'inwind.it', 'iol.it', 'blu.it', 'giallo.it'],
    servers: servers('imapmail.libero.it', 'smtp.libero.it'),
    evidence: mozilla,
  }),
  entry({
    name: 'Virgilio',
    domains: ['virgilio.it'],
    servers: servers('in.virgilio.it', 'out.virgilio.it'),
    evidence: mozilla,
  }),
  entry({
    name: 'WP',
    domains: ['wp.pl'],
    servers: servers('imap.wp.pl', 'smtp.wp.pl'),
    imapUser: 'local-part',
    smtpUser: 'local-part',
    advice: [advise('enable-imap')],
    evidence: mozilla,
  }),
  entry({
    name: 'o2',
    domains: ['o2.pl', 'tlen.pl', 'go2.pl'],
    servers: servers('poczta.o2.pl', 'poczta.o2.pl'),
    imapUser: 'local-part',
    smtpUser: 'local-part',
    advice: [advise('enable-imap')],
    evidence: mozilla,
  }),
  entry({
    name: 'Onet',
    domains: ['onet.pl', 'op.pl', 'poczta.onet.pl', 'vp.pl', 'onet.eu'],
    servers: servers('imap.poczta.onet.pl', 'smtp.poczta.onet.pl'),
    evidence: mozilla,
  }),
  entry({
    name: 'Seznam',
    domains: ['seznam.cz', 'email.cz', 'post.cz', 'spoluzaci.cz'],
    servers: servers('imap.seznam.cz', 'smtp.seznam.cz'),
    evidence: mozilla,
  }),
  entry({
    name: 'Inbox.lv',
    domains: ['inbox.lv'],
    servers: servers('mail.inbox.lv', 'mail.inbox.lv'),
    evidence: mozilla,
  }),
  entry({
    name: 'Bluewin',
    domains: ['bluewin.ch'],
    servers: servers('imaps.bluewin.ch', 'smtpauths.bluewin.ch'),
    evidence: mozilla,
  }),
  entry({
    name: 'Sky',
    domains: ['sky.com'],
    servers: servers('imap.tools.sky.com', 'smtp.tools.sky.com'),
    evidence: mozilla,
  }),
  entry({
    name: 'BT',
    domains: ['btinternet.com', 'btopenworld.com', 'talk21.com'],
    servers: servers('mail.btinternet.com', 'mail.btinternet.com'),
    evidence: mozilla,
  }),
];

const korea: readonly KnownProvider[] = [
  entry({
    name: 'Naver',
    domains: ['naver.com'],
    servers: servers('imap.naver.com', 'smtp.naver.com'),
    advice: [
      advise(
        'enable-imap',
        'https://help.naver.com/support/contents/contents.help?serviceNo=2342&categoryNo=2288',
      ),
      advise('app-password-with-two-step'),
    ],
    evidence: `${mozilla}; ${deltaChat}`,
  }),
  entry({
    name: 'Daum',
    domains: ['daum.net', 'hanmail.net'],
    servers: servers('imap.daum.net', 'smtp.daum.net'),
    advice: [advise('enable-imap'), advise('app-password-with-two-step')],
    evidence: mozilla,
  }),
];

const america: readonly KnownProvider[] = [
  entry({
    name: 'Comcast',
    domains: ['comcast.net'],
    servers: servers('imap.comcast.net', 'smtp.comcast.net'),
    advice: [advise('enable-imap')],
    evidence: mozilla,
  }),
  entry({
    name: 'Rackspace Email',
    mx: ['mx*.emailsrvr.com'],
    servers: servers('secure.emailsrvr.com', 'secure.emailsrvr.com'),
    evidence: mozilla,
  }),
  entry({
    // GoDaddy's newer plans are Microsoft 365 and have Microsoft's MX.
    name: 'GoDaddy Workspace Email',
    mx: ['mailstore1.secureserver.net', 'smtp.secureserver.net'],
    servers: servers('imap.secureserver.net', 'smtpout.secureserver.net'),
    evidence: `${mozilla}; ${nodemailer}`,
  }),
];

const closed: readonly KnownProvider[] = [
  entry({
    // The bridge listens on the person's own computer, which is not where Mailroom runs.
    name: 'Proton Mail',
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    mx: ['mail.protonmail.ch', 'mailsec.protonmail.ch'],
    servers: null,
    advice: [advise('bridge', 'https://proton.me/mail/bridge')],
    evidence: deltaChat,
  }),
  entry({
    name: 'Tuta',
    domains: ['tutanota.com', 'tutanota.de', 'tutamail.com', 'tuta.io', 'tuta.com', 'keemail.me'],
    mx: ['mail.tutanota.de'],
    servers: null,
    evidence: deltaChat,
  }),
];

/** Where two patterns of MX fit, the earlier entry stands. */
export const knownProviders: readonly KnownProvider[] = [
  ...microsoft,
  ...google,
  ...yahoo,
  ...apple,
  fastmail,
  ...zoho,
  ...china,
  ...russia,
  ...germany,
  ...france,
  ...europe,
  ...korea,
  ...america,
  ...closed,
];
