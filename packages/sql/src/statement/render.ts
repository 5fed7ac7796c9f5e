import { InputError } from '@bpmcentr/core'
import type { Dialect } from './dialect.ts'
import { quoteId } from './quoteId.ts'
import { isSql, type Sql } from './sql.ts'

/** What goes to the driver. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Texts of templates that hold values only, by their strings: the same array for every evaluation of a template. */
const texts = new WeakMap<readonly string[], Map<string, string>>()

/** The text of a template and its values, as the dialect writes them. No value ever becomes part of the text. */
export function renderTemplate(dialect: Dialect, strings: readonly string[], values: readonly unknown[]): Statement {
  if (values.some(isSql)) {
    const writer = new Writer(dialect)
    for (const [index, text] of strings.entries()) {
      writer.text += text
      if (index >= values.length) continue
      const value = values[index]
      if (isSql(value)) writer.add(value)
      else writer.value(value)
    }
    return writer.statement()
  }
  let known = texts.get(strings)
  if (known === undefined) {
    known = new Map()
    texts.set(strings, known)
  }
  let text = known.get(dialect.name)
  if (text === undefined) {
    text = strings.reduce((before, part, index) => `${before}${dialect.placeholder(index)}${part}`)
    known.set(dialect.name, text)
  }
  checkCount(dialect, values.length)
  return { text, values: values.map((value) => dialect.encode(value)) }
}

export function render(dialect: Dialect, sql: Sql): Statement {
  const writer = new Writer(dialect)
  writer.add(sql)
  return writer.statement()
}

class Writer {
  text = ''
  readonly #dialect: Dialect
  readonly #values: unknown[] = []

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  add({ strings, parts }: Sql): void {
    this.text += strings[0] ?? ''
    for (const [index, part] of parts.entries()) {
      switch (part.type) {
        case 'value':
          this.value(part.value)
          break
        case 'id':
          this.text += quoteId(this.#dialect, part.path)
          break
        case 'raw':
          this.text += part.text
          break
        case 'sql':
          this.add(part.sql)
          break
        case 'list':
          for (const [at, item] of part.items.entries()) {
            this.text += at === 0 ? '(' : ', '
            if (isSql(item)) this.add(item)
            else this.value(item)
          }
          this.text += ')'
      }
      this.text += strings[index + 1] ?? ''
    }
  }

  value(value: unknown): void {
    this.#values.push(this.#dialect.encode(value))
    this.text += this.#dialect.placeholder(this.#values.length)
  }

  statement(): Statement {
    checkCount(this.#dialect, this.#values.length)
    return { text: this.text, values: this.#values }
  }
}

function checkCount({ name, maxParameters }: Dialect, count: number): void {
  if (count > maxParameters)
    throw new InputError(`${count} parameters, but ${name} takes ${maxParameters} at most; send fewer at once`)
}
