/** The release of Mailroom, as package.json names it (a test compares them): a bundle has no package.json beside it. */
export const release = '0.1.0';
