import type { ParticipantStatus, Role, StudyStatus } from '@/generated/prisma/enums'
import { arabic, type Culture, english, german, persian, turkish, ukrainian } from './names'
import type { Random } from './random'

/** The two organisations of the demo: everything in here is invented. */
export type DemoSpace = {
  slug: string
  name: string
  timeZone: string
  locales: [string, ...string[]]
  members: { email: string; name: string; role: Role }[]
  cultures: readonly [Culture, ...Culture[]]
  streets: readonly [string, ...string[]]
  town: string
  ages: [youngest: number, oldest: number]
  baseline: (random: Random, age: number) => Record<string, string | number | boolean>
  studies: DemoStudy[]
}

export type DemoStudy = {
  key: string
  title: string
  summary: string
  /** The status at the end; participants are enrolled while it is live. */
  status: StudyStatus
  targetN: number
  ethicsRef: string
  blinding: 'OPEN' | 'SINGLE' | 'DOUBLE'
  arms: { key: string; title: string; maskedLabel: string; ratio: number }[]
  codePrefix: string
  participants: number
  testParticipants: number
  /** Days ago: the first and the last enrolment. */
  recruited: [from: number, until: number]
  statuses: Partial<Record<ParticipantStatus, number>>
}

const sleepArms = [
  { key: 'training', title: 'Sleep training', maskedLabel: 'Group A', ratio: 1 },
  { key: 'waiting', title: 'Waiting list', maskedLabel: 'Group B', ratio: 1 },
]

export const demoSpaces: DemoSpace[] = [
  {
    slug: 'demo-university',
    name: 'Lindenau University, Clinical Psychology',
    timeZone: 'Europe/Berlin',
    locales: ['en', 'de'],
    members: [
      { email: 'owner@demo.example', name: 'Ruth Albrecht', role: 'OWNER' },
      { email: 'coordinator@demo.example', name: 'Tariq Osman', role: 'COORDINATOR' },
      { email: 'viewer@demo.example', name: 'Ines Carvalho', role: 'VIEWER' },
    ],
    cultures: [german, german, english, turkish, ukrainian],
    streets: ['Lindenweg', 'Am Alten Hafen', 'Mühlengasse', 'Gartenstraße', 'Schlossallee'],
    town: 'Lindenau',
    ages: [18, 31],
    baseline: (random, age) => ({
      age,
      gender: random.weighted({ female: 55, male: 41, 'non-binary': 4 }),
      semester: random.between(1, 9),
      sleepHours: random.between(10, 17) / 2,
      firstGeneration: random.chance(0.3),
    }),
    studies: [
      {
        key: 'sleep-and-mood',
        title: 'Sleep and mood in the first year at university',
        summary:
          'Does a four-week sleep training by app lift the mood of students who sleep badly? Compared with a waiting list.',
        status: 'LIVE',
        targetN: 80,
        ethicsRef: 'LU-EK-2031',
        blinding: 'SINGLE',
        arms: sleepArms,
        codePrefix: 'SM',
        participants: 62,
        testParticipants: 2,
        recruited: [150, 1],
        statuses: {
          ENROLLED: 46,
          COMPLETED: 30,
          WITHDRAWN: 8,
          LOST: 5,
          SCREENING: 6,
          EXCLUDED: 5,
        },
      },
      {
        key: 'exam-stress',
        title: 'Breathing exercises before exams',
        summary: 'A pilot: two weeks of short exercises before the winter exams.',
        status: 'CLOSED',
        targetN: 40,
        ethicsRef: 'LU-EK-1987',
        blinding: 'OPEN',
        arms: [
          { key: 'breathing', title: 'Guided breathing', maskedLabel: 'Group 1', ratio: 2 },
          { key: 'reading', title: 'Quiet reading', maskedLabel: 'Group 2', ratio: 1 },
        ],
        codePrefix: 'EX',
        participants: 44,
        testParticipants: 1,
        recruited: [320, 230],
        statuses: { COMPLETED: 76, WITHDRAWN: 9, LOST: 8, EXCLUDED: 7 },
      },
    ],
  },
  {
    slug: 'demo-relief',
    name: 'Harbour Relief, Psychosocial Support',
    timeZone: 'Asia/Amman',
    locales: ['en', 'ar', 'uk'],
    members: [{ email: 'owner@relief.example', name: 'Samira Khoury', role: 'OWNER' }],
    cultures: [arabic, arabic, persian, ukrainian, english],
    streets: ['Harbour Road', 'Olive Street', 'School Lane', 'Station Road', 'Garden Row'],
    town: 'Port Amara',
    ages: [19, 64],
    baseline: (random, age) => ({
      ageGroup: age < 30 ? '18-29' : age < 45 ? '30-44' : '45-64',
      gender: random.weighted({ female: 58, male: 42 }),
      householdSize: random.between(1, 8),
      monthsDisplaced: random.between(2, 70),
      hasSmartphone: random.chance(0.85),
    }),
    studies: [
      {
        key: 'sleep-and-mood',
        title: 'Better sleep after displacement',
        summary:
          'The sleep training in Arabic, Farsi and Ukrainian, on phones that families share.',
        status: 'LIVE',
        targetN: 120,
        ethicsRef: 'HR-IRB-118',
        blinding: 'SINGLE',
        arms: sleepArms,
        codePrefix: 'SM',
        participants: 56,
        testParticipants: 2,
        recruited: [120, 0],
        statuses: {
          ENROLLED: 55,
          COMPLETED: 18,
          WITHDRAWN: 7,
          LOST: 9,
          SCREENING: 7,
          EXCLUDED: 4,
        },
      },
      {
        key: 'parent-support',
        title: 'Support groups for parents',
        summary:
          'Weekly groups with a facilitator, by phone or in person. Paused for the holidays.',
        status: 'PAUSED',
        targetN: 60,
        ethicsRef: 'HR-IRB-123',
        blinding: 'OPEN',
        arms: [
          { key: 'in-person', title: 'Groups in person', maskedLabel: 'Group 1', ratio: 1 },
          { key: 'by-phone', title: 'Groups by phone', maskedLabel: 'Group 2', ratio: 1 },
        ],
        codePrefix: 'PS',
        participants: 36,
        testParticipants: 1,
        recruited: [200, 30],
        statuses: { ENROLLED: 58, COMPLETED: 24, WITHDRAWN: 8, LOST: 6, EXCLUDED: 4 },
      },
    ],
  },
]
