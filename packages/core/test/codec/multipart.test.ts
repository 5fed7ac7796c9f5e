import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesBody, streamBody, textBody } from '../../src/codec/bodies.ts'
import type { Body } from '../../src/codec/body.ts'
import { assertHeaders } from '../../src/codec/headers.ts'
import { type MultipartFields, multipartBody } from '../../src/codec/multipart.ts'
import { InputError } from '../../src/errors/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream(
    {
      pull(controller) {
        const chunk = chunks[next++]
        if (chunk === undefined) controller.close()
        else controller.enqueue(chunk)
      },
    },
    { highWaterMark: 0 },
  )
}

async function wire(body: Body): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body.make() as BodyInit).arrayBuffer())
}

/** Read by the platform's own parser of forms. */
async function parsed(body: Body): Promise<FormData> {
  return new Response((await wire(body)) as BodyInit, {
    headers: { 'content-type': body.contentType ?? '' },
  }).formData()
}

const file = fc.record({
  data: fc.uint8Array({ maxLength: 50 }),
  // What a parser does with other characters is its own business; that they do no harm is tested below.
  filename: fc.stringMatching(/^[\w ()і.-]{1,12}$/u),
  kind: fc.constantFrom('bytes', 'blob', 'factory', 'stream'),
})

describe('multipartBody', () => {
  it('is read back by a form parser, whatever the fields and the kinds of files are', async () => {
    const fields = fc.array(
      fc.tuple(
        fc.stringMatching(/^[a-z_[\]0-9]{1,8}$/),
        fc.oneof(
          fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed()),
          file,
        ),
      ),
      { maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(fields, async (list) => {
        const unique = new Map(list)
        const input: Record<string, MultipartFields[string]> = {}
        for (const [name, value] of unique) {
          if (typeof value === 'string') input[name] = value
          else {
            const { data, filename, kind } = value
            const make = () => streamOf([data.subarray(0, 7), data.subarray(7)])
            const source =
              kind === 'bytes'
                ? data
                : kind === 'blob'
                  ? new Blob([data as BlobPart])
                  : kind === 'factory'
                    ? make
                    : make()
            input[name] = { data: source, filename, contentType: 'image/png' }
          }
        }
        const body = multipartBody(input)
        if (unique.size === 0) return
        const form = await parsed(body)
        expect([...form.keys()]).toEqual(
          [...unique.keys()].sort((a, b) => Object.keys(input).indexOf(a) - Object.keys(input).indexOf(b)),
        )
        for (const [name, value] of unique) {
          const got = form.get(name)
          if (typeof value === 'string') expect(got).toBe(value)
          else {
            expect((got as File).name).toBe(value.filename)
            expect((got as File).type).toBe('image/png')
            expect(new Uint8Array(await (got as File).arrayBuffer())).toEqual(value.data)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('is bytes where it can be, and a stream of known length where every part knows its own', async () => {
    const make = () => streamOf([bytes('abc')])
    const known = multipartBody({
      a: 'і',
      f: { data: make, size: 3, filename: 'x' },
      b: { data: new Blob(['12']), filename: 'y' },
    })
    expect(known.contentLength).toBe((await wire(known)).length)
    const memory = multipartBody({ a: 'і', n: 5, f: { data: bytes('abc'), filename: 'x' } })
    expect(memory.make()).toBeInstanceOf(Uint8Array)
    expect(memory.contentLength).toBeUndefined()
    expect(multipartBody({ f: { data: make, filename: 'x' } }).contentLength).toBeUndefined()
  })

  it('sends the same bytes again, unless a stream was given', async () => {
    const body = multipartBody({ a: '1', f: { data: () => streamOf([bytes('abc')]), filename: 'x' } })
    expect(body.replayable).toBe(true)
    expect(await wire(body)).toEqual(await wire(body))
    const once = multipartBody({ f: { data: streamOf([bytes('abc')]), filename: 'x' } })
    expect(once.replayable).toBe(false)
    await wire(once)
    await expect(wire(once)).rejects.toThrow(/was read already/)
  })

  it('repeats a field for a list and skips what is undefined', async () => {
    const form = await parsed(multipartBody({ a: ['1', 2, true, 4n], gone: undefined }))
    expect([...form]).toEqual([
      ['a', '1'],
      ['a', '2'],
      ['a', 'true'],
      ['a', '4'],
    ])
  })

  it('lets no name or file name start a header or a part', async () => {
    const evil = 'x"\r\nContent-Type: text/html\r\n\r\n<script>\r\n--'
    const body = multipartBody({ [evil]: 'v', f: { data: bytes('1'), filename: evil } })
    const text = new TextDecoder().decode(await wire(body))
    const escaped = 'x%22%0D%0AContent-Type: text/html%0D%0A%0D%0A<script>%0D%0A--'
    expect(text).toContain(`name="${escaped}"\r\n\r\nv`)
    expect(text).toContain(`name="f"; filename="${escaped}"\r\nContent-Type: application/octet-stream\r\n\r\n1`)
    expect(text.match(/\r\nContent-Type:/g)).toHaveLength(1)
  })

  it('refuses a content type with a line break', () => {
    const run = () => multipartBody({ f: { data: bytes('1'), filename: 'x', contentType: 'a/b\r\nX: 1' } })
    expect(run).toThrow(InputError)
  })

  it('reads one chunk at a time, and lets go of the file when the request ends early', async () => {
    let cancelled = false
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++
          controller.enqueue(new Uint8Array(1024))
        },
        cancel: () => {
          cancelled = true
        },
      },
      { highWaterMark: 0 },
    )
    const reader = (
      multipartBody({ f: { data: endless, filename: 'x' } }).make() as ReadableStream<Uint8Array>
    ).getReader()
    await reader.read()
    await reader.read()
    await reader.read()
    expect(pulled).toBe(2)
    await reader.cancel()
    expect(cancelled).toBe(true)
  })

  it.each([
    ['longer', 2],
    ['shorter', 4],
  ])('breaks off when a stream is %s than its size', async (word, size) => {
    const body = multipartBody({ f: { data: () => streamOf([bytes('abc')]), size, filename: 'x' } })
    await expect(wire(body)).rejects.toThrow(word)
  })

  it('passes on what breaks in a stream', async () => {
    const broken = () => new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('disk')) })
    await expect(wire(multipartBody({ f: { data: broken, filename: 'x' } }))).rejects.toThrow('disk')
    const strings = () => new ReadableStream({ start: (c) => c.enqueue('text') }) as ReadableStream
    await expect(wire(multipartBody({ f: { data: strings, filename: 'x' } }))).rejects.toThrow(InputError)
  })

  it.each([
    null,
    Number.NaN,
    {},
    { data: 'text', filename: 'x' },
    { data: bytes('x') },
    { data: bytes('x'), filename: 'x', size: 1 },
  ])('takes only fields it can write: %j', (value) => {
    const run = () => multipartBody({ field: value as string })
    if (typeof value === 'object' && value !== null && 'size' in value) expect(run).not.toThrow()
    else expect(run).toThrow(InputError)
  })

  it('shows names and sizes in its preview, never bytes', () => {
    const { preview } = multipartBody({
      a: '1',
      ['__proto__']: 'x',
      f: { data: bytes('secret'), filename: 'x.pdf', contentType: 'application/pdf' },
    })
    expect(Object.entries(preview as object)).toEqual([
      ['a', '1'],
      ['__proto__', 'x'],
      ['f', { filename: 'x.pdf', contentType: 'application/pdf', size: 6 }],
    ])
    expect(JSON.stringify(preview)).not.toContain('secret')
  })
})

describe('the plain bodies', () => {
  it('are what they were made of', async () => {
    expect(textBody('і').make()).toBe('і')
    expect(textBody('і').contentType).toBe('text/plain;charset=UTF-8')
    expect(await wire(bytesBody(new Uint8Array([1, 2]).buffer))).toEqual(new Uint8Array([1, 2]))
    expect(bytesBody(bytes('secret')).preview).toBe('[6 bytes]')
    const body = streamBody(() => streamOf([bytes('ab'), bytes('c')]), { contentLength: 3, contentType: 'text/csv' })
    expect(body).toMatchObject({ contentType: 'text/csv', contentLength: 3, replayable: true })
    expect(await wire(body)).toEqual(await wire(body))
  })

  it('give a stream out only once', async () => {
    const body = streamBody(streamOf([bytes('ab')]))
    expect(body.replayable).toBe(false)
    await wire(body)
    expect(() => body.make()).toThrow(InputError)
  })

  it.each([-1, 1.5, Number.NaN])('refuse the length %d', (contentLength) => {
    expect(() => streamBody(() => streamOf([]), { contentLength })).toThrow(InputError)
  })
})

describe('assertHeaders', () => {
  it('lets every value through that a header may hold', () => {
    expect(() =>
      assertHeaders({ 'x-a': '', 'X-B': 'a\tb ü', authorization: 'Bearer a.b-c_d=', "!#$%&'*+.^_`|~": '1' }),
    ).not.toThrow()
  })

  it('refuses every control character, and characters a header cannot carry', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('\r', '\n', '\0', '\u007f', '\u001f', '\u0100', 'і', '\u2028'),
        fc.string(),
        (a, bad, b) => {
          expect(() => assertHeaders({ 'x-token': a + bad + b })).toThrow(InputError)
        },
      ),
    )
  })

  it.each(['', 'a b', 'a:', 'a\r\nb', 'і', 'a"'])('refuses the name %j', (name) => {
    expect(() => assertHeaders({ [name]: 'x' })).toThrow(InputError)
  })

  it('names the header and hides its value', () => {
    expect(() => assertHeaders({ 'x-key': 'secret\n' })).toThrow(/^Header "x-key" has a line break/)
    expect(() => assertHeaders({ 'x-key': 'secret\n' })).not.toThrow(/secret/)
    expect(() => assertHeaders({ 'x-key': undefined as never })).toThrow(/must be a string, got undefined/)
  })
})
