import { handler } from '../../http/handler.ts';

export const readMe = handler('readMe', async ({ person }) => person);
