import { ConnectorError } from '@bpmcentr/core'

/** The `$metadata` document cannot be read: not XML, cut off, not CSDL, or with a DOCTYPE, which is never read. */
export class MetadataError extends ConnectorError {
  constructor(message: string, cause?: unknown) {
    super(message, { code: 'odata_metadata', ...(cause === undefined ? {} : { cause }) }, 'MetadataError')
  }
}
