import { dialectOf } from '../dialect/dialectOf.ts'
import type { EdmType, ODataVersion } from '../model.ts'
import { filterText } from '../query/filterText.ts'
import type { AnyRow, FilterInput } from './queryTypes.ts'
import type { ServiceOptions } from './service.ts'

/**
 * A filter as text, not percent-encoded: for services that take conditions as parameters of their functions. `type` is the
 * entity type its fields are checked against.
 * @throws InputError, also for a text that the grammar does not allow
 */
export function conditionText<V extends ODataVersion>(
  filter: FilterInput<AnyRow, V>,
  options: Pick<ServiceOptions<V>, 'version' | 'model' | 'literals' | 'functions'>,
  type?: EdmType,
): string {
  return filterText(filter, type, {
    dialect: dialectOf(options.version),
    model: options.model,
    literals: { suffixes: true, enums: 'qualified', ...options.literals },
    functions: options.functions ?? {},
  })
}
