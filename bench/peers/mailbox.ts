/** What a peer needs to reach the same mailbox that Mailroom reads. */
export interface BenchMailbox {
  /** Implicit TLS on loopback. */
  port: number;
  user: string;
  password: string;
  caPem: string;
}

export interface PeerFigures {
  messages: number;
  seconds: number;
  messagesPerSecond: number;
  peakRssMiB: number;
}

export function figures(messages: number, seconds: number, peakRssMiB: number): PeerFigures {
  return {
    messages,
    seconds: round(seconds),
    messagesPerSecond: Math.round(messages / seconds),
    peakRssMiB: Math.round(peakRssMiB),
  };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
