import { collection } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'

interface Row {
  id: number
  name: string | null
}

const seed: Row[] = [
  { id: 5, name: 'b' },
  { id: 2, name: null },
  { id: 9, name: 'a' },
]

describe('a collection', () => {
  it('numbers new rows after the highest key, also after deletes', () => {
    const rows = collection<Row>({ key: 'id', rows: seed })
    expect(rows.insert({ name: 'x' }).id).toBe(10)
    rows.delete(10)
    expect(rows.insert({ name: 'y' }).id).toBe(11)
    expect(collection<Row>({ key: 'id' }).insert({ name: 'z' }).id).toBe(1)
    expect(collection<Row>({ key: 'id', nextKey: (all) => 100 + all.size }).insert({ name: 'z' }).id).toBe(100)
  })

  it('finds a row whether its key is written as a number or as text', () => {
    const rows = collection<Row>({ key: 'id', rows: seed })
    expect(rows.get('5')).toBe(rows.get(5))
    expect(rows.has(1)).toBe(false)
  })

  it('refuses a key that is taken', () => {
    const rows = collection<Row>({ key: 'id', rows: seed })
    expect(() => rows.insert({ id: 5, name: 'x' })).toThrow('already has a row with id 5')
    expect(rows.writes).toBe(0)
  })

  it('never changes its seed, and comes back to it', () => {
    const rows = collection<Row>({ key: 'id', rows: seed })
    rows.update(5, { name: 'changed' })
    rows.delete(2)
    rows.insert({ name: 'new' })
    expect(rows.writes).toBe(3)
    expect(seed[0]?.name).toBe('b')
    rows.reset()
    expect([...rows]).toEqual(seed)
    expect(rows.writes).toBe(0)
  })

  it('counts only writes that take effect', () => {
    const rows = collection<Row>({ key: 'id', rows: seed })
    expect(rows.update(77, { name: 'x' })).toBeUndefined()
    expect(rows.delete(77)).toBe(false)
    expect(rows.writes).toBe(0)
  })

  it('selects and sorts by field, descending field or comparison, nulls first', () => {
    const rows = collection<Row>({ key: 'id', rows: seed })
    const ids = (found: readonly Row[]) => found.map((row) => row.id)
    expect(ids(rows.select({ sort: 'id' }))).toEqual([2, 5, 9])
    expect(ids(rows.select({ sort: '-id' }))).toEqual([9, 5, 2])
    expect(ids(rows.select({ sort: 'name' }))).toEqual([2, 9, 5])
    expect(ids(rows.select({ where: (row) => row.id > 2, sort: (a, b) => a.id - b.id }))).toEqual([5, 9])
    expect(ids(rows.select())).toEqual([5, 2, 9])
    expect(rows.find((row) => row.name === 'a')?.id).toBe(9)
  })

  it('gives the same array until something is written', () => {
    const rows = collection<Row>({ key: 'id', rows: seed })
    const before = rows.rows
    expect(rows.rows).toBe(before)
    rows.insert({ name: 'x' })
    expect(rows.rows).toHaveLength(4)
    expect(before).toHaveLength(3)
  })
})
