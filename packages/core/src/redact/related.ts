/** The shortest part of a larger secret that is looked for by itself. */
const MIN_PART = 12
const MIN_PASSWORD = 4

/** Parts of a secret that are secret by themselves: the password and the keys in a URL, the lines of a PEM key, the trimmed text. */
export function relatedSecrets(secret: string): string[] {
  const parts: string[] = []
  const trimmed = secret.trim()
  if (trimmed !== secret) parts.push(trimmed)
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed)) parts.push(...ofUrl(trimmed))
  if (trimmed.startsWith('-----BEGIN ')) {
    const lines = trimmed.split(/\r?\n|\\n/).filter((line) => !line.includes('-----'))
    parts.push(lines.join(''), ...lines.filter((line) => line.length >= MIN_PART))
  }
  return parts
}

function ofUrl(text: string): string[] {
  const parts: string[] = []
  try {
    const url = new URL(text)
    if (url.password.length >= MIN_PASSWORD) parts.push(decoded(url.password))
    for (const value of [...url.pathname.split('/').map(decoded), ...url.searchParams.values()]) {
      // A word of a path is no secret; a key has both letters and digits.
      if (value.length >= MIN_PART && /\d/.test(value) && /\p{L}/u.test(value)) parts.push(value)
    }
  } catch {
    // Not a URL after all.
  }
  return parts
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
