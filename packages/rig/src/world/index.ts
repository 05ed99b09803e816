export { type ArchiveOptions, writeArchive } from './archive.ts';
export type { FiledMessage, Folder, Kind } from './filing.ts';
export type { FreshMail } from './fresh.ts';
export { organisation, type Person } from './organisation.ts';
export { type Language, languages } from './texts/phrases.ts';
export { type VastMessage, vastMailbox } from './vast.ts';
export { buildWorld, type World, type WorldOptions } from './world.ts';
