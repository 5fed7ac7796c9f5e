import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { start } from './support/crm.ts'

/** The query of one list call, decoded; nothing else may be in it. */
async function queryOf(input: object): Promise<URLSearchParams> {
  const { crm, run, last } = start({ orders: 1 })
  await run(crm.orders.list(input).first())
  return new URLSearchParams(last()?.query)
}

describe('filters', () => {
  it('are written as the vendor writes them', async () => {
    const query = await queryOf({
      filter: {
        status_id: [1, 2],
        buyer_phone: '+380671112233',
        payment_status: ['paid', 'overpaid'],
        has_tracking_code: false,
        created_between: [new Date('2020-08-24T00:00:00Z'), '2020-09-22 23:59:59'],
      },
      include: ['buyer', 'products.offer'],
      sort: '-id',
    })
    expect(Object.fromEntries(query)).toEqual({
      'filter[status_id]': '1,2',
      'filter[buyer_phone]': '+380671112233',
      'filter[payment_status]': 'paid,overpaid',
      'filter[has_tracking_code]': 'false',
      'filter[created_between]': '2020-08-24 00:00:00, 2020-09-22 23:59:59',
      include: 'buyer,products.offer',
      sort: '-id',
      page: '1',
      limit: '50',
    })
  })

  it('carry any text through the URL unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes(',')),
        async (text) => {
          const query = await queryOf({ filter: { source_uuid: text } })
          expect(query.get('filter[source_uuid]')).toBe(text)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('leave out what is undefined, instead of sending an empty filter', async () => {
    const query = await queryOf({ filter: { status_id: undefined, source_id: 1 } })
    expect([...query.keys()]).toEqual(['filter[source_id]', 'page', 'limit'])
  })

  it.each([
    ['a list that would select everything', { filter: { status_id: [] } }, 'filter.status_id'],
    ['a comma, which would be taken for two values', { filter: { source_uuid: 'a,b' } }, 'a comma separates values'],
    [
      'an end before the beginning',
      { filter: { updated_between: ['2026-02-02', '2026-02-01'] } },
      '`from` is after `to`',
    ],
    [
      'a moment in another form',
      { filter: { updated_between: ['2026-02-01T00:00:00Z', '2026-02-02'] } },
      'YYYY-MM-DD HH:mm:ss',
    ],
    ['a name that the vendor does not have', { filter: { created_at_from: '2026-02-01' } }, 'created_at_from'],
    ['an include that the vendor does not have', { include: ['buyers'] }, 'include[0]'],
    ['a page larger than the vendor gives', { limit: 51 }, 'limit'],
    ['a page before the first', { page: 0 }, 'page'],
  ])('are refused before anything is sent for %s', async (_what, input, told) => {
    const { crm, failure, box } = start({ orders: 1 })
    const error = await failure(crm.orders.list(input as object).first())
    expect(error).toMatchObject({ name: 'InputError' })
    expect(String(error)).toContain(told)
    expect(box.requests).toHaveLength(0)
  })
})
