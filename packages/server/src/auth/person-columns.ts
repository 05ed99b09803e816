/** A person as better-auth's table holds them, read beside what proves them. */
export interface PersonColumns {
  id: string;
  name: string;
  email: string;
  image: string | null;
  role: string;
  locale: string | null;
  timeZone: string | null;
  theme: string;
}

/** Of `auth_people as p`; told to `toPerson`. */
export const personColumns = 'p.id, p.name, p.email, p.image, p.role, p.locale, p."timeZone", p.theme';
