import { need } from '../ledger.ts'
import { refuse } from '../refuse.ts'
import { maskOf, outcomeOf } from '../testCards.ts'
import type { Actions } from './types.ts'

const TOKEN_STATUS = { SUSPEND: 'SUSPENDED', UNSUSPEND: 'ACTIVE', DELETE: 'DELETED' } as const

export const otherActions: Actions = {
  token_create: createToken(false),
  token_create_unique: createToken(true),

  token_update({ state }, params) {
    need(params, ['card_token', 'card_token_action'])
    const row = state.tokens.get(String(params.card_token))
    if (row === undefined || row.status === 'DELETED') throw refuse('108')
    const action = String(params.card_token_action)
    if (!Object.hasOwn(TOKEN_STATUS, action)) throw refuse('err_wrong', 'card_token_action')
    const status = TOKEN_STATUS[action as keyof typeof TOKEN_STATUS]
    state.tokens.update(row.card_token, { status })
    return { result: 'ok', status: 'success', card_token: row.card_token, card_token_info: { status } }
  },

  mpi(_ledger, params) {
    need(params, [
      'amount',
      'card',
      'card_cvv',
      'card_exp_month',
      'card_exp_year',
      'currency',
      'description',
      'ip',
      'order_id',
      'threeDSInfo',
    ])
    const outcome = outcomeOf(String(params.card))
    if (outcome === undefined) throw refuse('err_card')
    const step = outcome.type === 'step' && outcome.status === '3ds_verify'
    return {
      result: 'ok',
      status: outcome.type === 'declined' ? 'failure' : 'success',
      mpi_version: '2.0',
      mpi_status: step ? 'C' : outcome.type === 'declined' ? 'N' : 'Y',
      ...(step && { mpi_form: '<form action="https://acs.example/creq" method="post"></form>' }),
    }
  },

  agent_info_merchant: (_ledger, params) => ({
    result: 'ok',
    status: 'activated',
    public_key: params.public_key,
    name: 'Кав’ярня «Зерно»',
    company_name: 'ФОП Коваленко О. П.',
    email: 'shop@example.com',
    phone: '380950000001',
    url: 'shop.example',
    blocked: false,
    create_date: Date.UTC(2024, 0, 15),
  }),

  agent_info_user(_ledger, params) {
    need(params, ['phone'])
    if (!String(params.phone).endsWith('380950000001')) throw refuse('user_not_found')
    return { result: 'ok', status: 'success', phone: params.phone }
  },

  agent_info_mcc_codes: (_ledger, params) => ({
    result: 'ok',
    status: 'success',
    mcc_codes: [
      { id: 1, name: params.language === 'en' ? 'Food' : 'Їжа' },
      { id: 2, mcc_code: 5812, name: params.language === 'en' ? 'Restaurants' : 'Ресторани', parent_id: 1 },
    ],
  }),

  agent_info_mcc_docs(_ledger, params) {
    need(params, ['mcc_code'])
    return {
      result: 'ok',
      status: 'success',
      docs: [{ doc_id: 1, name: params.language === 'en' ? 'Passport' : 'Паспорт' }],
    }
  },
}

function createToken(unique: boolean): Actions[string] {
  return ({ state }, params) => {
    need(params, ['is_debit', 'is_credit', 'card', 'card_cvv', 'card_exp_month', 'card_exp_year'])
    const card = String(params.card)
    if (outcomeOf(card) === undefined) throw refuse('err_card')
    const known = unique ? state.tokens.find((token) => token.card === card && token.status === 'ACTIVE') : undefined
    const token =
      known ?? state.tokens.insert({ card_token: `sandbox_token_${state.tokens.size}`, card, status: 'ACTIVE' })
    return {
      result: 'ok',
      status: 'success',
      card_token: token.card_token,
      card_token_info: { tokenSuffix: maskOf(card).slice(-2), status: 'ACTIVE', decision: 'APPROVED' },
    }
  }
}
