import { describe, expect, test } from 'vitest'
import { bundle, packageOf } from './bundle.ts'

/**
 * Ceilings in kB, minified and gzipped. They are what was reached, rounded up, so that nothing grows unseen; the goals are
 * lower and not met: 15 for core without zod and ky, 60 for a connector with everything it needs. Of a connector's bundle
 * zod takes 26.6, ky 8.9, p-retry 1.7 and SHA-256 2.2 before the first line of ours.
 */
const CEILINGS = { core: 29, connector: 78 } as const

/** All that a connector needs of core: one of each kind of operation. */
const CORE = `export { defineConnector, listOperation, operation } from '@bpmcentr/core'`
const EVERYTHING = `export * from '@bpmcentr/core'`

/** Parts that only some users need, each with a text that is in the code of no other. */
const OPTIONAL: Readonly<Record<string, string>> = {
  'limits that are reported': 'margin must be below max',
  'copies for records': '[circular]',
  'OAuth 2': 'refresh_token',
  telemetry: 'http.request.method_original',
  history: 'cf-ray',
  'several at once': 'onSizeLessThan',
  'forms read as PHP does': 'The form has a field nested deeper',
}

test('core without zod and ky stays within its ceiling', async () => {
  const { kB } = await bundle(CORE, ['zod', 'ky'])
  console.log(`the core of a connector, without zod and ky: ${kB.toFixed(1)} kB gz`)
  expect(kB).toBeLessThanOrEqual(CEILINGS.core)
})

describe.each(['keycrm', 'liqpay'])('@bpmcentr/%s', async (name) => {
  const whole = await bundle(`export { ${name} } from '@bpmcentr/${name}'`)
  const everything = await bundle(EVERYTHING)
  const packages = [...new Set(whole.files.map(packageOf))].sort()

  test('stays within its ceiling with everything it needs', () => {
    console.log(`@bpmcentr/${name}: ${whole.kB.toFixed(1)} kB gz of ${packages.join(', ')}`)
    expect(whole.kB).toBeLessThanOrEqual(CEILINGS.connector)
  })

  test('brings in no package that only some users need', () => {
    const allowed = ['@bpmcentr', '@noble/hashes', 'is-network-error', 'ky', 'p-retry', 'zod']
    expect(packages.filter((found) => !allowed.includes(found))).toEqual([])
    expect(/(from|import)\s*\(?["'](node:|undici|msw|fast-xml-parser)|XMLParser/.test(whole.code)).toBe(false)
  })

  test.each(Object.entries(OPTIONAL))('leaves out %s', (_, text) => {
    // As truth values, since a failure would otherwise print both bundles.
    expect([everything, whole].map(({ code }) => code.includes(text))).toEqual([true, false])
  })

  test('brings in no locale of zod but English', () => {
    const locales = whole.files.filter((file) => /zod\/.*\/locales\//.test(file))
    expect(locales.filter((file) => !/locales\/en\.(c|m)?js$/.test(file))).toEqual([])
  })
})
