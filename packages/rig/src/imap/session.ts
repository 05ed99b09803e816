import type { PracticeFolder, PracticeMailbox, PracticeMessage } from '../mailbox/index.ts';
import type { ByteSource } from './byte-source.ts';
import { LineTooLong } from './byte-source.ts';
import { capabilities } from './capability.ts';
import { type ReadCommand, readCommand } from './command-reader.ts';
import { findCommand, type ImapCommand } from './commands/index.ts';
import { Arguments, SyntaxFault } from './grammar/arguments.ts';
import { decodeMailboxName, encodeMailboxName } from './grammar/mailbox-name.ts';
import type { Piece } from './grammar/response.ts';
import { quoted } from './grammar/response.ts';
import { formatSet } from './grammar/sequence-set.ts';
import type { Output } from './output.ts';
import { CommandRefused, formatReply, type Reply } from './reply.ts';
import type { ImapService } from './service.ts';
import { ToldFolders } from './told-folders.ts';
import { SelectedView } from './view.ts';

/** What a session needs from the connection it runs on. */
export interface Line {
  /** Number of the connection, from 1. */
  readonly number: number;
  readonly source: ByteSource;
  readonly output: Output;
  readonly secure: boolean;
  /** Goes on encrypted, forgetting what was received in clear text. */
  startTls(): Promise<void>;
  /** Goes on compressed (RFC 4978). */
  startCompression(): void;
  /** Drops the connection without a word. */
  drop(): void;
}

const NOT_CONNECTED: Reply = { status: 'BAD', text: 'User is authenticated but not connected.' };
const MAX_BAD_COMMANDS = 50;
/** Commands that work on a signed-in session without a mailbox behind it. */
const NEEDS_NO_MAILBOX = new Set(['CAPABILITY', 'LOGOUT', 'ID', 'NOOP']);

/** One client's session: its state (RFC 9051 section 3) and the loop that serves its commands one by one. */
export class Session {
  readonly service: ImapService;
  readonly line: Line;
  readonly told: ToldFolders;
  /** Extensions the client enabled (RFC 5161), in upper case. */
  readonly enabled = new Set<string>();
  user: string | undefined;
  mailbox: PracticeMailbox | undefined;
  view: SelectedView | undefined;
  ended = false;
  #injected = true;
  #badCommands = 0;
  #expiry: NodeJS.Timeout | undefined;

  constructor(service: ImapService, line: Line) {
    this.service = service;
    this.line = line;
    this.told = new ToldFolders(service.faults, line);
  }

  get loggedIn(): boolean {
    return this.user !== undefined;
  }

  /** Whether flag changes are told with their modification sequence (RFC 7162 section 3.1). */
  get condstore(): boolean {
    return this.enabled.has('CONDSTORE') || this.enabled.has('QRESYNC');
  }

  get qresync(): boolean {
    return this.enabled.has('QRESYNC');
  }

  get rev2(): boolean {
    return this.enabled.has('IMAP4REV2');
  }

  capabilities(): string[] {
    const { preset, overrides, security } = this.service;
    return capabilities({ preset, overrides, security, secure: this.line.secure, loggedIn: this.loggedIn });
  }

  offers(capability: string): boolean {
    const wanted = capability.toUpperCase();
    return this.capabilities().some((offered) => offered.toUpperCase() === wanted);
  }

