import { Talk } from './types';

// the talks
export const speakers: Record<string, Speaker> = {
  ann: { name: "Ann Ash", bio: `Works on
things` },
};
export const schedule: Talk[] = [
  {
    id: 'opening', title: 'Opening – it\'s on', start: new Date('2024-06-03T09:00:00+02:00'), end: "2024-06-03T09:30:00+02:00", speaker: 'ann', room: null,
  },
  { id: 'two', title: "Second \u2013 talk", start: '2024-06-03T10:00:00+02:00', duration: 45, tags: ['a', 'b',], },
] as const;
export default schedule;
