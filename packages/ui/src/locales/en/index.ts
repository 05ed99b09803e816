export { default as failure } from './failure.json' with { type: 'json' };
export { default as failures } from './failures.json' with { type: 'json' };
export { default as fields } from './fields.json' with { type: 'json' };
export { default as folders } from './folders.json' with { type: 'json' };
export { default as mail } from './mail.json' with { type: 'json' };
export { default as outgoing } from './outgoing.json' with { type: 'json' };
export { default as reply } from './reply.json' with { type: 'json' };
export { default as sync } from './sync.json' with { type: 'json' };
