import { ConfigError } from '@bpmcentr/core'
import type { ODataVersion } from '../model.ts'
import type { Dialect } from './types.ts'
import { v2 } from './v2.ts'
import { v3 } from './v3.ts'
import { v4, v401 } from './v4.ts'

const DIALECTS: Readonly<Record<ODataVersion, Dialect>> = { '2.0': v2, '3.0': v3, '4.0': v4, '4.01': v401 }

/** @throws ConfigError for a version nobody speaks */
export function dialectOf(version: ODataVersion): Dialect {
  if (Object.hasOwn(DIALECTS, version)) return DIALECTS[version]
  throw new ConfigError(`odata: version must be one of ${Object.keys(DIALECTS).join(', ')}`)
}