  async run(): Promise<void> {
    try {
      if (!this.#greet()) return;
      while (!this.ended) {
        const command = await this.#next();
        if (command === undefined) return;
        if (command !== 'too-long') await this.#serve(command);
      }
    } finally {
      this.end();
      this.line.output.end();
    }
  }

  /** Ends the session's share in the mailbox; the connection may still be sending. */
  end(): void {
    this.ended = true;
    this.deselect();
    clearTimeout(this.#expiry);
    this.mailbox = undefined;
  }

  /** Says BYE and ends the session, whatever it is doing. */
  bye(text: string): void {
    if (this.ended) return;
    this.untagged(`BYE ${text}`);
    this.end();
    this.line.output.end();
  }

  /** One untagged response, `* ` before it. */
  untagged(...pieces: readonly Piece[]): void {
    this.line.output.line(['* ', ...pieces]);
    if (!this.#injected) this.#inject();
  }

  /** A continuation request. Everything before it is sent with it, for the client waits now. */
  continueWith(text: string): void {
    this.line.output.line([`+ ${text}`]);
    this.line.output.flush();
  }

  async readLine(): Promise<string | undefined> {
    const line = await this.line.source.readLine(this.service.preset.maxLineBytes);
    if (!line) return undefined;
    const text = line.toString('latin1').replace(/\r?\n$/, '');
    this.service.transcript.add(this.line.number, 'client', text);
    return text;
  }

  /** The mailbox signed in to. @throws CommandRefused if there is none behind the session. */
  get openMailbox(): PracticeMailbox {
    if (!this.mailbox) throw new CommandRefused(NOT_CONNECTED);
    return this.mailbox;
  }

  get selected(): SelectedView {
    if (!this.view) throw new SyntaxFault('no mailbox is selected');
    return this.view;
  }

  login(user: string, mailbox: PracticeMailbox | undefined, expiresAt: Date | undefined): void {
    this.user = user;
    this.mailbox = mailbox;
    if (expiresAt && this.service.preset.login.endsWithToken) {
      this.#expiry = setTimeout(
        () => this.tokenExpired(),
        Math.min(MAX_DELAY, expiresAt.getTime() - Date.now()),
      );
      this.#expiry.unref();
    }
  }

  /** Ends the session as Exchange does when the access token it was opened with has aged. */
  tokenExpired(): void {
    this.bye('Session invalidated - AccessTokenExpired');
  }

  select(folder: PracticeFolder, readOnly: boolean): SelectedView {
    this.deselect();
    this.view = new SelectedView(this.openMailbox, folder, {
      readOnly,
      recentAfter: this.service.claimRecent(folder, readOnly),
      onVoid: (reason) => this.bye(reason),
    });
    return this.view;
  }

  deselect(): void {
    this.view?.close();
    this.view = undefined;
  }

  /** Reads a mailbox name as a path with `/` between levels. */
  path(bytes: Uint8Array): string {
    const name = Buffer.from(bytes).toString('utf8');
    const decoded = this.#utf8Names ? name : decodeMailboxName(name);
    return this.service.preset.delimiter === '/'
      ? decoded
      : decoded.replaceAll(this.service.preset.delimiter, '/');
  }

  /** Writes a path as a mailbox name. */
  name(path: string): string {
    const { delimiter } = this.service.preset;
    const name = delimiter === '/' ? path : path.replaceAll('/', delimiter);
    return quoted(this.#utf8Names ? name : encodeMailboxName(name));
  }

  /** @throws CommandRefused with `code` if the folder does not exist or holds no messages. */
  folder(path: string, code = 'NONEXISTENT'): PracticeFolder {
    const folder = this.told.opens(path) ? this.openMailbox.findFolder(path) : undefined;
    if (!folder?.selectable) {
      throw new CommandRefused({ status: 'NO', code, text: `${path} doesn't exist.` });
    }
    return folder;
  }

  /** Flags as told to this session, \Recent included. */
  flags(message: PracticeMessage): string {
    const flags = [...message.flags];
    if (this.view?.isRecent(message.uid)) flags.push('\\Recent');
    return `(${flags.join(' ')})`;
  }

  /** Tells what other sessions did to the selected folder. */
  tellNews(tellVanished: boolean): void {
    const { view } = this;
    if (!view?.hasNews) return;
    const news = view.takeNews(tellVanished);
    if (this.qresync && news.vanished.length > 0) {
      this.untagged(`VANISHED ${formatSet(news.vanished.map(({ uid }) => uid).reverse())}`);
    } else {
      for (const { sequence } of news.vanished) this.untagged(`${sequence} EXPUNGE`);
    }
    if (news.exists !== undefined) {
      this.untagged(`${news.exists} EXISTS`);
      if (!this.rev2) this.untagged(`${view.recent} RECENT`);
    }
    for (const { sequence, uid, message } of news.changed) {
      if (!message) continue;
      const named = this.qresync ? `UID ${uid} ` : '';
      const modseq = this.condstore ? ` MODSEQ (${message.modseq})` : '';
      this.untagged(`${sequence} FETCH (${named}FLAGS ${this.flags(message)}${modseq})`);
    }
  }

  get #utf8Names(): boolean {
    return this.rev2 || this.enabled.has('UTF8=ACCEPT');
  }

  #greet(): boolean {
    const { output, number } = this.line;
    output.phase = 'GREETING';
    const refusal = this.service.faults.at('greeting', number, 'GREETING')[0];
    refusal?.strike();
    const { greeting, capabilities: told } = this.service.preset;
    const code = told.toldInGreeting ? `[CAPABILITY ${this.capabilities().join(' ')}] ` : '';
    this.untagged(refusal ? `BYE ${refusal.what.bye}` : `OK ${code}${greeting}`);
    output.flush();
    return !refusal;
  }

  async #next(): Promise<ReadCommand | 'too-long' | undefined> {
    const { preset } = this.service;
    const limits = {
      maxLineBytes: preset.maxLineBytes,
      maxLiteralBytes: preset.appendLimit,
      nonSynchronizing: this.offers('LITERAL+')
        ? { maxBytes: preset.appendLimit }
        : this.offers('LITERAL-') || this.rev2
          ? { maxBytes: 4096 }
          : undefined,
    };
    try {
      return await readCommand(this.line.source, limits, () =>
        this.continueWith('Ready for additional command text.'),
      );
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      this.#bad('*', '(line too long)', `longer than ${preset.maxLineBytes} bytes`);
      this.line.output.flush();
      return 'too-long';
    }
  }

