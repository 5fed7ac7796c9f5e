import { exact, exactText } from './decimal.ts'
import type { EvaluateOptions } from './options.ts'
import { unsupported } from './unsupported.ts'
import { instantOf, type Value, value } from './value.ts'

const PARTS = /^(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?$/
const CLOCK = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$/
const DURATION = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

interface Parts {
  readonly day: readonly [year: string, month: string, day: string]
  readonly clock: readonly [hour: string, minute: string, second: string, fraction: string]
  readonly zone: string
}

/** As written, not moved to another zone. */
function parts(arg: Value | undefined): Parts {
  const text = String(arg?.data)
  const written = text.startsWith('/Date(') ? new Date(instantOf(text)).toISOString() : text
  const clock = CLOCK.exec(written)
  if (clock !== null) {
    const [, hour = '00', minute = '00', second = '00', fraction = ''] = clock
    return { day: ['0001', '01', '01'], clock: [hour, minute, second, fraction], zone: '' }
  }
  const match = PARTS.exec(written)
  if (match === null) return unsupported('A function of dates without one')
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', zone = ''] = match
  return { day: [year, month, day], clock: [hour, minute, second, fraction], zone }
}

const day =
  (index: 0 | 1 | 2) =>
  ([arg]: readonly Value[]) =>
    value(Number(parts(arg).day[index]), 'Edm.Int32')
const clock =
  (index: 0 | 1 | 2) =>
  ([arg]: readonly Value[]) =>
    value(Number(parts(arg).clock[index]), 'Edm.Int32')

/** Functions of dates and durations. */
export const dateFunctions = {
  year: day(0),
  month: day(1),
  day: day(2),
  hour: clock(0),
  minute: clock(1),
  second: clock(2),
  fractionalseconds: ([arg]: readonly Value[]) => value(`0.${parts(arg).clock[3] || '0'}`, 'Edm.Decimal'),
  date: ([arg]: readonly Value[]) => value(parts(arg).day.join('-'), 'Edm.Date'),
  time: ([arg]: readonly Value[]) => {
    const [hour, minute, second, fraction] = parts(arg).clock
    return value(`${hour}:${minute}:${second}${fraction === '' ? '' : `.${fraction}`}`, 'Edm.TimeOfDay')
  },
  totaloffsetminutes: ([arg]: readonly Value[]) => {
    const { zone } = parts(arg)
    const minutes = zone.length < 6 ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))
    return value(zone.startsWith('-') ? -minutes : minutes, 'Edm.Int32')
  },
  totalseconds: ([arg]: readonly Value[]) => {
    const match = DURATION.exec(String(arg?.data)) ?? unsupported('totalseconds without a duration')
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
    const whole = BigInt(days) * 86_400n + BigInt(hours) * 3_600n + BigInt(minutes) * 60n
    const [integer = '0', fraction = ''] = seconds.split('.')
    const total = `${sign}${whole + BigInt(integer)}${fraction === '' ? '' : `.${fraction}`}`
    return value(exactText(exact(total) ?? unsupported('totalseconds of that duration')), 'Edm.Decimal')
  },
  now: (_args: readonly Value[], { now = Date.now }: EvaluateOptions) =>
    value(new Date(now()).toISOString(), 'Edm.DateTimeOffset'),
  mindatetime: () => value('0001-01-01T00:00:00Z', 'Edm.DateTimeOffset'),
  maxdatetime: () => value('9999-12-31T23:59:59.999Z', 'Edm.DateTimeOffset'),
}
