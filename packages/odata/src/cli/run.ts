import { parseArgs } from 'node:util'
import { MetadataError } from '../csdl/MetadataError.ts'
import { parseMetadata } from '../csdl/parse.ts'
import { generateTypes } from '../generate/generate.ts'
import { fileSource, urlSource } from './source.ts'
import { sameAsFile, writeFileWhole } from './target.ts'
import { UsageError } from './UsageError.ts'

/** Where the command writes to. */
export interface CliOutput {
  out(text: string): void
  error(text: string): void
}

const HELP = `Writes TypeScript from the $metadata of an OData service (V2, V3, V4).

  odata generate --url <service or $metadata> --out <file.ts>
  odata generate --file <metadata.xml>        --out <file.ts>

  --include A,B*     only these entity sets, entity types and imports, and what they need; * stands for any characters
  --name Shop        name of the interface of the service; default the last part of its namespace
  --header 'k: v'    a header of the request, for example Authorization; may be given several times
  --user name:word   Basic authentication (UTF-8)
  --out -            to the standard output
  --check            write nothing; exit with 1 when the file is out of date
`

/** Runs the command line. Exit code: 0 done, 1 failed or out of date, 2 called wrongly. */
export async function runCli(args: readonly string[], output: CliOutput): Promise<number> {
  try {
    return await run(args, output)
  } catch (error) {
    if (error instanceof UsageError) {
      output.error(`${error.message}\n\n${HELP}`)
      return 2
    }
    output.error(`${error instanceof Error ? error.message : 'failed'}\n`)
    return 1
  }
}

async function run(args: readonly string[], output: CliOutput): Promise<number> {
  const { values, positionals } = parsed(args)
  if (values.help === true) {
    output.out(HELP)
    return 0
  }
  if (positionals.length !== 1 || positionals[0] !== 'generate') throw new UsageError('The command is: odata generate')
  if (values.out === undefined) throw new UsageError('--out is missing')
  if ((values.url === undefined) === (values.file === undefined)) throw new UsageError('Give either --url or --file')
  const start = performance.now()
  const source =
    values.url === undefined
      ? fileSource(values.file ?? '')
      : await urlSource(values.url, { headers: values.header ?? [], ...(values.user ? { user: values.user } : {}) })
  const model = await parseMetadata(source)
  const { chunks, warnings, entities } = generateTypes(model, {
    include: (values.include ?? []).flatMap((list) => list.split(',').map((name) => name.trim())).filter(Boolean),
    ...(values.name ? { name: values.name } : {}),
  })
  for (const warning of warnings) output.error(`warning: ${warning}\n`)
  if (entities === 0) throw new MetadataError('There is no entity to write: nothing was written')
  if (values.out === '-') for (const chunk of chunks()) output.out(chunk)
  else if (values.check === true) {
    if (await sameAsFile(values.out, chunks())) return 0
    output.error(`${values.out} is out of date\n`)
    return 1
  } else await writeFileWhole(values.out, chunks)
  const took = Math.round(performance.now() - start)
  output.error(`${entities} entity types, OData ${model.version}, in ${took} ms\n`)
  return 0
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        file: { type: 'string' },
        out: { type: 'string' },
        include: { type: 'string', multiple: true },
        name: { type: 'string' },
        header: { type: 'string', multiple: true },
        user: { type: 'string' },
        check: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments cannot be read')
  }
}
