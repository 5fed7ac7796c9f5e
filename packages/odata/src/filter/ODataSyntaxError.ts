import { InputError } from '@bpmcentr/core'

/** A query text that OData's grammar does not allow. The message never repeats the text: it may hold personal data. */
export class ODataSyntaxError extends InputError {
  /** Where the text stops making sense: characters from its start. */
  readonly position: number

  constructor(message: string, position: number) {
    super(`${message} (at character ${position + 1})`, { code: 'odata_syntax' }, 'ODataSyntaxError')
    this.position = position
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), position: this.position }
  }
}
