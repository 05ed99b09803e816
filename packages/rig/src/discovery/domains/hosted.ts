/** Domains that publish nothing but where their mail goes. */
import { alias, mail, type PracticeDomain } from '../practice-domain.ts';

function hosted(domain: string, about: string, ...exchanges: readonly string[]): PracticeDomain {
  return { domain, about, zone: { [domain]: exchanges.map((exchange) => mail(exchange)) } };
}

export const hostedDomains: readonly PracticeDomain[] = [
  hosted('m365.example', 'Microsoft 365', 'm365-example.mail.protection.outlook.com'),
  hosted('m365-new.example', 'Microsoft 365, added since July 2026', 'm365new-example.k-v1.mx.microsoft'),
  hosted('gcc-high.example', 'Microsoft 365 for US government', 'gcc-high.mail.protection.office365.us'),
  hosted('vianet.example', 'Microsoft 365 in China', 'vianet.mail.protection.partner.outlook.cn'),
  hosted('vanity.example', 'personal Outlook', 'vanity-example.olc.protection.outlook.com'),
  hosted('workspace.example', 'Google Workspace, one record', 'smtp.google.com'),
  {
    domain: 'workspace-old.example',
    about: 'Google Workspace, five records, the least preferred in front',
    zone: {
      'workspace-old.example': [
        mail('alt3.aspmx.l.google.com', 10),
        mail('alt1.aspmx.l.google.com', 5),
        mail('ASPMX.L.GOOGLE.com', 1),
      ],
    },
  },
  hosted('yandex-hosted.example', 'Yandex 360', 'mx.yandex.net'),
  hosted(
    'zoho-hosted.example',
    "Zoho in Europe: an organisation's hosts",
    'mx.zoho.eu',
    'mx2.zoho.eu',
    'mx3.zoho.eu',
  ),
  hosted('exmail-hosted.example', 'Tencent Exmail', 'mxbiz1.qq.com', 'mxbiz2.qq.com'),
  hosted('icloud-hosted.example', 'iCloud with a domain of one’s own', 'mx01.mail.icloud.com'),
  hosted('proton-hosted.example', 'Proton', 'mail.protonmail.ch'),
  hosted('tuta-hosted.example', 'Tuta', 'mail.tutanota.de'),
  hosted('ovh-hosted.example', 'OVHcloud', 'mx1.mail.ovh.net'),
  {
    domain: 'moving.example',
    about: 'two providers at the same preference',
    zone: { 'moving.example': [mail('smtp.google.com'), mail('mx.yandex.net')] },
  },
  {
    domain: 'left-over.example',
    about: 'its own server first, a provider as back-up',
    zone: { 'left-over.example': [mail('mail.left-over.example', 5), mail('mx.yandex.net', 20)] },
  },
  {
    domain: 'filtered-m365.example',
    about: 'Proofpoint before Microsoft 365, told by autodiscover, through a chain of aliases',
    zone: {
      'filtered-m365.example': [mail('mx1-us1.ppe-hosted.com')],
      'autodiscover.filtered-m365.example': alias('ad.web-host.example'),
      'ad.web-host.example': alias('autodiscover.outlook.com'),
    },
  },
  {
    ...hosted('filtered.example', 'Mimecast, and nothing else', 'eu-smtp-inbound-1.mimecast.com'),
  },
  {
    domain: 'null-mx.example',
    about: 'says that it takes no mail (RFC 7505)',
    zone: { 'null-mx.example': [mail('', 0)] },
  },
];
