import { ConflictError, OutcomeUnknownError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { etagOf } from '../../src/index.ts'
import { shop } from '../support/shop.ts'

describe('a write whose answer is lost', () => {
  const id = '7f3b869f-34f3-4f20-ab4d-7480a5fdf647'

  it('is looked up by the Guid the caller gave, and made once', async () => {
    const { typed, box, clock, service } = shop('4.0')
    box.fail({ with: 'resetAfter' })
    const order = await clock.run(typed.set('Orders').create({ id, no: 'A-1' }))
    expect(order).toEqual({ id, no: 'A-1' })
    expect(service.rows('Orders')).toHaveLength(1)
    expect(box.requests.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it('is sent again when the lookup finds nothing', async () => {
    const { typed, box, clock, service } = shop('4.0')
    box.fail({ with: 'resetBefore' })
    await clock.run(typed.set('Orders').create({ id, no: 'A-1' }))
    expect(service.rows('Orders')).toHaveLength(1)
    expect(box.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST'])
  })

  it('stays unknown where the key may be anybody’s', async () => {
    const { typed, box, clock, service } = shop('4.0')
    box.fail({ with: 'resetAfter' })
    await expect(
      clock.run(
        typed
          .set('Authors')
          .create({ ID: 9, name: 'x' })
          .catch((error) => Promise.reject(error)),
      ),
    ).rejects.toThrow(OutcomeUnknownError)
    expect(service.rows('Authors')).toHaveLength(3)
    expect(box.requests).toHaveLength(1)
  })

  it('with an ETag is no conflict with itself', async () => {
    const { typed, box, clock } = shop('4.0', { etag: true })
    const before = await typed.set('Authors').get(1)
    box.fail({ with: 'resetAfter' })
    await clock.run(typed.set('Authors').update(1, { name: 'once' }, { ifMatch: etagOf(before) }))
    expect(await typed.set('Authors').get(1)).toEqual({ ID: 1, name: 'once' })
    const again = typed.set('Authors').update(1, { name: 'twice' }, { ifMatch: etagOf(before) })
    await expect(clock.run(again)).rejects.toThrow(ConflictError)
  })

  it('without a body comes back as it was written, with its address', async () => {
    const { typed } = shop('4.0')
    const made = await typed.set('Authors').create({ ID: 9, name: 'x' }, { prefer: 'minimal' })
    expect(made).toEqual({ ID: 9, name: 'x' })
  })
})

describe('questions that are too long for a URL', () => {
  const texts = Array.from({ length: 150 }, (_, index) => `Товар ${index}`)
  it.each([
    ['4.0', 'batch', '/$batch'],
    ['4.01', 'query', '/Books/$query'],
    ['2.0', 'batch', '/$batch'],
  ] as const)('OData %s sends them by %s', async (version, via, path) => {
    const { typed, box } = shop(version, {}, { longUrls: { via } })
    const rows = await typed
      .set('Books')
      .list({ filter: (b) => b.title.in([...texts, 'Book 1']), select: ['ID'] })
      .all({ max: 9 })
    expect(rows).toEqual([{ ID: 1 }])
    expect(box.requests.map((request) => request.path)).toEqual([path])
  })

  it('still fail under their own name', async () => {
    const { untyped } = shop('4.0')
    const list = untyped.set('Nowhere').list({ filter: (b) => b.title!.in(texts) })
    await expect(list.all({ max: 9 })).rejects.toThrow('odata.Nowhere.list: not found (HTTP 404)')
  })
})
