import { describeWrites } from './attempts'

describeWrites(['a study', 'an arm', 'a participant', 'an identity', 'a status event'])
