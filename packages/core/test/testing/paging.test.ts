import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEY, toySandbox } from './toyVendor.ts'

const box = toySandbox()

async function read(path: string) {
  const response = await box.handle(
    new Request(`https://api.toy.example/v1${path}`, { headers: { authorization: `Bearer ${KEY}` } }),
  )
  return { status: response.status, body: await response.json() }
}

describe('pages by number', () => {
  it('hold the default, the asked and at most the greatest size', async () => {
    expect((await read('/orders')).body.data).toHaveLength(3)
    expect((await read('/orders?limit=2&page=4')).body.data.map((row: { id: number }) => row.id)).toEqual([7])
    expect((await read('/orders?limit=500')).body.data).toHaveLength(5)
    expect((await read('/orders?limit=abc&page=-3')).body).toMatchObject({ current_page: 1, total: 7 })
  })

  it('are empty past the end and link to the next page with the rest of the query kept', async () => {
    expect((await read('/orders?page=9')).body).toMatchObject({ data: [], next_page_url: null })
    expect((await read('/orders?filter[status]=new&sort=-id&page=1')).body.next_page_url).toBe(
      'https://api.toy.example/v1/orders?filter%5Bstatus%5D=new&sort=-id&page=2',
    )
  })
})

describe('pages by offset', () => {
  it('say where to read on until the end', async () => {
    expect((await read('/orders/offset?offset=5')).body).toMatchObject({
      offset: 5,
      total: 7,
      items: [{ id: 6 }, { id: 7 }],
    })
    expect((await read('/orders/offset?offset=3&limit=3')).body.next).toBe(6)
    expect((await read('/orders/offset?offset=5')).body.next).toBeUndefined()
  })
})

describe('pages by cursor', () => {
  it('do not shift when rows before them come and go', async () => {
    const fresh = toySandbox()
    const page = async (cursor?: string) => {
      const url = `https://api.toy.example/v1/orders/cursor?limit=3${cursor === undefined ? '' : `&cursor=${cursor}`}`
      return (await fresh.handle(new Request(url, { headers: { authorization: `Bearer ${KEY}` } }))).json()
    }
    const first = await page()
    fresh.state.orders.delete(1)
    fresh.state.orders.delete(2)
    const second = await page(first.next)
    expect([...first.items, ...second.items].map((row) => row.id)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('get the refusal of the vendor when they were not issued', async () => {
    expect(await read('/orders/cursor?cursor=!!!')).toEqual({ status: 400, body: { message: 'bad cursor' } })
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        expect((await read(`/orders/cursor?cursor=${encodeURIComponent(text)}`)).status).toBeOneOf([200, 400])
      }),
    )
  })
})
