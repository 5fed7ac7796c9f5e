import { readFileSync } from 'node:fs'
import * as library from 'odata-v4-parser'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseExpression, parseFilter, parseQuery, parseResource } from '../../src/filter.ts'
import { beside } from '../support/reference.ts'

interface Vector {
  readonly Name: string
  readonly Rule: string
  readonly Input: string
  readonly FailAt?: number
}

const file = beside('odata-abnf/odata-abnf-testcases.yaml')

/** The rules of the grammar that `odata-v4-parser` has a function for, so that both can be measured. */
const OURS: Readonly<Record<string, (input: string) => unknown>> = {
  commonExpr: (input) => parseExpression(decodeURIComponent(input)),
  boolCommonExpr: (input) => parseFilter(decodeURIComponent(input)),
  filter: parseQuery,
  queryOptions: parseQuery,
  expand: parseQuery,
  select: parseQuery,
  orderby: parseQuery,
  search: parseQuery,
  resourcePath: parseResource,
  odataRelativeUri: relative,
  odataUri: absolute,
  primitiveLiteral: (input) => parseExpression(decodeURIComponent(input)),
}

const LIBRARY: Readonly<Record<string, (input: string) => unknown>> = {
  commonExpr: library.filter,
  boolCommonExpr: library.filter,
  filter: library.query,
  queryOptions: library.query,
  expand: library.query,
  select: library.query,
  orderby: library.query,
  search: library.query,
  resourcePath: library.resourcePath,
  odataRelativeUri: library.odataUri,
  odataUri: library.odataUri,
  primitiveLiteral: library.literal,
}

function relative(input: string): void {
  const [withoutFragment = ''] = input.split('#')
  const [path = '', query = ''] = withoutFragment.split(/\?(.*)/s)
  parseResource(path)
  const options = query === '' ? {} : parseQuery(query)
  if (path.startsWith('$entity') && options.id === undefined) throw new Error('$entity needs $id')
}

/** The grammar, too, lets the root of the service end at any slash. */
function absolute(input: string): void {
  const host = /^https?:\/\/(?:\[[\w.:]+\]|[\w.-]+)(?::\d+)?\//.exec(input)
  if (host === null) throw new Error('no host')
  const rest = input.slice(host[0].length)
  const slashes = [...(rest.split('?')[0] ?? '').matchAll(/\//g)].map(({ index }) => index + 1)
  const attempts = [0, ...slashes].map((from) => rest.slice(from))
  if (!attempts.some((attempt) => attempt === '' || accepts(relative, attempt))) throw new Error('no service in it')
}

function accepts(read: (input: string) => unknown, input: string): boolean {
  try {
    read(input)
    return true
  } catch {
    return false
  }
}

function measure(readers: Readonly<Record<string, (input: string) => unknown>>, vectors: readonly Vector[]) {
  const valid = vectors.filter(({ FailAt }) => FailAt === undefined)
  const invalid = vectors.filter(({ FailAt }) => FailAt !== undefined)
  const taken = (vector: Vector) => accepts((input) => readers[vector.Rule]?.(input), String(vector.Input))
  return {
    refusedValid: valid.filter((vector) => !taken(vector)).map(({ Input }) => String(Input)),
    takenInvalid: invalid.filter(taken).map(({ Input }) => String(Input)),
    valid: valid.length,
    invalid: invalid.length,
  }
}

describe.skipIf(file.missing)('the test cases of the OASIS grammar', () => {
  const all = file.missing ? [] : (parse(readFileSync(file.path, 'utf8')) as { TestCases: Vector[] }).TestCases
  const vectors = all.filter(({ Rule }) => Object.hasOwn(OURS, Rule))

  it('are read, but for semicolons inside search words', () => {
    const { refusedValid, valid } = measure(OURS, vectors)
    expect(valid).toBe(513)
    expect(refusedValid).toEqual(['$search=a%3Bb', '$expand=Manager($search=a%3Bb)'])
  })

  it('are refused where they are wrong, but for what only the model of the service could tell', () => {
    const { takenInvalid, invalid } = measure(OURS, vectors)
    expect(invalid).toBe(41)
    expect(takenInvalid).toEqual([
      "$entity?$id=http://myservice/Customers('ALFKI')&$select=CompanyName,ContactName&$expand=Orders",
      'Categories/TheBestProduct()',
      'Categories(1)/Address/$value',
      'Categories(1)/Thumbnail/$value',
      '$search=more&more',
    ])
  })

  it('show odata-v4-parser at 279 of them', () => {
    const { refusedValid, takenInvalid, valid, invalid } = measure(LIBRARY, vectors)
    expect(valid - refusedValid.length).toBe(279)
    expect(invalid - takenInvalid.length).toBe(36)
  })
})
