/**
 * The arrows DESIGN allows between packages; any other fails the build.
 *
 *   model ← engine ← store ← server
 *   model ← client ← ui ← web, blocks
 *
 * `rig` (a development dependency) imports nothing of the product: it must imitate providers, not agree with our code.
 * The demo and the tests meet the product where a person does: over HTTP and through settings.
 */
const arrows = {
  model: [],
  engine: ['model'],
  store: ['model', 'engine'],
  server: ['model', 'engine', 'store'],
  client: ['model'],
  ui: ['model', 'client'],
  web: ['model', 'client', 'ui'],
  rig: [],
};

const tests = '\\.test\\.tsx?$|/testing/|\\.e2e\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Types may name each other; code that runs may not go in a circle.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-dependencies-only',
      comment:
        'A package may only use what its own package.json declares; tests may also use what the root declares.',
      severity: 'error',
      from: { pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(arrows).map(([name, allowed]) => ({
      name: `${name}-imports-only-${allowed.join('-') || 'itself'}`,
      severity: 'error',
      from: { path: `^packages/${name}/src`, pathNot: tests },
      to: {
        path: '^packages/',
        pathNot: [`^packages/${name}/`, ...allowed.map((other) => `^packages/${other}/`)],
      },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
