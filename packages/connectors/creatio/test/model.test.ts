import { readFileSync } from 'node:fs'
import { generateTypes, parseMetadata } from '@bpmcentr/odata/metadata'
import { expect, it } from 'vitest'
import { standard } from '../src/index.ts'
import { creatioSandbox } from '../src/testing.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

it('the types of the standard objects are what `odata generate --name Standard` writes from model/standard.xml', async () => {
  const model = await parseMetadata(read('model/standard.xml'))
  const { chunks } = generateTypes(model, { name: 'Standard' })
  expect([...chunks()].join('')).toBe(read('src/generated/standard.ts'))
})

it('the metadata of the sandbox says the same', async () => {
  const box = creatioSandbox()
  const token = await box.handle(
    new Request('https://sandbox-is.creatio.com/connect/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'sandbox-client',
        client_secret: 'sandbox-secret',
      }),
    }),
  )
  const { access_token } = (await token.json()) as { access_token: string }
  const headers = { authorization: `Bearer ${access_token}` }
  const answer = await box.handle(new Request('https://sandbox.creatio.com/0/odata/$metadata', { headers }))
  const model = await parseMetadata(await answer.text())
  const { chunks } = generateTypes(model, { name: 'Standard' })
  expect([...chunks()].join('')).toBe(read('src/generated/standard.ts'))
  expect(Object.keys(standard.sets).sort()).toEqual(Object.keys(box.state.tables).sort())
})
