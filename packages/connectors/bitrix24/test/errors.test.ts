import { describe, expect, it } from 'vitest'
import { start } from './support/portal.ts'

describe('an error of Bitrix24', () => {
  it.each([
    [200, { error: 'ACCESS_DENIED', error_description: 'No.' }, 'PermissionError'],
    [200, { error: '', error_description: 'Access denied.' }, 'PermissionError'],
    [200, { error: 'WRONG_CLIENT', error_description: '' }, 'AuthenticationError'],
    [400, { error: 100, error_description: 'Could not find value for parameter {id}' }, 'InvalidRequestError'],
    [400, { error: 'NOT_FOUND', error_description: 'Element not found' }, 'NotFoundError'],
    [400, { error: '', error_description: 'Элемент не найден' }, 'NotFoundError'],
    [401, { error: 'INVALID_CREDENTIALS', error_description: 'x' }, 'AuthenticationError'],
    [403, { error: 'insufficient_scope', error_description: '' }, 'PermissionError'],
    [404, { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' }, 'InvalidRequestError'],
    [
      400,
      { error: { code: 'BITRIX_REST_V3_EXCEPTION_X', message: 'm', validation: [{ field: 'id', message: 'no' }] } },
      'InvalidRequestError',
    ],
  ])('with HTTP %i and %j is a %s class', async (status, body, name) => {
    const { b24, box, failure } = start({}, { retry: false })
    box.fail({ with: 'status', status, body })
    expect(((await failure(b24.deals.get({ id: 1 }))) as Error).name).toBe(name)
  })

  it('is shown without markup', async () => {
    const { b24, box, failure } = start()
    box.fail({
      with: 'status',
      status: 400,
      body: { error: 'ERROR_CORE', error_description: 'Wrong<br>field &amp;<script>x</script>' },
    })
    expect(((await failure(b24.deals.get({ id: 1 }))) as Error).message).toContain('Wrong field')
  })

  it('names the fields of REST 3.0', async () => {
    const { b24, failure } = start()
    const error = await failure(b24.v3.call({ method: 'tasks.task.add', params: { fields: {} } }))
    expect(error).toMatchObject({ name: 'InvalidRequestError', issues: [{ field: 'title' }] })
  })
})

describe('a call of REST 3.0', () => {
  it('is sent again with the same key, and done once', async () => {
    const { b24, box, run } = start()
    const before = box.state.tasks.size
    box.fail({ with: 'resetAfter' })
    await run(b24.v3.call({ method: 'tasks.task.add', params: { fields: { title: 'x' } } }))
    expect(box.requests).toHaveLength(2)
    expect(new Set(box.requests.map((request) => request.headers['idempotency-key'])).size).toBe(1)
    expect(box.state.tasks.size).toBe(before + 1)
  })
})

describe('a typo', () => {
  it('is refused before Bitrix24 could ignore it', async () => {
    const { b24, box, run } = start()
    await expect(run(b24.deals.add({ fields: { titel: 'x' } as never }))).rejects.toThrow('fields.titel: unknown field')
    await expect(run(b24.deals.list({ filter: { '>opportunities': 1 } as never }).first())).rejects.toThrow(
      'unknown field',
    )
    await expect(run(b24.deals.update({ id: 1, fields: { createdTime: 'x' } as never }))).rejects.toThrow(
      'only Bitrix24',
    )
    expect(box.requests).toHaveLength(0)
  })
})
