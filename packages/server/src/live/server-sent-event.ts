/** Server-sent events (HTML Standard 9.2.6). JSON holds no line breaks, so one `data` line is enough. */
export function serverSentEvent(event: string, id: number, data: unknown): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A comment: keeps proxies from closing a quiet stream, and finds out that the other side is gone. */
export const heartbeat = ':\n\n';
