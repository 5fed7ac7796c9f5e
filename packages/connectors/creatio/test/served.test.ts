import { serve } from '@bpmcentr/core/testing'
import { expect, it } from 'vitest'
import { creatio } from '../src/index.ts'
import { creatioSandbox } from '../src/testing.ts'
import { FORMS, JOHN, OAUTH } from './support/site.ts'

it.each([FORMS, OAUTH])('works over real HTTP with %o', async (credentials) => {
  const box = creatioSandbox({ contacts: 600 })
  await using server = await serve(box)
  const identityUrl = server.urlOf('https://sandbox-is.creatio.com/connect/token').replace(/\/connect\/token$/, '')
  const crm = creatio({ url: server.baseUrl, ...credentials, ...('clientId' in credentials && { identityUrl }) })
  expect(
    await crm.odata
      .set('Contact')
      .list({ select: ['Id'] })
      .all({ max: 1_000 }),
  ).toHaveLength(602)
  box.auth.expire()
  const data = new Uint8Array(1_500_000).fill(7)
  const [file, me] = await Promise.all([
    crm.uploadFile({ schema: 'ContactFile', parentColumn: 'Contact', parentId: JOHN, name: 'big.bin', data }),
    crm.users.me({}),
  ])
  expect(me.Name).toBe('Supervisor')
  expect((await crm.files.download({ schema: 'ContactFile', id: file.id })).bytes).toEqual(data)
  expect(box.auth.logins).toBe(2)
  await crm.close()
})
