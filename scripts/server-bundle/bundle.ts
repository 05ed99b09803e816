/** The server and the programs of its threads as a few plain JavaScript files, with everything they import inside. */
import { build } from 'vite';
import { asciiOnly } from './ascii-only.ts';
import { filesBeside } from './files-beside.ts';

/** @param entry absolute path of the program; its output has the same name. */
export async function bundleServer(entry: string, into: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [filesBeside(into), asciiOnly()],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: into,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node24',
      rolldownOptions: {
        input: entry,
        output: {
          format: 'esm',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          comments: false,
          // Names stay, for stack traces that can be read; comments and unreachable code go.
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
        },
      },
    },
  });
}
