export interface Variant {
  readonly name: string
  readonly run: () => Promise<unknown>
}

export interface Measured {
  readonly name: string
  /** Calls per second, one for each round. */
  readonly rates: readonly number[]
}

/** Rounds alternate between the variants, so that whatever else the machine does falls on all of them. */
export async function interleave(
  variants: readonly Variant[],
  { rounds, calls, concurrency }: { rounds: number; calls: number; concurrency: number },
): Promise<Measured[]> {
  const rates = new Map(variants.map((variant) => [variant.name, [] as number[]]))
  for (const variant of variants) await burst(variant, Math.ceil(calls / 4), concurrency)
  for (let round = 0; round < rounds; round++) {
    for (const variant of variants) {
      globalThis.gc?.()
      const start = performance.now()
      await burst(variant, calls, concurrency)
      rates.get(variant.name)?.push((calls / (performance.now() - start)) * 1000)
    }
  }
  return variants.map(({ name }) => ({ name, rates: rates.get(name) ?? [] }))
}

async function burst(variant: Variant, calls: number, concurrency: number): Promise<void> {
  let left = calls
  const worker = async () => {
    while (left-- > 0) await variant.run()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Ratios are taken round by round, since two neighbours share the machine's mood. */
export function ratio(of: Measured, to: Measured): { median: number; min: number; max: number } {
  const ratios = of.rates.map((rate, round) => rate / (to.rates[round] ?? Number.NaN))
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) }
}

export function find(measured: readonly Measured[], name: string): Measured {
  const found = measured.find((entry) => entry.name === name)
  if (found === undefined) throw new Error(`no variant ${name}`)
  return found
}

export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n')
}
