import { describe, expect, test } from 'vitest'
import { bundle, packageOf } from './bundle.ts'

test('core weighs at most 15 kB without zod and ky', async () => {
  const core = await bundle('@bpmcentr/core', ['zod', 'ky'])
  console.log(`@bpmcentr/core without zod and ky: ${core.kB.toFixed(1)} kB gz`)
  expect(core.kB).toBeLessThanOrEqual(15)
})

describe.each(['@bpmcentr/core', '@bpmcentr/keycrm', '@bpmcentr/liqpay'])('%s', async (module) => {
  const whole = await bundle(module)

  test('weighs less than 60 kB with everything it needs', () => {
    const packages = [...new Set(whole.files.map(packageOf))].sort()
    console.log(`${module}: ${whole.kB.toFixed(1)} kB gz of ${packages.join(', ')}`)
    expect(whole.kB).toBeLessThan(60)
  })

  test('brings in nothing that only some users need', () => {
    expect(['XMLParser', 'undici', 'msw'].filter((name) => whole.code.includes(name))).toEqual([])
    expect(whole.code).not.toMatch(/(from|import)\s*\(?["']node:/)
  })

  test('brings in no locale of zod but English', () => {
    const locales = whole.files.filter((file) => /zod\/.*\/locales\//.test(file))
    expect(locales.filter((file) => !/locales\/en\.(c|m)?js$/.test(file))).toEqual([])
  })
})