  async #serve(command: ReadCommand): Promise<void> {
    const { output, number } = this.line;
    this.service.transcript.add(number, 'client', command.text);
    const args = new Arguments(command);
    let tag = '*';
    try {
      tag = args.tag();
      args.space();
      const { name, byUid, entry } = findCommand(args);
      output.phase = name;
      if (this.#hangsUp(name)) return;
      if (command.problem === 'literal-too-big') {
        throw new CommandRefused({ status: 'NO', code: 'TOOBIG', text: 'Message too large.' });
      }
      if (command.problem) throw new SyntaxFault(command.problem);
      const scripted = this.#scriptedReply(name);
      if (scripted) {
        this.#complete(tag, scripted.reply, scripted.bye);
        return;
      }
      this.#check(entry, name);
      this.#injected = false;
      const reply = await entry.run({ session: this, args, byUid, tag });
      if (!this.#injected) this.#inject();
      this.#complete(tag, reply, undefined, entry);
      if (reply.status !== 'OK') return;
      if (entry.afterwards === 'start-tls') await this.line.startTls();
      if (entry.afterwards === 'compress') this.line.startCompression();
    } catch (error) {
      this.#failed(tag, command.text, error);
    }
  }

  #check(entry: ImapCommand, name: string): void {
    if (entry.requires !== undefined && !entry.requires.some((capability) => this.offers(capability))) {
      throw new SyntaxFault(`${name} is not offered`);
    }
    if (entry.when === 'before-login' && this.loggedIn) throw new SyntaxFault(`${name} after login`);
    if ((entry.when === 'after-login' || entry.when === 'selected') && !this.loggedIn) {
      throw new SyntaxFault(`${name} before login`);
    }
    if (this.loggedIn && !this.mailbox && !NEEDS_NO_MAILBOX.has(name))
      throw new CommandRefused(NOT_CONNECTED);
    if (entry.when === 'selected' && !this.view) throw new SyntaxFault(`${name} without a selected mailbox`);
  }

  #complete(tag: string, reply: Reply, bye?: string, entry?: ImapCommand): void {
    if (this.ended) return;
    this.#injected = true;
    if (entry) this.tellNews(entry.holdsVanished !== true);
    this.line.output.line([`${tag} ${formatReply(reply)}`]);
    if (bye !== undefined) this.untagged(`BYE ${bye}`);
    this.line.output.flush();
    if (bye !== undefined || (entry?.afterwards === 'end' && reply.status === 'OK')) this.end();
  }

  #failed(tag: string, text: string, error: unknown): void {
    if (error instanceof CommandRefused) {
      this.#complete(tag, error.reply);
    } else if (error instanceof SyntaxFault) {
      this.#bad(tag, text, error.message);
      this.line.output.flush();
    } else {
      this.service.failures.push(error);
      this.bye('Internal server error');
    }
  }

  #bad(tag: string, text: string, reason: string): void {
    this.#injected = true;
    this.service.protocolErrors.push({ connection: this.line.number, command: text, reason });
    this.line.output.line([`${tag} BAD ${reason.replace(/[\r\n\0]/g, ' ').replace(/[^\x20-\x7e]/g, '?')}`]);
    this.#badCommands += 1;
    if (this.#badCommands >= MAX_BAD_COMMANDS) this.bye('Too many invalid commands');
  }

  #hangsUp(name: string): boolean {
    const fault = this.service.faults.at('hang-up', this.line.number, name)[0];
    if (!fault) return false;
    fault.strike();
    this.end();
    this.line.drop();
    return true;
  }

  #scriptedReply(name: string): { reply: Reply; bye?: string } | undefined {
    const fault = this.service.faults.at('reply', this.line.number, name)[0];
    fault?.strike();
    return fault?.what;
  }

  /** Puts scripted untagged responses after the first response of a command, or before its end if it has none. */
  #inject(): void {
    this.#injected = true;
    const { faults } = this.service;
    if (faults.none) return;
    const { phase } = this.line.output;
    for (const fault of faults.at('untagged', this.line.number, phase)) {
      fault.strike();
      for (const line of fault.what.lines) this.untagged(line);
    }
    for (const fault of faults.at('exists', this.line.number, phase)) {
      fault.strike();
      this.untagged(`${fault.what.count} EXISTS`);
    }
  }
}

/** Longest delay a timer takes. */
const MAX_DELAY = 2_147_483_647;
