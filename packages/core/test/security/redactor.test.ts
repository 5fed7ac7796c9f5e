import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../src/redact/redactor.ts'

const knowing = (...secrets: string[]) => {
  const redactor = createRedactor()
  for (const secret of secrets) redactor.add(secret)
  return (text: string) => redactor.text(text)
}

describe('a secret within base64', () => {
  it.each(['p4ssw0rd!', 'p4ssw0rd', 'p4ssw0r'])(
    'takes the whole of it along, its beginning and its padding: %s',
    (secret) => {
      expect(knowing(secret)(`Basic auth of ${btoa(`someone:${secret}`)} failed`)).toBe(
        'Basic auth of [redacted] failed',
      )
    },
  )

  it('is found also when it was escaped before', () => {
    const secret = 'a"quoted"/secret value'
    for (const form of [JSON.stringify({ k: secret }), `k=${encodeURIComponent(secret)}`]) {
      expect(knowing(secret)(`state ${btoa(form)} end`)).toBe('state [redacted] end')
    }
  })
})

it('a short credential after its scheme is hidden when it looks like one', () => {
  expect(knowing()('sent Bearer ab12cd34')).toBe('sent Bearer [redacted]')
  expect(knowing()('Bearer authentication failed')).toBe('Bearer authentication failed')
})

it('a secret that ends in a backslash hides itself and nothing after it', () => {
  const text = knowing()(JSON.stringify({ token: 'ab12\\', shown: 'visible' }))
  expect(text).toBe('{"token":"[redacted]","shown":"visible"}')
})

it('a card number of which a part is secret shows no digits at all', () => {
  expect(knowing('411111111111')('card 4111111111111111 used')).toBe('card [redacted] used')
})

describe('numbers that are no card stay', () => {
  const luhn = (digits: string) =>
    [...digits].reverse().reduce((sum, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
      return sum + (value > 9 ? value - 9 : value)
    }, 0) % 10
  const ean = (digits: string) =>
    [...digits].reverse().reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 1 ? 3 : 1), 0) % 10
  const first = (from: number, fits: (digits: string) => boolean) => {
    for (let number = from; ; number++) if (fits(String(number))) return String(number)
  }

  it('a time in milliseconds', () => {
    const time = first(1_700_000_000_000, (digits) => luhn(digits) === 0 && ean(digits) !== 0)
    expect(knowing()(`at ${time}`)).toBe(`at ${time}`)
  })

  it('a barcode', () => {
    const barcode = first(4_820_000_000_000, (digits) => luhn(digits) === 0 && ean(digits) === 0)
    expect(knowing()(`item ${barcode}`)).toBe(`item ${barcode}`)
    const card = first(4_820_000_000_000, (digits) => luhn(digits) === 0 && ean(digits) !== 0)
    expect(knowing()(`card ${card}`)).toBe(`card *********${card.slice(-4)}`)
  })
})
