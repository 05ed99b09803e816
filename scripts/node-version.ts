/** Ends with one sentence where this is not the Node that the project pins; imported first by every command. */
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Mailroom runs on Node 24, and this is Node ${process.versions.node}: run it through npm ("npm start", "npm run demo", "npm test") after an "npm ci" with install scripts allowed, which brings its own Node.`,
  );
  process.exit(1);
}

export {};
