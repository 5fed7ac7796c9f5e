import { operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { languageField, phoneField } from './fields.ts'
import { lenientNumber, lenientText } from './payment.ts'
import { act } from './request.ts'

export const LanguageInput = schema(() => z.strictObject({ language: languageField().optional() }))
export interface LanguageInput extends z.input<ReturnType<typeof LanguageInput>> {}

export const Merchant = schema(() =>
  z.looseObject({
    result: z.string().nullish(),
    /** `activated` or `wait_accept`. */
    status: z.string().nullish(),
    public_key: z.string().nullish(),
    name: z.string().nullish(),
    company_name: z.string().nullish(),
    description: z.string().nullish(),
    email: z.string().nullish(),
    phone: lenientText(),
    url: z.string().nullish(),
    blocked: z.union([z.boolean(), z.string()]).nullish(),
    create_date: lenientNumber(),
    update_date: lenientNumber(),
  }),
)
export interface Merchant extends z.output<ReturnType<typeof Merchant>> {}

/** The shop that the keys belong to. For partners, by contract. */
export const merchant = operation<LanguageInput, Merchant>({
  summary: 'Get the shop of these keys',
  description: 'For partners, by contract.',
  kind: 'read',
  input: LanguageInput,
  output: Merchant,
  request: (input) => act('agent_info_merchant', input),
})

export const UserInput = schema(() => z.strictObject({ phone: phoneField() }))
export interface UserInput extends z.input<ReturnType<typeof UserInput>> {}

export const PartnerAnswer = schema(() => z.looseObject({ result: z.string().nullish(), status: z.string().nullish() }))
export interface PartnerAnswer extends z.output<ReturnType<typeof PartnerAnswer>> {}

/** A user by phone. For partners, by contract. */
export const user = operation<UserInput, PartnerAnswer>({
  summary: 'Get a user by phone',
  description: 'For partners, by contract.',
  kind: 'read',
  input: UserInput,
  output: PartnerAnswer,
  request: (input) => act('agent_info_user', input),
})

export const MccCode = schema(() =>
  z.looseObject({
    id: lenientNumber(),
    mcc_code: lenientText(),
    name: z.string().nullish(),
    parent_id: lenientNumber(),
  }),
)
export interface MccCode extends z.output<ReturnType<typeof MccCode>> {}

const MccCodes = schema(() => z.array(MccCode()))

/** The merchant category codes a new shop may have. For partners, by contract. */
export const mccCodes = operation<LanguageInput, MccCode[]>({
  summary: 'List merchant category codes',
  description: 'For partners, by contract.',
  kind: 'read',
  input: LanguageInput,
  output: MccCodes,
  request: (input) => act('agent_info_mcc_codes', input),
  answer: (body) => body.mcc_codes,
})

export const MccDocumentsInput = schema(() =>
  z.strictObject({ mcc_code: z.int().min(0).max(9999), language: languageField().optional() }),
)
export interface MccDocumentsInput extends z.input<ReturnType<typeof MccDocumentsInput>> {}

/** The documents that a shop with a category code must bring. For partners, by contract. */
export const mccDocuments = operation<MccDocumentsInput, PartnerAnswer>({
  summary: 'List the documents a category code asks for',
  description: 'For partners, by contract.',
  kind: 'read',
  input: MccDocumentsInput,
  output: PartnerAnswer,
  request: (input) => act('agent_info_mcc_docs', input),
})
