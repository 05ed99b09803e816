/** Reads questions and writes answers of DNS (RFC 1035 4), as much as a practice server needs. */
import { isIPv4 } from 'node:net';

export type DnsRecord =
  | { type: 'A' | 'AAAA'; address: string }
  | { type: 'MX'; priority: number; exchange: string }
  | { type: 'SRV'; priority: number; weight: number; port: number; target: string }
  | { type: 'CNAME'; target: string };

export type RecordType = DnsRecord['type'];

export interface DnsQuestion {
  id: number;
  /** Lower case, without the root's dot. */
  name: string;
  /** Null for a type that the server knows no records of. */
  type: RecordType | null;
  /** The question section as it came, to be repeated in the answer. */
  section: Buffer;
}

export interface NamedRecord {
  name: string;
  record: DnsRecord;
}

/** RFC 1035 4.1.1 */
export type ResponseCode = 'ok' | 'server-failure' | 'name-error';

const typeNumbers: Readonly<Record<RecordType, number>> = { A: 1, CNAME: 5, MX: 15, AAAA: 28, SRV: 33 };
const responseCodes: Readonly<Record<ResponseCode, number>> = { ok: 0, 'server-failure': 2, 'name-error': 3 };
const header = 12;
const internet = 1;

/** Clients do not compress the one name they send. */
export function readQuestion(message: Buffer): DnsQuestion {
  const labels: string[] = [];
  let at = header;
  for (let length = message.readUInt8(at); length !== 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const number = message.readUInt16BE(at + 1);
  const type = (Object.keys(typeNumbers) as RecordType[]).find((known) => typeNumbers[known] === number);
  return {
    id: message.readUInt16BE(0),
    name: labels.join('.').toLowerCase(),
    type: type ?? null,
    section: message.subarray(header, at + 5),
  };
}

function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => {
    bytes.writeUInt16BE(value, at * 2);
  });
  return bytes;
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  const parts = labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]);
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function ipv6Bytes(address: string): Buffer {
  const hex = address.replace(/\d+\.\d+\.\d+\.\d+$/, (dotted) => {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [before = [], after = []] = hex.split('::').map((half) =>
    half
      .split(':')
      .filter((group) => group !== '')
      .map((group) => Number.parseInt(group, 16)),
  );
  return uint16(...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after);
}

function dataOf(record: DnsRecord): Buffer {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return isIPv4(record.address)
        ? Buffer.from(record.address.split('.').map(Number))
        : ipv6Bytes(record.address);
    case 'MX':
      return Buffer.concat([uint16(record.priority), nameBytes(record.exchange)]);
    case 'SRV':
      return Buffer.concat([uint16(record.priority, record.weight, record.port), nameBytes(record.target)]);
    case 'CNAME':
      return nameBytes(record.target);
  }
}

function recordBytes({ name, record }: NamedRecord): Buffer {
  const data = dataOf(record);
  const lifetime = uint16(0, 0);
  return Buffer.concat([
    nameBytes(name),
    uint16(typeNumbers[record.type], internet),
    lifetime,
    uint16(data.length),
    data,
  ]);
}

/** @param truncated says "ask again over TCP" and leaves the records out (RFC 2181 9). */
export function writeAnswer(
  question: DnsQuestion,
  code: ResponseCode,
  records: readonly NamedRecord[],
  truncated = false,
): Buffer {
  const flags = 0x8180 | (truncated ? 0x0200 : 0) | responseCodes[code];
  const answers = truncated ? [] : records;
  return Buffer.concat([
    uint16(question.id, flags, 1, answers.length, 0, 0),
    question.section,
    ...answers.map(recordBytes),
  ]);
}
