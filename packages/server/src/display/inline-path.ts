/** Address prefix of inline images: `/mail-inline/<token>/<content ID>`. */
export const inlinePath = '/mail-inline';
