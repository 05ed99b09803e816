export { default as accounts } from './accounts.json' with { type: 'json' };
export { default as commands } from './commands.json' with { type: 'json' };
export { default as doctor } from './doctor.json' with { type: 'json' };
export { default as outbox } from './outbox.json' with { type: 'json' };
export { default as providerApps } from './providerApps.json' with { type: 'json' };
export { default as reader } from './reader.json' with { type: 'json' };
export { default as session } from './session.json' with { type: 'json' };
export { default as shell } from './shell.json' with { type: 'json' };
