import type { Person } from '../organisation.ts';

export interface Meeting {
  readonly uid: string;
  readonly summary: string;
  readonly location: string;
  readonly start: Date;
  readonly organizer: Person;
  readonly attendees: readonly Person[];
  /** When the invitation or answer was written. */
  readonly stamp: Date;
}

function basic(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Folds at 75 octets without splitting a character (RFC 5545 section 3.1). */
function foldLine(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current + character) > 74) {
      lines.push(current);
      current = ' ';
    }
    current += character;
  }
  lines.push(current);
  return lines.join('\n');
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/**
 * An iCalendar object of one hour-long event (RFC 5545, RFC 5546). A REPLY names only who answers, and accepts.
 */
export function writeMeeting(meeting: Meeting, method: 'REQUEST' | 'REPLY'): string {
  const attendees = meeting.attendees.map((person) => {
    const state =
      method === 'REPLY' ? 'PARTSTAT=ACCEPTED' : 'ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE';
    return `ATTENDEE;CN="${person.name}";${state}:mailto:${person.address}`;
  });
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//Halewick Lighting//Practice Calendar//EN',
    'VERSION:2.0',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${meeting.uid}`,
    `DTSTAMP:${basic(meeting.stamp)}`,
    `DTSTART:${basic(meeting.start)}`,
    `DTEND:${basic(new Date(meeting.start.getTime() + 60 * 60 * 1000))}`,
    `SUMMARY:${escapeText(meeting.summary)}`,
    `LOCATION:${escapeText(meeting.location)}`,
    `ORGANIZER;CN="${meeting.organizer.name}":mailto:${meeting.organizer.address}`,
    ...attendees,
    'SEQUENCE:0',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(foldLine)
    .join('\n');
}
