import { describe, expect, it } from 'vitest'
import { goods, refOf, start } from './support/base.ts'

const DATA = { data: { Catalog_Товары: goods(3), Document_Заказ: [] } }

const spoken = (code: string, value = 'Что-то не так') => ({ 'odata.error': { code, message: { lang: 'ru', value } } })

describe('what 1C says', () => {
  it.each([
    [401, '20', 'PermissionError', 'permission'],
    [404, '9', 'NotFoundError', 'not_found'],
    [404, '8', 'NotFoundError', 'unknown_entity_set'],
    [400, '15', 'ConflictError', 'already_exists'],
    [400, '14', 'InvalidRequestError', 'invalid_request'],
    [400, '10', 'InvalidRequestError', 'unknown_property'],
    [500, '6', 'InvalidRequestError', 'invalid_request'],
    [500, '-1', 'ApiError', 'business_error'],
    [501, '0', 'ApiError', 'not_supported'],
    [412, '0', 'ConflictError', 'precondition_failed'],
  ])('with %i and code %s is a %s (%s), after one request', async (status, code, name, kind) => {
    const { base, failure, box } = start(DATA)
    box.fail({ with: 'status', status, body: spoken(code) })
    const error = await failure(base.catalog('Товары').get(refOf(1)))
    expect(error).toMatchObject({ name, code: kind, status, vendorCode: code, vendorMessage: 'Что-то не так' })
    expect(box.requests).toHaveLength(1)
  })

  it('is understood in XML as well', async () => {
    const { base, failure, box } = start(DATA)
    const body =
      '<?xml version="1.0"?><m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><m:code>9</m:code><m:message>Экземпляр сущности не найден</m:message></m:error>'
    box.fail({ with: 'htmlPage', status: 404, body })
    expect(await failure(base.catalog('Товары').get(refOf(1)))).toMatchObject({
      name: 'NotFoundError',
      vendorCode: '9',
      vendorMessage: 'Экземпляр сущности не найден',
    })
  })

  it('about rights never makes a kept session start anew', async () => {
    const { base, failure, box } = start(DATA, { sessions: 'use' })
    box.fail({ with: 'status', status: 401, body: spoken('20'), after: 1 })
    expect(await failure(base.catalog('Товары').count())).toMatchObject({ name: 'PermissionError' })
    expect(box.requests).toHaveLength(2)
  })

  it('of a misspelt set says where sets come from', async () => {
    const { base, failure } = start(DATA)
    const error = await failure(base.catalog('Товарры').count())
    expect(error).toMatchObject({ name: 'NotFoundError', code: 'unknown_entity_set' })
    expect(String(error)).toContain('УстановитьСоставСтандартногоИнтерфейсаOData')
  })

  it('when a document cannot be posted is handed over, and the posting is not tried again', async () => {
    const document = { Ref_Key: refOf(1), Posted: false, DeletionMark: false }
    const { base, failure, box, world } = start({
      data: { Document_Заказ: [document] },
      onPost: () => 'Не удалось провести "Заказ"',
    })
    expect(await failure(base.document('Заказ').post(refOf(1)))).toMatchObject({
      name: 'ApiError',
      code: 'business_error',
      vendorMessage: 'Не удалось провести "Заказ"',
      retryable: false,
    })
    expect(box.requests).toHaveLength(1)
    expect(world.rows('Document_Заказ')[0]?.Posted).toBe(false)
  })
})

describe('what 1C does not say', () => {
  it('406 without words is a full session pool: it is tried again, a write too', async () => {
    const { base, run, box, world } = start(DATA)
    box.fail({ with: 'status', status: 406 })
    await run(base.catalog('Товары').create({ Description: 'Новый' }))
    expect(box.requests).toHaveLength(2)
    expect(world.rows('Catalog_Товары')).toHaveLength(4)
  })

  it('500 without words is tried again for reads only', async () => {
    const { base, run, failure, box } = start(DATA)
    box.fail({ with: 'status', status: 500 })
    expect(await run(base.catalog('Товары').count())).toBe(3)
    box.fail({ with: 'status', status: 500 })
    expect(await failure(base.catalog('Товары').create({ Description: 'Новый' }))).toMatchObject({
      name: 'OutcomeUnknownError',
    })
    box.fail({ with: 'resetAfter' })
    expect(await failure(base.document('Заказ').post(refOf(1)))).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(box.requests).toHaveLength(4)
  })

  it('a page instead of JSON, with 200, is no row', async () => {
    const { base, failure, box } = start(DATA, { retry: false })
    box.fail({ with: 'htmlPage' })
    expect(await failure(base.catalog('Товары').get(refOf(1)))).toMatchObject({ name: 'ResponseMismatchError' })
    box.fail({ with: 'htmlPage' })
    expect(await failure(base.catalog('Товары').count())).toMatchObject({ name: 'ResponseMismatchError' })
  })

  it('404 without words points at the address', async () => {
    const { base, failure, box } = start(DATA)
    box.fail({ with: 'status', status: 404 })
    expect(String(await failure(base.catalog('Товары').count()))).toContain('baseUrl')
  })
})
