import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PartAnswer, readMultipart, writeMultipart } from '../../src/batch/multipart.ts'

const boundaries = () => {
  let count = 0
  return (kind: string) => `${kind}_${++count}`
}

describe('the body of a multipart batch', () => {
  it('is written line by line, each ending in CRLF', () => {
    const part = { id: '1', headers: { 'Content-Type': 'application/json' }, body: '{"ID":1}' }
    const { text } = writeMultipart(
      [
        {
          id: '9',
          method: 'GET',
          url: "Books?$filter=title%20eq%20'x'",
          headers: { Accept: 'application/json' },
          body: undefined,
        },
        [{ ...part, method: 'POST', url: 'Authors' }],
      ],
      boundaries(),
    )
    expect(text.split('\r\n')).toEqual([
      '--batch_1',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      "GET Books?$filter=title%20eq%20'x' HTTP/1.1",
      'Accept: application/json',
      '',
      '',
      '--batch_1',
      'Content-Type: multipart/mixed; boundary=changeset_2',
      '',
      '--changeset_2',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      'Content-ID: 1',
      '',
      'POST Authors HTTP/1.1',
      'Content-Type: application/json',
      '',
      '{"ID":1}',
      '--changeset_2--',
      '--batch_1--',
      '',
    ])
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('cannot be broken out of by a header or an address', () => {
    const part = { id: '1', method: 'GET', url: 'Books', headers: {}, body: undefined }
    expect(() => writeMultipart([{ ...part, url: 'Books HTTP/1.1\r\nX: y' }], boundaries())).toThrow('line break')
    expect(() => writeMultipart([{ ...part, headers: { Prefer: 'a\nb' } }], boundaries())).toThrow('line break')
  })

  it('is read by its delimiters, whatever the bodies and the lengths say', () => {
    const body = fc.string({ unit: 'grapheme' }).filter((text) => !/--b\s*$/m.test(text) && !text.endsWith('\r'))
    fc.assert(
      fc.property(
        fc.array(fc.record({ status: fc.integer({ min: 200, max: 599 }), body }), { minLength: 1, maxLength: 6 }),
        (answers) => {
          const parts = answers.map(
            ({ status, body: inner }, index) =>
              `--b\r\nContent-Type: application/http\r\ncontent-id: ${index}\r\n\r\nHTTP/1.1 ${status} X\r\nContent-Length: 3\r\n\r\n${inner}\r\n`,
          )
          const read = readMultipart(
            `preamble\r\n${parts.join('')}--b--\r\nepilogue`,
            'multipart/mixed; boundary="b"',
          ) as PartAnswer[]
          expect(read.map(({ id, status, body: inner }) => ({ id, status, body: inner }))).toEqual(
            answers.map(({ status, body: inner }, index) => ({ id: String(index), status, body: inner })),
          )
        },
      ),
    )
  })
})
