import type { Association } from './draft.ts'
import type { CsdlNavigation, CsdlOperation, CsdlProperty, CsdlSet, EnumType, StructuredType } from './model.ts'

/** What the elements being open are about. */
export interface Open {
  namespace: string
  type: StructuredType | undefined
  enumeration: EnumType | undefined
  property: CsdlProperty | undefined
  navigation: CsdlNavigation | undefined
  association: Association | undefined
  side: { role: string; properties: string[] } | undefined
  operation: CsdlOperation | undefined
  set: CsdlSet | undefined
  /** `Target` of an `Annotations` element. */
  target: string | undefined
}
