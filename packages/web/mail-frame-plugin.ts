import { buildMailFrame, mailFramePolicy } from '@mailroom/ui/mail-frame/build.ts';
import type { Plugin } from 'vite';

/**
 * Makes the mail frame part of the build. The server reads both files from `dist`:
 *
 * - `mail-frame.html`: the document to answer at `GET /mail-frame`, byte for byte
 * - `mail-frame.json`: `{"sha256": "<base64>"}`, the hash of its one script for the header
 *   `content-security-policy: sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none';
 *   script-src 'sha256-<hash>'; style-src 'unsafe-inline'; img-src data: <origin>/mail-inline/; frame-ancestors 'self';
 *   base-uri 'none'; form-action 'none'`
 *
 * They must not be served as ordinary static files: without that header the document has Mailroom's own origin.
 */
export function mailFrame(): Plugin {
  return {
    name: 'mailroom-mail-frame',
    async generateBundle() {
      const { html, sha256 } = await buildMailFrame();
      this.emitFile({ type: 'asset', fileName: 'mail-frame.html', source: html });
      this.emitFile({ type: 'asset', fileName: 'mail-frame.json', source: JSON.stringify({ sha256 }) });
    },
    configureServer(server) {
      server.middlewares.use('/mail-frame', async (request, response) => {
        const { html, sha256 } = await buildMailFrame();
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.setHeader(
          'content-security-policy',
          mailFramePolicy(sha256, `http://${request.headers.host}`),
        );
        response.end(html);
      });
    },
  };
}
