import { z } from 'zod';
import { doctorReport } from '../doctor/index.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

export const doctorRoutes = contract({
  runDoctor: {
    method: 'POST',
    path: '/api/v1/provider-apps/:id/doctor',
    summary:
      'Examine a provider app now; with a mailbox of one’s own that is linked through it, also rehearse reading and sending',
    tag: 'doctor',
    access: 'administrator',
    params,
    body: z.object({ accountId: z.string().nullable() }),
    response: doctorReport,
  },
  readDoctor: {
    method: 'GET',
    path: '/api/v1/provider-apps/:id/doctor',
    summary: 'The last examination of a provider app, by whomever; null before the first',
    tag: 'doctor',
    access: 'administrator',
    params,
    response: z.object({ report: doctorReport.nullable() }),
  },
  echoAddress: {
    method: 'GET',
    path: '/api/v1/doctor/echo',
    summary:
      'How a request to this address arrives here; what the doctor asks the server’s own public address',
    tag: 'doctor',
    access: 'public',
    response: z.object({
      /** Marks this installation; tells nothing about it. */
      installation: z.string(),
      host: z.string(),
      /** X-Forwarded-Proto as it arrived, null without one. */
      forwardedProtocol: z.string().nullable(),
    }),
  },
});
