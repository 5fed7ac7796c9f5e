import type { CsdlProperty } from '../csdl/model.ts'

/** A doc comment of one line, or nothing. Texts of a service cannot end it early. */
export function comment(indent: string, parts: readonly (string | undefined)[]): string {
  const text = parts
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('*/', '*\\/')
    .trim()
  return text === '' ? '' : `${indent}/** ${text} */\n`
}

/** What is worth saying about a property beyond its type. */
export function facets(property: CsdlProperty): (string | undefined)[] {
  const { description, maxLength, precision, scale, computed, immutable } = property
  const length = maxLength !== undefined && /^\d+$/.test(maxLength) ? `At most ${maxLength} characters.` : undefined
  const digits =
    property.type === 'Edm.Decimal' && precision !== undefined
      ? `${precision} digits${scale === undefined ? '' : `, ${scale} after the point`}.`
      : undefined
  return [
    description === undefined ? undefined : sentence(description),
    length,
    digits,
    computed ? 'Computed by the service.' : immutable ? 'Cannot be changed.' : undefined,
  ]
}

export function sentence(text: string): string {
  return /[.!?…]\s*$/.test(text) ? text : `${text}.`
}
