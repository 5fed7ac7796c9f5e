/** EDM type → what stands before the quote, in V2 and V3. */
export const V3_PREFIX: Readonly<Record<string, string>> = {
  'Edm.Guid': 'guid',
  'Edm.DateTime': 'datetime',
  'Edm.DateTimeOffset': 'datetimeoffset',
  'Edm.Time': 'time',
  'Edm.Binary': 'X',
  'Edm.Geography': 'geography',
  'Edm.Geometry': 'geometry',
}

export const V3_NUMBER_SUFFIX: Readonly<Record<string, string>> = {
  'Edm.Int64': 'L',
  'Edm.Decimal': 'M',
  'Edm.Single': 'f',
  'Edm.Double': 'd',
}

/** The same in V4, where most literals are bare. */
export const V4_PREFIX: Readonly<Record<string, string>> = {
  'Edm.Duration': 'duration',
  'Edm.Binary': 'binary',
  'Edm.Geography': 'geography',
  'Edm.Geometry': 'geometry',
}
