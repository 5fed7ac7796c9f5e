import { describeIssue, InputError, type Secret } from '@bpmcentr/core'
import { CheckoutInput } from './checkoutInput.ts'
import { wireParams } from './request.ts'
import { type SignatureAlgorithm, seal } from './sign.ts'

export interface CheckoutOptions {
  readonly publicKey: string
  readonly privateKey: Secret
  readonly version: number
  readonly algorithm: SignatureAlgorithm
  readonly checkoutUrl: string
}

/** A form for the checkout page: hidden fields `data` and `signature`, sent by POST to `action`. */
export interface CheckoutFields {
  readonly action: string
  readonly data: string
  readonly signature: string
}

export interface CheckoutFormOptions {
  /** Text of the button. Default by `language`: Сплатити, or Pay. */
  readonly label?: string
  /** Of the button; has no influence on the page. Default: the payment's, else `uk`. */
  readonly language?: 'uk' | 'en'
  /** `liqpay`: LiqPay's own web component, which loads a script from static.liqpay.ua. Default `plain`. */
  readonly button?: 'plain' | 'liqpay'
}

/** For `LiqPayCheckout.init(…)` of https://static.liqpay.ua/libjs/checkout.js, in the browser. */
export interface WidgetParams {
  readonly data: string
  readonly signature: string
  readonly embedTo: string
  readonly mode: 'embed' | 'popup'
  readonly language: 'uk' | 'en'
}

/**
 * The buyer's side. Everything is made on your server without a request; a callback or `payments.status` tells whether the
 * buyer paid. What the browser brings back to `result_url` proves nothing.
 */
export interface Checkout {
  /**
   * The signed fields, for a form of your own.
   * @throws InputError naming the field that is wrong
   */
  fields(input: CheckoutInput): CheckoutFields
  /** A link that opens the page. With data above some 2 kB (long descriptions, receipts) use the form. */
  link(input: CheckoutInput): string
  /** HTML of a form with a button. The label is escaped. */
  form(input: CheckoutInput, options?: CheckoutFormOptions): string
  /** Parameters of LiqPay's embedded or pop-up widget. */
  widget(
    input: CheckoutInput,
    options: { embedTo: string; mode?: 'embed' | 'popup'; language?: 'uk' | 'en' },
  ): WidgetParams
}

const LABELS = { uk: 'Сплатити', en: 'Pay' } as const
const SDK_BUTTON = 'https://static.liqpay.ua/libjs/sdk_button.js'

export function createCheckout(options: CheckoutOptions): Checkout {
  const { publicKey, privateKey, version, algorithm, checkoutUrl } = options
  const sealed = (input: CheckoutInput) => {
    const parsed = CheckoutInput().safeParse(input)
    if (!parsed.success) {
      const { issues } = parsed.error
      throw new InputError(`invalid input: ${issues.slice(0, 5).map(describeIssue).join('; ')}`, {
        issues,
        operation: 'liqpay.checkout',
      })
    }
    return seal({ version, ...wireParams(parsed.data), public_key: publicKey }, privateKey.reveal(), algorithm)
  }
  return {
    fields: (input) => ({ action: checkoutUrl, ...sealed(input) }),
    link(input) {
      const { data, signature } = sealed(input)
      return `${checkoutUrl}?data=${encodeURIComponent(data)}&signature=${encodeURIComponent(signature)}`
    },
    form(input, { language = input.language ?? 'uk', label = LABELS[language], button = 'plain' } = {}) {
      const { data, signature } = sealed(input)
      const text = escapeHtml(label)
      return [
        `<form method="POST" action="${escapeHtml(checkoutUrl)}" accept-charset="utf-8">`,
        `<input type="hidden" name="data" value="${data}">`,
        `<input type="hidden" name="signature" value="${signature}">`,
        button === 'plain'
          ? `<button type="submit">${text}</button>`
          : `<script type="text/javascript" src="${SDK_BUTTON}"></script>` +
            `<sdk-button label="${text}" background="#77CC5D" onClick="submit()"></sdk-button>`,
        '</form>',
      ].join('\n')
    },
    widget: (input, { embedTo, mode = 'embed', language = input.language ?? 'uk' }) => ({
      ...sealed(input),
      embedTo,
      mode,
      language,
    }),
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}
