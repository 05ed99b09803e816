import { describe, expect, it } from 'vitest';
import { parseScripts } from './scripts.ts';

const source = `== quote (customer)
subject: Price for {project}
subject: Another
-- them with list.csv
First way.
/ Second way.

Next paragraph.
-- us after-meeting with photo.png inline
Answer.
`;

describe('conversation scripts', () => {
  it('read as turns of paragraphs, each with the ways to put it', () => {
    expect(parseScripts(source, 'en')).toMatchObject([
      {
        name: 'quote',
        party: 'customer',
        subjects: ['Price for {project}', 'Another'],
        turns: [
          {
            by: 'them',
            attachment: 'list.csv',
            inline: false,
            paragraphs: [['First way.', 'Second way.'], ['Next paragraph.']],
          },
          { by: 'us', attachment: 'photo.png', inline: true, afterMeeting: true, paragraphs: [['Answer.']] },
        ],
      },
    ]);
  });

  it.each([
    ['== quote (neighbour)', 'line 1: unknown party neighbour'],
    ['== quote (customer)\nstray text', 'line 2: text outside a turn'],
    ['== quote (customer)\n-- nobody', 'line 2: nobody called nobody writes'],
    ['stray', 'line 1: text before the first script'],
  ])('name the line that breaks their form: %j', (broken, complaint) => {
    expect(() => parseScripts(broken, 'en')).toThrow(complaint);
  });
});
