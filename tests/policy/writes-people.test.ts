import { describeWrites } from './attempts'

describeWrites([
  'oneself',
  'a colleague',
  'the space',
  'their own membership',
  "a viewer's membership",
  "an admin's membership",
  "another owner's membership",
  'an invitation of a viewer',
  'an invitation of an owner',
])
