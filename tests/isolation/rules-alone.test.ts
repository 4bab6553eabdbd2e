import { rulesAlone } from './doors'
import { describeMatrix } from './matrix'

describeMatrix(rulesAlone)
