import type { Charset } from '../charsets.ts';

export type Language = 'en' | 'fr' | 'zh' | 'ru' | 'pt' | 'it';

export const languages: readonly Language[] = ['en', 'fr', 'zh', 'ru', 'pt', 'it'];

/** How a text part is put on the wire. */
export interface Wire {
  readonly charset: Charset;
  readonly encoding: '7bit' | '8bit' | 'quoted-printable' | 'base64';
}

/** What every letter of a language needs around its text. */
export interface Phrases {
  /** For Intl: dates, numbers and money. */
  readonly locale: string;
  readonly currency: string;
  /** `{name}` is how the other is addressed. */
  readonly greetings: readonly string[];
  readonly closings: readonly string[];
  /** What a mail program puts above quoted text; `{date}` and `{name}`. */
  readonly wrote: string;
  /** The field names of a quoted header block, as Outlook writes it. */
  readonly quotedFields: {
    readonly from: string;
    readonly sent: string;
    readonly to: string;
    readonly subject: string;
  };
  readonly reply: string;
  readonly forward: string;
  readonly accepted: string;
  readonly automaticReply: string;
  /** `{day1}` is the day of return, `{colleague}` who covers. */
  readonly outOfOffice: readonly string[];
  /** Where the newsletter says how to leave it. */
  readonly unsubscribe: string;
  readonly readMore: string;
  readonly finishes: readonly string[];
  /** Column titles and rows of a spreadsheet. */
  readonly table: {
    readonly article: string;
    readonly quantity: string;
    readonly price: string;
    readonly total: string;
  };
  /** The opening of a draft that was never finished. */
  readonly drafts: readonly string[];
  /** A line above a forwarded message. */
  readonly forwarding: readonly string[];
  /** How this language's mail programs have written text over the years; the first is the commonest. */
  readonly wires: readonly Wire[];
}

const utf8Quoted: Wire = { charset: 'utf-8', encoding: 'quoted-printable' };
const utf8Base64: Wire = { charset: 'utf-8', encoding: 'base64' };
const utf8Plain: Wire = { charset: 'utf-8', encoding: '8bit' };
const latin1Quoted: Wire = { charset: 'iso-8859-1', encoding: 'quoted-printable' };

