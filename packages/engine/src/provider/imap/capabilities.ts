/** What a server can do, named. Asked once after login: capabilities before it are often fewer. */
export interface ImapCapabilities {
  /** RFC 2177. */
  idle: boolean;
  /** RFC 7162, and enabled in this session. */
  condstore: boolean;
  /** RFC 7162 3.2, and enabled in this session. */
  qresync: boolean;
  /** RFC 5819. */
  listStatus: boolean;
  /** RFC 6851. */
  move: boolean;
  /** RFC 4315. */
  uidplus: boolean;
  /** RFC 6154. */
  specialUse: boolean;
  /** RFC 8474. */
  objectId: boolean;
  /** Gmail's X-GM-MSGID, X-GM-THRID and X-GM-LABELS. */
  gmail: boolean;
}

export function readCapabilities(
  offered: ReadonlyMap<string, unknown>,
  enabled: ReadonlySet<string>,
): ImapCapabilities {
  return {
    idle: offered.has('IDLE'),
    condstore: enabled.has('CONDSTORE'),
    qresync: enabled.has('QRESYNC'),
    listStatus: offered.has('LIST-STATUS'),
    move: offered.has('MOVE'),
    uidplus: offered.has('UIDPLUS'),
    specialUse: offered.has('SPECIAL-USE') || offered.has('XLIST'),
    objectId: offered.has('OBJECTID'),
    gmail: offered.has('X-GM-EXT-1'),
  };
}
