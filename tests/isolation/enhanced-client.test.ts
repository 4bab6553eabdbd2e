import { enhancedClient } from './doors'
import { describeMatrix } from './matrix'

describeMatrix(enhancedClient)
