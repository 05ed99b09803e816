import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * Headers of the app's own documents and of the API. Mail is never shown in a document under this policy: it has the frame's
 * own, without scripts but one and without any network. Inline styles are what the component library sets on elements.
 */
export function securityHeaders(options: { secure: boolean }): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        frameSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: options.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xPoweredBy: true,
  };
}

/** Policy of bytes that came with mail: should a browser ever show them as a document, it is one without origin or network. */
export const downloadPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
