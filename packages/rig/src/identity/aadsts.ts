/**
 * The refusals of the Microsoft identity platform that a mail client meets: AADSTS number → OAuth `error`, HTTP status
 * at the token endpoint, `suberror`, and a sentence.
 *
 * The sentences are our own. Microsoft states that descriptions and numbers may change and that clients must branch on
 * `error` (and `suberror`), so a client that only works with Microsoft's wording fails here, as it should.
 */
export interface Refusal {
  readonly error: string;
  readonly status: number;
  readonly text: string;
  readonly suberror?: string;
}

export const catalogue = {
  // The registration: an administrator mends these.
  700016: {
    error: 'unauthorized_client',
    status: 400,
    text: "No application with the identifier '{client}' is known in the directory '{tenant}'.",
  },
  7000112: { error: 'unauthorized_client', status: 400, text: "The application '{client}' is disabled." },
  7000215: { error: 'invalid_client', status: 401, text: '{why}' },
  7000218: {
    error: 'invalid_client',
    status: 401,
    text: "The request carries neither 'client_secret' nor 'client_assertion', and the application is not public.",
  },
  7000222: {
    error: 'invalid_client',
    status: 401,
    text: "The client secret of '{client}' expired on {date}.",
  },
  700025: {
    error: 'invalid_client',
    status: 401,
    text: "The application '{client}' is a public client, so neither 'client_secret' nor 'client_assertion' may be sent.",
  },
  9002327: {
    error: 'invalid_request',
    status: 400,
    text: "The redirect URI '{redirect}' is registered for a single-page application, whose codes only a browser may redeem, across origins.",
  },
  7000229: {
    error: 'unauthorized_client',
    status: 400,
    text: "The application '{client}' has no service principal in the directory '{tenant}'.",
  },
  9001023: {
    error: 'invalid_request',
    status: 400,
    text: 'This grant type is not supported over /common, /organizations or /consumers: use the endpoint of the directory.',
  },
  1002012: {
    error: 'invalid_scope',
    status: 400,
    text: "The scope '{scope}' is not valid here: without a person, ask for the identifier of a resource followed by /.default.",
  },
  65005: {
    error: 'invalid_resource',
    status: 400,
    text: "The application '{client}' asked for '{scope}', which is not among the permissions listed in its registration.",
  },
  650057: {
    error: 'invalid_resource',
    status: 400,
    text: "The application '{client}' asked for access to '{resource}', of which its registration lists no permission.",
  },

  // The client assertion: certificate or federated credential in place of a secret.
  50027: { error: 'invalid_client', status: 401, text: 'The client assertion is malformed: {why}' },
  700021: {
    error: 'invalid_client',
    status: 401,
    text: "Issuer and subject of the client assertion are not both the application '{client}'.",
  },
  700023: {
    error: 'invalid_client',
    status: 401,
    text: "The audience '{audience}' of the client assertion is not this token endpoint.",
  },
  700024: {
    error: 'invalid_client',
    status: 401,
    text: 'The client assertion is not within its valid time range. Now: {now}, valid from {from} to {until}.',
  },
  700027: {
    error: 'invalid_client',
    status: 401,
    text: "The client assertion failed signature validation: {why} Thumbprint: '{thumbprint}'.",
  },
  1000502: {
    error: 'invalid_client',
    status: 401,
    text: "The certificate '{thumbprint}' was valid until {until} only.",
  },
  700211: {
    error: 'invalid_client',
    status: 401,
    text: "No federated credential of the application matches the assertion's issuer '{issuer}'.",
  },
  700212: {
    error: 'invalid_client',
    status: 401,
    text: "No federated credential of the application matches the assertion's audience '{audience}'.",
  },
  700213: {
    error: 'invalid_client',
    status: 401,
    text: "No federated credential of the application matches the assertion's subject '{subject}'.",
  },
  50013: {
    error: 'invalid_client',
    status: 401,
    text: "The assertion's signature does not verify with the keys its issuer publishes: {why}",
  },

  50011: {
    error: 'invalid_request',
    status: 400,
    text: "The redirect URI '{redirect}' is not one of those registered for the application '{client}'.",
  },
  500112: {
    error: 'invalid_grant',
    status: 400,
    text: "The redirect URI '{redirect}' is not the one with which the authorization code was asked for.",
  },
  500113: { error: 'invalid_request', status: 400, text: 'The application has no redirect URI registered.' },
  900971: { error: 'invalid_request', status: 400, text: 'The request names no redirect URI.' },
  90002: {
    error: 'invalid_request',
    status: 400,
    text: "The directory '{tenant}' was not found. Check the tenant's identifier or domain, and the cloud.",
  },
  50194: {
    error: 'invalid_request',
    status: 400,
    text: "The application '{client}' serves one directory only, so '/{tenant}' cannot be used: use the directory's own endpoint.",
  },
  9002331: {
    error: 'invalid_request',
    status: 400,
    text: "The application '{client}' serves personal accounts only: use the /consumers endpoint.",
  },
  9002332: {
    error: 'invalid_request',
    status: 400,
    text: "The application '{client}' serves work and school accounts only: the /consumers endpoint cannot be used.",
  },

  // The request: a developer mends these.
  900144: {
    error: 'invalid_request',
    status: 400,
    text: "The request has to contain the parameter '{parameter}'.",
  },
  900561: { error: 'invalid_request', status: 400, text: 'The endpoint accepts POST requests only.' },
  90023: { error: 'invalid_request', status: 400, text: '{why}' },
  9002313: { error: 'invalid_request', status: 400, text: 'The request is malformed: {why}' },
  165000: {
    error: 'invalid_request',
    status: 400,
    text: 'This page does not belong to a sign-in in progress in this browser. Go back to the application and start again.',
  },
  70003: { error: 'unsupported_grant_type', status: 400, text: "The grant type '{grant}' is not supported." },
  700051: {
    error: 'unsupported_response_type',
    status: 400,
    text: "The response type '{type}' is not enabled for the application.",
  },
  70011: { error: 'invalid_scope', status: 400, text: "The scope '{scope}' is not valid." },
  650053: {
    error: 'invalid_client',
    status: 400,
    text: "The application '{client}' asked for the scope '{scope}', which '{resource}' does not have.",
  },
  500011: {
    error: 'invalid_resource',
    status: 400,
    text: "The resource '{resource}' was not found in the directory '{tenant}'.",
  },
  28000: {
    error: 'invalid_request',
    status: 400,
    text: 'The scope names several resources; a token is for one: {scope}',
  },
  90009: {
    error: 'invalid_request',
    status: 400,
    text: "The application '{client}' asks for a token for itself; name the scopes of a resource.",
  },
  501481: {
    error: 'invalid_grant',
    status: 400,
    text: 'The code_verifier does not belong to the code_challenge of the authorization request.',
  },
  50147: {
    error: 'invalid_request',
    status: 400,
    text: 'The code_challenge is missing or has the wrong size.',
  },
  501491: {
    error: 'invalid_request',
    status: 400,
    text: "The code_challenge_method '{method}' is not supported.",
  },

  // The grant: the person has to sign in again, or a client used it wrongly.
  54005: {
    error: 'invalid_grant',
    status: 400,
    text: 'The authorization code was redeemed before; ask for a new one.',
  },
  70000: { error: 'invalid_grant', status: 400, text: '{why}' },
  70008: {
    error: 'invalid_grant',
    status: 400,
    text: 'The authorization code has expired; ask for a new one.',
  },
  700005: {
    error: 'invalid_grant',
    status: 400,
    text: "The authorization code is meant for another directory than '{tenant}'.",
  },
  700082: {
    error: 'invalid_grant',
    status: 400,
    text: 'The refresh token has expired because it was not used; it was issued on {issued}.',
    suberror: 'bad_token',
  },
  50173: {
    error: 'invalid_grant',
    status: 400,
    text: 'The grant was revoked on {revoked}; it was issued on {issued}. The person has to sign in again.',
    suberror: 'bad_token',
  },
  65001: {
    error: 'invalid_grant',
    status: 400,
    text: "Neither the person nor an administrator has consented to what the application '{client}' asks for.",
    suberror: 'consent_required',
  },
  65004: { error: 'access_denied', status: 400, text: 'The person declined to consent to the application.' },
  90094: {
    error: 'access_denied',
    status: 400,
    text: "An administrator of '{tenant}' has to consent before '{client}' may be used.",
  },

  90055: {
    error: 'temporarily_unavailable',
    status: 429,
    text: 'The directory receives too many requests. Ask again after {seconds} seconds.',
  },

  // The person, the account and the directory's policies.
  50020: {
    error: 'invalid_grant',
    status: 400,
    text: "The account '{user}' does not exist in the directory '{tenant}' and cannot use the application there.",
  },
  500208: {
    error: 'invalid_request',
    status: 400,
    text: "The account '{user}' is of a kind that cannot sign in here: {why}",
  },
  50034: { error: 'invalid_grant', status: 400, text: "There is no account '{user}' here." },
  50057: { error: 'invalid_grant', status: 400, text: "The account '{user}' is disabled." },
  50058: {
    error: 'login_required',
    status: 400,
    text: 'A silent sign-in was asked for, but nobody is signed in.',
  },
  16000: {
    error: 'interaction_required',
    status: 400,
    text: 'Several people are signed in; a silent sign-in cannot choose between them.',
  },
  50076: {
    error: 'invalid_grant',
    status: 400,
    text: 'Multi-factor authentication is required: the person has to sign in again.',
    suberror: 'basic_action',
  },
  50079: {
    error: 'invalid_grant',
    status: 400,
    text: 'The person has to enrol for multi-factor authentication.',
    suberror: 'basic_action',
  },
  70043: {
    error: 'invalid_grant',
    status: 400,
    text: 'The sign-in is older than the sign-in frequency policy allows.',
    suberror: 'token_expired',
  },
  50105: {
    error: 'invalid_grant',
    status: 400,
    text: "The account '{user}' is not assigned to the application '{client}'; an administrator has to assign it.",
  },
  50126: { error: 'invalid_grant', status: 400, text: 'The user name or the password is wrong.' },
  53003: {
    error: 'invalid_grant',
    status: 400,
    text: 'A Conditional Access policy of the directory blocks this sign-in.',
    suberror: 'message_only',
  },
} as const satisfies Record<number, Refusal>;

/** An AADSTS number this server can answer with. */
export type AadstsCode = keyof typeof catalogue;

/** All of them, for whoever has to know what each means. */
export const aadstsCodes: readonly AadstsCode[] = Object.keys(catalogue).map(
  (code) => Number(code) as AadstsCode,
);
