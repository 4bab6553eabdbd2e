import { expect, test } from 'vitest'
import { linkColumns } from '@/features/data/form-values'
import { modelNamed } from '@/lib/studio/models'

const fields = modelNamed('Participant')?.fields ?? []

test('a link is narrowed by what the form says, and by what stands fast in the record', () => {
  expect(linkColumns(fields, { arm: 'arm-1' }, { studyId: 'study-1', armId: 'arm-0' })).toEqual({
    studyId: 'study-1',
    armId: 'arm-1',
  })
  expect(linkColumns(fields, { study: 'study-2', arm: '' })).toEqual({
    studyId: 'study-2',
    armId: '',
  })
})
