/** A model that is not in the repository: a column of each type, required and optional. */

export const everyType = `
enum SampleKind {
  SALIVA
  BLOOD
}

/// A sample that was taken.
model Sample extends SpaceRecord {
  participant   Participant @relation(fields: [participantId, studyId, spaceId], references: [id, studyId, spaceId], onDelete: Cascade, onUpdate: NoAction)
  participantId String      @deny('update', true)
  studyId       String      @deny('update', true)
  visit         Visit?      @relation(fields: [visitId, spaceId], references: [id, spaceId], onDelete: NoAction, onUpdate: NoAction)
  visitId       String?
  label         String
  tubes         Int
  cells         BigInt
  ratio         Float
  dose          Decimal
  frozen        Boolean
  takenAt       DateTime    @db.Timestamptz(3)
  onDay         DateTime    @db.Date
  details       Json
  photo         Bytes
  tags          String[]
  kind          SampleKind
  labelToo      String?
  tubesToo      Int?
  cellsToo      BigInt?
  ratioToo      Float?
  doseToo       Decimal?    @db.Decimal(12, 4)
  frozenToo     Boolean?
  takenAtToo    DateTime?
  onDayToo      DateTime?   @db.Date
  detailsToo    Json?
  photoToo      Bytes?
  counts        Int[]
  kindToo       SampleKind?
  kinds         SampleKind[]

  @@unique([spaceId, studyId, label])
  @@index([participantId, studyId, spaceId, createdAt, id])
}
`

/** Where others list it. */
export const lists: Record<string, string> = {
  Space: '  samples Sample[]',
  Participant: '  samples Sample[]',
  Visit: '  samples Sample[]',
}

/** The schema with it. */
export const withEveryType = (schema: string): string =>
  Object.entries(lists).reduce(
    (text, [owner, line]) =>
      text.replace(new RegExp(`^model ${owner} [^{]*\\{\\n`, 'm'), (head) => `${head}${line}\n`),
    `${schema.trimEnd()}\n${everyType}`,
  )

/** A value for each required column. */
export const values = {
  label: 'A-1',
  tubes: 3,
  cells: 9_007_199_254_740_993n,
  ratio: 0.1,
  dose: '12345678901234567890.123456789',
  frozen: true,
  takenAt: new Date('2031-02-03T04:05:06.789Z'),
  onDay: new Date('2031-02-03T00:00:00.000Z'),
  details: { depth: { of: ['this', 1, null] } },
  photo: new Uint8Array([0, 1, 254, 255]),
  tags: ['first', 'second "quoted", with a comma'],
  kind: 'BLOOD',
  counts: [1, 2],
  kinds: ['SALIVA', 'BLOOD'],
}

/** What somebody types for them into a form: instants to the minute, in the time zone of the space. */
export const typed = {
  label: 'B-1',
  takenAt: '2031-02-03T04:05',
  inputs: {
    Label: 'B-1',
    Tubes: '3',
    Cells: '9007199254740993',
    Ratio: '0.1',
    Dose: values.dose,
    'Taken at': '2031-02-03T04:05',
    'On day': '2031-02-03',
    Details: JSON.stringify(values.details),
    Photo: 'AAH+/w==',
    Tags: values.tags.join('\n'),
    Counts: '1\n2',
    Kinds: 'Saliva\nblood',
  },
  choices: { Visit: 'Third floor', Kind: 'Blood', 'Frozen too': 'No' },
}
