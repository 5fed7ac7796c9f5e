import { NotFoundError, PermissionError, ServerError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { start } from './support/site.ts'

describe('errors', () => {
  const fault = (status: number, body: unknown, headers?: Record<string, string>) => ({
    with: 'status' as const,
    status,
    body: body as never,
    times: Number.POSITIVE_INFINITY,
    when: (request: { path: string }) => !request.path.endsWith('/Login'),
    ...(headers && { headers }),
  })

  it('of an application that ran out of memory name the cure and are not tried again', async () => {
    const { box, crm, failure, calls } = start()
    const message =
      'Request processing terminated because it reached the RAM consumption limit of 2000 MB. Try again later.'
    box.fail(
      fault(500, {
        error: {
          code: '',
          message: 'An error has occurred.',
          innererror: { message: 'outer', internalexception: { message } },
        },
      }),
    )
    const error = await failure(crm.odata.set('Contact').list().first())
    expect(error).toBeInstanceOf(ServerError)
    expect(error).toMatchObject({ code: 'memory_limit', vendorMessage: message })
    expect(String(error)).toContain('smaller pages')
    expect(calls()).toHaveLength(1)
  })

  it('of a firewall are no login', async () => {
    const { box, crm, failure } = start()
    await failure(crm.users.me({}))
    box.fail(
      fault(200, '<html><body>Request unsuccessful. Incapsula incident ID: 1-2</body></html>', {
        'content-type': 'text/html',
      }),
    )
    const error = await failure(crm.users.me({}))
    expect(error).toBeInstanceOf(PermissionError)
    expect(error).toMatchObject({ code: 'blocked_by_firewall' })
    expect(box.auth.logins).toBe(1)
  })

  it('of something in between are no file', async () => {
    const { box, crm, failure } = start()
    box.fail(fault(200, '<html><body>Maintenance</body></html>', { 'content-type': 'text/html' }))
    const error = await failure(
      crm.files.download({ schema: 'ContactFile', id: '5d1c7f3e-0b5c-4a53-9a35-8a3f3a1b7c21' }),
    )
    expect(error).toMatchObject({ name: 'ServerError', code: 'not_a_file' })
  })

  it('of a missing permission are no login either', async () => {
    const { box, crm, failure } = start()
    await failure(crm.users.me({}))
    box.fail(fault(403, { Message: 'Current user does not have permission' }))
    expect(await failure(crm.odata.set('Contact').count())).toBeInstanceOf(PermissionError)
    expect(box.auth.logins).toBe(1)
  })

  it('of a wrong CSRF token are cured by one login', async () => {
    const { box, crm, run, failure } = start()
    await run(crm.users.me({}))
    box.fail({ with: 'status', status: 403, body: '', when: { method: 'POST' } })
    await run(crm.dataService.insert({ schema: 'City', values: { Name: 'Lviv' } }))
    expect(box.auth.logins).toBe(2)
    expect(await failure(crm.files.download({ schema: 'ContactFile', id: crypto.randomUUID() }))).toBeInstanceOf(
      NotFoundError,
    )
  })
})
