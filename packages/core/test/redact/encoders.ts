/** The ways a secret gets written on its way into a log. */
export const encoders: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  'percent (encodeURIComponent)': (text) => encodeURIComponent(text),
  'percent, lower-case hex': (text) => encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (form) => form.toLowerCase()),
  'percent, all but unreserved': (text) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
  'percent (encodeURI)': (text) => encodeURI(text),
  'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent, every byte': (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'form (+ for a space)': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64, URL-encoded': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
  'base64, JSON-escaped by PHP': (text) => Buffer.from(text).toString('base64').replace(/\//g, '\\/'),
  'base64 of JSON': (text) => Buffer.from(JSON.stringify({ k: text })).toString('base64'),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON twice': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'JSON of PHP': (text) => phpJson(text),
  'JSON, every unit escaped': (text) =>
    text
      .split('')
      .map((unit) => unicode(unit))
      .join(''),
  HTML: (text) =>
    text.replace(
      /[&<>"']/g,
      (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[mark] ?? '',
    ),
  'HTML, numeric': (text) => [...text].map((mark) => `&#x${mark.codePointAt(0)?.toString(16)};`).join(''),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex, upper-case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
}

function unicode(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function phpJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\//g, '\\/')
    .replace(/[\u007f-\uffff]/g, (unit) => unicode(unit))
}
