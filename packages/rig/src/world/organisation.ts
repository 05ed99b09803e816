import type { Address } from './headers.ts';
import type { Language } from './texts/phrases.ts';

/** Where someone lives, for the offset in their Date fields and for their working hours. */
export type Zone = 'britain' | 'central-europe' | 'brazil' | 'china' | 'kazakhstan';

/** Someone who writes or gets mail in the practice world. Every address is in a domain reserved by RFC 2606. */
export interface Person extends Address {
  readonly name: string;
  /** How letters address them. */
  readonly given: string;
  readonly gender: 'f' | 'm';
  readonly language: Language;
  readonly zone: Zone;
  readonly title: string;
  readonly company: string;
}

/** A customer's building that conversations are about. */
export interface Project {
  readonly name: string;
  readonly city: string;
  /** The folder in which the main persona keeps this project's mail. */
  readonly folder?: string;
}

/** A customer or supplier: everybody outside the organisation. */
export interface Correspondent {
  readonly kind: 'customer' | 'supplier';
  readonly language: Language;
  readonly people: readonly Person[];
  readonly city: string;
  readonly projects: readonly Project[];
}

export const organisation = {
  name: 'Halewick Lighting',
  domain: 'halewick.test',
  /** What the demo says the organisation does. */
  trade: 'makers of lamps for hotels and restaurants',
} as const;

function employee(
  local: string,
  name: string,
  given: string,
  details: Pick<Person, 'gender' | 'language' | 'zone' | 'title'>,
): Person {
  return { address: `${local}@${organisation.domain}`, name, given, company: organisation.name, ...details };
}

/** The people with a mailbox; the first is the main persona. */
export const staff: readonly [Person, ...Person[]] = [
  employee('nora.whitfield', 'Nora Whitfield', 'Nora', {
    gender: 'f',
    language: 'en',
    zone: 'britain',
    title: 'Customer Projects',
  }),
  employee('claire.marchand', 'Claire Marchand', 'Claire', {
    gender: 'f',
    language: 'fr',
    zone: 'central-europe',
    title: 'Opérations',
  }),
  employee('samuel.okafor', 'Samuel Okafor', 'Samuel', {
    gender: 'm',
    language: 'en',
    zone: 'britain',
    title: 'Finance',
  }),
  employee('giulia.ferrero', 'Giulia Ferrero', 'Giulia', {
    gender: 'f',
    language: 'it',
    zone: 'central-europe',
    title: 'Design',
  }),
  employee('tomas.duarte', 'Tomás Duarte', 'Tomás', {
    gender: 'm',
    language: 'pt',
    zone: 'brazil',
    title: 'Vendas',
  }),
  employee('lin.xiaowen', '林晓雯', '晓雯', { gender: 'f', language: 'zh', zone: 'china', title: '采购' }),
  employee('daniyar.akhmetov', 'Данияр Ахметов', 'Данияр', {
    gender: 'm',
    language: 'ru',
    zone: 'kazakhstan',
    title: 'Работа с партнёрами',
  }),
  employee('priya.nair', 'Priya Nair', 'Priya', {
    gender: 'f',
    language: 'en',
    zone: 'britain',
    title: 'Office and IT',
  }),
];

interface Firm {
  readonly kind: Correspondent['kind'];
  readonly company: string;
  readonly domain: string;
  readonly language: Language;
  readonly zone: Zone;
  readonly city: string;
  readonly people: readonly (readonly [
    local: string,
    name: string,
    given: string,
    gender: 'f' | 'm',
    title: string,
  ])[];
  readonly projects?: readonly Project[];
}

