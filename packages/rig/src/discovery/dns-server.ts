/** A practice DNS server on loopback, over UDP and TCP; it answers as a resolver does, aliases followed. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import {
  type DnsQuestion,
  type DnsRecord,
  type NamedRecord,
  type ResponseCode,
  readQuestion,
  writeAnswer,
} from './dns-message.ts';

/** `servfail`: the server could not find out. `silent`: it never answers. */
export type DnsFault = 'servfail' | 'silent';

/** Records by name, lower case. */
export type Zone = Readonly<Record<string, readonly DnsRecord[]>>;

export interface PracticeDns {
  /** `address:port`, as resolvers take it. */
  server: string;
  add(zone: Zone): void;
  /** A name that answers each question of a type differently, in order; the last answer stays. */
  rebind(name: string, answers: readonly (readonly DnsRecord[])[]): void;
  /** For every question about the name or a name below it. */
  fail(name: string, fault: DnsFault): void;
  close(): Promise<void>;
}

/** What fits into a datagram that nobody agreed to make larger (RFC 1035 2.3.4). */
const largestDatagram = 512;
const longestChain = 8;

async function bindBoth(): Promise<{ udp: UdpSocket; tcp: Server; port: number }> {
  for (;;) {
    const udp = createSocket('udp4');
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    const { port } = udp.address();
    const tcp = createServer();
    tcp.listen(port, '127.0.0.1');
    try {
      await once(tcp, 'listening');
      return { udp, tcp, port };
    } catch {
      // Somebody has that port for TCP; another one is as good.
      udp.close();
    }
  }
}

export async function startDns(): Promise<PracticeDns> {
  const records = new Map<string, readonly DnsRecord[]>();
  const rebound = new Map<string, readonly (readonly DnsRecord[])[]>();
  const asked = new Map<string, number>();
  const faults = new Map<string, DnsFault>();
  const { udp, tcp, port } = await bindBoth();
  const sockets = new Set<Socket>();

  function faultOf(name: string): DnsFault | undefined {
    return [...faults].find(([faulty]) => name === faulty || name.endsWith(`.${faulty}`))?.[1];
  }

  function recordsAt(name: string, type: DnsQuestion['type']): readonly DnsRecord[] | undefined {
    const turns = rebound.get(name);
    if (turns === undefined) return records.get(name);
    const turn = asked.get(`${type} ${name}`) ?? 0;
    asked.set(`${type} ${name}`, turn + 1);
    return turns[Math.min(turn, turns.length - 1)];
  }

  function resolve({ name, type }: DnsQuestion): { code: ResponseCode; answers: NamedRecord[] } {
    const answers: NamedRecord[] = [];
    let at = name;
    for (let hop = 0; hop < longestChain; hop += 1) {
      const here = recordsAt(at, type);
      if (here === undefined) return { code: answers.length === 0 ? 'name-error' : 'ok', answers };
      answers.push(...here.filter((record) => record.type === type).map((record) => ({ name: at, record })));
      const alias = here.find((record) => record.type === 'CNAME');
      if (alias?.type !== 'CNAME' || type === 'CNAME') break;
      answers.push({ name: at, record: alias });
      at = alias.target;
    }
    return { code: 'ok', answers };
  }

  /** Null: no answer. */
  function answer(message: Buffer, largest: number): Buffer | null {
    const question = readQuestion(message);
    const fault = faultOf(question.name);
    if (fault === 'silent') return null;
    if (fault === 'servfail') return writeAnswer(question, 'server-failure', []);
    const { code, answers } = resolve(question);
    const whole = writeAnswer(question, code, answers);
    return whole.length > largest ? writeAnswer(question, code, [], true) : whole;
  }

  udp.on('message', (message, from) => {
    const bytes = answer(message, largestDatagram);
    if (bytes) udp.send(bytes, from.port, from.address);
  });

  tcp.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let heard = Buffer.alloc(0);
    socket.on('data', (piece) => {
      heard = Buffer.concat([heard, piece]);
      while (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE(0)) {
        const end = 2 + heard.readUInt16BE(0);
        const bytes = answer(heard.subarray(2, end), 0xffff);
        heard = heard.subarray(end);
        if (bytes === null) continue;
        const length = Buffer.alloc(2);
        length.writeUInt16BE(bytes.length);
        socket.write(Buffer.concat([length, bytes]));
      }
    });
  });

  return {
    server: `127.0.0.1:${port}`,
    add(zone) {
      for (const [name, added] of Object.entries(zone)) {
        records.set(name, [...(records.get(name) ?? []), ...added]);
      }
    },
    rebind(name, answers) {
      rebound.set(name, answers);
    },
    fail(name, fault) {
      faults.set(name, fault);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise<void>((done) => udp.close(() => done())),
        new Promise<void>((done) => tcp.close(() => done())),
      ]);
    },
  };
}
