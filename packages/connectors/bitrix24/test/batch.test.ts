import { BatchError, InputError, NotFoundError, OutcomeUnknownError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { ref, valuesOf } from '../src/index.ts'
import { collect, start } from './support/portal.ts'

describe('a batch', () => {
  it('does several things in one request, and one with the result of another', async () => {
    const { b24, box, run } = start()
    const { contact, deal } = valuesOf(
      await run(
        b24.batch((b24) => ({
          contact: b24.contacts.add({ fields: { name: 'Олена & Ко #1 + 50%' } }),
          deal: b24.deals.add({ fields: { title: 'Order 115', contactIds: [ref('contact', 'item', 'id')] } }),
        })),
      ),
    )
    expect(box.requests).toHaveLength(1)
    expect(contact.name).toBe('Олена & Ко #1 + 50%')
    expect(box.state.deals.get(deal.id)?.contactIds).toEqual([contact.id])
  })

  it('tells what became of each command', async () => {
    const { b24, run } = start()
    const slots = await run(
      b24.batch((b24) => ({
        good: b24.deals.get({ id: 1 }),
        bad: b24.deals.get({ id: 99_999 }),
        list: b24.deals.list(),
      })),
    )
    expect(slots.good).toMatchObject({ status: 'done', value: { id: 1 } })
    expect(slots.bad).toMatchObject({ status: 'failed' })
    expect(slots.bad.status === 'failed' && slots.bad.error).toBeInstanceOf(NotFoundError)
    expect(slots.list.status === 'done' && slots.list.value).toHaveLength(50)
    expect(() => valuesOf(slots)).toThrow(BatchError)
  })

  it('stops at the first failure when it is to halt', async () => {
    const { b24, box, run } = start()
    const slots = await run(
      b24.batch(
        (b24) => ({
          first: b24.deals.update({ id: 1, fields: { title: 'A' } }),
          second: b24.deals.update({ id: 99_999, fields: { title: 'B' } }),
          third: b24.deals.update({ id: 3, fields: { title: 'C' } }),
        }),
        { halt: true },
      ),
    )
    expect([slots.first.status, slots.second.status, slots.third.status]).toEqual(['done', 'failed', 'skipped'])
    expect(box.writes).toBe(1)
  })

  it('sends text that Bitrix24 would replace by itself, so that it arrives as it was written', async () => {
    const { b24, box, run } = start()
    const title = 'see $result[other][item][id] there'
    const { odd } = valuesOf(
      await run(b24.batch((b24) => ({ other: b24.deals.get({ id: 1 }), odd: b24.deals.add({ fields: { title } }) }))),
    )
    expect(box.state.deals.get(odd.id)?.title).toBe(title)
    expect(box.requests).toHaveLength(2)
    await expect(
      run(
        b24.batch((b24) => ({
          a: b24.deals.get({ id: 1 }),
          b: b24.deals.add({ fields: { title, companyId: ref('a', 'item', 'id') } }),
        })),
      ),
    ).rejects.toThrow(InputError)
  })

  it('checks inputs before anything is sent, and takes more than fifty commands', async () => {
    const { b24, box, run } = start()
    await expect(
      run(b24.batch((b24) => ({ bad: b24.deals.add({ fields: { titel: 'typo' } as never }) }))),
    ).rejects.toThrow('bad: fields.titel: unknown field')
    expect(box.requests).toHaveLength(0)
    const many = await run(
      b24.batch((b24) =>
        Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`d${i}`, b24.deals.get({ id: i + 1 })])),
      ),
    )
    expect(Object.values(many).every((slot) => slot.status === 'done')).toBe(true)
    expect(box.requests).toHaveLength(3)
  })

  it('is not sent again after a lost answer when it creates something, but is when all of it may be done twice', async () => {
    const { b24, box, run, failure } = start()
    box.fail({ with: 'resetAfter' })
    const lost = await failure(b24.batch((b24) => ({ a: b24.deals.add({ fields: { title: 'x' } }) })))
    expect(lost).toBeInstanceOf(OutcomeUnknownError)
    expect(box.requests).toHaveLength(1)
    box.fail({ with: 'resetAfter' })
    const slots = await run(b24.batch((b24) => ({ a: b24.deals.update({ id: 1, fields: { title: 'y' } }) })))
    expect(slots.a.status).toBe('done')
    expect(box.requests).toHaveLength(3)
  })
})

describe('calls made together', () => {
  it('share a request, and end each by itself', async () => {
    const { b24, box, run } = start()
    const together = b24.together()
    const endings = await run(Promise.allSettled([1, 2, 99_999].map((id) => together.deals.get({ id }))))
    expect(endings.map((ending) => ending.status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(box.requests).toHaveLength(1)
  })

  it('keep what may not be done twice apart', async () => {
    const { b24, box, run } = start()
    const together = b24.together()
    await run(Promise.all([together.deals.get({ id: 1 }), together.deals.add({ fields: { title: 'x' } })]))
    expect(box.requests).toHaveLength(2)
  })
})

describe('bulk work', () => {
  const changes = async function* () {
    for (let id = 1; id <= 100; id++) yield { id: id === 40 ? 99_999 : id, fields: { title: `new ${id}` } }
  }

  it('tells of each item what became of it, in order, and goes on after a failure', async () => {
    const { b24, box, run } = start()
    const slots = await run(collect(b24.bulk((b24) => b24.deals.update, changes(), { size: 25 })))
    expect(slots.map((slot) => slot.index)).toEqual(Array.from({ length: 100 }, (_, index) => index))
    expect(slots.filter((slot) => 'error' in slot).map((slot) => slot.index)).toEqual([39])
    expect(box.state.deals.get(100)?.title).toBe('new 100')
    expect(box.requests).toHaveLength(4)
  })

  it('passes over what an earlier run did', async () => {
    const { b24, box, run } = start()
    const slots = await run(collect(b24.bulk((b24) => b24.deals.update, changes(), { size: 50, skip: 60 })))
    expect(slots.map((slot) => slot.index)).toEqual(Array.from({ length: 40 }, (_, index) => index + 60))
    expect(box.writes).toBe(40)
  })

  it('never doubles what it creates when an answer is lost', async () => {
    const { b24, box, run } = start()
    const before = box.state.deals.size
    box.fail({ with: 'resetAfter' })
    const source = Array.from({ length: 40 }, (_, index) => ({ fields: { title: `deal ${index}` } }))
    const slots = await run(collect(b24.bulk((b24) => b24.deals.add, source, { size: 20 })))
    const lost = slots.filter((slot) => 'error' in slot)
    expect(lost).toHaveLength(20)
    expect(lost.every((slot) => 'error' in slot && slot.error instanceof OutcomeUnknownError)).toBe(true)
    expect(box.state.deals.size).toBe(before + 40)
  })
})
