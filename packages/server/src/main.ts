/**
 * `mailroom`: reads the settings, starts the server, prints where it is, and stops it on SIGTERM or SIGINT. `mailroom doctor`
 * examines the provider apps instead. What an operator can mend is told in one sentence; anything else is a fault of ours and
 * keeps its stack trace.
 */
import { helpText } from './config/help.ts';
import { readSettings } from './config/read-settings.ts';
import { runDoctorCommand } from './doctor/command-line.ts';
import { terminalLocale } from './doctor/terminal-locale.ts';
import { StartProblem } from './start/start-problem.ts';
import { startServer } from './start/start-server.ts';
import { stopOnSignal } from './start/stop-on-signal.ts';

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(helpText());
    return;
  }
  const [command, ...parameters] = process.argv.slice(2);
  if (command === 'doctor') {
    const write = (text: string) => void process.stdout.write(text);
    const locale = terminalLocale(process.env);
    process.exitCode = await runDoctorCommand({
      settings: readSettings(process.env),
      parameters,
      locale,
      write,
    });
    return;
  }
  const server = await startServer(readSettings(process.env));
  stopOnSignal(server);
  process.stdout.write(`Mailroom is at ${server.address}\n`);
  if (server.setupLink) process.stdout.write(`Create the first administrator: ${server.setupLink}\n`);
}

try {
  await main();
} catch (thrown) {
  if (thrown instanceof StartProblem) process.stderr.write(`${thrown.message}\n`);
  else console.error(thrown);
  process.exitCode = 1;
}