export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    locale: 'en-GB',
    currency: 'GBP',
    greetings: ['Hello {name},', 'Dear {name},', 'Hi {name},', 'Good morning {name},', '{name},'],
    closings: ['Kind regards', 'Best wishes', 'Many thanks', 'All the best', 'Best'],
    wrote: 'On {date}, {name} wrote:',
    quotedFields: { from: 'From', sent: 'Sent', to: 'To', subject: 'Subject' },
    reply: 'Re: ',
    forward: 'Fwd: ',
    accepted: 'Accepted: ',
    automaticReply: 'Automatic reply: ',
    outOfOffice: [
      'Thank you for your message. I am out of the office and will be back on {day1}. In urgent cases {colleague} will help you.',
      'I am travelling until {day1} and read mail only in the evening. {colleague} looks after my projects.',
    ],
    unsubscribe: 'You receive this because you subscribed. Unsubscribe',
    readMore: 'Read more',
    finishes: ['brushed brass', 'matt black', 'bronze', 'white', 'smoked glass'],
    table: { article: 'Article', quantity: 'Quantity', price: 'Unit price', total: 'Total' },
    drafts: [
      'Thank you for your patience. I have spoken to the workshop about {project} and',
      'before I forget: the drawings of {project} are',
      'about {order}: could we',
    ],
    forwarding: [
      'For your information.',
      'Could you look into this, please?',
      'See below – what shall I answer?',
    ],
    wires: [{ charset: 'us-ascii', encoding: '7bit' }, utf8Quoted, utf8Plain, latin1Quoted],
  },
  fr: {
    locale: 'fr-FR',
    currency: 'EUR',
    greetings: [
      'Bonjour {name},',
      "Bonjour {name}, j'espère que vous allez bien.",
      '{name}, bonjour,',
      'Re-bonjour {name},',
    ],
    closings: ['Cordialement', 'Bien à vous', 'Bonne journée', 'Bien cordialement', 'À bientôt'],
    wrote: 'Le {date}, {name} a écrit :',
    quotedFields: { from: 'De', sent: 'Envoyé', to: 'À', subject: 'Objet' },
    reply: 'RE: ',
    forward: 'TR: ',
    accepted: 'Accepté : ',
    automaticReply: 'Réponse automatique : ',
    outOfOffice: [
      "Merci pour votre message. Je suis absent{/e} jusqu'au {day1}. En cas d'urgence, {colleague} vous répondra.",
      'Je suis en déplacement, de retour le {day1}. {colleague} suit mes dossiers.',
    ],
    unsubscribe: 'Vous recevez ce message car vous êtes abonné. Se désabonner',
    readMore: 'Lire la suite',
    finishes: ['laiton brossé', 'noir mat', 'bronze', 'blanc', 'verre fumé'],
    table: { article: 'Article', quantity: 'Quantité', price: 'Prix unitaire', total: 'Total' },
    drafts: ["j'ai revu l'atelier au sujet de {project} et", 'pour {order}, pourrions-nous'],
    forwarding: ['Pour information.', "Peux-tu t'en occuper ?", 'Voir ci-dessous, que répondre ?'],
    wires: [utf8Quoted, latin1Quoted, utf8Base64, latin1Quoted],
  },
  zh: {
    locale: 'zh-CN',
    currency: 'CNY',
    greetings: ['{name}，你好：', '{name}您好，', '{name}：', '{name}，早上好！'],
    closings: ['祝好', '此致，敬礼', '谢谢', '顺颂商祺'],
    wrote: '{name} 于 {date} 写道：',
    quotedFields: { from: '发件人', sent: '发送时间', to: '收件人', subject: '主题' },
    reply: '回复: ',
    forward: '转发: ',
    accepted: '已接受: ',
    automaticReply: '自动回复: ',
    outOfOffice: [
      '您好，我正在出差，{day1}回办公室。急事请联系{colleague}。',
      '邮件已收到，{day1}前不便回复，项目事宜请找{colleague}。',
    ],
    unsubscribe: '您因订阅而收到此邮件。退订',
    readMore: '阅读全文',
    finishes: ['拉丝黄铜', '哑光黑', '古铜色', '白色', '烟灰玻璃'],
    table: { article: '品名', quantity: '数量', price: '单价', total: '合计' },
    drafts: ['{project}的事我问过车间了，', '关于 {order}，能不能'],
    forwarding: ['供参考。', '麻烦处理一下。', '见下面的邮件，怎么回复比较好？'],
    wires: [
      utf8Base64,
      { charset: 'gb18030', encoding: 'base64' },
      utf8Plain,
      { charset: 'gb18030', encoding: '8bit' },
    ],
  },
  ru: {
    locale: 'ru-RU',
    currency: 'EUR',
    greetings: [
      'Здравствуйте, {name}!',
      '{name}, добрый день!',
      'Добрый день, {name}!',
      '{name}, здравствуйте.',
    ],
    closings: ['С уважением', 'Спасибо и хорошего дня', 'С наилучшими пожеланиями'],
    wrote: '{date} {name} пишет:',
    quotedFields: { from: 'От', sent: 'Отправлено', to: 'Кому', subject: 'Тема' },
    reply: 'Re: ',
    forward: 'Fwd: ',
    accepted: 'Принято: ',
    automaticReply: 'Автоответ: ',
    outOfOffice: [
      'Здравствуйте! Меня нет в офисе до {day1}. По срочным вопросам пишите: {colleague}.',
      'Спасибо за письмо. Отвечу после {day1}; мои проекты ведёт {colleague}.',
    ],
    unsubscribe: 'Вы получили это письмо, потому что подписаны. Отписаться',
    readMore: 'Читать дальше',
    finishes: ['шлифованная латунь', 'матовый чёрный', 'бронза', 'белый', 'дымчатое стекло'],
    table: { article: 'Наименование', quantity: 'Кол-во', price: 'Цена', total: 'Сумма' },
    drafts: ['по объекту «{project}» цех ответил, что', 'насчёт заказа {order}: можем ли мы'],
    forwarding: ['Для сведения.', 'Посмотри, пожалуйста.', 'Ниже письмо, что ответить?'],
    wires: [
      utf8Base64,
      { charset: 'koi8-r', encoding: 'base64' },
      { charset: 'koi8-r', encoding: '8bit' },
      utf8Quoted,
    ],
  },
  pt: {
    locale: 'pt-BR',
    currency: 'BRL',
    greetings: ['Olá, {name},', 'Oi, {name}, tudo bem?', 'Bom dia, {name},', 'Prezad{o/a} {name},'],
    closings: ['Atenciosamente', 'Abraço', 'Um abraço', 'Att.'],
    wrote: 'Em {date}, {name} escreveu:',
    quotedFields: { from: 'De', sent: 'Enviado', to: 'Para', subject: 'Assunto' },
    reply: 'RES: ',
    forward: 'ENC: ',
    accepted: 'Aceito: ',
    automaticReply: 'Resposta automática: ',
    outOfOffice: [
      'Obrigad{o/a} pela mensagem. Estou fora até {day1}. Se for urgente, fale com {colleague}.',
      'Estou em viagem e volto em {day1}. {colleague} acompanha os meus projetos.',
    ],
    unsubscribe: 'Você recebe este e-mail porque se inscreveu. Cancelar inscrição',
    readMore: 'Leia mais',
    finishes: ['latão escovado', 'preto fosco', 'bronze', 'branco', 'vidro fumê'],
    table: { article: 'Item', quantity: 'Quantidade', price: 'Preço unitário', total: 'Total' },
    drafts: ['conversei com a produção sobre o {project} e', 'sobre o pedido {order}, será que'],
    forwarding: ['Para conhecimento.', 'Você consegue ver isso?', 'Veja abaixo, o que respondo?'],
    wires: [utf8Quoted, utf8Base64, latin1Quoted, utf8Quoted],
  },
  it: {
    locale: 'it-IT',
    currency: 'EUR',
    greetings: ['Buongiorno {name},', 'Gentile {name},', 'Ciao {name},', 'Salve {name},'],
    closings: ['Cordiali saluti', 'Un saluto', 'Grazie e buona giornata', 'A presto'],
    wrote: 'Il {date}, {name} ha scritto:',
    quotedFields: { from: 'Da', sent: 'Inviato', to: 'A', subject: 'Oggetto' },
    reply: 'R: ',
    forward: 'I: ',
    accepted: 'Accettato: ',
    automaticReply: 'Risposta automatica: ',
    outOfOffice: [
      'Grazie del messaggio. Sono fuori ufficio fino al {day1}; per urgenze scrivete a {colleague}.',
      'Sono in viaggio e rientro il {day1}. I miei progetti li segue {colleague}.',
    ],
    unsubscribe: 'Ricevi questa e-mail perché sei iscritto. Annulla iscrizione',
    readMore: 'Continua a leggere',
    finishes: ['ottone spazzolato', 'nero opaco', 'bronzo', 'bianco', 'vetro fumé'],
    table: { article: 'Articolo', quantity: 'Quantità', price: 'Prezzo unitario', total: 'Totale' },
    drafts: ['ho sentito il reparto per {project} e', "per l'ordine {order}, potremmo"],
    forwarding: ['Per conoscenza.', 'Ci pensi tu?', 'Vedi sotto, cosa rispondo?'],
    wires: [utf8Quoted, latin1Quoted, utf8Quoted, utf8Base64],
  },
};
