import { describe, expect, it } from 'vitest'
import { start } from './support/crm.ts'

describe('buyers', () => {
  it('are created, found by phone and changed', async () => {
    const { crm, run } = start()
    const made = await run(
      crm.buyers.create({
        full_name: 'Гайдай Соломія',
        phone: ['+380671112233', '+380501112233'],
        birthday: '1990-05-16',
      }),
    )
    const found = await run(crm.buyers.list({ filter: { buyer_phone: '+380501112233' } }).first())
    expect(found).toEqual(made)
    const changed = await run(crm.buyers.update({ id: made.id, full_name: made.full_name ?? '', company_id: 22 }))
    expect(changed.phone).toEqual(['+380671112233', '+380501112233'])
    const whole = await run(crm.buyers.get({ id: made.id, include: ['company', 'manager', 'loyalty', 'shipping'] }))
    expect(whole.company).toMatchObject({ id: 22, name: 'ТОВ «Кераміка»' })
    expect(whole.manager).toBeNull()
    expect(whole).not.toHaveProperty('custom_fields')
  })

  it('need their name again in a change', async () => {
    const { crm, failure, box } = start()
    // @ts-expect-error full_name is required here too
    const error = await failure(crm.buyers.update({ id: 22, note: 'VIP' }))
    expect(String(error)).toContain('full_name')
    expect(box.requests).toHaveLength(0)
  })

  it('are imported at once, or refused with `status: false`', async () => {
    const { crm, box, run, failure } = start()
    const before = box.state.buyers.size
    expect(await run(crm.buyers.import({ buyers: [{ full_name: 'Перша' }, { phone: ['+380631112233'] }] }))).toEqual({
      status: true,
    })
    expect(box.state.buyers.size).toBe(before + 2)
    expect(await failure(crm.buyers.import({ buyers: [{ note: 'безіменний' }] }))).toMatchObject({
      name: 'InvalidRequestError',
      status: 400,
    })
  })

  it('are not found under an id that does not exist', async () => {
    const { crm, failure } = start()
    expect(await failure(crm.buyers.get({ id: 99_999 }))).toMatchObject({ name: 'NotFoundError' })
  })
})

describe('companies', () => {
  it('are created with their buyers, and changed with status 200', async () => {
    const { crm, run, last } = start()
    const made = await run(crm.companies.create({ name: 'ТОВ «Мрія»', buyer_id: [3, 4] }))
    const whole = await run(crm.companies.get({ id: made.id, include: ['buyer', 'manager', 'custom_fields'] }))
    expect(whole.buyer).toMatchObject({ id: 3, company_id: made.id })
    const changed = await run(crm.companies.update({ id: made.id, name: 'ТОВ «Мрія плюс»', notes: 'Опт' }))
    expect(changed).toMatchObject({ name: 'ТОВ «Мрія плюс»', notes: 'Опт' })
    expect(last()?.status).toBe(200)
    const listed = await run(crm.companies.list({ filter: { company_id: [made.id, 22] } }).all({ max: 9 }))
    expect(listed.map((company) => company.id).toSorted()).toEqual([22, made.id].toSorted())
  })
})

describe('users and calls', () => {
  it('are filtered by the vendor', async () => {
    const { crm, run } = start()
    const blocked = await run(crm.users.list({ filter: { status: 'blocked' } }).all({ max: 9 }))
    expect(blocked.map((user) => user.full_name)).toEqual(['Юрій Мороз'])
    const named = await run(crm.users.list({ filter: { full_name: 'шевч' } }).all({ max: 9 }))
    expect(named.map((user) => user.id)).toEqual([1])
    const calls = await run(
      crm.calls.list({ filter: { type: 'outgoing' }, include: ['manager', 'lead'] }).all({ max: 99 }),
    )
    expect(calls).toHaveLength(8)
    expect(calls[0]).toMatchObject({ type: 'outgoing', lead: { id: 22 } })
    expect(calls[0]?.manager?.full_name).toBeTypeOf('string')
    expect(calls[0]).not.toHaveProperty('client')
  })
})

describe('custom fields', () => {
  it('come as a plain array, without pages, and with options only when asked for', async () => {
    const { crm, run, queries } = start()
    const bare = await run(
      crm.customFields.list({ filter: { model: ['order', 'lead'] }, sort: 'position' }).all({ max: 99 }),
    )
    expect(bare.map((field) => field.uuid)).toEqual(['OR_1038', 'OR_1037', 'LD_1021'])
    expect(bare[0]).not.toHaveProperty('options')
    const full = await run(crm.customFields.list({ include: ['options'] }).all({ max: 99 }))
    expect(full.find((field) => field.type === 'select')?.options).toHaveLength(2)
    expect(queries()).toEqual(['filter[model]=order,lead&sort=position', 'include=options'])
  })

  it('are set on an order as text, or as a list for select fields', async () => {
    const { crm, run } = start()
    await run(
      crm.orders.update({
        id: 22,
        custom_fields: [
          { uuid: 'OR_1037', value: 'Лорд' },
          { uuid: 'OR_1038', value: ['Варіант А', 'Варіант Б'] },
        ],
      }),
    )
    const order = await run(crm.orders.get({ id: 22, include: ['custom_fields'] }))
    expect(order.custom_fields).toMatchObject([
      { uuid: 'OR_1037', type: 'text', value: 'Лорд' },
      { uuid: 'OR_1038', type: 'select', value: ['Варіант А', 'Варіант Б'] },
    ])
  })
})
