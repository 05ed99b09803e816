import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory as the web app's build leaves it, with next to nothing in it. */
export async function fakeWebApp(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-web-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>Mailroom</title>');
  await writeFile(join(directory, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(directory, 'assets', 'app-1a2b3c.js'), 'console.log("plain")');
  await writeFile(join(directory, 'assets', 'app-1a2b3c.js.br'), 'brotli bytes');
  await writeFile(join(directory, 'mail-frame.html'), '<!doctype html><script>1</script>');
  await writeFile(join(directory, 'mail-frame.json'), JSON.stringify({ sha256: 'aGFzaA==' }));
  return directory;
}
