import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export interface Bundle {
  readonly code: string
  readonly kB: number
  /** The files whose code is in it. */
  readonly files: readonly string[]
}

/** A minified browser bundle of a module with this source, made of the built packages. */
export async function bundle(source: string, external: readonly string[] = []): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outfile: 'bundle.js',
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    external: [...external],
  })
  const code = outputFiles[0]?.text ?? ''
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path)
  return { code, kB: gzipSync(code, { level: 9 }).length / 1000, files }
}

/** '…/node_modules/.pnpm/ky@2/node_modules/ky/distribution/index.js' -> 'ky' */
export function packageOf(file: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? '@bpmcentr'
}