const firms: readonly Firm[] = [
  {
    kind: 'customer',
    company: 'Harbourline Hotels',
    domain: 'harbourline.example.com',
    language: 'en',
    zone: 'britain',
    city: 'Bristol',
    people: [
      ['margaret.doyle', 'Margaret Doyle', 'Margaret', 'f', 'Head of Property'],
      ['tom.aldridge', 'Tom Aldridge', 'Tom', 'm', 'Site Manager'],
    ],
    projects: [
      { name: 'The Quayside', city: 'Bristol', folder: 'Projects/The Quayside' },
      { name: 'Harbourline Porthmere', city: 'Porthmere' },
    ],
  },
  {
    kind: 'customer',
    company: 'Fennimore & Stroud Architects',
    domain: 'fennimorestroud.example.org',
    language: 'en',
    zone: 'britain',
    city: 'Bath',
    people: [
      ['ruth', 'Ruth Fennimore', 'Ruth', 'f', 'Partner'],
      ['kofi.mensah', 'Kofi Mensah', 'Kofi', 'm', 'Architect'],
    ],
    projects: [
      { name: 'Old Granary Restaurant', city: 'Bath' },
      { name: 'Abbeygate Library', city: 'Wells', folder: 'Projects/Abbeygate Library' },
    ],
  },
  {
    kind: 'customer',
    company: 'Greyfold Contracts',
    domain: 'greyfold.example.net',
    language: 'en',
    zone: 'britain',
    city: 'Cardiff',
    people: [
      ['ian.prentice', 'Ian Prentice', 'Ian', 'm', 'Contracts Manager'],
      ['aisha.rahman', 'Aisha Rahman', 'Aisha', 'f', 'Buyer'],
    ],
    projects: [{ name: 'Tidewater House', city: 'Cardiff' }],
  },
  {
    kind: 'supplier',
    company: 'Calder Glassworks',
    domain: 'calderglass.example.com',
    language: 'en',
    zone: 'britain',
    city: 'Halifax',
    people: [['helen', 'Helen Sutcliffe', 'Helen', 'f', 'Sales']],
  },
  {
    kind: 'supplier',
    company: 'Bexley Drivers',
    domain: 'bexleydrivers.example.com',
    language: 'en',
    zone: 'britain',
    city: 'Bexley',
    people: [['raj.patel', 'Raj Patel', 'Raj', 'm', 'Key Accounts']],
  },
  {
    kind: 'supplier',
    company: 'Northmoor Freight',
    domain: 'northmoor.example.net',
    language: 'en',
    zone: 'britain',
    city: 'Avonmouth',
    people: [['gareth.pugh', 'Gareth Pugh', 'Gareth', 'm', 'Dispatch']],
  },
  {
    kind: 'customer',
    company: 'Hôtels du Belvédère',
    domain: 'belvedere.example.com',
    language: 'fr',
    zone: 'central-europe',
    city: 'Annecy',
    people: [
      ['sophie.lemaire', 'Sophie Lemaire', 'Sophie', 'f', 'Directrice technique'],
      ['julien.carrel', 'Julien Carrel', 'Julien', 'm', 'Conducteur de travaux'],
    ],
    projects: [
      { name: 'Hôtel du Belvédère', city: 'Annecy', folder: 'Projects/Hôtel du Belvédère' },
      { name: 'La Verrière', city: 'Grenoble' },
    ],
  },
  {
    kind: 'customer',
    company: 'Atelier Vasseur',
    domain: 'vasseur.example.org',
    language: 'fr',
    zone: 'central-europe',
    city: 'Lyon',
    people: [
      ['etienne', 'Étienne Vasseur', 'Étienne', 'm', 'Architecte'],
      ['ines.benali', 'Inès Benali', 'Inès', 'f', 'Chef de projet'],
    ],
    projects: [{ name: 'Brasserie des Halles', city: 'Lyon' }],
  },
  {
    kind: 'supplier',
    company: 'Transports Rivoire',
    domain: 'rivoire.example.net',
    language: 'fr',
    zone: 'central-europe',
    city: 'Valence',
    people: [['marc', 'Marc Rivoire', 'Marc', 'm', 'Gérant']],
  },
  {
    kind: 'customer',
    company: '东澜酒店设计',
    domain: 'donglan.example.com',
    language: 'zh',
    zone: 'china',
    city: '杭州',
    people: [
      ['zhoumin', '周敏', '周工', 'f', '设计总监'],
      ['chenzhiyuan', '陈志远', '陈经理', 'm', '项目经理'],
    ],
    projects: [
      { name: '西湖云栖酒店', city: '杭州', folder: '项目/西湖云栖' },
      { name: '滨江茶舍', city: '苏州' },
    ],
  },
  {
    kind: 'supplier',
    company: '恒曜五金',
    domain: 'hengyao.example.net',
    language: 'zh',
    zone: 'china',
    city: '佛山',
    people: [
      ['huang', '黄丽华', '黄小姐', 'f', '业务部'],
      ['hejianjun', '何建军', '何厂长', 'm', '生产部'],
    ],
  },
  {
    kind: 'supplier',
    company: '蓝桥物流',
    domain: 'lanqiao.example.net',
    language: 'zh',
    zone: 'china',
    city: '深圳',
    people: [['wuqian', '吴倩', '吴小姐', 'f', '海运部']],
  },
  {
    kind: 'customer',
    company: 'ТОО «Степной свет»',
    domain: 'stepnoysvet.example.com',
    language: 'ru',
    zone: 'kazakhstan',
    city: 'Алматы',
    people: [
      ['a.serikova', 'Айгуль Серикова', 'Айгуль', 'f', 'Отдел закупок'],
      ['v.lapin', 'Виктор Лапин', 'Виктор', 'm', 'Главный инженер'],
    ],
    projects: [
      { name: 'Тянь-Шань', city: 'Алматы', folder: 'Projects/Тянь-Шань' },
      { name: 'Чайный дом', city: 'Астана' },
    ],
  },
  {
    kind: 'customer',
    company: 'Бюро «Пространство»',
    domain: 'prostranstvo.example.org',
    language: 'ru',
    zone: 'kazakhstan',
    city: 'Алматы',
    people: [['m.orlova', 'Мария Орлова', 'Мария', 'f', 'Архитектор']],
    projects: [{ name: 'Сад', city: 'Алматы' }],
  },
  {
    kind: 'supplier',
    company: 'КаспийТранс',
    domain: 'kaspiytrans.example.net',
    language: 'ru',
    zone: 'kazakhstan',
    city: 'Актау',
    people: [['r.ibraev', 'Руслан Ибраев', 'Руслан', 'm', 'Экспедитор']],
  },
  {
    kind: 'customer',
    company: 'Grupo Ipê Hotéis',
    domain: 'ipehoteis.example.com',
    language: 'pt',
    zone: 'brazil',
    city: 'São Paulo',
    people: [
      ['fernanda.queiroz', 'Fernanda Queiroz', 'Fernanda', 'f', 'Diretora de obras'],
      ['ricardo.bastos', 'Ricardo Bastos', 'Ricardo', 'm', 'Compras'],
    ],
    projects: [
      { name: 'Ipê Paulista', city: 'São Paulo', folder: 'Projects/Ipê Paulista' },
      { name: 'Pousada da Serra', city: 'Gramado' },
    ],
  },
  {
    kind: 'customer',
    company: 'Estúdio Maré Arquitetura',
    domain: 'estudiomare.example.org',
    language: 'pt',
    zone: 'brazil',
    city: 'Recife',
    people: [['luciana', 'Luciana Prado', 'Luciana', 'f', 'Arquiteta']],
    projects: [{ name: 'Casa do Porto', city: 'Recife' }],
  },
  {
    kind: 'supplier',
    company: 'Vidraria Santa Rita',
    domain: 'santarita.example.net',
    language: 'pt',
    zone: 'brazil',
    city: 'Blumenau',
    people: [['joao.vilela', 'João Vilela', 'João', 'm', 'Comercial']],
  },
  {
    kind: 'customer',
    company: 'Gruppo Alberghi Meridiana',
    domain: 'meridiana.example.com',
    language: 'it',
    zone: 'central-europe',
    city: 'Torino',
    people: [
      ['paolo.ricci', 'Paolo Ricci', 'Paolo', 'm', 'Ufficio tecnico'],
      ['chiara.fontana', 'Chiara Fontana', 'Chiara', 'f', 'Acquisti'],
    ],
    projects: [
      { name: 'Albergo Meridiana', city: 'Torino', folder: 'Projects/Albergo Meridiana' },
      { name: 'Caffè dei Portici', city: 'Bologna' },
    ],
  },
  {
    kind: 'customer',
    company: 'Studio Bellandi',
    domain: 'bellandi.example.org',
    language: 'it',
    zone: 'central-europe',
    city: 'Milano',
    people: [['marco', 'Marco Bellandi', 'Marco', 'm', 'Architetto']],
    projects: [{ name: 'Villa Serena', city: 'Como' }],
  },
  {
    kind: 'supplier',
    company: 'Vetreria Morosin',
    domain: 'morosin.example.net',
    language: 'it',
    zone: 'central-europe',
    city: 'Murano',
    people: [['elena', 'Elena Morosin', 'Elena', 'f', 'Titolare']],
  },
];

export const correspondents: readonly Correspondent[] = firms.map((firm) => ({
  kind: firm.kind,
  language: firm.language,
  city: firm.city,
  projects: firm.projects ?? [],
  people: firm.people.map(([local, name, given, gender, title]) => ({
    address: `${local}@${firm.domain}`,
    name,
    given,
    gender,
    title,
    company: firm.company,
    language: firm.language,
    zone: firm.zone,
  })),
}));

/** The families of lamps that everybody writes about; trade names stay the same in all languages. */
export const products: readonly string[] = [
  'Aria 40',
  'Aria 60',
  'Meridian',
  'Solenne',
  'Kestrel',
  'Lumo T5',
  'Baltic',
  'Ottavia',
];
